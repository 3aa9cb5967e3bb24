// room.hpp: the room that one event may need; reserved by doors, so that the kernel never
// allocates.
#pragma once

#include <cstddef>

#include "loyaltycore/kernel/machine.hpp"

namespace loyaltycore::kernel {

/// Makes room for an event (or, with null, for settling). Bounds are generous, never short.
template <class Num>
void make_room(const Timeline<Num>& timeline, Facts& facts, Standing<Num>& standing,
               const Event* event, Scratch<Num>& scratch) {
  std::size_t rules = 0;
  std::size_t tasks = 0;
  for (const Terms<Num>& terms : timeline.versions) {
    tasks = std::max(tasks, terms.tasks.size());
    if (event == nullptr) continue;
    const auto kind = static_cast<std::size_t>(event->kind);
    rules = std::max<std::size_t>(rules, terms.first_rule[kind + 1] - terms.first_rule[kind]);
  }
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
  facts.lines.reserve_more(new_lines + 1);
  facts.orders.reserve_more(1);
  facts.reviews.reserve_more(1);
  facts.activities.reserve_more(1);
  if (!timeline.plan.class_of_category.empty()) facts.categories.reserve_more(lines);
  facts.late_returns.reserve_more(1);
  facts.remembered.reserve_more(1);
}

}  // namespace loyaltycore::kernel
