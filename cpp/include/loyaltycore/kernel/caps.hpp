// caps.hpp: caps of a rule that outlast one event: what they leave, and what they have given.
#pragma once

#include <cstdint>

#include "loyaltycore/kernel/machine.hpp"
#include "loyaltycore/kernel/occasion.hpp"

namespace loyaltycore::kernel {

template <class Num>
[[nodiscard]] bool binds(const Num& cap) noexcept {
  return any(cap != Num{kNoCap});
}

/// The caps of one rule on one occasion, each counted in its window of the member.
template <class Num, class Sink>
class RunningCaps {
 public:
  RunningCaps(Machine<Num, Sink>& machine, const Occasion& occasion, const EarningRule<Num>& rule)
      : m_(machine), rule_(rule), day_(occasion.circumstances.event_day) {}

  /// What a cap leaves; nothing is looked up where it does not bind.
  [[nodiscard]] Num left(CounterPeriod period, const Num& cap) noexcept {
    if (!binds(cap)) return cap;
    const Num used = counter_value(m_.standing, key(period), window(period));
    return select(cap == Num{kNoCap}, cap, max(cap - used, Num{0}));
  }

  /// Whether the rule may give once more this day.
  [[nodiscard]] Mask<Num> again() const noexcept {
    if (rule_.caps.times_per_day == 0) return Num{0} == Num{0};
    const Num times = counter_value(m_.standing, key(CounterPeriod::times), day_);
    return times < Num{rule_.caps.times_per_day};
  }

  void count_up(const Num& total) noexcept {
    const Caps<Num>& caps = rule_.caps;
    if (binds(caps.day)) add(CounterPeriod::day, total);
    if (binds(caps.month)) add(CounterPeriod::month, total);
    if (binds(caps.year)) add(CounterPeriod::year, total);
    if (binds(caps.term)) add(CounterPeriod::term, total);
    if (caps.times_per_day > 0) {
      add(CounterPeriod::times, select(total > Num{0}, Num{1}, Num{0}));
    }
  }

 private:
  [[nodiscard]] std::uint16_t key(CounterPeriod period) const noexcept {
    return counter_key(rule_.name, period);
  }
  [[nodiscard]] Day window(CounterPeriod period) noexcept {
    switch (period) {
      case CounterPeriod::month:
        return first_day_of(month_of(day_));
      case CounterPeriod::year:
        return first_day_of_year(day_);
      case CounterPeriod::term:
        return end_of_term();
      default:
        return day_;
    }
  }
  /// The day on which the tier period ends in the rule's ladder (the first one's for beans); kNoDay
  /// if it does not.
  [[nodiscard]] Day end_of_term() noexcept {
    const bool growth = rule_.currency == Currency::growth;
    const Num& ends = m_.standing.ladders[growth ? rule_.purse : 0].expires_at;
    const Instant end = smallest(ends);
    // A window is one for all lanes.
    m_.diverged = m_.diverged || end != largest(ends);
    return end == kNever ? kNoDay : m_.plan().zone.day_at(end);
  }
  void add(CounterPeriod period, const Num& more) noexcept {
    const Day in = window(period);
    set_counter(m_, key(period), in, counter_value(m_.standing, key(period), in) + more);
  }

  Machine<Num, Sink>& m_;
  const EarningRule<Num>& rule_;
  Day day_;
};

}  // namespace loyaltycore::kernel
