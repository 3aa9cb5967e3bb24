// post.hpp: one effect changes the standing; no decision is taken.
#include "loyaltycore/kernel/post.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/kernel/machine.hpp"

namespace loyaltycore::kernel {
namespace {

class PostTest : public testing::Test {
 protected:
  PostTest() {
    standing_.buckets.reserve_more(9);
    standing_.grants.reserve_more(9);
    standing_.allocations.reserve_more(9);
    standing_.counters.reserve_more(9);
    standing_.holds.reserve_more(9);
    standing_.skus.reserve_more(9);
  }
  Effect<> grant(Day day, Instant opened_at, std::int64_t amount,
                 Funder funder = Funder::platform) {
    Effect<> effect = movement(Account::issuer, Account::available, Cause::earned, amount);
    effect.expires_on = day;
    effect.opened_at = opened_at;
    effect.funder = funder;
    post(facts_, standing_, effect);
    return effect;
  }
  [[nodiscard]] std::vector<std::int64_t> amounts() const {
    std::vector<std::int64_t> out;
    for (const Bucket<>& each : standing_.buckets) out.push_back(each.beans.count);
    return out;
  }

  Facts facts_;
  Standing<> standing_;
};

using Amounts = std::vector<std::int64_t>;

TEST_F(PostTest, BucketsStandInSpendOrder) {
  grant(20, 5, 1);
  grant(10, 9, 2);
  grant(10, 3, 4, Funder::merchant);
  grant(kNoDay, 1, 8);
  EXPECT_EQ(amounts(), (Amounts{4, 2, 1, 8}));
}

TEST_F(PostTest, EqualKeysShareABucketThatKeepsItsAge) {
  grant(10, 5, 1);
  grant(10, 7, 2);
  EXPECT_EQ(amounts(), Amounts{3});
  EXPECT_EQ(standing_.buckets[0].opened_at, 5);
}

TEST_F(PostTest, EveryMovementHasTwoLegs) {
  grant(10, 5, 7);
  Effect<> spent =
      movement(Account::available, Account::redeemed, Cause::redeemed, std::int64_t{7});
  spent.expires_on = 10;
  post(facts_, standing_, spent);
  EXPECT_TRUE(standing_.buckets.empty());
  std::int64_t sum = 0;
  for (const std::int64_t each : standing_.purses[0].accounts) sum += each;
  EXPECT_EQ(sum, 0);
  EXPECT_EQ(standing_.purses[0][Account::issuer], -7);
  EXPECT_EQ(standing_.purses[0][Account::redeemed], 7);
}

TEST_F(PostTest, TrackedBeansCanComeBackToTheirBucket) {
  grant(10, 5, 7);
  Effect<> spent =
      movement(Account::available, Account::redeemed, Cause::redeemed, std::int64_t{7});
  spent.subject = id_of("o1");
  spent.flags = kTracked | kOrder;
  spent.expires_on = 10;
  spent.opened_at = 5;
  post(facts_, standing_, spent);
  ASSERT_EQ(standing_.allocations.size(), 1U);
  EXPECT_TRUE(standing_.allocations[0].order);
  Effect<> back = spent;
  back.from = Account::redeemed;
  back.to = Account::available;
  back.window = 10;
  back.expires_on = 30;
  post(facts_, standing_, back);
  EXPECT_TRUE(standing_.allocations.empty());
  EXPECT_EQ(standing_.buckets[0].expires_on, 30);
}

TEST_F(PostTest, RedatedBeansTakeTheirAccrualsAlong) {
  Effect<> earned = movement(Account::issuer, Account::available, Cause::earned, std::int64_t{4});
  earned.flags = kTracked | kOrder;
  earned.subject = id_of("o1");
  earned.expires_on = 90;
  earned.opened_at = 3;
  post(facts_, standing_, earned);
  grant(50, 8, 1);
  Effect<> moved =
      movement(Account::available, Account::available, Cause::adjusted, std::int64_t{4});
  moved.window = 90;
  moved.expires_on = 50;
  moved.opened_at = 3;
  post(facts_, standing_, moved);
  EXPECT_EQ(amounts(), Amounts{5});
  EXPECT_EQ(standing_.buckets[0].opened_at, 3) << "the older of the two ranks";
  EXPECT_EQ(standing_.grants[0].expires_on, 50);
}

TEST_F(PostTest, CountersOfNothingAreForgotten) {
  Effect<> effect;
  effect.kind = EffectKind::progressed;
  effect.index = counter_key(3, CounterPeriod::day);
  effect.window = 100;
  effect.after = 2;
  post(facts_, standing_, effect);
  ASSERT_EQ(standing_.counters.size(), 1U);
  effect.after = 0;
  post(facts_, standing_, effect);
  EXPECT_TRUE(standing_.counters.empty());
}

TEST_F(PostTest, GrowthIsTheLaddersBook) {
  Effect<> effect = movement(Account::issuer, Account::available, Cause::earned, std::int64_t{9});
  effect.currency = Currency::growth;
  effect.flags = kQualifies;
  post(facts_, standing_, effect);
  EXPECT_EQ(standing_.ladders[0].growth.count, 9);
  EXPECT_EQ(standing_.ladders[0].qualified, 1);
  EXPECT_EQ(standing_.purses[0][Account::available], 0);
}

}  // namespace
}  // namespace loyaltycore::kernel
