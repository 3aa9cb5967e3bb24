// group_step.hpp: events of one group are decided together: all of them are booked, or none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/groups.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/cancel.hpp"
#include "loyaltycore/model/event.hpp"
#include "loyaltycore/model/member.hpp"

namespace loyaltycore::engine {

/// Number of events from `first` on that are decided together: 1 for an event that is alone.
[[nodiscard]] std::size_t together_from(std::span<const std::uint32_t> tellings,
                                        std::size_t first) noexcept;
/// Telling of each event of a batch (tellings.hpp); kAlone for an event that nobody shares one
/// with.
/// @throws DataError(group_apart) if the events of a telling do not stand side by side, or those of
///         a group share no time.
[[nodiscard]] std::vector<std::uint32_t> tellings_of(std::span<const EventData* const> events,
                                                     const CancelFlag* cancel);

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

/// Scratch of whoever decides groups; its memory serves the next group.
struct GroupDesk {
  kernel::Workspace workspace{};
  std::vector<Member*> members{};
  /// As they stood.
  std::vector<Member> before{};
  /// Places of the sides by member and event.
  std::vector<std::size_t> order{};
  std::vector<char> is_retry{};
};

enum class KeepEffects : bool { no, yes };

/// Decides the events of one telling, each by its own member alone, in their order. Unless all are
/// accepted, every member stands as before. A retry within the telling decides nothing: it is
/// answered as if it came behind.
/// @throws what the kernel throws; every member stands as before then.
[[nodiscard]] GroupStep step_together(const Program& program, std::span<const Side> sides,
                                      GroupDesk& desk, KeepEffects keep);

}  // namespace loyaltycore::engine
