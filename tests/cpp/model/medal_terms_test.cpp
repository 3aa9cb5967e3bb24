// medal_terms.hpp: one place for everything that a grade may ask for.
#include "loyaltycore/model/medal_terms.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::medal_terms_test {
namespace {

TEST(MedalTerms, GradesHaveANumberForEachRequirement) {
  EXPECT_EQ(MedalGrade<>{}.at_least.size(), kMostRequirements);
  EXPECT_TRUE(MedalTerms<>{}.begins) << "a version that is not compared starts anew";
  EXPECT_EQ(MedalAsked{}.grade, 1);
}

}  // namespace
}  // namespace loyaltycore::medal_terms_test
