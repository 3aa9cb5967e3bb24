// medal_terms.hpp: what a programme says of its medals: measures and the numbers of each grade.
//
// Num    parameters tagged `lane` are Num, all others are plain (terms.hpp).
// Units  a grade's numbers are in the units that its measures count: spend in fen.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "loyaltycore/model/score_terms.hpp"

namespace loyaltycore {

/// Over all versions.
inline constexpr std::size_t kMostMedals = 64;
inline constexpr std::size_t kMostRequirements = 4;
inline constexpr std::size_t kMostGrades = 32;

/// One number for each requirement of a medal, in their order; the others are not asked.
template <class Num>
using ByRequirement = std::array<Num, kMostRequirements>;

template <class Num = std::int64_t>
struct MedalGrade {
  ByRequirement<Num> at_least{};
};

struct Requirement {
  Measure measure{};
  /// For people; of lanes empty.
  std::string id{};
};

template <class Num = std::int64_t>
struct MedalTerms {
  /// NameKind::medal: stable over versions.
  std::uint16_t name{};
  /// The version before lacks it, or defines anything but titles otherwise.
  bool begins{true};
  /// The grade held never falls.
  bool permanent{};
  WindowTerms window{};
  std::int32_t settle_day{1};
  /// Sorted by id, 1 to kMostRequirements.
  std::vector<Requirement> requirements{};
  /// Ascending; grades count from 1.
  std::vector<MedalGrade<Num>> grades{};
  /// For people; of lanes empty.
  std::string family{};
};

/// A medal that a condition asks for, in a grade or a higher one.
struct MedalAsked {
  std::uint16_t medal{};
  std::int32_t grade{1};

  friend bool operator==(const MedalAsked&, const MedalAsked&) = default;
};

}  // namespace loyaltycore
