// occasion.hpp: an event as rules and tasks see it, and the counters that both keep.
#pragma once

#include <cstddef>

#include "loyaltycore/kernel/machine.hpp"
#include "loyaltycore/kernel/record.hpp"
#include "loyaltycore/rules/conditions.hpp"

namespace loyaltycore::kernel {

/// The event as the rules see it. For orders scratch.lines holds the lines that it moved on.
struct Occasion {
  const Event& event;
  rules::Circumstances circumstances{};
  /// Of the event, else of its order.
  std::uint16_t channel{};
  /// The goods are the order's lines, not the event itself.
  bool order{};
  /// What the accruals belong to: the order, or the review; kNoId if they cannot be undone.
  Id subject{};
  /// Earns nothing here, for this reason (invalid or suspended review).
  Condition barred{Condition::none};
  /// Day on which the goods were bought: that of the order that the event names, while it is open;
  /// else that of the event.
  Day purchase_day{};
};

/// A line bought on a channel of its own keeps it; the others have that of the order.
[[nodiscard]] inline rules::Goods goods_of(const Occasion& occasion,
                                           const OpenLine& line) noexcept {
  const std::uint16_t channel = line.channel != 0 ? line.channel : occasion.channel;
  return {line.category,  line.store,  line.brand,   channel,
          line.sku_class, line.labels, line.quantity};
}
[[nodiscard]] inline rules::Goods goods_of(const Event& event) noexcept {
  return {event.category,  event.store,  event.brand,   event.channel,
          event.sku_class, event.labels, event.quantity};
}

template <class Num>
[[nodiscard]] std::int64_t counted_amount(const OpenLine& line, std::uint8_t classes) noexcept {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < kMostTenderClasses; ++i) {
    if (((classes >> i) & 1U) != 0) sum += line.paid[i].count;
  }
  return sum;
}

template <class Num>
[[nodiscard]] Num counter_value(const Standing<Num>& standing, std::uint16_t key,
                                Day window) noexcept {
  for (std::size_t i = standing.counters.size(); i-- > 0;) {
    const Counter<Num>& counter = standing.counters[i];
    if (counter.key == key && counter.window == window) return counter.value;
  }
  return Num{0};
}

/// What a rule gave to an order so far, for lines that are still open.
template <class Num>
[[nodiscard]] Num earned_by_order(const Standing<Num>& standing, const Id& order,
                                  const EarningRule<Num>& rule) noexcept {
  Num sum{0};
  for (const Grant<Num>& grant : standing.grants) {
    const bool same = !grant.closed && grant.order && grant.subject == order &&
                      grant.rule == rule.name && grant.currency == rule.currency;
    if (same) sum = sum + grant.granted;
  }
  return sum;
}

/// Books a counter's new value; nothing if it stays.
template <class Num, class Sink>
void set_counter(Machine<Num, Sink>& m, std::uint16_t key, Day window, const Num& after,
                 const Num& days = Num{0}) noexcept {
  const Num before = counter_value(m.standing, key, window);
  if (all(before == after)) return;
  Effect<Num> effect;
  effect.kind = EffectKind::progressed;
  effect.index = key;
  effect.window = window;
  effect.before = before;
  effect.after = after;
  effect.amount = days;
  emit(m, effect);
}

}  // namespace loyaltycore::kernel
