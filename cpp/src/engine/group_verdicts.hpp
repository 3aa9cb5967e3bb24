// group_verdicts.hpp: which groups of a history are booked, decided before its tables are written.
//
// A member's tables need no other member once it is known what became of its groups: so the members
// are played once for the verdicts, without tables, and then each alone, by any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/groups.hpp"
#include "engine/member_player.hpp"
#include "engine/member_runs.hpp"

namespace loyaltycore::engine {

class GroupVerdicts {
 public:
  /// Plays the members that share groups, each in its own order; a group waits until all of its
  /// events are next.
  /// @throws DataError(groups_cross) where a group waits for itself or groups for each other;
  ///         Cancelled; what the progress callback threw.
  GroupVerdicts(const PlayJob& job, Pulse& pulse);

  /// Of the event at `position`.
  [[nodiscard]] Verdict of(std::size_t position) const noexcept {
    const std::uint32_t group = groups_.of_event(position);
    return group == Groups::kAlone ? Verdict{} : Verdict{group, refusals_[group]};
  }

 private:
  Groups groups_;
  /// By group; none: booked.
  std::vector<Refusal> refusals_;
};

}  // namespace loyaltycore::engine
