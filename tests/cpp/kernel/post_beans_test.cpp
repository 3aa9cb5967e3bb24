// post_beans.hpp: movements of beans find their bucket, and beans come back to it.
#include "loyaltycore/kernel/post_beans.hpp"

#include <gtest/gtest.h>

#include "support/posted.hpp"

namespace loyaltycore::kernel::post_beans_test {
namespace {

using support::Amounts;
using PostBeans = support::Posted;

TEST_F(PostBeans, BucketsStandInSpendOrder) {
  grant(20, 5, 1);
  grant(10, 9, 2);
  grant(10, 3, 4, Funder::merchant);
  grant(kNoDay, 1, 8);
  EXPECT_EQ(amounts(), (Amounts{4, 2, 1, 8}));
}

TEST_F(PostBeans, EqualKeysShareABucketThatKeepsItsAge) {
  grant(10, 5, 1);
  grant(10, 7, 2);
  EXPECT_EQ(amounts(), Amounts{3});
  EXPECT_EQ(standing_.buckets[0].opened_at, 5);
}

TEST_F(PostBeans, TrackedBeansCanComeBackToTheirBucket) {
  grant(10, 5, 7);
  Effect<> spent =
      movement(Account::available, Account::redeemed, Cause::redeemed, std::int64_t{7});
  spent.subject = id_of("o1");
  spent.flags = kTracked | kOrder;
  spent.expires_on = 10;
  spent.opened_at = 5;
  post(spent);
  ASSERT_EQ(standing_.allocations.size(), 1U);
  EXPECT_TRUE(standing_.allocations[0].order);
  Effect<> back = spent;
  back.from = Account::redeemed;
  back.to = Account::available;
  back.window = 10;
  back.expires_on = 30;
  post(back);
  EXPECT_TRUE(standing_.allocations.empty());
  EXPECT_EQ(standing_.buckets[0].expires_on, 30);
}

TEST_F(PostBeans, RedatedBeansTakeTheirAccrualsAlong) {
  Effect<> earned = movement(Account::issuer, Account::available, Cause::earned, std::int64_t{4});
  earned.flags = kTracked | kOrder;
  earned.subject = id_of("o1");
  earned.expires_on = 90;
  earned.opened_at = 3;
  post(earned);
  grant(50, 8, 1);
  Effect<> moved =
      movement(Account::available, Account::available, Cause::adjusted, std::int64_t{4});
  moved.window = 90;
  moved.expires_on = 50;
  moved.opened_at = 3;
  post(moved);
  EXPECT_EQ(amounts(), Amounts{5});
  EXPECT_EQ(standing_.buckets[0].opened_at, 3) << "the older of the two ranks";
  EXPECT_EQ(standing_.grants[0].expires_on, 50);
}

}  // namespace
}  // namespace loyaltycore::kernel::post_beans_test
