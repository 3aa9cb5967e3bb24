// medal.hpp: the grade of a medal, and what is missing to the next one.
//
// Rule    The highest grade whose every number is reached, inclusive; 0 if none is. A permanent
//         medal keeps the grade held, within the grades that there are.
// Source  docs/rules_medals.md 16; DOMAIN 5 (S0 S3; thresholds ours).
// Units   grades from 1; numbers in the units of their measures, spend in fen.
// Pure    No early return on a lane parameter.
#pragma once

#include <cstddef>
#include <cstdint>

#include "loyaltycore/base/number.hpp"
#include "loyaltycore/model/medal_terms.hpp"

namespace loyaltycore::rules {

template <class Num>
[[nodiscard]] constexpr Num grade_of(const MedalTerms<Num>& terms,
                                     const ByRequirement<Num>& measured) noexcept {
  Num grade{0};
  for (std::size_t i = 0; i < terms.grades.size(); ++i) {
    Num reached{1};
    for (std::size_t r = 0; r < terms.requirements.size(); ++r) {
      reached = select(measured[r] >= terms.grades[i].at_least[r], reached, Num{0});
    }
    grade = select(reached > Num{0}, Num{static_cast<std::int64_t>(i) + 1}, grade);
  }
  return grade;
}

/// @param held  the grade so far
template <class Num>
[[nodiscard]] constexpr Num grade_after(const MedalTerms<Num>& terms, const Num& held,
                                        const Num& found) noexcept {
  if (!terms.permanent) return found;
  return min(max(held, found), Num{static_cast<std::int64_t>(terms.grades.size())});
}

/// The numbers of the grade above the one held; nothing at the top.
[[nodiscard]] constexpr const MedalGrade<>* grade_above(const MedalTerms<>& terms,
                                                        std::int64_t held) noexcept {
  const auto next = static_cast<std::size_t>(held);
  return next < terms.grades.size() ? &terms.grades[next] : nullptr;
}

}  // namespace loyaltycore::rules
