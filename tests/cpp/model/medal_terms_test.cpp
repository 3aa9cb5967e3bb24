// medal_terms.hpp: a medal that says nothing of its calendar has that of a score that says nothing.
#include "loyaltycore/model/medal_terms.hpp"

#include <gtest/gtest.h>

namespace loyaltycore {
namespace {

TEST(MedalTerms, SettleAsScoresDo) {
  EXPECT_EQ(MedalTerms<>{}.window, ScoreTerms<>{}.window);
  EXPECT_EQ(MedalTerms<>{}.settle_day, ScoreTerms<>{}.settle_day);
}

}  // namespace
}  // namespace loyaltycore
