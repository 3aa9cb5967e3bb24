// random_history.hpp: histories over a tiny alphabet, so that ids, orders and days often meet.
#pragma once

#include <string>
#include <vector>

#include "loyaltycore/model/event_data.hpp"
#include "support/eight.hpp"
#include "support/ledger_words.hpp"

namespace loyaltycore::support {

/// Events as they are recorded, from 2016-02-01 (UTC+8) on; some are late, some are repeated.
class RandomHistory {
 public:
  explicit RandomHistory(std::uint64_t seed)
      : dice_(seed), now_((day_in("2016-02-01")) * kMicrosPerDay) {}

  [[nodiscard]] EventData next() {
    if (!told_.empty() && dice_.once_in(25)) return told_[told_.size() - 1];
    now_ += dice_.pick(kPauses) * kMicrosPerSecond;
    EventData data;
    data.kind = dice_.once_in(400) ? K::erased : dice_.pick(kKinds);
    data.id = "e" + std::to_string(++count_);
    data.recorded_at = now_;
    data.occurred_at = now_ - (dice_.once_in(6) ? dice_.roll(9 * 86'400) * kMicrosPerSecond : 0);
    fill(data);
    told_.push_back(data);
    return data;
  }

 private:
  using K = EventKind;

  void fill(EventData& data) {
    switch (data.kind) {
      case K::order_placed:
        return opens(data, true);
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
      default:
        return fill_beans(data);
    }
  }

  void fill_beans(EventData& data) {
    switch (data.kind) {
      case K::declared:
        data.declared = "grab";
        data.beans = dice_.roll(400);
        return;
      case K::credit_updated:
        data.input = "credit";
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
        data.beans = dice_.roll(8) * 5;
        data.amount_fen = dice_.roll(300);
        return;
      case K::beans_exchanged:
        data.item = "draw";
        return;
      case K::adjusted:
        data.beans = dice_.roll(60) - 15;
        data.growth = dice_.roll(80) - 20;
        return;
      case K::imported:
        data.beans = dice_.roll(30);
        data.growth = dice_.roll(3) * 60;
        data.tier = dice_.once_in(4) ? "bronze" : "";
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
      line.amount_fen = dice_.roll(3) * 800 + dice_.roll(900);
      line.category = dice_.once_in(3) ? "book" : dice_.once_in(8) ? "gold" : "";
      line.sku = sku();
      goods += line.amount_fen;
      data.lines.push_back(line);
    }
    if (dice_.once_in(3)) return;
    const std::int64_t coupon = dice_.once_in(3) ? dice_.roll(goods + 1) : 0;
    const std::int64_t beans = dice_.once_in(2) ? dice_.roll(5) * 5 : 0;
    const std::int64_t rest = goods + data.freight_fen - coupon - beans;
    data.tenders = {{TenderKind::gift_card, rest / 3},
                    {TenderKind::coupon, coupon},
                    {TenderKind::beans, beans},
                    {TenderKind::cash, rest - rest / 3}};
    std::erase_if(data.tenders, [](const TenderData& each) { return each.amount_fen <= 0; });
  }

  std::string order() { return "o" + std::to_string(dice_.roll(5)); }
  std::string sku() { return "k" + std::to_string(dice_.roll(3)); }

  inline static const std::vector<std::int64_t> kPauses{0,      1,      600,     3600,   40'000,
                                                        86'400, 90'000, 200'000, 700'000};
  inline static const std::vector<EventKind> kKinds{
      K::order_placed,    K::order_placed,    K::order_completed, K::order_completed,
      K::order_completed, K::order_completed, K::order_paid,      K::order_cancelled,
      K::order_refused,   K::line_returned,   K::line_returned,   K::login,
      K::sign_in,         K::sign_in,         K::review_approved, K::review_approved,
      K::review_deleted,  K::declared,        K::declared,        K::credit_updated,
      K::beans_held,      K::beans_released,  K::beans_redeemed,  K::beans_exchanged,
      K::beans_claimed,   K::adjusted,        K::imported};

  Dice dice_;
  Instant now_;
  int count_{};
  std::vector<EventData> told_;
};

}  // namespace loyaltycore::support
