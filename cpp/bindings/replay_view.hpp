// replay_view.hpp: a replay as Python sees it.
#pragma once

#include <string>
#include <vector>

#include "bindings/bindings.hpp"
#include "loyaltycore/engine/replay.hpp"

namespace loyaltycore::bindings {

/// Columns by table, counters, digest, and the names of the numbers in the columns.
[[nodiscard]] Dict replay_dict(const Program& program, engine::Replay replay);

/// @throws DataError for a table that a replay does not make.
[[nodiscard]] engine::Outputs outputs_of(const std::vector<std::string>& names);

}  // namespace loyaltycore::bindings
