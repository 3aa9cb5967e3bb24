// room.hpp: the room that one event may need; reserved by doors, so that the kernel never
// allocates.
#pragma once

#include <cstddef>

#include "loyaltycore/kernel/machine.hpp"

namespace loyaltycore::kernel {

/// Most rules that look at one event, most tasks, scores and medals.
struct RoomFor {
  std::size_t rules{};
  std::size_t tasks{};
  std::size_t scores{};
  std::size_t medals{};
};
/// One effect: fold makes room for each in turn.
inline constexpr RoomFor kRoomToPost{1, 1, 1, 1};

/// Makes room for an event (or, with null, for settling). Bounds are generous, never short.
template <class Num>
void make_room(const FactPlan& plan, const RoomFor& most, Facts& facts, Standing<Num>& standing,
               const Event* event, Scratch<Num>& scratch) {
  const auto [rules, tasks, scores, medals] = most;
  const std::size_t new_lines = event == nullptr ? 0 : event->lines.size();
  const std::size_t lines = new_lines + facts.lines.size() + 2;
  scratch.reserve(lines + 1);
  const bool brings_back = event != nullptr && event->archived != nullptr;
  const std::size_t old_grants = brings_back ? event->archived->grants.size() : 0;
  const std::size_t old_allocations = brings_back ? event->archived->allocations.size() : 0;
  const std::size_t grants = rules * lines + tasks + old_grants;
  const std::size_t allocations =
      standing.buckets.size() + standing.grants.size() + old_allocations + 4;
  standing.buckets.reserve_more(grants + standing.grants.size() + standing.allocations.size() +
                                old_allocations + 4);
  standing.grants.reserve_more(grants);
  standing.allocations.reserve_more(allocations + standing.allocations.size());
  standing.holds.reserve_more(1);
  standing.counters.reserve_more(rules * 5 + tasks + 4);
  standing.skus.reserve_more(rules * lines);
  standing.scores.reserve_more(scores);
  standing.medals.reserve_more(medals);
  facts.lines.reserve_more(new_lines + 1);
  facts.orders.reserve_more(1);
  facts.reviews.reserve_more(1);
  facts.activities.reserve_more(1);
  if (!plan.class_of_category.empty()) facts.categories.reserve_more(lines);
  facts.late_returns.reserve_more(1);
  facts.remembered.reserve_more(1);
}

/// The same for a step under any version of a programme.
template <class Num>
void make_room(const Timeline<Num>& timeline, Facts& facts, Standing<Num>& standing,
               const Event* event, Scratch<Num>& scratch) {
  RoomFor most;
  for (const Terms<Num>& terms : timeline.versions) {
    most.tasks = std::max(most.tasks, terms.tasks.size());
    most.scores = std::max(most.scores, terms.scores.size());
    most.medals = std::max(most.medals, terms.medals.size());
    if (event == nullptr) continue;
    const auto kind = static_cast<std::size_t>(event->kind);
    most.rules =
        std::max<std::size_t>(most.rules, terms.first_rule[kind + 1] - terms.first_rule[kind]);
  }
  make_room(timeline.plan, most, facts, standing, event, scratch);
}

}  // namespace loyaltycore::kernel
