// journal.hpp: random stories of members for the tests of the drivers, and their tables.
//
// A story has orders that are paid, completed, cancelled and returned, reviews, holds, spending,
// retries, late events and events that must be refused. The same seed gives the same journal.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/engine/columns.hpp"
#include "loyaltycore/engine/history.hpp"
#include "loyaltycore/model/event_data.hpp"

namespace loyaltycore::engine::testing {

inline constexpr Instant kSecond = kMicrosPerSecond;
inline constexpr Instant kHour = 3600 * kSecond;
inline constexpr Instant kDay = kMicrosPerDay;
/// 2016-06-01 in UTC.
inline const Instant kBegin = day_of({2016, 6, 1}) * kMicrosPerDay;

inline EventData event_of(EventKind kind, std::string member, std::string id, Instant at) {
  EventData event;
  event.kind = kind;
  event.member = std::move(member);
  event.id = std::move(id);
  event.occurred_at = at;
  return event;
}

/// An order of one line that opens as completed.
inline EventData order_of(std::string member, const std::string& order, Instant at,
                          std::int64_t amount_fen) {
  EventData event = event_of(EventKind::order_completed, std::move(member), order + ":done", at);
  event.order = order;
  LineData line;
  line.line = 1;
  line.sku = "sku-" + order;
  line.category = "books";
  line.amount_fen = amount_fen;
  event.lines.push_back(line);
  return event;
}

class Storyteller {
 public:
  explicit Storyteller(std::uint64_t seed) : random_(seed) {}

