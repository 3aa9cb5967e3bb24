// progress.cpp: how far it is to the next tier, in growth and in money, and to each task's reward.
//
// Money is found by asking the kernel itself: the smallest amount of one order, paid in cash and
// completed at once, whose quote ends in a higher tier. So it holds under any earning rule.
#include "bindings/effect_view.hpp"
#include "bindings/state_view.hpp"
#include "loyaltycore/rules/task_window.hpp"

namespace loyaltycore::bindings {
namespace {

/// Whether a cash order of so many fen would lift the member.
class Probe {
 public:
  Probe(const MemberBox& box, Instant at) : program_(box.program()), member_(box.member()) {
    cart_.kind = EventKind::order_placed;
    cart_.id = cart_.order = "loyaltycore.progress";
    cart_.occurred_at = at;
    cart_.lines.resize(1);
    cart_.lines[0].line = 1;
  }
  bool lifts(std::int64_t fen) {
    cart_.lines[0].amount_fen = fen;
    const kernel::Quote quote =
        kernel::quote(program_, member_, bound_.bind(program_, cart_), {}, workspace_);
    return quote.outcome.refusal == Refusal::none &&
           quote.numbers.tier_then > quote.numbers.tier_now;
  }

 private:
  Program program_;
  Member member_;
  EventData cart_{};
  BoundEvent bound_{};
  kernel::Workspace workspace_{};
};

/// Smallest lifting amount in fen, or -1 if one order cannot lift: a cap holds it back.
std::int64_t smallest_lift(const MemberBox& box, Instant at) {
  Probe probe{box, at};
  std::int64_t enough = 1;
  while (enough < kLargestAmount && !probe.lifts(enough)) enough *= 2;
  if (enough > kLargestAmount) enough = kLargestAmount;
  if (!probe.lifts(enough)) return -1;
  std::int64_t short_of = enough / 2;
  while (enough - short_of > 1) {
    const std::int64_t middle = short_of + (enough - short_of) / 2;
    (probe.lifts(middle) ? enough : short_of) = middle;
  }
  return enough;
}

py::list tasks_of(const Program& program, const Member& member, Instant at) {
  py::list out;
  const Terms<>& terms = program.versions()[member.standing.version];
  const Day today = program.zone().day_at(at);
  for (const Task<>& task : terms.tasks) {
    const std::uint16_t key = counter_key(task.name, rules::period_of_task(task));
    const Day window = rules::window_start(task.window, today);
    std::int64_t value = 0;
    for (const Counter<>& counter : member.standing.counters) {
      if (counter.key == key && counter.window == window) value = counter.value;
    }
    py::dict row;
    row["task"] = to_str(program.names().name(NameKind::rule, task.name));
    row["done"] = value;
    row["needed"] = task.count;
    row["window_start"] =
        task.window == TaskWindow::once ? py::object(py::none()) : date_or_none(window);
    row["growth"] = task.growth.count;
    row["beans"] = task.beans.count;
    out.append(row);
  }
  return out;
}

}  // namespace

Dict progress_of(const MemberBox& box, Instant at) {
  Member settled = box.member();
  kernel::Workspace workspace;
  kernel::settle(box.program(), settled, at, workspace, nullptr);
  const Ladder<>& ladder = settled.standing.ladders[0];
  const Terms<>& terms = box.program().versions()[settled.standing.version];
  const auto next = static_cast<std::size_t>(ladder.tier) + 1;
  Dict out;
  out["at"] = at;
  out["tier"] = tier_name(box.program(), settled.standing.version, ladder.tier);
  out["growth"] = ladder.growth.count;
  out["next_tier"] = text_or_none(
      tier_name(box.program(), settled.standing.version, static_cast<std::int64_t>(next)));
  out["growth_missing"] = py::none();
  out["amount_fen_missing"] = py::none();
  if (next < terms.tiers.levels.size()) {
    const std::int64_t threshold = terms.tiers.levels[next].threshold.count;
    out["growth_missing"] = max(std::int64_t{0}, threshold - ladder.growth.count);
    const std::int64_t fen = smallest_lift(box, at);
    if (fen >= 0) out["amount_fen_missing"] = fen;
  }
  out["tasks"] = tasks_of(box.program(), settled, at);
  return out;
}

}  // namespace loyaltycore::bindings
