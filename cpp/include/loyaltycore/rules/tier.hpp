// tier.hpp: the level that growth gives, and how long it is held.
//
// Rule    The highest level with threshold <= growth, once the member is qualified; else level 0.
//         A level's qualification period runs from the day it was reached.
// Source  S2 table 2.2, P02, P03 (DOMAIN 1.1); restart at an upgrade and "deduct the tier held" are
//         our choices A1 to A3.
// Units   growth; index of a level; days.
// Pure    Monotone in growth.
#pragma once

#include <cstddef>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/model/terms.hpp"

namespace loyaltycore::rules {

/// Index of the level; `qualified` is 1 or 0.
template <class Num>
[[nodiscard]] constexpr Num tier_of(const TierTerms<Num>& terms, const GrowthOf<Num>& growth,
                                    const Num& qualified) noexcept {
  Num tier{0};
  for (std::size_t i = 1; i < terms.levels.size(); ++i) {
    const auto reached = both(growth >= terms.levels[i].threshold, qualified > Num{0});
    tier = select(reached, Num{static_cast<std::int64_t>(i)}, tier);
  }
  return tier;
}

/// First instant after the qualification period of a level reached on `day`; kNever if unlimited.
template <class Num>
[[nodiscard]] constexpr Num tier_expires_at(const TierTerms<Num>& terms, const Num& tier, Day day,
                                            const Zone& zone) noexcept {
  return each_lane(tier, [&](std::int64_t level) {
    if (level < 0 || static_cast<std::size_t>(level) >= terms.levels.size()) return kNever;
    const std::int32_t months = terms.levels[static_cast<std::size_t>(level)].validity_months;
    return months == 0 ? kNever : zone.start_of(add_months(day, months));
  });
}

/// Growth that a level costs when its period ends; never more than there is.
template <class Num>
[[nodiscard]] constexpr GrowthOf<Num> tier_deduction(const TierTerms<Num>& terms, const Num& tier,
                                                     const GrowthOf<Num>& growth) noexcept {
  Num deduction{0};
  for (std::size_t i = 0; i < terms.levels.size(); ++i) {
    const auto held = tier == Num{static_cast<std::int64_t>(i)};
    deduction = select(held, terms.levels[i].deduction.count, deduction);
  }
  return GrowthOf<Num>{min(deduction, growth.count)};
}

}  // namespace loyaltycore::rules
