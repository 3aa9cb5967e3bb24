// medals.hpp: the medals of one member: the grade held, and what is missing to the next one.
//
// For people: names instead of numbers. What they come to is decided in the kernel.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

struct RequirementState {
  std::string requirement{};
  /// With the month in progress, in the unit of the measure; spend in fen.
  std::int64_t measured{};
  /// By the grade above the one held; 0 at the top, where nothing is missing.
  std::int64_t needed{};
  std::int64_t missing{};

  friend bool operator==(const RequirementState&, const RequirementState&) = default;
};

struct MemberMedal {
  std::string medal{};
  std::string family{};
  /// As of the last settlement; 0 = none.
  std::int64_t grade{};
  /// What the measures come to with the month in progress.
  std::int64_t shown{};
  /// How many grades there are.
  std::int64_t grades{};
  /// The next settlement; kNoDay: none.
  Day settles_on{kNoDay};
  /// Of an erased member none.
  std::vector<RequirementState> requirements{};

  friend bool operator==(const MemberMedal&, const MemberMedal&) = default;
};

/// Every medal of the version in force, by id: as of `at`, or of the last decision if that is
/// later, with everything settled that falls due until then; the member stays as it is.
[[nodiscard]] std::vector<MemberMedal> medals_of(const Program& program, const Member& member,
                                                 Instant at);

}  // namespace loyaltycore::engine
