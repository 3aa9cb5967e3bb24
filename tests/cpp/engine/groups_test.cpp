// groups.hpp: which events are decided together, and whose stories hang together so.
#include "engine/groups.hpp"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "engine/deals.hpp"

namespace loyaltycore::engine::groups_test {
namespace {

using testing::event_of;
using testing::gift;
using testing::history_of;
using testing::kBegin;
using testing::transfer;

Groups groups_of(const History& history) {
  const ReplayOptions options;
  Pulse pulse{options, 0, history.events()};
  return Groups{history.parts(), pulse};
}

TEST(Groups, JoinMembersIntoParties) {
  std::vector<EventData> told = transfer("g1", "a", "c", 1, kBegin);
  const auto add = [&told](const std::vector<EventData>& more) {
    told.insert(told.end(), more.begin(), more.end());
  };
  add(transfer("g2", "d", "e", 1, kBegin));
  add(transfer("g3", "c", "f", 1, kBegin));
  add({gift("b", "alone", 5, kBegin)});
  told.back().group = "g4";
  add({event_of(EventKind::tick, "b", "tick", kBegin)});
  told.back().group = "g1";
  const History history = history_of(told);
  const Groups groups = groups_of(history);
  // Members in the order of their ids: a b c d e f.
  EXPECT_EQ(groups.parties(), (std::vector<std::vector<std::uint32_t>>{{0, 2, 5}, {3, 4}}));
  const std::size_t lone = history.parts().first[1];
  EXPECT_EQ(groups.of_event(lone), Groups::kAlone) << "nobody shares g4, and a tick shares nothing";
  EXPECT_EQ(groups.of_event(lone + 1), Groups::kAlone);
  EXPECT_EQ(groups.size_of(groups.of_event(0)), 2U);
}

TEST(Groups, TellTriesApart) {
  auto told = transfer("g1", "a", "b", 5, kBegin);
  auto later = transfer("g1", "a", "b", 5, kBegin + 7);
  told.push_back(told[1]);
  told.insert(told.end(), later.begin(), later.end());
  const History history = history_of(told);
  const Groups groups = groups_of(history);
  ASSERT_EQ(history.events(), 5U);
  // a: first and later try; b: first try, its retry, later try.
  EXPECT_EQ(groups.of_event(0), groups.of_event(2));
  EXPECT_EQ(groups.of_event(0), groups.of_event(3));
  EXPECT_EQ(groups.of_event(1), groups.of_event(4));
  EXPECT_NE(groups.of_event(0), groups.of_event(1));
}

TEST(Groups, OfWhichNoEventsShareATimeAreAnError) {
  auto told = transfer("g1", "a", "b", 5, kBegin);
  told[1].occurred_at += 1;
  try {
    static_cast<void>(groups_of(history_of(told)));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "group_apart");
    EXPECT_EQ(error.row(), 1);
    EXPECT_EQ(error.column(), "events.group");
  }
}

TEST(Groups, AreNoneWhereNobodySharesOne) {
  const History history = history_of({gift("a", "1", 5, kBegin)});
  EXPECT_TRUE(groups_of(history).parties().empty());
}

}  // namespace
}  // namespace loyaltycore::engine::groups_test
