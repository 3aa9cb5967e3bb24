// numbering.hpp: ordinals for events that share a limit, issued in one pass over all members.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "engine/history_parts.hpp"

namespace loyaltycore::engine {

/// A copy whose events of these kinds have ordinals; see History::numbered.
/// @throws DataError(kind_unknown), Cancelled
[[nodiscard]] std::shared_ptr<History::Parts> number_events(const History::Parts& parts,
                                                            std::span<const std::string> kinds,
                                                            NumberBy by, const CancelFlag* cancel);

}  // namespace loyaltycore::engine
