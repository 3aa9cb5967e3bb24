// allocation.hpp: shares by largest remainder sum to the whole. Numbers: DOMAIN 3.3.
#include "loyaltycore/rules/allocation.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "support/eight.hpp"

namespace loyaltycore::rules::allocation_test {
namespace {

using Amounts = std::vector<std::int64_t>;

Amounts split(std::int64_t whole, const Amounts& weights) {
  Amounts shares(weights.size());
  Amounts remainders(weights.size());
  split_by_largest_remainder(whole, weights, shares, remainders);
  return shares;
}

TEST(Allocation, SplitsThePublishedExamples) {
  EXPECT_EQ(split(1000, {6000, 3000, 1000}), (Amounts{600, 300, 100}));
  EXPECT_EQ(split(1000, {1, 1, 1}), (Amounts{334, 333, 333}));
}

TEST(Allocation, UnitsLeftOverGoToTheLargestRemainders) {
  EXPECT_EQ(split(10, {5, 3, 1}), (Amounts{6, 3, 1}));
  EXPECT_EQ(split(2, {1, 1, 1}), (Amounts{1, 1, 0}));
  EXPECT_EQ(split(5, {0, 7, 0}), (Amounts{0, 5, 0}));
}

TEST(Allocation, NothingIsSharedWithoutWeight) {
  EXPECT_EQ(split(1000, {0, 0}), (Amounts{0, 0}));
  EXPECT_EQ(split(0, {3, 4}), (Amounts{0, 0}));
  EXPECT_EQ(split(5, {}), Amounts{});
}

TEST(Allocation, LargestAmountsDoNotOverflow) {
  EXPECT_EQ(split(kLargestAmount, {kLargestAmount - 1, 1}), (Amounts{kLargestAmount - 1, 1}));
}

TEST(Allocation, SharesSumToTheWholeAndStayNearTheirFraction) {
  support::Dice dice(3);
  for (int round = 0; round < 2000; ++round) {
    Amounts weights(static_cast<std::size_t>(dice.roll(6) + 1));
    for (auto& each : weights) each = dice.roll(dice.once_in(2) ? 4 : 100'000);
    const std::int64_t total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    const std::int64_t whole = dice.roll(1000);
    const Amounts shares = split(whole, weights);
    const std::int64_t sum = std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
    ASSERT_EQ(sum, total == 0 ? 0 : whole);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (total == 0) continue;
      const std::int64_t floor = whole * weights[i] / total;
      ASSERT_GE(shares[i], floor);
      ASSERT_LE(shares[i], floor + (whole * weights[i] % total == 0 ? 0 : 1));
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::allocation_test
