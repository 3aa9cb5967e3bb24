// group_step.hpp: events of one group are decided together: all of them are booked, or none.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/event.hpp"
#include "loyaltycore/model/member.hpp"

namespace loyaltycore::engine {

/// Number of events from `first` on that share its group; 1 without a group. A tick has none: it
/// decides nothing, so it waits for nobody.
[[nodiscard]] std::size_t group_length(std::span<const EventData* const> events,
                                       std::size_t first) noexcept;
/// @throws DataError(group_apart) if the events of a group do not stand side by side.
void check_groups(std::span<const EventData* const> events);

/// One event of a group and the member that it happens to.
struct Side {
  Member* member;
  const Event* event;
};

/// Decides the events of one group, each by its own member alone, in their order. If any of them is
/// refused, those that would have been accepted are refused with `group_refused` and every member
/// stands as before. Events that were accepted before are duplicates; where only some were, the
/// others are not of the group that was booked and are refused alike.
/// @throws what the kernel throws; every member stands as before then.
[[nodiscard]] std::vector<Applied> step_together(const Program& program,
                                                 std::span<const Side> sides,
                                                 kernel::Workspace& workspace);

}  // namespace loyaltycore::engine
