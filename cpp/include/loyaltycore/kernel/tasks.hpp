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
  effect.opened_at = Num{m.now};
  effect.currency = Currency::growth;
  effect.purse = task.ladder;
  emit(m, effect);
  climb_with_growth(m, task.ladder, effect.amount > Num{0});
  effect.currency = Currency::beans;
  effect.purse = task.purse;
  effect.funder = task.funder;
  effect.lot_class = task.lot_class;
  effect.amount = select(reached, task.beans.count, Num{0});
  effect.expires_on = rules::expires_on(task.expiry, m.today());
  make_available(m, effect);
}

/// Whether the occasion's goods meet the task's conditions; `failed` is the first that nobody
/// meets.
template <class Num, class Sink>
[[nodiscard]] Mask<Num> task_met(Machine<Num, Sink>& m, const Occasion& occasion,
                                 const Task<Num>& task, Condition& failed) noexcept {
  const auto note = [&]([[maybe_unused]] Condition why) {
    if constexpr (Sink::kTraces) failed = why;
  };
  const Condition on_event = failed_on_event(task.when, occasion.circumstances);
  note(on_event);
  if (on_event != Condition::none) return Mask<Num>{};
  bool goods = false;
  std::int64_t sum = 0;
  if (occasion.order) {
    for (const std::size_t index : m.scratch.lines) {
      const OpenLine& line = m.facts.lines[index];
      const Condition on_line = failed_on_goods(task.when, goods_of(occasion, line));
      if (failed == Condition::none) note(on_line);
      if (on_line != Condition::none) continue;
      goods = true;
      sum += counted_amount<Num>(line, task.counted_classes);
    }
  } else {
    const Condition on_goods = failed_on_goods(task.when, goods_of(occasion.event));
    note(on_goods);
    goods = on_goods == Condition::none;
    sum = occasion.event.amount.count;
  }
  const auto enough = Num{sum} >= task.when.min_amount;
  const rules::Held<Num> held = m.held();
  const auto allowed = rules::held_allowed(task.when, held);
  if (goods) note(any(enough) ? failed_on_held(task.when, held) : Condition::min_amount);
  return both(both(enough, allowed), goods);
}

template <class Num, class Sink>
void advance_task(Machine<Num, Sink>& m, const Occasion& occasion, const Task<Num>& task) noexcept {
  TaskCount<Num> count;
  const auto met = task_met(m, occasion, task, count.failed);
  if (!any(met)) return trace_task(m, task, count);
  const Day day =
      task.day_of_purchase ? occasion.circumstances.day : occasion.circumstances.event_day;
  const Day window = rules::window_start(task.window, day);
  count.window = window;
  if (task.post_day > 0 &&
      m.plan().zone.start_of(rules::posted_on(window, task.post_day)) <= m.now) {
    count.failed = Condition::window_booked;
    return trace_task(m, task, count);
  }
  const std::uint16_t key = counter_key(task.name, rules::period_of_task(task));
  Num days{0};
  for (const Counter<Num>& counter : m.standing.counters) {
    if (counter.key == key && counter.window == window) days = counter.days;
  }
  count.before = counter_value(m.standing, key, window);
  auto counts = met;
  if (task.distinct_days) {
    const Num bit{rules::day_bit(window, day)};
    counts = both(counts, bits_of(days, bit) == Num{0});
    days = select(counts, with_bits(days, bit), days);
  }
  count.after = count.before + select(counts, Num{1}, Num{0});
  const auto unpaid = both(bits_of(days, Num{kRewarded}) == Num{0}, task.post_day == 0);
  count.reached = both(both(counts, unpaid), count.after >= task.count);
  if (!any(counts)) count.failed = Condition::day_counted;
  if (any(bits_of(days, Num{kRewarded}) != Num{0})) count.failed = Condition::rewarded_before;
  trace_task(m, task, count);
  set_counter(m, key, window, count.after,
              select(count.reached, with_bits(days, Num{kRewarded}), days));
  reward_task(m, task, count.reached);
}

template <class Num, class Sink>
void advance_tasks(Machine<Num, Sink>& m, const Occasion& occasion) noexcept {
  for (const Task<Num>& task : m.terms().tasks) {
    if (task.trigger != occasion.event.kind || task.declared != occasion.event.declared) continue;
    if (occasion.barred == Condition::none) {
      advance_task(m, occasion, task);
    } else {
      trace_task(m, task, {.failed = occasion.barred});
    }
  }
}

/// Books the reward of a closed month window and forgets its count.
template <class Num, class Sink>
void post_task(Machine<Num, Sink>& m, const Counter<Num>& counter) noexcept {
  for (const Task<Num>& task : m.terms().tasks) {
    if (counter_key(task.name, CounterPeriod::task_posted) == counter.key) {
      const auto reached = counter.value >= task.count;
      trace_task(m, task,
                 {.before = counter.value,
                  .after = counter.value,
                  .window = counter.window,
                  .reached = reached});
      reward_task(m, task, reached);
    }
  }
  set_counter(m, counter.key, counter.window, Num{0});
}

}  // namespace loyaltycore::kernel
