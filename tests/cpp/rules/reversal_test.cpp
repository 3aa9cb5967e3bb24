// reversal.hpp: parts taken back sum to the whole, however a return is split.
#include "loyaltycore/rules/reversal.hpp"

#include <gtest/gtest.h>

#include "support/eight.hpp"

namespace loyaltycore::rules::reversal_test {
namespace {

TEST(Reversal, TakesTheCumulativeFloor) {
  EXPECT_EQ(to_take_back(std::int64_t{100}, std::int64_t{0}, 1, 3), 33);
  EXPECT_EQ(to_take_back(std::int64_t{100}, std::int64_t{33}, 2, 3), 33);
  EXPECT_EQ(to_take_back(std::int64_t{100}, std::int64_t{66}, 3, 3), 34);
}

TEST(Reversal, TakesAllOfAnOrderThatComesBackAtOnce) {
  EXPECT_EQ(to_take_back(std::int64_t{299}, std::int64_t{0}, 1, 1), 299);
}

TEST(Reversal, IsNeverNegative) {
  EXPECT_EQ(to_take_back(std::int64_t{100}, std::int64_t{90}, 1, 3), 0);
}

TEST(Reversal, AnySplitSumsToTheWhole) {
  support::Dice dice(1);
  for (int round = 0; round < 2000; ++round) {
    const std::int64_t granted = dice.roll(1000);
    const std::int64_t quantity = dice.roll(20) + 1;
    std::int64_t returned = 0;
    std::int64_t taken = 0;
    while (returned < quantity) {
      returned += dice.roll(quantity - returned) + 1;
      const std::int64_t part = to_take_back(granted, taken, returned, quantity);
      ASSERT_GE(part, 0);
      taken += part;
    }
    ASSERT_EQ(taken, granted);
  }
}

TEST(Reversal, LanesAreScalars) {
  support::Dice dice(8);
  for (int round = 0; round < 200; ++round) {
    Lanes8 granted;
    Lanes8 taken;
    const std::int64_t quantity = dice.roll(9) + 1;
    const std::int64_t returned = dice.roll(quantity + 1);
    for (auto& each : granted.value) each = dice.roll(100);
    for (auto& each : taken.value) each = dice.roll(30);
    const Lanes8 found = to_take_back(granted, taken, returned, quantity);
    for (int k = 0; k < kLanes; ++k) {
      ASSERT_EQ(found[k], to_take_back(granted[k], taken[k], returned, quantity));
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::reversal_test
