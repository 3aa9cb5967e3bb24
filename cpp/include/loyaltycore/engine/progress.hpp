// progress.hpp: how far a member is from the next tier, in growth and in money, and from the reward
// of each task.
//
// Money is found by asking the kernel: the smallest order whose quote ends in a higher tier. So it
// holds under any earning rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

/// One task in the window of the day.
struct TaskProgress {
  std::string task{};
  /// What was counted in the window, and what its reward needs.
  std::int64_t done{};
  std::int64_t needed{};
  /// First day of the window; kNoDay for a task that has only one.
  Day window_start{kNoDay};
  /// The reward: growth points and beans.
  std::int64_t growth{};
  std::int64_t beans{};

  friend bool operator==(const TaskProgress&, const TaskProgress&) = default;
};

struct Progress {
  Instant at{};
  /// Names; "" where the programme has no tiers, or none above.
  std::string tier{};
  std::string next_tier{};
  std::int64_t growth{};
  /// Growth points to the next tier; empty where there is none.
  std::optional<std::int64_t> growth_missing{};
  /// The smallest order in fen, paid in cash and completed at once, that lifts the member; empty
  /// where no single order can, or there is no next tier.
  std::optional<std::int64_t> amount_fen_missing{};
  std::vector<TaskProgress> tasks{};
};

/// As of `at`, with everything settled that falls due until then; the member stays as it is.
/// Cost: some eighty quotes where there is a next tier.
/// `ladder`: whose levels; the tasks are all of them. @pre ladder < kMostLadders
[[nodiscard]] Progress progress_of(const Program& program, const Member& member, Instant at,
                                   std::size_t ladder = 0);

}  // namespace loyaltycore::engine
