// purchases.hpp: which orders and days of a month count as purchases, and when they cease to.
//
// An order counts while a completed piece of it is not given back; what a closed line had kept is
// kept for ever (docs/rules.md 3.5). A day counts while an order that opened on it does.
#pragma once

#include <algorithm>
#include <cstddef>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/model/fact_plan.hpp"
#include "loyaltycore/model/facts.hpp"

namespace loyaltycore::kernel {

[[nodiscard]] inline OpenOrder* find_order(Facts& facts, const Id& order) noexcept {
  for (OpenOrder& each : facts.orders) {
    if (each.order == order) return &each;
  }
  return nullptr;
}

[[nodiscard]] inline OpenLine* find_line(Facts& facts, const Id& order,
                                         std::uint16_t line) noexcept {
  for (OpenLine& each : facts.lines) {
    if (each.order == order && each.line == line) return &each;
  }
  return nullptr;
}

/// The slot of a month, emptied if it held an older one; null if the ring has moved past it.
[[nodiscard]] inline MonthFacts* month_slot(Facts& facts, Month month) noexcept {
  MonthFacts& slot = facts.months[static_cast<std::size_t>(month) % kMonthsKept];
  if (slot.month > month) return nullptr;
  if (slot.month < month) {
    slot = MonthFacts{};
    slot.month = month;
  }
  return &slot;
}

[[nodiscard]] inline std::uint32_t purchase_bit(Day day) noexcept {
  return 1U << (civil_of(day).day - 1);
}

[[nodiscard]] inline bool keeps_pieces(const OpenLine& line) noexcept {
  return line.status == LineStatus::completed && line.returned < line.quantity;
}

/// The instants of one day.
struct DayBounds {
  Instant from{};
  Instant until{};

  DayBounds(const Zone& zone, Day day) noexcept
      : from(zone.start_of(day)), until(zone.start_of(day + 1)) {}
  [[nodiscard]] bool hold(const OpenOrder& order) const noexcept {
    return order.placed_at >= from && order.placed_at < until;
  }
};

/// Whether an order of the day is known to have kept goods for ever, as an order of it opens.
[[nodiscard]] inline bool is_kept_day(const FactPlan& plan, const Facts& facts, Day day) noexcept {
  const Month month = month_of(day);
  const MonthFacts& slot = facts.months[static_cast<std::size_t>(month) % kMonthsKept];
  if (slot.month != month || (slot.purchase_days & purchase_bit(day)) == 0) return false;
  const DayBounds bounds(plan.zone, day);
  bool any_counts = false;
  for (const OpenOrder& each : facts.orders) {
    if (!bounds.hold(each)) continue;
    if (each.kept || each.day_kept) return true;
    any_counts = any_counts || each.booked;
  }
  // The day counts and none of its open orders is why.
  return !any_counts;
}

/// Pieces of a completed line came back: an order of which nothing is left counts no more, and its
/// day only if another order does.
inline void drop_if_given_back(const FactPlan& plan, Facts& facts, OpenOrder& order) noexcept {
  if (!order.booked || order.kept) return;
  for (const OpenLine& line : facts.lines) {
    if (line.order == order.order && keeps_pieces(line)) return;
  }
  order.booked = false;
  const Day bought_on = plan.zone.day_at(order.placed_at);
  MonthFacts* month = month_slot(facts, month_of(bought_on));
  if (month == nullptr) return;
  month->orders -= 1;
  if (order.day_kept) return;
  const DayBounds bounds(plan.zone, bought_on);
  const bool counts =
      std::any_of(facts.orders.begin(), facts.orders.end(),
                  [&bounds](const OpenOrder& each) { return each.booked && bounds.hold(each); });
  if (!counts) month->purchase_days &= ~purchase_bit(bought_on);
}

/// A line is about to close. What it keeps cannot come back but by a record, and that takes back
/// spend alone.
inline void keep_closing(const FactPlan& plan, Facts& facts, const Id& order_id,
                         std::uint16_t line_number) noexcept {
  const OpenLine* line = find_line(facts, order_id, line_number);
  if (line == nullptr || !keeps_pieces(*line)) return;
  OpenOrder* order = find_order(facts, order_id);
  LC_CHECK(order != nullptr);
  if (order->kept) return;
  order->kept = true;
  const DayBounds bounds(plan.zone, plan.zone.day_at(order->placed_at));
  for (OpenOrder& each : facts.orders) {
    if (bounds.hold(each)) each.day_kept = true;
  }
}

}  // namespace loyaltycore::kernel
