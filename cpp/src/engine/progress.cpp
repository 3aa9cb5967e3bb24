#include "loyaltycore/engine/progress.hpp"

#include <algorithm>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/kernel/quote.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/rules/task_window.hpp"

namespace loyaltycore::engine {

namespace {

/// Whether a cash order of so many fen would lift the member on one ladder.
class Probe {
 public:
  Probe(const Program& program, const Member& member, std::size_t ladder, Instant at)
      : program_(program), member_(member), ladder_(ladder) {
    cart_.kind = EventKind::order_placed;
    cart_.id = cart_.order = "loyaltycore.progress";
    cart_.occurred_at = at;
    cart_.lines.resize(1);
    cart_.lines[0].line = 1;
  }
  [[nodiscard]] bool lifts(std::int64_t fen) {
    cart_.lines[0].amount_fen = fen;
    const kernel::Quote quote =
        kernel::quote(program_, member_, bound_.bind(program_, cart_), {}, workspace_);
    if (quote.outcome.refusal != Refusal::none) return false;
    std::int64_t rise = 0;
    for (const Effect<>& effect : quote.effects.entries) {
      if (effect.kind != EffectKind::tier_changed || effect.index != ladder_) continue;
      rise += effect.after - effect.before;
    }
    return rise > 0;
  }

 private:
  const Program& program_;
  const Member& member_;
  std::size_t ladder_;
  EventData cart_{};
  BoundEvent bound_{};
  kernel::Workspace workspace_{};
};

/// Smallest lifting amount in fen; empty if one order cannot lift: a cap holds it back.
std::optional<std::int64_t> smallest_lift(const Program& program, const Member& member,
                                          std::size_t ladder, Instant at) {
  Probe probe{program, member, ladder, at};
  std::int64_t enough = 1;
  while (enough < kLargestAmount && !probe.lifts(enough)) enough *= 2;
  enough = std::min(enough, kLargestAmount);
  if (!probe.lifts(enough)) return std::nullopt;
  std::int64_t short_of = enough / 2;
  while (enough - short_of > 1) {
    const std::int64_t middle = short_of + (enough - short_of) / 2;
    (probe.lifts(middle) ? enough : short_of) = middle;
  }
  return enough;
}

std::string name_of(const Program& program, const std::vector<TierLevel<>>& levels,
                    std::size_t level) {
  if (level >= levels.size()) return {};
  return std::string{program.names().name(NameKind::tier, levels[level].name)};
}

TaskProgress task_of(const Program& program, const Member& member, const Task<>& task, Day today) {
  const std::uint16_t key = counter_key(task.name, rules::period_of_task(task));
  const Day window = rules::window_start(task.window, today);
  TaskProgress out;
  out.task = program.names().name(NameKind::rule, task.name);
  for (const Counter<>& counter : member.standing.counters) {
    if (counter.key != key || counter.window != window) continue;
    // The count goes on past the reward; what is done stays done.
    out.done = std::min<std::int64_t>(counter.value, task.count);
  }
  out.needed = task.count;
  if (task.window != TaskWindow::once) out.window_start = window;
  out.growth = task.growth.count;
  out.beans = task.beans.count;
  return out;
}

}  // namespace

Progress progress_of(const Program& program, const Member& member, Instant at, std::size_t which) {
  LC_CHECK(which < kMostLadders);
  Member settled = member;
  kernel::Workspace workspace;
  kernel::settle(program, settled, at, workspace, nullptr);
  const Ladder<>& ladder = settled.standing.ladders[which];
  const Terms<>& terms = program.versions()[settled.standing.version];
  const auto& levels = terms.ladders[which].levels;
  const auto tier = static_cast<std::size_t>(ladder.tier);
  Progress out;
  out.at = at;
  out.tier = name_of(program, levels, tier);
  out.next_tier = name_of(program, levels, tier + 1);
  out.growth = ladder.growth.count;
  if (tier + 1 < levels.size()) {
    const std::int64_t threshold = levels[tier + 1].threshold.count;
    out.growth_missing = std::max(std::int64_t{0}, threshold - out.growth);
    out.amount_fen_missing = smallest_lift(program, member, which, at);
  }
  const Day today = program.zone().day_at(at);
  for (const Task<>& task : terms.tasks) {
    out.tasks.push_back(task_of(program, settled, task, today));
  }
  return out;
}

}  // namespace loyaltycore::engine
