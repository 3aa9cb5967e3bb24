// standing.hpp: keys of buckets and counters.
#include "loyaltycore/model/standing.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::standing_test {
namespace {

TEST(Standing, ABucketIsOneOfItsDayPurseFunderAndClass) {
  const Bucket<> bucket{100, 1, Funder::merchant, 2, 50, Beans{7}};
  EXPECT_TRUE(bucket.same_key({100, 1, Funder::merchant, 2, 99, Beans{1}}));
  EXPECT_FALSE(bucket.same_key({101, 1, Funder::merchant, 2, 50, Beans{7}}));
  EXPECT_FALSE(bucket.same_key({100, 0, Funder::merchant, 2, 50, Beans{7}}));
  EXPECT_FALSE(bucket.same_key({100, 1, Funder::partner, 2, 50, Beans{7}}));
  EXPECT_FALSE(bucket.same_key({100, 1, Funder::merchant, 3, 50, Beans{7}}));
}

TEST(Standing, ACounterKeyKnowsItsPeriod) {
  for (unsigned period = 0; period < 9; ++period) {
    for (const int rule : {0, 1, 999, 2047, 4095}) {
      const auto key =
          counter_key(static_cast<std::uint16_t>(rule), static_cast<CounterPeriod>(period));
      EXPECT_EQ(period_of(key), static_cast<CounterPeriod>(period));
      EXPECT_EQ(number_of(key), rule);
    }
  }
}

TEST(Standing, ANewcomerOwnsAndOwesNothing) {
  const Standing<> standing;
  EXPECT_EQ(standing.ladders[0].tier, 0);
  EXPECT_EQ(standing.ladders[0].expires_at, kNever);
  EXPECT_EQ(standing.purses[0][Account::available], 0);
  EXPECT_TRUE(standing.buckets.empty());
}

}  // namespace
}  // namespace loyaltycore::standing_test
