// member_runs.hpp: runs of neighbouring members, played by several threads, joined in order.
#pragma once

#include <cstddef>

#include "engine/event_source.hpp"
#include "engine/play_output.hpp"
#include "engine/pulse.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

/// What every thread of a replay reads.
struct PlayJob {
  const Program& program;
  const EventBinding& binding;
  Outputs outputs{};
  Instant as_of{};
  /// Added to the rows of this history.
  std::int64_t first_row{};
};

/// The caller's row of the event at `position`.
[[nodiscard]] std::int64_t row_of(const PlayJob& job, std::size_t position) noexcept;

/// Plays the members [first, last) into `out`. The calling thread works too. The verdicts on
/// groups of events are found first, by the calling thread.
/// Number of threads that worked: at most `threads`, fewer where there is not enough to share.
/// @throws what a member or the progress callback threw; `out` is half-way then.
int play_members(const PlayJob& job, std::size_t first, std::size_t last, int threads, Pulse& pulse,
                 PlayOutput& out);

/// Most threads for an option: 0 = all cores.
[[nodiscard]] int threads_for(int option) noexcept;

}  // namespace loyaltycore::engine
