// checks.hpp: what speaks against an event by itself, in order of rank.
#include "loyaltycore/kernel/checks.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <vector>

namespace loyaltycore::kernel::checks_test {
namespace {

using K = EventKind;

constexpr std::array<OrderLine, 2> kLines{OrderLine{.line = 1, .amount = Fen{100}},
                                          OrderLine{.line = 2, .amount = Fen{50}}};

Event placed() {
  Event event;
  event.kind = K::order_placed;
  event.id = id_of("e1");
  event.order = id_of("o1");
  event.lines = kLines;
  return event;
}

Refusal refused(const std::function<void(Event&)>& change, const EventLimits& limits = {}) {
  Event event = placed();
  change(event);
  return refuse_event(event, limits);
}

TEST(RefuseEvent, AGoodOnePasses) {
  EXPECT_EQ(refused([](Event&) {}), Refusal::none);
}

TEST(RefuseEvent, EachFaultHasItsName) {
  EXPECT_EQ(refused([](Event& e) { e.kind = K::plus_trial; }), Refusal::kind_not_built);
  EXPECT_EQ(refused([](Event& e) { e.kind = K::declared; }), Refusal::kind_unknown);
  EXPECT_EQ(refused([](Event& e) { e.id = kNoId; }), Refusal::id_missing);
  EXPECT_EQ(refused([](Event& e) { e.occurred_at = -1; }), Refusal::time_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.recorded_at = kLastInstant + 1; }),
            Refusal::time_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.expires_at = kLastInstant + 1; }), Refusal::time_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.amount = Fen{-1}; }), Refusal::amount_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.amount = Fen{kLargestAmount + 1}; }),
            Refusal::amount_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.beans = Beans{-1}; }), Refusal::amount_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.growth = Growth{std::numeric_limits<std::int64_t>::min()}; }),
            Refusal::amount_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.line = 65'535; }), Refusal::quantity_out_of_range);
  EXPECT_EQ(refused([](Event& e) {
              static constexpr std::array<OrderLine, 1> kOdd{OrderLine{.line = 65'535}};
              e.lines = kOdd;
            }),
            Refusal::quantity_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.quantity = 0; }), Refusal::quantity_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.quantity = kLargestQuantity + 1; }),
            Refusal::quantity_out_of_range);
  EXPECT_EQ(refused([](Event& e) { e.order = kNoId; }), Refusal::field_missing);
  EXPECT_EQ(refused([](Event& e) { e.lines = {}; }), Refusal::lines_missing);
}

TEST(RefuseEvent, AdjustedMayFall) {
  Event event;
  event.kind = K::adjusted;
  event.id = id_of("e1");
  event.beans = Beans{-kLargestAmount};
  event.growth = Growth{-kLargestAmount};
  EXPECT_EQ(refuse_event(event, {}), Refusal::none);
  event.beans = Beans{-kLargestAmount - 1};
  EXPECT_EQ(refuse_event(event, {}), Refusal::amount_out_of_range);
}

TEST(RefuseEvent, UnknownNamesWhereTheProgrammeRejectsThem) {
  const auto unknown = [](Event& e) {
    e.category = kUnnamed;
    e.channel = kUnnamed;
  };
  EXPECT_EQ(refused(unknown), Refusal::none);
  EXPECT_EQ(refused(unknown, {true, true, 0}), Refusal::category_unknown);
  EXPECT_EQ(refused(unknown, {false, true, 0}), Refusal::channel_unknown);
}

