// random_history.hpp: histories over a tiny alphabet, so that ids, orders and days often meet.
//
// support/audit.hpp proves that a run of them reached every kind and every refusal.
#pragma once

#include <string>
#include <vector>

#include "loyaltycore/model/event_data.hpp"
#include "support/eight.hpp"
#include "support/ledger_words.hpp"

namespace loyaltycore::support {

/// Events as they are recorded, in UTC+8 from a first day on; some are late, repeated or wrong.
class RandomHistory {
 public:
  explicit RandomHistory(std::uint64_t seed)
      : dice_(seed),
        // Some begin with the programme, so that a late event is one before it.
        now_(day_in(dice_.once_in(5) ? "2016-01-03" : "2016-02-01") * kMicrosPerDay) {}

  [[nodiscard]] EventData next() {
    if (!told_.empty() && dice_.once_in(25)) return again();
    now_ += dice_.pick(kPauses) * kMicrosPerSecond;
    EventData data;
    data.kind = kind();
    data.id = "e" + std::to_string(++count_);
    set_times(data);
    fill(data);
    if (dice_.once_in(30)) spoil(data);
    told_.push_back(data);
    return data;
  }

  /// Which of the closed lines a late return brings; null for none.
  [[nodiscard]] const ArchivedLine* record_for(const EventData& data,
                                               const std::vector<ArchivedLine>& closed) {
    if (data.kind != K::line_returned || closed.empty()) return nullptr;
    if (dice_.once_in(4)) return &dice_.pick(closed);
    for (std::size_t i = closed.size(); i-- > 0;) {
      if (closed[i].line.order == id_of(data.order) && closed[i].line.line == data.line) {
        return &closed[i];
      }
    }
    return nullptr;
  }

 private:
  using K = EventKind;

  [[nodiscard]] EventData again() {
    EventData data = told_[told_.size() - 1];
    if (dice_.once_in(4)) ++data.value;
    return data;
  }

  [[nodiscard]] EventKind kind() {
    if (dice_.once_in(1000)) return K::erased;
    if (dice_.once_in(9)) return dice_.pick(kSeldom);
    return dice_.pick(kKinds);
  }

