// terms.hpp: sets of classes and the defaults that mean "any" and "no cap".
#include "loyaltycore/model/terms.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::terms_test {
namespace {

TEST(Terms, DefaultsMeanAnyAndNoCap) {
  const Conditions<> conditions;
  EXPECT_EQ(conditions.from, kFirstInstant);
  EXPECT_EQ(conditions.until, kNever);
  EXPECT_EQ(conditions.weekdays, 0);
  EXPECT_TRUE(conditions.channels.empty());
  const Caps<> caps;
  EXPECT_EQ(caps.unit, kNoCap);
  EXPECT_EQ(caps.order, kNoCap);
  EXPECT_EQ(caps.times_per_day, 0);
  EXPECT_EQ(Terms<>{}.until, kNever);
}

}  // namespace
}  // namespace loyaltycore::terms_test
