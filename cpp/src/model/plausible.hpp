// plausible.hpp: refuses what no history can lead to, where later arithmetic or indexing relies on
// it.
#pragma once

#include <algorithm>
#include <cstdint>

#include "loyaltycore/model/medal_terms.hpp"
#include "loyaltycore/model/member.hpp"

namespace loyaltycore::encoding {

/// Far beyond what rules can book, and small enough that no sum of a few of them overflows.
inline bool is_amount(std::int64_t amount) noexcept {
  constexpr std::int64_t kLargest = std::int64_t{1} << 60U;
  return amount >= -kLargest && amount <= kLargest;
}

inline bool is_plausible(const OpenLine& line) noexcept {
  return line.quantity >= 1 && line.returned >= 0 && line.returned <= line.quantity &&
         is_amount(line.amount.count) && is_amount(line.beans.count) &&
         std::all_of(line.paid.begin(), line.paid.end(),
                     [](const Fen& paid) { return is_amount(paid.count); });
}
inline bool is_plausible(const OpenOrder& order) noexcept {
  return is_amount(order.goods.count) && is_amount(order.freight.count) &&
         is_amount(order.beans.count);
}
inline bool is_plausible(const Bucket<>& bucket) noexcept {
  return bucket.purse < kMostPurses && is_amount(bucket.beans.count);
}
inline bool is_plausible(const Grant<>& grant) noexcept {
  const std::size_t books = grant.currency == Currency::growth ? kMostLadders : kMostPurses;
  return grant.purse < books && is_amount(grant.granted) && is_amount(grant.reversed) &&
         is_amount(grant.pending);
}
inline bool is_plausible(const Allocation<>& allocation) noexcept {
  return allocation.purse < kMostPurses && is_amount(allocation.beans.count);
}
inline bool is_plausible(const Counter<>& counter) noexcept { return is_amount(counter.value); }
inline bool is_plausible(const ScoreStanding<>& score) noexcept {
  return score.score != 0 && is_amount(score.value) && is_amount(score.carried);
}
inline bool is_plausible(const MedalStanding<>& medal) noexcept {
  return medal.medal != 0 && medal.grade > 0 &&
         medal.grade <= static_cast<std::int64_t>(kMostGrades);
}
inline bool is_plausible(const Ladder<>& ladder) noexcept { return is_amount(ladder.growth.count); }
inline bool is_plausible(const Purse<>& purse) noexcept {
  return std::all_of(purse.accounts.begin(), purse.accounts.end(), is_amount);
}

}  // namespace loyaltycore::encoding
