// decision_numbers.hpp: every kind of decision has a name, and starts with nothing told.
#include "loyaltycore/kernel/decision_numbers.hpp"

#include <gtest/gtest.h>

#include <set>

namespace loyaltycore::kernel::decision_numbers_test {
namespace {

template <class Numbers>
std::string_view name_of() {
  return kDecisionNames[DecisionNumbers{Numbers{}}.index()];
}

TEST(DecisionNumbers, NamesStandInTheOrderOfTheKinds) {
  EXPECT_EQ(name_of<TakenBack>(), "taken_back");
  EXPECT_EQ(name_of<GivenBack>(), "given_back");
  EXPECT_EQ(name_of<Refund>(), "refund");
  EXPECT_EQ(name_of<RefusalPenalty>(), "refusal_penalty");
  EXPECT_EQ(name_of<RecoveredFreight>(), "freight_recovered");
  EXPECT_EQ(name_of<TierMove>(), "tier_changed");
  EXPECT_EQ(name_of<TierPeriodEnd>(), "tier_period_ended");
  EXPECT_EQ(name_of<Expired>(), "expired");
  EXPECT_EQ(name_of<Redemption>(), "redemption");
  EXPECT_EQ(name_of<Spending>(), "spending");
  EXPECT_EQ(name_of<Exchange>(), "exchange");
  EXPECT_EQ(std::set(kDecisionNames.begin(), kDecisionNames.end()).size(), kDecisionNames.size());
}

TEST(DecisionNumbers, WhatIsNotTheHighestLevelHasANextThreshold) {
  EXPECT_EQ(TierMove{}.next_threshold, kNoThreshold);
  EXPECT_EQ(TierPeriodEnd{}.next_threshold, kNoThreshold);
  EXPECT_EQ(TakenBack{}.rule, kNoRule);
}

}  // namespace
}  // namespace loyaltycore::kernel::decision_numbers_test