  /// `members` stories of about `length` events each, told one after the other. Ids of members and
  /// events are decimal numbers.
  std::vector<EventData> journal(int members, int length) {
    std::vector<EventData> out;
    for (int m = 0; m < members; ++m) tell(std::to_string(m * 7 + 1), length, out);
    return out;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  std::string next_id() { return std::to_string(++last_id_); }

  void tell(const std::string& member, int length, std::vector<EventData>& out) {
    Instant now = kBegin + static_cast<Instant>(below(200)) * kDay;
    std::vector<EventData> orders;
    for (int i = 0; i < length; ++i) {
      now += static_cast<Instant>(below(20 * 24)) * kHour + 1;
      EventData event = next_event(member, now, orders);
      if (below(12) == 0) {
        event.recorded_at = event.occurred_at;
        event.occurred_at -= static_cast<Instant>(below(50)) * kDay;  // Sometimes too late.
      }
      out.push_back(event);
      if (below(10) == 0) out.push_back(event);
    }
  }

  EventData next_event(const std::string& member, Instant now, std::vector<EventData>& orders) {
    constexpr EventKind kSmall[] = {EventKind::login, EventKind::sign_in, EventKind::tick,
                                    EventKind::shared, EventKind::store_visited};
    const std::uint64_t choice = below(20);
    if (choice < 7 || orders.empty()) {
      orders.push_back(new_order(member, now));
      return orders.back();
    }
    EventData event = event_of(kSmall[below(5)], member, next_id(), now);
    const EventData& order = orders[below(orders.size())];
    if (choice < 13) return after_order(event, order);
    if (choice < 15) return spending(event);
    if (choice == 15) {
      event.kind = EventKind::adjusted;
      event.beans = static_cast<std::int64_t>(below(4000)) - 1000;
      event.growth = static_cast<std::int64_t>(below(6000)) - 2000;
    }
    if (choice == 16) {
      event.kind = EventKind::credit_updated;
      event.input = "xiaobai";
      event.value = static_cast<std::int64_t>(below(120));
    }
    return event;
  }

  EventData new_order(const std::string& member, Instant now) {
    constexpr EventKind kOpening[] = {EventKind::order_placed, EventKind::order_paid,
                                      EventKind::order_completed, EventKind::order_completed};
    EventData event = event_of(kOpening[below(4)], member, next_id(), now);
    event.order = "o" + event.id;
    event.channel = below(2) == 0 ? "app" : "web";
    event.freight_fen = below(3) == 0 ? 600 : 0;
    const auto lines = static_cast<std::uint16_t>(1 + below(4));
    std::int64_t total = event.freight_fen;
    for (std::uint16_t i = 1; i <= lines; ++i) {
      constexpr const char* kCategories[] = {"books", "vehicle", "", "shoes", "prepaid_card"};
      LineData line;
      line.line = i;
      line.sub_order = static_cast<std::uint16_t>(i % 2);
      line.sku = "sku" + std::to_string(below(30));
      line.category = kCategories[below(5)];
      line.store = below(2) == 0 ? "s1" : "";
      if (below(5) == 0) line.labels = {"gift", "fresh"};
      line.quantity = static_cast<std::int32_t>(1 + below(3));
      line.amount_fen = static_cast<std::int64_t>(below(90000));
      total += line.amount_fen;
      event.lines.push_back(line);
    }
    if (below(2) == 0) {
      const std::int64_t card = total / 3;
      event.tenders = {{TenderKind::cash, total - card}, {TenderKind::store_card, card}};
      std::erase_if(event.tenders, [](const TenderData& t) { return t.amount_fen == 0; });
    }
    return event;
  }

  EventData after_order(EventData event, const EventData& order) {
    constexpr EventKind kNext[] = {EventKind::order_paid,      EventKind::order_completed,
                                   EventKind::order_completed, EventKind::order_cancelled,
                                   EventKind::order_refused,   EventKind::line_returned,
                                   EventKind::line_returned,   EventKind::review_approved,
                                   EventKind::review_deleted,  EventKind::photo_shown};
    event.kind = kNext[below(10)];
    event.order = order.order;
    if (event.kind == EventKind::line_returned || event.kind == EventKind::review_approved ||
        event.kind == EventKind::photo_shown) {
      const LineData& line = order.lines[below(order.lines.size())];
      event.line = line.line;
      event.sku = line.sku;
      event.category = line.category;
      event.amount_fen = line.amount_fen;
      event.ordinal = static_cast<std::int32_t>(below(12));
      if (event.kind != EventKind::line_returned) reviews_.push_back(event.id);
    }
    if (event.kind == EventKind::review_deleted && !reviews_.empty()) {
      event.subject = reviews_[below(reviews_.size())];
    }
    return event;
  }

  EventData spending(EventData event) {
    constexpr EventKind kSpending[] = {EventKind::beans_redeemed, EventKind::beans_held,
                                       EventKind::beans_released};
    event.kind = kSpending[below(3)];
    event.beans = static_cast<std::int64_t>(below(3)) * 1000;
    event.amount_fen = 100000;
    event.category = "books";
    if (event.kind == EventKind::beans_held) {
      event.subject = "h" + event.id;
      event.amount_fen = 0;
      event.beans += 10;
      event.expires_at = event.occurred_at + 3 * kDay;
      holds_.push_back(event.subject);
    } else if (event.kind == EventKind::beans_released && !holds_.empty()) {
      event.subject = holds_.back();
    }
    return event;
  }

  std::mt19937_64 random_;
  std::uint64_t last_id_{1000};
  std::vector<std::string> reviews_;
  std::vector<std::string> holds_;
};

/// Rows in the order in which they are decided, as an online door would meet them.
inline std::vector<EventData> decided_order(std::vector<EventData> events) {
  std::stable_sort(events.begin(), events.end(), [](const EventData& a, const EventData& b) {
    const Instant at_a = a.recorded_at.value_or(a.occurred_at);
    const Instant at_b = b.recorded_at.value_or(b.occurred_at);
    return std::pair{at_a, a.id} < std::pair{at_b, b.id};
  });
  return events;
}

inline History history_of(const std::vector<EventData>& events) {
  HistoryBuilder builder;
  for (const EventData& event : events) builder.add(event);
  return builder.build();
}

}  // namespace loyaltycore::engine::testing
