// outcome.hpp: accepted means that something was decided now.
#include "loyaltycore/kernel/outcome.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::kernel::outcome_test {
namespace {

TEST(Outcome, IsAcceptedUnlessSomethingSaysOtherwise) {
  EXPECT_TRUE(Outcome{}.accepted());
  Outcome outcome;
  outcome.refusal = Refusal::too_late;
  EXPECT_FALSE(outcome.accepted());
  outcome = {};
  outcome.duplicate = true;
  EXPECT_FALSE(outcome.accepted());
  outcome = {};
  outcome.needs_more = true;
  EXPECT_FALSE(outcome.accepted());
  outcome = {};
  outcome.diverged = true;
  EXPECT_FALSE(outcome.accepted());
}

}  // namespace
}  // namespace loyaltycore::kernel::outcome_test
