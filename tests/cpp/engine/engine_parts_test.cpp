// engine_parts.hpp: members come into an engine with what happened to them, never without.
#include "engine/engine_parts.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "engine/deals.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::engine_parts_test {
namespace {

using testing::gift;
using testing::kBegin;
using testing::kDay;
using testing::transfer;

const Program& program() { return support::shop(); }

TEST(EngineParts, AGroupThatIsRefusedLeavesNoNewcomer) {
  Engine engine{program()};
  static_cast<void>(engine.apply(gift("old", "1", 5, kBegin)));
  auto refused = transfer("g1", "new", "newer", 5, kBegin + 1);
  EXPECT_FALSE(engine.apply_batch(refused)[0].outcome.accepted());
  EXPECT_EQ(engine.size(), 1U);
  // Their places are free again.
  const auto booked = transfer("g2", "old", "newer", 5, kBegin + kDay);
  EXPECT_TRUE(engine.apply_batch(booked)[1].outcome.accepted());
  EXPECT_EQ(engine.size(), 2U);
  EXPECT_TRUE(engine.contains("newer"));
  EXPECT_FALSE(engine.contains("new"));
}

TEST(EngineParts, ATombstonesNameIsNoNewMemberOfAGroup) {
  Engine engine{program()};
  const auto told = transfer("g1", "a", "#0123456789abcdef0123456789abcdef", 5, kBegin);
  EXPECT_THROW(static_cast<void>(engine.apply_batch(told)), DataError);
  EXPECT_EQ(engine.size(), 0U);
}

}  // namespace
}  // namespace loyaltycore::engine::engine_parts_test
