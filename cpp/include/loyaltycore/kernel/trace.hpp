// trace.hpp: notes what the rules and tasks of one event came to, for explain.
//
// For a sink that does not trace everything here is empty.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "loyaltycore/kernel/machine.hpp"
#include "loyaltycore/rules/accrual.hpp"
#include "loyaltycore/rules/task_window.hpp"

namespace loyaltycore::kernel {

/// What one rule noted; of a sink that does not trace: nothing.
template <class Num, class Sink, bool kTraces = Sink::kTraces>
class RuleTrace {
 public:
  constexpr RuleTrace(const Machine<Num, Sink>& /*machine*/,
                      const EarningRule<Num>& /*rule*/) noexcept {}
  constexpr void failed(Condition /*failed*/, std::uint16_t /*line*/) noexcept {}
  constexpr void award(const rules::UnitOf<Num>& /*unit*/, const rules::Award<Num>& /*award*/,
                       std::uint16_t /*line*/, std::int64_t /*pieces*/) noexcept {}
  constexpr void fired_too_often() noexcept {}
  template <class Shares>
  constexpr void cut(TracedCap /*cap*/, Shares /*shares*/) noexcept {}
};

template <class Sink>
class RuleTrace<std::int64_t, Sink, true> {
 public:
  RuleTrace(const Machine<std::int64_t, Sink>& machine, const EarningRule<>& rule) noexcept
      : steps_(machine.sink.steps()),
        rule_(rule),
        version_(machine.version),
        first_(steps_.size()) {}

  void failed(Condition failed, std::uint16_t line) noexcept {
    TraceStep step = asked(line);
    step.failed = failed;
    steps_.push_back(step);
  }

  /// `pieces` of a line that each earned this award; 1 for any other unit.
  void award(const rules::UnitOf<std::int64_t>& unit, const rules::Award<std::int64_t>& award,
             std::uint16_t line, std::int64_t pieces) noexcept {
    if (pieces == 0) return;
    TraceStep step = asked(line);
    step.pieces = pieces;
    step.amount_fen = unit.amount;
    step.rounded_fen = award.rounded_amount;
    step.basis = rules::basis_of(rule_, unit, award.rounded_amount);
    if (rule_.award == AwardKind::rate) step.rate = rule_.rate;
    step.times = unit.times;
    step.run = unit.run;
    step.uncapped = award.uncapped;
    if (unit.amount < rule_.when.min_amount) step.failed = Condition::min_amount;
    const std::int64_t cap = rules::cap_of_channel(rule_.caps, unit.channel);
    if (cap != kNoCap) step.left[0] = award.granted;
    if (steps_.size() > first_ && same_formula(steps_.back(), step)) {
      steps_.back().pieces += pieces;
    } else {
      steps_.push_back(step);
    }
    TraceStep& last = steps_.back();
    last.total = last.granted = rules::of_pieces(award.granted, last.pieces);
  }

  /// The event came once too often in a day: what fired gives nothing.
  void fired_too_often() noexcept {
    for (std::size_t i = first_; i < steps_.size(); ++i) {
      if (steps_[i].failed != Condition::none) continue;
      steps_[i].failed = Condition::times_per_day;
      steps_[i].granted = 0;
    }
  }

  /// A cap was asked: shares(line) is what it leaves to the unit that begins with this line.
  template <class Shares>
  void cut(TracedCap cap, Shares shares) noexcept {
    for (std::size_t i = first_; i < steps_.size();) {
      // The sizes of pieces of one line share what is left to it.
      const std::uint16_t line = steps_[i].line;
      std::int64_t left = shares(line);
      for (; i < steps_.size() && steps_[i].line == line; ++i) {
        TraceStep& step = steps_[i];
        if (step.failed != Condition::none) continue;
        step.granted = std::min(step.granted, left);
        left -= step.granted;
        step.left[static_cast<std::size_t>(cap)] = step.granted;
      }
    }
  }

 private:
  [[nodiscard]] TraceStep asked(std::uint16_t line) const noexcept {
    TraceStep step;
    step.rule = rule_.name;
    step.version = version_;
    step.line = line;
    step.currency = rule_.currency;
    step.unit = rule_.unit;
    step.award = rule_.award;
    return step;
  }
  /// Pieces that differ by a fen are told apart only where that shows in the formula.
  [[nodiscard]] static bool same_formula(const TraceStep& a, const TraceStep& b) noexcept {
    return a.line == b.line && a.failed == b.failed && a.rounded_fen == b.rounded_fen &&
           a.basis == b.basis && a.uncapped == b.uncapped &&
           a.times.numerator == b.times.numerator && a.times.denominator == b.times.denominator;
  }

  std::vector<TraceStep>& steps_;
  const EarningRule<>& rule_;
  std::uint16_t version_;
  std::size_t first_;
};

/// Where a task stands after an event asked it.
template <class Num>
struct TaskCount {
  Condition failed{Condition::none};
  Num before{};
  Num after{};
  Day window{kNoDay};
  Mask<Num> reached{};
};

/// Notes one task: a step for each currency of its reward, or one if it gives none now.
template <class Num, class Sink>
void trace_task(Machine<Num, Sink>& m, const Task<Num>& task,
                const TaskCount<Num>& count) noexcept {
  if constexpr (Sink::kTraces) {
    TraceStep step;
    step.task = true;
    step.rule = task.name;
    step.version = m.version;
    step.failed = count.failed;
    step.before = count.before;
    step.after = count.after;
    step.needed = task.count;
    step.window = task.window == TaskWindow::once ? kNoDay : count.window;
    if (task.post_day > 0 && count.window != kNoDay) {
      step.booked_on = rules::posted_on(count.window, task.post_day);
    }
    const auto add = [&](Currency currency, std::int64_t reward) {
      step.currency = currency;
      step.basis = step.uncapped = step.total = reward;
      step.granted = any(count.reached) ? reward : 0;
      m.sink.steps().push_back(step);
    };
    const bool grows = task.growth.count > 0;
    const bool both_now = any(count.reached) && task.beans.count > 0;
    if (grows) add(Currency::growth, task.growth.count);
    if (!grows || both_now) add(Currency::beans, task.beans.count);
  }
}

}  // namespace loyaltycore::kernel
