// second_order.hpp: rows that member, time and id leave side by side have one order all the same.
#include "engine/second_order.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/deals.hpp"

namespace loyaltycore::engine {
namespace {

using testing::gift;
using testing::history_of;
using testing::kBegin;

std::vector<std::string> ids_of(const std::vector<EventData>& told) {
  const History history = history_of(told);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < history.events(); ++i) {
    const EventData event = history.event_at(i);
    out.push_back(event.id + ":" + std::to_string(event.beans));
  }
  return out;
}

TEST(SecondOrder, TwinsStandByContentWhereverTheyStood) {
  const std::vector<EventData> told{gift("a", "x", 5, kBegin), gift("a", "x", 6, kBegin)};
  const std::vector<EventData> turned{told[1], told[0]};
  EXPECT_EQ(ids_of(told), ids_of(turned));
}

TEST(SecondOrder, ASecondTryOfAGroupComesBehindTheFirst) {
  std::vector<EventData> told{gift("a", "d1", 1, kBegin), gift("a", "d2", 2, kBegin)};
  for (EventData& event : told) event.group = "d";
  told.insert(told.end(), {told[1], told[0]});
  const std::vector<std::string> expected{"d1:1", "d2:2", "d1:1", "d2:2"};
  EXPECT_EQ(ids_of(told), expected);
  std::reverse(told.begin(), told.end());
  EXPECT_EQ(ids_of(told), expected);
  // Without a group nothing waits for others: retries stand beside each other.
  for (EventData& event : told) event.group = "";
  EXPECT_EQ(ids_of(told), (std::vector<std::string>{"d1:1", "d1:1", "d2:2", "d2:2"}));
}

TEST(SecondOrder, OfOneInstantGroupsStandTogether) {
  std::vector<EventData> told{gift("a", "1", 1, kBegin), gift("a", "2", 2, kBegin),
                              gift("a", "3", 3, kBegin), gift("a", "4", 4, kBegin)};
  told[0].group = told[2].group = "y";
  told[1].group = "x";
  EXPECT_EQ(ids_of(told), (std::vector<std::string>{"4:4", "2:2", "1:1", "3:3"}));
}

}  // namespace
}  // namespace loyaltycore::engine
