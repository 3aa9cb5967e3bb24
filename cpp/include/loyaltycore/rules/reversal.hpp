// reversal.hpp: how much of an accrual a return takes back, and what a shortfall becomes.
//
// Rule    Cumulative: floor(granted * pieces returned / pieces bought) minus what was taken before,
// so
//         any sequence of partial returns sums to the whole.
// Source  DOMAIN 1.3, 3.3 (P01: what was spent already is withheld in cash).
// Units   pieces; beans or growth; fen.
// Pure    Never negative: pieces returned only grow.
#pragma once

#include <cstdint>

#include "loyaltycore/base/number.hpp"
#include "loyaltycore/base/ratio.hpp"

namespace loyaltycore::rules {

/// @pre 0 <= returned <= quantity, quantity > 0, taken is an earlier result for fewer pieces.
template <class Num>
[[nodiscard]] constexpr Num to_take_back(const Num& granted, const Num& taken,
                                         std::int64_t returned, std::int64_t quantity) noexcept {
  return max(share_floor(granted, returned, quantity) - taken, Num{0});
}

}  // namespace loyaltycore::rules
