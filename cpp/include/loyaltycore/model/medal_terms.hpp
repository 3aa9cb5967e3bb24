// medal_terms.hpp: what a programme says of its medals: measures and the numbers of each grade.
//
// Num    parameters tagged `lane` are Num, all others are plain (terms.hpp).
// Units  a grade's numbers are in the units that its measures count: spend in fen.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "loyaltycore/model/score_terms.hpp"

namespace loyaltycore {

inline constexpr std::size_t kMostRequirements = 4;

template <class Num = std::int64_t>
struct MedalGrade {
  /// One for each measure, in their order; the others are not asked.
  std::array<Num, kMostRequirements> at_least{};
};

template <class Num = std::int64_t>
struct MedalTerms {
  /// 1 to kMostRequirements.
  std::vector<Measure> requires_all{};
  /// From the first upwards; grades count from 1.
  std::vector<MedalGrade<Num>> grades{};
  WindowTerms window{};
  std::int32_t settle_day{1};
};

}  // namespace loyaltycore
