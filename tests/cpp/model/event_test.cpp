// event.hpp: the defaults that mean "not given".
#include "loyaltycore/model/event.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::event_test {
namespace {

TEST(Event, DefaultsMeanNotGiven) {
  const Event event;
  EXPECT_EQ(event.id, kNoId);
  EXPECT_EQ(event.sub_order, kWholeOrder);
  EXPECT_EQ(event.quantity, 1);
  EXPECT_EQ(event.expires_at, kNever);
  EXPECT_EQ(event.completed_at, kNever);
  EXPECT_EQ(event.tier, -1);
  EXPECT_EQ(event.archived, nullptr);
  EXPECT_EQ(event.quoted, nullptr);
  EXPECT_TRUE(event.lines.empty());
  EXPECT_EQ(OrderLine{}.quantity, 1);
}

}  // namespace
}  // namespace loyaltycore::event_test
