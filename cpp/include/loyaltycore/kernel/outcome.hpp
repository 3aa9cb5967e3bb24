// outcome.hpp: what became of one event.
#pragma once

#include <cstdint>

#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::kernel {

struct Outcome {
  /// none if accepted.
  Refusal refusal{Refusal::none};
  /// The event was accepted before; beans and growth are the first result, nothing happened now.
  bool duplicate{};
  /// The effects did not fit below `Effects::most`: nothing changed, raise it and ask again. From
  /// `settle`: it settled what fitted; take those effects away and call it again.
  bool needs_more{};
  /// Lanes only: the programmes disagree on a decision; replay each of them alone.
  bool diverged{};
  /// Net change of available beans (purse 0) and of growth (ladder 0) by this event, settling
  /// apart.
  std::int64_t beans{};
  std::int64_t growth{};

  [[nodiscard]] bool accepted() const noexcept {
    return refusal == Refusal::none && !duplicate && !needs_more && !diverged;
  }
};

}  // namespace loyaltycore::kernel
