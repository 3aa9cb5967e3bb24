// number.hpp: the scalar forms of what rules may do with a number.
#include "loyaltycore/base/number.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace loyaltycore::number_test {
namespace {

TEST(Number, FloorDivisionRoundsDown) {
  EXPECT_EQ(floor_div(7, 2), 3);
  EXPECT_EQ(floor_div(-7, 2), -4);
  EXPECT_EQ(floor_div(-8, 2), -4);
  EXPECT_EQ(floor_div(0, 5), 0);
  EXPECT_EQ(floor_div(-1, 86400), -1);
}

TEST(Number, MasksAreBooleans) {
  static_assert(std::same_as<Mask<std::int64_t>, bool>);
  EXPECT_TRUE(both(true, true));
  EXPECT_FALSE(both(true, false));
  EXPECT_TRUE(either(false, true));
  EXPECT_FALSE(either(false, false));
  EXPECT_TRUE(negate(false));
  EXPECT_TRUE(any(true));
  EXPECT_FALSE(all(false));
  EXPECT_EQ(select(true, 1, 2), 1);
  EXPECT_EQ(select(false, 1, 2), 2);
}

TEST(Number, MinAndMax) {
  constexpr auto kLow = std::numeric_limits<std::int64_t>::min();
  constexpr auto kHigh = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(min(kLow, kHigh), kLow);
  EXPECT_EQ(max(kLow, kHigh), kHigh);
  EXPECT_EQ(smallest(4), 4);
  EXPECT_EQ(largest(4), 4);
  EXPECT_EQ(lane(4, 0), 4);
}

TEST(Number, BitsAndLookUps) {
  EXPECT_EQ(bits_of(0b1100, 0b0110), 0b0100);
  EXPECT_EQ(with_bits(0b1100, 0b0110), 0b1110);
  EXPECT_EQ(each_lane(3, [](std::int64_t x) { return x * x; }), 9);
  EXPECT_EQ(each_lane(3, 4, [](std::int64_t x, std::int64_t y) { return x + y; }), 7);
}

/// Every balance that a door shows is exact in a double, as notebooks read it.
TEST(Number, TheLargestBalanceIsExactInADouble) {
  EXPECT_EQ(static_cast<std::int64_t>(static_cast<double>(kLargestBalance)), kLargestBalance);
  EXPECT_EQ(static_cast<std::int64_t>(static_cast<double>(kLargestBalance - 1)),
            kLargestBalance - 1);
  EXPECT_LT(kLargestAmount, kLargestBalance);
}

}  // namespace
}  // namespace loyaltycore::number_test
