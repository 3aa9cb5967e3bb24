// purchases.hpp: orders and days of a month, under completions, returns and closings.
#include "loyaltycore/kernel/purchases.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::purchases_test {
namespace {

using namespace support;
using K = EventKind;

TEST(MonthSlot, BelongsToTheNewestMonthOfItsPlace) {
  Facts facts;
  MonthFacts* may = month_slot(facts, 556);
  ASSERT_NE(may, nullptr);
  may->orders = 3;
  EXPECT_EQ(month_slot(facts, 556)->orders, 3);
  MonthFacts* later = month_slot(facts, 556 + static_cast<Month>(kMonthsKept));
  EXPECT_EQ(later->orders, 0);
  EXPECT_EQ(month_slot(facts, 556), nullptr) << "the ring has moved past it";
}

/// Its parts may close apart: the second is completed when the first has left the open lines.
TEST(Months, CountAnOrderOnce) {
  Story member(programme(R"("returns": {"horizon_days": 10})"));
  member.on("2016-05-12").places("o1", {part(1, 1000, 0), part(2, 2000, 1)});
  EventData done;
  done.kind = K::order_completed;
  done.order = "o1";
  done.sub_order = 0;
  done.occurred_at = day_in("2016-05-04") * kMicrosPerDay;
  done.recorded_at = day_in("2016-05-13") * kMicrosPerDay;
  EXPECT_TRUE(member.tell(done).accepted());
  EventData rest;
  rest.kind = K::order_completed;
  rest.order = "o1";
  EXPECT_TRUE(member.on("2016-05-16").tell(rest).accepted());
  EXPECT_EQ(member.member().facts.lines.size(), 1U) << "the first part is closed";
  EXPECT_EQ(member.member().facts.months[556 % kMonthsKept].orders, 1U);
  EXPECT_EQ(member.member().facts.months[556 % kMonthsKept].spend, Fen{3000});
}

const MonthFacts& may_of(Story& member) { return member.member().facts.months[556 % kMonthsKept]; }

TEST(Purchases, AnOrderThatCameBackWholeCountsNoMore) {
  Story member(programme(""));
  member.on("2016-05-03").completes("o1", {pieces(1, 1000, 2), line(2, 500)});
  member.on("2016-05-03").completes("o2", {line(1, 700)});
  member.on("2016-05-20").completes("o3", {line(1, 900)});
  member.returns("o1", 1, 2);
  EXPECT_EQ(may_of(member).orders, 3) << "a line of it is left";
  member.returns("o1", 2);
  EXPECT_EQ(may_of(member).orders, 2);
  EXPECT_EQ(may_of(member).purchase_days, (1U << 2) | (1U << 19)) << "o2 is of the same day";
  member.returns("o2", 1);
  member.returns("o3", 1);
  EXPECT_EQ(may_of(member).orders, 0);
  EXPECT_EQ(may_of(member).purchase_days, 0U);
  EXPECT_EQ(may_of(member).spend, may_of(member).returned);
}

TEST(Purchases, AnOrderThatFellRisesWithItsNextPart) {
  Story member(programme(""));
  member.on("2016-05-12").places("o1", {part(1, 1000, 0), part(2, 2000, 1)});
  EventData done;
  done.kind = K::order_completed;
  done.order = "o1";
  done.sub_order = 0;
  EXPECT_TRUE(member.on("2016-05-14").tell(done).accepted());
  member.returns("o1", 1);
  EXPECT_EQ(may_of(member).orders, 0);
  done.sub_order = 1;
  EXPECT_TRUE(member.on("2016-05-16").tell(done).accepted());
  EXPECT_EQ(may_of(member).orders, 1);
  EXPECT_EQ(may_of(member).purchase_days, 1U << 11);
}

/// o1 closes with goods on the 13th; o2 of its day, open then, comes back.
TEST(Purchases, WhatAClosedLineKeptCountsForEver) {
  Story member(programme(R"("returns": {"horizon_days": 10})"));
  member.on("2016-05-03").completes("o1", {line(1, 1000), line(2, 500)});
  member.returns("o1", 2);
  member.on("2016-05-12").completes("o4", {line(1, 10)});
  EventData placed;
  placed.kind = K::order_placed;
  placed.order = "o2";
  placed.lines = {line(1, 200)};
  placed.occurred_at = day_in("2016-05-03") * kMicrosPerDay;
  placed.recorded_at = member.now();
  EXPECT_TRUE(member.tell(placed).accepted());
  EXPECT_TRUE(member.completes("o2").accepted());
  member.on("2016-05-13").does(K::login);
  const ArchivedLine record = member.effects().archived[0];
  EXPECT_EQ(member.member().facts.orders.size(), 2U) << "o1 is closed";
  member.returns("o2", 1);
  EXPECT_EQ(may_of(member).orders, 2);
  EXPECT_EQ(may_of(member).purchase_days, (1U << 2) | (1U << 11));

  EXPECT_TRUE(member.returns("o1", 1, 1, &record).accepted());
  EXPECT_EQ(may_of(member).orders, 2) << "a late return changes spend alone";
  EXPECT_EQ(may_of(member).purchase_days, (1U << 2) | (1U << 11));
  EXPECT_EQ(may_of(member).spend - may_of(member).returned, Fen{10});
}

/// Of a day that counts although none of its open orders does, a closed one kept goods.
TEST(Purchases, AnOrderThatOpensKnowsWhetherItsDayIsKept) {
  const FactPlan plan;
  const Day day = day_in("2016-05-03");
  Facts facts;
  EXPECT_FALSE(is_kept_day(plan, facts, day));
  month_slot(facts, month_of(day))->purchase_days = purchase_bit(day);
  EXPECT_TRUE(is_kept_day(plan, facts, day));
  EXPECT_FALSE(is_kept_day(plan, facts, day + 1));
  facts.orders.reserve_more(1);
  OpenOrder& order = facts.orders.push({});
  order.placed_at = plan.zone.start_of(day);
  order.booked = true;
  EXPECT_FALSE(is_kept_day(plan, facts, day)) << "the day may count by it alone";
  order.day_kept = true;
  EXPECT_TRUE(is_kept_day(plan, facts, day));
}

}  // namespace
}  // namespace loyaltycore::kernel::purchases_test