TEST(RefuseEvent, LinesAndTendersFitTogether) {
  const auto with_tenders = [](const std::vector<Tender>& tenders) {
    return refused([&](Event& e) {
      e.freight = Fen{6};
      e.tenders = tenders;
    });
  };
  EXPECT_EQ(with_tenders({}), Refusal::none) << "cash for all";
  EXPECT_EQ(with_tenders({{TenderKind::cash, Fen{156}}}), Refusal::none);
  EXPECT_EQ(with_tenders({{TenderKind::cash, Fen{155}}}), Refusal::tenders_do_not_sum);
  EXPECT_EQ(with_tenders({{TenderKind::coupon, Fen{150}}, {TenderKind::cash, Fen{6}}}),
            Refusal::none);
  EXPECT_EQ(with_tenders({{TenderKind::coupon, Fen{100}}, {TenderKind::beans, Fen{56}}}),
            Refusal::tenders_do_not_sum)
      << "coupons and beans never pay freight";
  EXPECT_EQ(with_tenders({{TenderKind::cash, Fen{156}}, {TenderKind::cash, Fen{0}}}),
            Refusal::amount_out_of_range);
  EXPECT_EQ(with_tenders({{static_cast<TenderKind>(200), Fen{156}}}), Refusal::tender_unknown);
  const std::array<OrderLine, 2> twice{kLines[0], kLines[0]};
  EXPECT_EQ(refused([&](Event& e) { e.lines = twice; }), Refusal::line_repeated);
}

TEST(RefuseEvent, FieldsThatAKindNeeds) {
  const auto missing = [](EventKind kind) {
    Event event;
    event.kind = kind;
    event.id = id_of("e1");
    return refuse_event(event, {}) == Refusal::field_missing;
  };
  for (const K kind :
       {K::order_paid, K::order_completed, K::order_cancelled, K::order_refused, K::line_returned,
        K::review_deleted, K::beans_released, K::beans_held, K::beans_redeemed}) {
    EXPECT_TRUE(missing(kind)) << static_cast<int>(kind);
  }
  for (const K kind : {K::login, K::sign_in, K::erased, K::beans_claimed, K::review_approved}) {
    EXPECT_FALSE(missing(kind)) << static_cast<int>(kind);
  }
}

TEST(RefuseEvent, TheLowestRankIsReported) {
  EXPECT_EQ(refused([](Event& e) {
              e.id = kNoId;
              e.quantity = 0;
              e.occurred_at = -1;
            }),
            Refusal::id_missing);
}

TEST(RefusePlace, InOrderOfRank) {
  FactPlan plan;
  plan.clock_skew_micros = 10;
  plan.late_horizon_micros = 100;
  Facts facts;
  facts.decided_at = 1000;
  const auto place = [&](Instant occurred_at, Instant recorded_at) {
    Event event;
    event.occurred_at = occurred_at;
    event.recorded_at = recorded_at;
    return refuse_place(event, facts, plan, {false, false, 950});
  };
  EXPECT_EQ(place(1000, 1000), Refusal::none);
  EXPECT_EQ(place(1010, 1000), Refusal::none);
  EXPECT_EQ(place(1011, 1000), Refusal::occurred_after_recorded);
  EXPECT_EQ(place(990, 990), Refusal::none);
  EXPECT_EQ(place(989, 989), Refusal::clock_regression);
  EXPECT_EQ(place(899, 1000), Refusal::too_late);
  EXPECT_EQ(place(949, 1000), Refusal::before_programme);
  facts.erased = true;
  EXPECT_EQ(place(5000, 0), Refusal::member_erased);
}

TEST(DecisionTime, NeverGoesBack) {
  Facts facts;
  Event event;
  event.recorded_at = 50;
  EXPECT_EQ(decision_time(event, facts), 50);
  facts.decided_at = 60;
  EXPECT_EQ(decision_time(event, facts), 60);
}

TEST(Remembered, IsFoundById) {
  Facts facts;
  facts.remembered.reserve_more(2);
  facts.remembered.push({id_of("e1"), 7, 10, 1, 2});
  ASSERT_NE(find_remembered(facts, id_of("e1")), nullptr);
  EXPECT_EQ(find_remembered(facts, id_of("e1"))->content, 7U);
  EXPECT_EQ(find_remembered(facts, id_of("e2")), nullptr);
}

}  // namespace
}  // namespace loyaltycore::kernel::checks_test
