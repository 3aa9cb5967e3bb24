// allocation.hpp: how an amount that belongs to several lines is split over them.
//
// Rule    Each part gets the floor of its exact share; the units left over go one each to the
// largest
//         remainders, ties to the first part.
// Source  ours (DOMAIN 3.3, 6.3: "pro rata by item amount, largest remainder"); shares sum exactly.
// Units   any; weights and whole in one unit.
// Pure    Writes only `shares`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "loyaltycore/base/lanes.hpp"
#include "loyaltycore/base/ratio.hpp"

namespace loyaltycore::rules {

/// @pre weights >= 0; 0 <= whole; shares and remainders are as long as weights.
/// @post sum of shares == whole if any weight is positive, else all shares are 0.
inline void split_by_largest_remainder(std::int64_t whole, std::span<const std::int64_t> weights,
                                       std::span<std::int64_t> shares,
                                       std::span<std::int64_t> remainders) noexcept {
  Int128 total = 0;
  for (const std::int64_t weight : weights) total += weight;
  std::int64_t left = total == 0 ? 0 : whole;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Int128 product = Int128{whole} * weights[i];
    shares[i] = total == 0 ? 0 : static_cast<std::int64_t>(product / total);
    remainders[i] = total == 0 ? 0 : static_cast<std::int64_t>(product % total);
    left -= shares[i];
  }
  for (; left > 0; --left) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < remainders.size(); ++i) {
      if (remainders[i] > remainders[best]) best = i;
    }
    shares[best] += 1;
    remainders[best] = -1;
  }
}

}  // namespace loyaltycore::rules
