// medal.hpp: the grade of a medal, and what is missing to the next.
//
// Rule    The highest grade whose every number is reached, inclusive; 0 if none is. A grade below
//         it need not be reached itself.
// Source  DOMAIN 5 (S0 S3; thresholds ours).
// Units   grades from 1; numbers in the units of their measures, spend in fen.
// Pure    No early return on a lane parameter.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "loyaltycore/base/lanes.hpp"
#include "loyaltycore/model/medal_terms.hpp"

namespace loyaltycore::rules {

/// `measured`: what each measure found, in their order.
template <class Num>
[[nodiscard]] constexpr Num grade_of(const MedalTerms<Num>& terms,
                                     std::span<const Num> measured) noexcept {
  Num grade{0};
  for (std::size_t i = 0; i < terms.grades.size(); ++i) {
    Num reached{1};
    for (std::size_t m = 0; m < terms.requires_all.size(); ++m) {
      reached = select(measured[m] >= terms.grades[i].at_least[m], reached, Num{0});
    }
    grade = select(reached > Num{0}, Num{static_cast<std::int64_t>(i) + 1}, grade);
  }
  return grade;
}

/// What each measure lacks to the grade above `grade`; nothing if there is none.
template <class Num>
[[nodiscard]] constexpr std::array<Num, kMostRequirements> missing_to_next(
    const MedalTerms<Num>& terms, std::span<const Num> measured, const Num& grade) noexcept {
  std::array<Num, kMostRequirements> out{};
  for (std::size_t i = 0; i < terms.grades.size(); ++i) {
    const auto is_next = grade == Num{static_cast<std::int64_t>(i)};
    for (std::size_t m = 0; m < terms.requires_all.size(); ++m) {
      const Num missing = max(terms.grades[i].at_least[m] - measured[m], Num{0});
      out[m] = select(is_next, missing, out[m]);
    }
  }
  return out;
}

}  // namespace loyaltycore::rules
