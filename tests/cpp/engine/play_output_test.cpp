// Runs of members join in order; ids stay integers as long as all are.
#include "engine/play_output.hpp"

#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "support/sample_member.hpp"

namespace loyaltycore::engine::play_output_test {
namespace {

TEST(PushId, TurnsIntegersIntoTextsOnceOneIsNot) {
  MemberIds ids;
  push_id(ids, "7", 7);
  push_id(ids, "-8", -8);
  EXPECT_TRUE(ids.integers);
  EXPECT_EQ(ids.text(1), "-8");
  push_id(ids, "anna", std::nullopt);
  EXPECT_FALSE(ids.integers);
  ASSERT_EQ(ids.size(), 3U);
  EXPECT_EQ(ids.text(0), "7");
  EXPECT_EQ(ids.text(1), "-8");
  EXPECT_EQ(ids.text(2), "anna");
}

TEST(PlayOutput, MovesTheRowsOfWhatFollows) {
  const Program program = support::sample_program();
  PlayOutput first{program};
  PlayOutput next{program};
  push_id(first.members.ids, "7", 7);
  first.members.tier = {0};
  first.counters.members = 1;
  first.sum = {1, 0};
  push_id(next.members.ids, "anna", std::nullopt);
  next.members.tier = {2};
  next.counters.members = 1;
  next.counters.events = 5;
  next.sum = {2, 0};
  next.refused_by_code[Refusal::too_late] = 3;
  next.ledger.push(0, 9, Effect<>{});
  next.refusals = {{0}, {10}, {34}};
  first.append(std::move(next));
  EXPECT_EQ(first.members.ids.text(0), "7");
  EXPECT_EQ(first.members.ids.text(1), "anna");
  EXPECT_EQ(first.ledger.member[0], 1U);
  EXPECT_EQ(first.refusals.member[0], 1U);
  EXPECT_EQ(first.counters.members, 2U);
  EXPECT_EQ(first.counters.events, 5U);
  EXPECT_EQ(first.refused_by_code[Refusal::too_late], 3U);
  EXPECT_EQ(first.sum, (Hash128{3, 0}));
}

}  // namespace
}  // namespace loyaltycore::engine::play_output_test
