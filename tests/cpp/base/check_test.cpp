// check.hpp: a broken invariant ends the process and names itself, in release builds as well.
#include "loyaltycore/base/check.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Check, ATrueConditionGoesOn) {
  LC_CHECK(1 + 1 == 2);
  SUCCEED();
}

TEST(CheckDeathTest, AFalseConditionNamesItselfAndTheFile) {
  EXPECT_DEATH(LC_CHECK(2 > 3), "broken invariant: 2 > 3 .*check_test\\.cpp");
}

}  // namespace
