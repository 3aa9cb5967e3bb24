// post.hpp: one effect changes the standing; no decision is taken.
#include "loyaltycore/kernel/post.hpp"

#include <gtest/gtest.h>

#include "support/posted.hpp"

namespace loyaltycore::kernel::post_test {
namespace {

using support::Amounts;
using PostTest = support::Posted;

TEST_F(PostTest, EveryMovementHasTwoLegs) {
  grant(10, 5, 7);
  Effect<> spent =
      movement(Account::available, Account::redeemed, Cause::redeemed, std::int64_t{7});
  spent.expires_on = 10;
  post(spent);
  EXPECT_TRUE(standing_.buckets.empty());
  std::int64_t sum = 0;
  for (const std::int64_t each : standing_.purses[0].accounts) sum += each;
  EXPECT_EQ(sum, 0);
  EXPECT_EQ(standing_.purses[0][Account::issuer], -7);
  EXPECT_EQ(standing_.purses[0][Account::redeemed], 7);
}

TEST_F(PostTest, CountersOfNothingAreForgotten) {
  Effect<> effect;
  effect.kind = EffectKind::progressed;
  effect.index = counter_key(3, CounterPeriod::day);
  effect.window = 100;
  effect.after = 2;
  post(effect);
  ASSERT_EQ(standing_.counters.size(), 1U);
  effect.after = 0;
  post(effect);
  EXPECT_TRUE(standing_.counters.empty());
}

TEST_F(PostTest, GrowthIsTheLaddersBook) {
  Effect<> effect = movement(Account::issuer, Account::available, Cause::earned, std::int64_t{9});
  effect.currency = Currency::growth;
  effect.flags = kQualifies;
  post(effect);
  EXPECT_EQ(standing_.ladders[0].growth.count, 9);
  EXPECT_EQ(standing_.ladders[0].qualified, 1);
  EXPECT_EQ(standing_.purses[0][Account::available], 0);
}

}  // namespace
}  // namespace loyaltycore::kernel::post_test
