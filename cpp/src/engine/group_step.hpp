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
/// @throws DataError(group_apart) if the events of a group do not stand side by side. Retries of
///         them may stand anywhere later, side by side too.
void check_groups(std::span<const EventData* const> events);
/// Places in a run of one group's events, each telling of the group apart (tries.hpp).
[[nodiscard]] std::vector<std::vector<std::size_t>> tries_of(std::span<const EventData* const> run);

/// One event of a group and the member that it happens to.
struct Side {
  Member* member;
  const Event* event;
};

struct GroupStep {
  /// none: all events are booked. Else what those are refused with that alone would be accepted:
  /// group_refused where another was refused, group_half_booked where another was booked before.
  Refusal refusal{Refusal::none};
  std::vector<Applied> applied{};
};

/// Scratch of whoever decides groups.
struct GroupDesk {
  kernel::Workspace workspace{};
  /// The members as they stood; their memory serves the next group.
  std::vector<Member> before{};
};

enum class KeepEffects : bool { no, yes };

/// Decides the events of one group, each by its own member alone, in their order. Unless all are
/// accepted, every member stands as before.
/// @throws what the kernel throws; every member stands as before then.
[[nodiscard]] GroupStep step_together(const Program& program, std::span<const Side> sides,
                                      GroupDesk& desk, KeepEffects keep);

}  // namespace loyaltycore::engine
