// facts.hpp: a member that nothing happened to.
#include "loyaltycore/model/facts.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::facts_test {
namespace {

TEST(Facts, ANewcomerHasNone) {
  const Facts facts;
  EXPECT_EQ(facts.decided_at, kNever);
  EXPECT_EQ(facts.first_at, kNever);
  EXPECT_EQ(facts.last_purchase_on, kNoDay);
  EXPECT_FALSE(facts.erased);
  for (const MonthFacts& month : facts.months) EXPECT_EQ(month.month, -1);
  for (const Input& input : facts.inputs) EXPECT_FALSE(input.known);
  EXPECT_TRUE(facts.orders.empty() && facts.lines.empty() && facts.remembered.empty());
}

/// A year that rolls, the month in progress and two months of late events fit the ring.
TEST(Facts, TheRingHoldsARollingYearAndLateEvents) { EXPECT_GE(kMonthsKept, 12U + 1U + 2U); }

TEST(Facts, RecordsAreEqualByValue) {
  OpenLine a;
  OpenLine b;
  EXPECT_EQ(a, b);
  b.paid[5] = Fen{1};
  EXPECT_NE(a, b);
  EXPECT_NE((OpenOrder{}), (OpenOrder{.order = id_of("o")}));
}

}  // namespace
}  // namespace loyaltycore::facts_test
