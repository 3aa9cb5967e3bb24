// groups.hpp: which events are decided together, and whose stories hang together so.
#include "engine/groups.hpp"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "engine/deals.hpp"

namespace loyaltycore::engine {
namespace {

using testing::event_of;
using testing::gift;
using testing::history_of;
using testing::kBegin;
using testing::transfer;

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
  const Groups groups{history.parts(), nullptr};
  // Members in the order of their ids: a b c d e f.
  EXPECT_EQ(groups.parties(), (std::vector<std::vector<std::uint32_t>>{{0, 2, 5}, {3, 4}}));
  const std::size_t lone = history.parts().first[1];
  EXPECT_EQ(groups.of_event(lone), Groups::kAlone) << "nobody shares g4, and a tick shares nothing";
  EXPECT_EQ(groups.of_event(lone + 1), Groups::kAlone);
  EXPECT_EQ(groups.size_of(groups.of_event(0)), 2U);
}

TEST(Groups, TellEachEventOnce) {
  auto told = transfer("g1", "a", "b", 5, kBegin);
  told.push_back(told[1]);
  const History history = history_of(told);
  try {
    static_cast<void>(Groups{history.parts(), nullptr});
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "group_repeated");
    EXPECT_EQ(error.row(), 2);
  }
}

TEST(Groups, AreNoneWhereNobodySharesOne) {
  const History history = history_of({gift("a", "1", 5, kBegin)});
  EXPECT_TRUE(Groups(history.parts(), nullptr).none());
}

}  // namespace
}  // namespace loyaltycore::engine
