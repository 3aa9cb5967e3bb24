// tasks.hpp: counts what tasks ask for, and books their rewards.
#pragma once

#include "loyaltycore/kernel/earn.hpp"
#include "loyaltycore/rules/task_window.hpp"

namespace loyaltycore::kernel {

template <class Num, class Sink>
void reward_task(Machine<Num, Sink>& m, const Task<Num>& task, const Mask<Num>& reached) noexcept {
  Effect<Num> effect = movement(Account::issuer, Account::available, Cause::task_rewarded,
                                select(reached, task.growth.count, Num{0}));
  effect.rule = task.name;
  effect.source = m.source;
  effect.opened_at = m.now;
  effect.currency = Currency::growth;
  emit(m, effect);
  follow_growth(m, effect.amount > Num{0});
  effect.currency = Currency::beans;
  effect.funder = task.funder;
  effect.lot_class = task.lot_class;
  effect.amount = select(reached, task.beans.count, Num{0});
  effect.expires_on = rules::expires_on(task.expiry, m.today());
  make_available(m, effect);
}

/// Whether the occasion's goods meet the task's conditions.
template <class Num, class Sink>
[[nodiscard]] Mask<Num> task_met(Machine<Num, Sink>& m, const Occasion& occasion,
                                 const Task<Num>& task) noexcept {
  if (failed_on_event(task.when, occasion.circumstances) != Condition::none) return Mask<Num>{};
  bool goods = false;
  std::int64_t sum = 0;
  if (occasion.order) {
    for (const std::size_t index : m.scratch.lines) {
      const OpenLine& line = m.facts.lines[index];
      if (failed_on_goods(task.when, goods_of(line)) != Condition::none) continue;
      goods = true;
      sum += counted_amount<Num>(line, task.counted_classes);
    }
  } else {
    goods = failed_on_goods(task.when, goods_of(occasion.event)) == Condition::none;
    sum = occasion.event.amount.count;
  }
  const auto allowed = rules::tier_allowed(task.when, m.tier_name());
  return both(both(Num{sum} >= task.when.min_amount, allowed), goods);
}

template <class Num, class Sink>
void advance_task(Machine<Num, Sink>& m, const Occasion& occasion, const Task<Num>& task) noexcept {
  const auto met = task_met(m, occasion, task);
  if (!any(met)) return;
  const Day day =
      task.day_of_purchase ? occasion.circumstances.day : occasion.circumstances.event_day;
  const Day window = rules::window_start(task.window, day);
  if (task.post_day > 0 &&
      m.plan().zone.start_of(rules::posted_on(window, task.post_day)) <= m.now) {
    return;
  }
  const std::uint16_t key = counter_key(task.name, rules::period_of_task(task));
  Num days{0};
  for (const Counter<Num>& counter : m.standing.counters) {
    if (counter.key == key && counter.window == window) days = counter.days;
  }
  const Num before = counter_value(m.standing, key, window);
  auto counts = met;
  if (task.distinct_days) {
    const Num bit{rules::day_bit(window, day)};
    counts = both(counts, bits_of(days, bit) == Num{0});
    days = select(counts, with_bits(days, bit), days);
  }
  const Num after = before + select(counts, Num{1}, Num{0});
  const auto unpaid = both(bits_of(days, Num{kRewarded}) == Num{0}, task.post_day == 0);
  const auto reached = both(both(counts, unpaid), after >= task.count);
  set_counter(m, key, window, after, select(reached, with_bits(days, Num{kRewarded}), days));
  reward_task(m, task, reached);
}

template <class Num, class Sink>
void advance_tasks(Machine<Num, Sink>& m, const Occasion& occasion) noexcept {
  for (const Task<Num>& task : m.terms().tasks) {
    if (task.trigger == occasion.event.kind && task.declared == occasion.event.declared &&
        occasion.barred == Condition::none) {
      advance_task(m, occasion, task);
    }
  }
}

/// Books the reward of a closed month window and forgets its count.
template <class Num, class Sink>
void post_task(Machine<Num, Sink>& m, const Counter<Num>& counter) noexcept {
  for (const Task<Num>& task : m.terms().tasks) {
    if (counter_key(task.name, CounterPeriod::task_posted) == counter.key) {
      reward_task(m, task, counter.value >= task.count);
    }
  }
  set_counter(m, counter.key, counter.window, Num{0});
}

}  // namespace loyaltycore::kernel