  void set_times(EventData& data) {
    data.recorded_at = now_;
    data.occurred_at = now_ - (dice_.once_in(6) ? dice_.roll(9 * 86'400) * kMicrosPerSecond : 0);
    const Instant beyond_skew = 301 * kMicrosPerSecond;
    switch (dice_.roll(80)) {
      case 0:
        data.occurred_at = now_ + beyond_skew;
        return;
      case 1:
        data.occurred_at = now_ - beyond_skew;
        data.recorded_at = data.occurred_at;
        return;
      case 2:
        data.occurred_at = now_ - 11 * kMicrosPerDay;
        return;
      default:
        return;
    }
  }

  void fill(EventData& data) {
    switch (data.kind) {
      case K::order_placed:
        return opens(data, !dice_.once_in(20));
      case K::order_paid:
      case K::order_completed:
        return opens(data, dice_.once_in(2));
      case K::order_cancelled:
      case K::order_refused:
        return progresses(data);
      case K::line_returned:
        data.order = order();
        data.line = static_cast<std::uint16_t>(dice_.roll(3));
        data.quantity = static_cast<std::int32_t>(dice_.roll(2) + 1);
        return;
      case K::photo_shown:
      case K::review_approved:
        data.subject = "r" + std::to_string(dice_.roll(9));
        data.sku = sku();
        data.amount_fen = dice_.roll(2000);
        data.copied_percent = dice_.once_in(6) ? 90 : 0;
        [[fallthrough]];
      case K::login:
        data.order = order();
        return;
      case K::review_deleted:
        data.subject = "r" + std::to_string(dice_.roll(9));
        return;
      case K::shared:
        if (!dice_.once_in(3)) return;
        data.labels = {"huge"};
        data.amount_fen = kLargestAmount;
        return;
      default:
        return fill_beans(data);
    }
  }

  void fill_beans(EventData& data) {
    switch (data.kind) {
      case K::declared:
        data.declared = dice_.once_in(20) ? "unheard" : "grab";
        data.beans = dice_.roll(400);
        return;
      case K::credit_updated:
        data.input = dice_.once_in(10) ? "unheard" : "credit";
        data.value = dice_.roll(10);
        return;
      case K::beans_held:
        data.expires_at = dice_.once_in(3) ? kNever : now_ + dice_.roll(40) * kMicrosPerDay / 4;
        data.in_doubt = dice_.once_in(4);
        data.amount_fen = dice_.once_in(2) ? dice_.roll(100) : 0;
        [[fallthrough]];
      case K::beans_released:
        data.subject = "h" + std::to_string(dice_.roll(4));
        data.beans = dice_.roll(8) * 5;
        return;
      case K::beans_redeemed:
        if (dice_.once_in(2)) data.subject = "h" + std::to_string(dice_.roll(4));
        data.beans = dice_.once_in(4) ? 1 : dice_.roll(8) * 5 + (dice_.once_in(6) ? 1 : 0);
        data.amount_fen = dice_.roll(300);
        data.category = dice_.once_in(6) ? "gold" : "";
        return;
      case K::beans_exchanged:
        data.item = dice_.once_in(12) ? "moon" : dice_.once_in(3) ? "cup" : "draw";
        data.amount_fen = dice_.once_in(12) ? 1 : 0;
        return;
      case K::adjusted:
        // Down as often as up: members should be short of beans when goods come back.
        data.beans = dice_.once_in(2) ? dice_.roll(60) : -dice_.roll(30);
        data.growth = dice_.roll(80) - 20;
        if (dice_.once_in(3)) data.purse = "stars";
        if (dice_.once_in(4)) data.ladder = "club";
        return;
      case K::imported:
        data.beans = dice_.roll(30);
        data.growth = dice_.roll(3) * 60;
        data.tier = dice_.once_in(4) ? dice_.once_in(3) ? "friend" : "bronze" : "";
        if (dice_.once_in(4)) data.purse = "stars";
        return;
      default:
        return;
    }
  }

  void progresses(EventData& data) {
    data.order = order();
    if (dice_.once_in(3)) data.sub_order = static_cast<std::uint16_t>(dice_.roll(2));
    data.freight_fen = dice_.roll(9);
  }

  void opens(EventData& data, bool with_lines) {
    progresses(data);
    if (!with_lines) return;
    data.channel = dice_.once_in(2) ? "app" : "";
    std::int64_t goods = 0;
    const std::int64_t count = dice_.roll(3) + 1;
    for (std::int64_t i = 0; i < count; ++i) {
      LineData line;
      line.line = static_cast<std::uint16_t>(i);
      line.sub_order = static_cast<std::uint16_t>(dice_.roll(2));
      line.quantity = static_cast<std::int32_t>(dice_.roll(3) + 1);
      line.amount_fen = dice_.roll(3) * 800;
      line.amount_fen += dice_.roll(900);
      line.category = dice_.once_in(3) ? "book" : dice_.once_in(8) ? "gold" : "";
      line.sku = sku();
      goods += line.amount_fen;
      data.lines.push_back(line);
    }
    // A quote that this member never got.
    if (data.kind == K::order_placed && dice_.once_in(30)) data.quoted.emplace();
    if (dice_.once_in(3)) return;
    const std::int64_t coupon = dice_.once_in(3) ? dice_.roll(goods + 1) : 0;
    const std::int64_t beans = dice_.once_in(2) ? dice_.roll(5) * 5 : 0;
    const std::int64_t rest = goods + data.freight_fen - coupon - beans;
    const bool packet = dice_.once_in(8);
    data.tenders = {{packet ? TenderKind::red_packet : TenderKind::gift_card, rest / 3},
                    {TenderKind::coupon, coupon},
                    {TenderKind::beans, beans},
                    {TenderKind::cash, rest - rest / 3}};
    std::erase_if(data.tenders, [](const TenderData& each) { return each.amount_fen <= 0; });
  }

  /// Makes one field wrong.
  void spoil(EventData& data) {
    switch (dice_.roll(10)) {
      case 0:
        data.id.clear();
        return;
      case 1:
        data.occurred_at = -1;
        return;
      case 2:
        data.amount_fen = dice_.once_in(2) ? -1 : kLargestAmount + 1;
        return;
      case 3:
        data.quantity = 0;
        return;
      case 4:
        data.order.clear();
        data.subject.clear();
        data.item.clear();
        data.tier = "unheard";
        return;
      case 5:
        data.category = "unheard";
        return;
      case 6:
        data.channel = "fax";
        return;
      case 7:
        // Readers of JSON and tables never let one through; the kernel does not rely on them.
        data.tenders.push_back({static_cast<TenderKind>(kTenderKinds), 1});
        return;
      case 8:
        if (!data.lines.empty()) data.lines.push_back(data.lines.front());
        return;
      default:
        if (!data.lines.empty()) data.freight_fen += 1;
        return;
    }
  }

  std::string order() { return "o" + std::to_string(dice_.roll(5)); }
  std::string sku() { return "k" + std::to_string(dice_.roll(3)); }

  inline static const std::vector<std::int64_t> kPauses{0,      1,      600,     3600,   40'000,
                                                        86'400, 90'000, 200'000, 700'000};
  inline static const std::vector<EventKind> kKinds{
      K::order_placed, K::order_placed, K::order_completed, K::order_completed, K::order_completed,
      K::order_completed, K::order_paid, K::order_cancelled, K::order_refused, K::line_returned,
      K::line_returned, K::login, K::sign_in, K::sign_in, K::review_approved, K::review_approved,
      K::review_deleted, K::declared, K::declared, K::credit_updated, K::beans_held,
      K::beans_released, K::beans_redeemed, K::beans_exchanged, K::beans_claimed, K::adjusted,
      K::imported,
      // Nothing can be spent while an account is suspended.
      K::account_restored};
  inline static const std::vector<EventKind> kSeldom{
      K::photo_shown,      K::question_answered, K::shared,
      K::store_visited,    K::account_suspended, K::store_joined,
      K::profile_verified, K::referred,          K::tick,
      K::coupon_granted,   K::coupon_used,       K::coupon_sold,
      K::plus_trial,       K::plus_purchased,    K::plus_renewed,
      K::plus_refunded,    K::plus_code_used,    K::top_up};

  Dice dice_;
  Instant now_;
  int count_{};
  std::vector<EventData> told_;
};

}  // namespace loyaltycore::support
