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
  /// The goods are the order's lines, not the event itself.
  bool order{};
  /// What the accruals belong to: the order, or the review; kNoId if they cannot be undone.
  Id subject{};
  /// Earns nothing here, for this reason (invalid or suspended review).
  Condition barred{Condition::none};
};

[[nodiscard]] inline rules::Goods goods_of(const OpenLine& line) noexcept {
  return {line.category, line.store, line.brand, line.sku_class, line.labels, line.quantity};
}
[[nodiscard]] inline rules::Goods goods_of(const Event& event) noexcept {
  return {event.category, event.store, event.brand, event.sku_class, event.labels, event.quantity};
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
