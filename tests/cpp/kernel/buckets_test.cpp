// buckets.hpp: what stands in which bucket, and which is spent first.
#include "loyaltycore/kernel/buckets.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace loyaltycore::kernel::buckets_test {
namespace {

using Key = Bucket<>;

std::vector<std::int64_t> beans_of(const Standing<>& standing) {
  std::vector<std::int64_t> out;
  for (const Bucket<>& each : standing.buckets) out.push_back(each.beans.count);
  return out;
}

TEST(Buckets, TheEarliestExpiryThenTheOldestIsSpentFirst) {
  Standing<> standing;
  standing.buckets.reserve_more(4);
  add_to_bucket(standing, Key{20, 0, Funder::platform, 0, 5, Beans{1}});
  add_to_bucket(standing, Key{kNoDay, 0, Funder::platform, 0, 1, Beans{2}});
  add_to_bucket(standing, Key{20, 0, Funder::merchant, 0, 3, Beans{3}});
  add_to_bucket(standing, Key{10, 0, Funder::platform, 0, 9, Beans{4}});
  EXPECT_EQ(beans_of(standing), (std::vector<std::int64_t>{4, 3, 1, 2}));
}

TEST(Buckets, OneKeyIsOneBucketAndAnEmptyOneGoes) {
  Standing<> standing;
  standing.buckets.reserve_more(2);
  const Key key{20, 0, Funder::platform, 0, 5, Beans{7}};
  add_to_bucket(standing, key);
  add_to_bucket(standing, Key{20, 0, Funder::platform, 0, 6, Beans{1}});
  EXPECT_EQ(beans_of(standing), (std::vector<std::int64_t>{8}));
  take_from_bucket(standing, key);
  EXPECT_EQ(beans_of(standing), (std::vector<std::int64_t>{1}));
  take_from_bucket(standing, Key{20, 0, Funder::platform, 0, 0, Beans{1}});
  EXPECT_EQ(find_bucket(standing, key), kNotFound);
}

}  // namespace
}  // namespace loyaltycore::kernel::buckets_test
