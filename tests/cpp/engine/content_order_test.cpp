// content_order.hpp: rows that member, time and id leave side by side have one order all the same.
#include "engine/content_order.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/deals.hpp"

namespace loyaltycore::engine::content_order_test {
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

TEST(ContentOrder, TwinsStandByContentWhereverTheyStood) {
  const std::vector<EventData> told{gift("a", "x", 5, kBegin), gift("a", "x", 6, kBegin)};
  const std::vector<EventData> turned{told[1], told[0]};
  EXPECT_EQ(ids_of(told), ids_of(turned));
}

TEST(ContentOrder, OfOneInstantGroupsStandTogether) {
  std::vector<EventData> told{gift("a", "1", 1, kBegin), gift("a", "2", 2, kBegin),
                              gift("a", "3", 3, kBegin), gift("a", "4", 4, kBegin)};
  told[0].group = told[2].group = "y";
  told[1].group = "x";
  EXPECT_EQ(ids_of(told), (std::vector<std::string>{"4:4", "2:2", "1:1", "3:3"}));
}

}  // namespace
}  // namespace loyaltycore::engine::content_order_test
