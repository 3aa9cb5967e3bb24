// effect.hpp: names for every number that is stored.
#include "loyaltycore/model/effect.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace loyaltycore::effect_test {
namespace {

TEST(Effect, EveryKindAndCauseHasAName) {
  for (const std::string_view name : kEffectKindNames) EXPECT_FALSE(name.empty());
  for (const std::string_view name : kCauseNames) EXPECT_FALSE(name.empty());
  EXPECT_EQ(kEffectKindNames[static_cast<std::size_t>(EffectKind::refund_due)], "refund_due");
  EXPECT_EQ(kEffectKindNames[static_cast<std::size_t>(EffectKind::member_erased)], "member_erased");
  EXPECT_EQ(kCauseNames[static_cast<std::size_t>(Cause::expired)], "expired");
  EXPECT_EQ(kCauseNames[static_cast<std::size_t>(Cause::erased)], "erased");
}

TEST(Effect, FlagsAreDifferentBits) { EXPECT_EQ(kTracked | kClaim | kQualifies | kDue, 15); }

TEST(Effect, ADefaultMovesNothing) {
  const Effect<> effect;
  EXPECT_EQ(effect.amount, 0);
  EXPECT_EQ(effect.rule, kNoRule);
  EXPECT_EQ(effect.subject, kNoId);
}

}  // namespace
}  // namespace loyaltycore::effect_test
