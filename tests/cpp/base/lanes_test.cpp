// lanes.hpp: eight lanes say what eight scalars say, for every operation.
#include "loyaltycore/base/lanes.hpp"

#include <gtest/gtest.h>

#include <random>

namespace loyaltycore::lanes_test {
namespace {

constexpr int kRounds = 2000;

class LanesTest : public testing::Test {
 protected:
  /// Small numbers often meet, so that equal lanes and ties are drawn as well.
  std::int64_t number() {
    const std::int64_t bound = random_() % 2 == 0 ? 3 : 1'000'000'000;
    return std::uniform_int_distribution<std::int64_t>(-bound, bound)(random_);
  }
  Lanes8 lanes() {
    Lanes8 out;
    for (auto& each : out.value) each = number();
    return out;
  }
  LaneMask8 mask() {
    LaneMask8 out;
    for (auto& each : out.flag) each = random_() % 2 == 0;
    return out;
  }

  std::mt19937_64 random_{7};
};

template <class Wide, class Narrow>
void expect_same(const Lanes8& a, const Lanes8& b, Wide wide, Narrow narrow) {
  const Lanes8 got = wide(a, b);
  for (int i = 0; i < kLanes; ++i) ASSERT_EQ(got[i], narrow(a[i], b[i]));
}

template <class Wide, class Narrow>
void expect_same_test(const Lanes8& a, const Lanes8& b, Wide wide, Narrow narrow) {
  const LaneMask8 got = wide(a, b);
  for (int i = 0; i < kLanes; ++i) {
    ASSERT_EQ(got.flag.at(static_cast<std::size_t>(i)), narrow(a[i], b[i]));
  }
}

#define EXPECT_LANES(expression)                                     \
  expect_same(                                                       \
      a, b, [](const auto& x, const auto& y) { return expression; }, \
      [](std::int64_t x, std::int64_t y) { return expression; })
#define EXPECT_LANE_TEST(expression)                                 \
  expect_same_test(                                                  \
      a, b, [](const auto& x, const auto& y) { return expression; }, \
      [](std::int64_t x, std::int64_t y) { return expression; })

TEST_F(LanesTest, ArithmeticIsScalarArithmetic) {
  for (int round = 0; round < kRounds; ++round) {
    const Lanes8 a = lanes();
    const Lanes8 b = lanes();
    EXPECT_LANES(x + y);
    EXPECT_LANES(x - y);
    EXPECT_LANES(x * y);
    EXPECT_LANES(-x - -y);
    EXPECT_LANES(min(x, y));
    EXPECT_LANES(max(x, y));
    EXPECT_LANES(select(x < y, y - x, x));
    EXPECT_LANES(each_lane(x, y, [](std::int64_t p, std::int64_t q) { return p / 3 + q; }));
    EXPECT_LANES(each_lane(x, [](std::int64_t p) { return p / 3; }) + y);
    EXPECT_LANES(bits_of(max(x, x - x), max(y, y - y)));
    EXPECT_LANES(with_bits(max(x, x - x), max(y, y - y)));
  }
}

TEST_F(LanesTest, ComparisonsAreScalarComparisons) {
  for (int round = 0; round < kRounds; ++round) {
    const Lanes8 a = lanes();
    const Lanes8 b = lanes();
    EXPECT_LANE_TEST(x < y);
    EXPECT_LANE_TEST(x <= y);
    EXPECT_LANE_TEST(x > y);
    EXPECT_LANE_TEST(x >= y);
    EXPECT_LANE_TEST(x == y);
    EXPECT_LANE_TEST(x != y);
    EXPECT_LANE_TEST(both(x<y, x> - y));
    EXPECT_LANE_TEST(either(x<y, x> - y));
    EXPECT_LANE_TEST(negate(x < y));
  }
}

TEST_F(LanesTest, AssignmentsAndConstants) {
  const Lanes8 a = lanes();
  const Lanes8 b = lanes();
  Lanes8 sum = a;
  sum += b;
  Lanes8 rest = a;
  rest -= b;
  for (int i = 0; i < kLanes; ++i) {
    EXPECT_EQ(sum[i], a[i] + b[i]);
    EXPECT_EQ(rest[i], a[i] - b[i]);
    EXPECT_EQ(Lanes8{5}[i], 5);
    EXPECT_EQ(lane(a, i), a[i]);
  }
}

TEST_F(LanesTest, MasksFold) {
  for (int round = 0; round < kRounds; ++round) {
    const LaneMask8 a = mask();
    const Lanes8 values = lanes();
    bool some = false;
    bool every = true;
    std::int64_t low = values[0];
    std::int64_t high = values[0];
    for (int i = 0; i < kLanes; ++i) {
      some = some || a.flag.at(static_cast<std::size_t>(i));
      every = every && a.flag.at(static_cast<std::size_t>(i));
      low = min(low, values[i]);
      high = max(high, values[i]);
    }
    ASSERT_EQ(any(a), some);
    ASSERT_EQ(all(a), every);
    ASSERT_EQ(any(both(a, false)), false);
    ASSERT_EQ(any(both(true, a)), some);
    ASSERT_EQ(smallest(values), low);
    ASSERT_EQ(largest(values), high);
  }
}

}  // namespace
}  // namespace loyaltycore::lanes_test
