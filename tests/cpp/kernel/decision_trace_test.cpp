// decision_trace.hpp: the numbers of every decision that no rule took, and they are what it booked.
#include "loyaltycore/kernel/decision_trace.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::decision_trace_test {
namespace {

using namespace support;
using K = EventKind;
using T = TenderKind;

Explanation explained(Story& member, EventData data) {
  if (data.id.empty()) data.id = "asked";
  if (data.occurred_at == 0) data.occurred_at = member.now();
  BoundEvent bound;
  return explain(member.program(), member.member(), bound.bind(member.program(), data),
                 member.workspace());
}

/// What an explanation tells of one kind of decision.
template <class Numbers>
std::vector<Numbers> told(const Explanation& explanation) {
  std::vector<Numbers> out;
  for (const TracedDecision& each : explanation.decisions) {
    if (const auto* numbers = std::get_if<Numbers>(&each.numbers)) out.push_back(*numbers);
  }
  return out;
}

EventData of_order(K kind, std::string_view order) {
  EventData out;
  out.kind = kind;
  out.order = order;
  return out;
}

EventData back(std::string_view order, std::int32_t quantity = 1) {
  EventData out = of_order(K::line_returned, order);
  out.line = 1;
  out.quantity = quantity;
  return out;
}

EventData placed(std::int64_t fen, std::int64_t beans_fen, std::string_view category = {}) {
  EventData out = of_order(K::order_placed, "asked");
  out.lines = {goods(1, fen, category)};
  out.tenders = {pays(T::beans, beans_fen), pays(T::cash, fen - beans_fen)};
  return out;
}

Story shop(std::string_view rest) {
  Story out(programme(sections(kTiers, kGrowth, beans(kPurchaseBeans, rest))));
  out.on("2016-05-03");
  return out;
}

TEST(DecisionTrace, AReturnTakesAShareOfEachAccrual) {
  Story member = shop(R"("reverse": {"shortfall": "withhold"}, "redeem": {"max_share": "100%"},
                         "expire": {"after_days": 100})");
  member.completes("o1", {pieces(1, 50'000, 3)});
  EventData spend;
  spend.kind = K::beans_redeemed;
  spend.beans = 40;
  spend.amount_fen = 10'000;
  member.tell(spend);
  member.on("2016-05-04").adjust(2);
  member.returns("o1", 1);
  const Explanation out = explained(member, back("o1", 2));
  const auto taken = told<TakenBack>(out);
  ASSERT_EQ(taken.size(), 2U) << "growth and beans";
  const TakenBack& beans = taken[1];
  EXPECT_EQ(beans.currency, Currency::beans);
  EXPECT_EQ(beans.granted, 50);
  EXPECT_EQ(beans.pieces_back, 3);
  EXPECT_EQ(beans.pieces, 3);
  EXPECT_EQ(beans.share, 50);
  EXPECT_EQ(beans.taken_before, 16);
  EXPECT_EQ(beans.amount, 34);
  EXPECT_EQ(beans.from_bucket, 0) << "the first return emptied it";
  EXPECT_EQ(beans.from_others, 0);
  EXPECT_EQ(beans.short_of, 34);
  EXPECT_EQ(beans.shortfall, Shortfall::withhold);
  EXPECT_EQ(beans.bucket, day_in("2016-08-11"));
  EXPECT_EQ(taken[0].currency, Currency::growth);
  EXPECT_EQ(taken[0].amount, 334);
  const auto refund = told<Refund>(out);
  ASSERT_EQ(refund.size(), 1U);
  EXPECT_EQ(refund[0].paid_fen, 50'000);
  EXPECT_EQ(refund[0].pieces_before, 1);
  EXPECT_EQ(refund[0].pieces_back, 2);
  EXPECT_EQ(refund[0].due_fen, 33'334);
  EXPECT_EQ(refund[0].short_beans, 34);
  EXPECT_EQ(refund[0].withheld_fen, 34);
  EXPECT_EQ(refund[0].back_fen, 33'300);
}

TEST(DecisionTrace, WhereTheBeansOfAClawBackCameFrom) {
  Story member = shop(R"("redeem": {"max_share": "100%"}, "expire": {"after_days": 100})");
  member.completes("o1", {line(1, 50'000)});
  member.on("2016-05-04").adjust(7);
  EventData spend;
  spend.kind = K::beans_redeemed;
  spend.beans = 40;
  spend.amount_fen = 10'000;
  member.tell(spend);
  const auto taken = told<TakenBack>(explained(member, back("o1")));
  ASSERT_EQ(taken.size(), 2U);
  EXPECT_EQ(taken[1].from_bucket, 10);
  EXPECT_EQ(taken[1].from_others, 7);
  EXPECT_EQ(taken[1].owed, 33);
  EXPECT_EQ(taken[1].short_of, 0);
}

TEST(DecisionTrace, AReturnThatCannotBePaidNamesTheAccrual) {
  Story member = shop(R"("reverse": {"shortfall": "refuse"}, "redeem": {"max_share": "100%"})");
  member.completes("o1", {line(1, 50'000)});
  EventData spend;
  spend.kind = K::beans_redeemed;
  spend.beans = 40;
  spend.amount_fen = 10'000;
  member.tell(spend);
  const Explanation out = explained(member, back("o1"));
  EXPECT_EQ(out.outcome.refusal, Refusal::clawback_exceeds_balance);
  ASSERT_EQ(out.decisions.size(), 1U) << "only what refused it";
  EXPECT_EQ(out.decisions[0].refusal, Refusal::clawback_exceeds_balance);
  EXPECT_EQ(told<TakenBack>(out)[0].short_of, 40);
}

TEST(DecisionTrace, BeansThatPaidComeBackByPieces) {
  Story member = shop(R"("redeem": {"max_share": "100%"})");
  member.adjust(1000);
  member.completes("o1", {pieces(1, 10'000, 3)}, {pays(T::beans, 1000), pays(T::cash, 9000)});
  const auto given = told<GivenBack>(explained(member, back("o1", 2)));
  ASSERT_EQ(given.size(), 1U);
  EXPECT_EQ(given[0].paid, 1000);
  EXPECT_EQ(given[0].pieces_back, 2);
  EXPECT_EQ(given[0].pieces, 3);
  EXPECT_EQ(given[0].amount, 666);
  EXPECT_TRUE(told<GivenBack>(explained(member, back("o2"))).empty()) << "refused";
}

TEST(DecisionTrace, BeansHeldForALineThatNobodyPaidComeBack) {
  Story member = shop(R"("redeem": {"max_share": "100%"}, "expire": {"after_days": 900})");
  member.adjust(1000);
  member.places("o1", {line(1, 1000)}, {pays(T::beans, 1000)});
  member.on("2018-05-03");
  EventData login;
  login.kind = K::login;
  const Explanation out = explained(member, login);
  const auto given = told<GivenBack>(out);
  ASSERT_EQ(given.size(), 1U);
  EXPECT_EQ(given[0].amount, 1000);
  EXPECT_TRUE(out.decisions[0].due);
}

TEST(DecisionTrace, ARefusedDeliveryCountsThoseOfItsMonthAndYear) {
  Story member = shop(R"("refused_delivery": {"beans": 500, "free_per_month": 1,
                         "free_per_year": 3, "charge_freight": true})");
  member.adjust(120);
  member.places("a", {line(1, 1000)});
  member.places("b", {line(1, 1000)});
  EventData refused = of_order(K::order_refused, "a");
  refused.freight_fen = 600;
  auto penalty = told<RefusalPenalty>(explained(member, refused));
  ASSERT_EQ(penalty.size(), 1U);
  EXPECT_EQ(penalty[0].in_month, 1);
  EXPECT_EQ(penalty[0].free_per_month, 1);
  EXPECT_EQ(penalty[0].amount, 0) << "the first of a month is free";
  member.tell(refused);
  refused.order = "b";
  penalty = told<RefusalPenalty>(explained(member, refused));
  ASSERT_EQ(penalty.size(), 1U);
  EXPECT_EQ(penalty[0].in_month, 2);
  EXPECT_EQ(penalty[0].penalty, 500);
  EXPECT_EQ(penalty[0].freight_beans, 600);
  EXPECT_EQ(penalty[0].amount, 1100);
  EXPECT_EQ(penalty[0].from_available, 120);
  EXPECT_EQ(penalty[0].owed, 980);
}

TEST(DecisionTrace, APartialCancellationTellsTheFreeThreshold) {
  Story member = shop(R"("freight_recovery": {"free_from_fen": 9900, "freight_fen": 600})");
  member.places("a", {part(1, 5000, 0), part(2, 5000, 1)});
  EventData cancelled = of_order(K::order_cancelled, "a");
  cancelled.sub_order = std::uint16_t{1};
  const auto freight = told<RecoveredFreight>(explained(member, cancelled));
  ASSERT_EQ(freight.size(), 1U);
  EXPECT_EQ(freight[0].goods_before_fen, 10'000);
  EXPECT_EQ(freight[0].goods_left_fen, 5000);
  EXPECT_EQ(freight[0].free_from_fen, 9900);
  EXPECT_EQ(freight[0].amount, 600);
  EXPECT_EQ(freight[0].owed, 600);
}

TEST(DecisionTrace, ADeletedReviewGivesBackAllItEarned) {
  Story member(programme(beans(R"("r": {"trigger": "review_approved", "fixed": 10})")));
  member.on("2016-05-03").about(K::review_approved, "r1");
  EventData deleted;
  deleted.kind = K::review_deleted;
  deleted.subject = "r1";
  const auto taken = told<TakenBack>(explained(member, deleted));
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_TRUE(taken[0].review);
  EXPECT_EQ(taken[0].subject, id_of("r1"));
  EXPECT_EQ(taken[0].amount, 10);
  EXPECT_EQ(taken[0].from_bucket, 10);
}

TEST(DecisionTrace, ATierStandsAgainstItsThreshold) {
  Story member = shop("");
  EventData order = of_order(K::order_completed, "o1");
  order.lines = {line(1, 250'000)};
  const auto moves = told<TierMove>(explained(member, order));
  ASSERT_EQ(moves.size(), 1U);
  EXPECT_EQ(moves[0].before, 0);
  EXPECT_EQ(moves[0].after, 2);
  EXPECT_EQ(moves[0].by_growth, 2);
  EXPECT_EQ(moves[0].growth, 2500);
  EXPECT_TRUE(moves[0].qualified);
  EXPECT_EQ(moves[0].threshold, 2000);
  EXPECT_EQ(moves[0].next_threshold, 10'000);
}

TEST(DecisionTrace, AVersionMayGiveALevelAboveGrowth) {
  Story member(programme(sections(kTiers, kGrowth,
                                  R"("overlays": [{"id": "new", "from": "2016-07-01", "changes": {},
          "migration": {"tiers": {"bronze": "silver"}}}])")));
  member.on("2016-05-03").completes("o1", {line(1, 60'000)});
  member.on("2016-07-02");
  EventData login;
  login.kind = K::login;
  const Explanation out = explained(member, login);
  const auto moves = told<TierMove>(out);
  ASSERT_EQ(moves.size(), 1U);
  EXPECT_EQ(moves[0].version_before, 0);
  EXPECT_EQ(moves[0].version_after, 1);
  EXPECT_EQ(moves[0].after, 2);
  EXPECT_EQ(moves[0].by_growth, 1);
  EXPECT_TRUE(out.decisions[0].due);
}

TEST(DecisionTrace, ThePeriodEndsWithGrowthMinusTheDeduction) {
  Story member = shop("");
  member.completes("o1", {line(1, 250'000)});
  member.on("2017-05-04");
  EventData login;
  login.kind = K::login;
  const Explanation out = explained(member, login);
  const auto ends = told<TierPeriodEnd>(out);
  ASSERT_EQ(ends.size(), 1U);
  EXPECT_EQ(ends[0].growth_before, 2500);
  EXPECT_EQ(ends[0].deduction, 1000);
  EXPECT_EQ(ends[0].taken, 1000);
  EXPECT_EQ(ends[0].growth_after, 1500);
  EXPECT_EQ(ends[0].before, 2);
  EXPECT_EQ(ends[0].after, 1);
  EXPECT_EQ(ends[0].threshold, 0);
  EXPECT_EQ(ends[0].next_threshold, 2000);
}

TEST(DecisionTrace, AnExpiryTellsItsBucket) {
  Story member = shop(R"("expire": {"after_days": 10})");
  member.adjust(30);
  member.on("2016-05-20");
  EventData login;
  login.kind = K::login;
  const Explanation out = explained(member, login);
  const auto gone = told<Expired>(out);
  ASSERT_EQ(gone.size(), 1U);
  EXPECT_EQ(gone[0].amount, 30);
  EXPECT_EQ(gone[0].expires_on, day_in("2016-05-13"));
  EXPECT_TRUE(out.decisions[0].due);
}

constexpr std::string_view kLimits =
    R"("redeem": {"min_balance": 1000, "step": 1000, "max_share": "50%",
                  "excluded_categories": ["gold"]},
       "catalogue": {"pair": {"kind": "beans_plus_cash", "beans": 500, "cash_fen": 990,
                              "value_fen": 1490, "limit_per_day": 2}})";

TEST(DecisionTrace, ARedemptionTellsItsLimits) {
  Story member = shop(kLimits);
  member.adjust(8600);
  const auto asked = told<Redemption>(explained(member, placed(9999, 4000)));
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].asked, 4000);
  EXPECT_EQ(asked[0].available, 8600);
  EXPECT_EQ(asked[0].min_balance, 1000);
  EXPECT_EQ(asked[0].step, 1000);
  EXPECT_EQ(asked[0].cap, 4999);
  EXPECT_EQ(asked[0].usable, 4000);
  ASSERT_EQ(asked[0].goods.size(), 1U);
  EXPECT_EQ(asked[0].goods[0].amount_fen, 9999);
  EXPECT_EQ(asked[0].goods[0].share.denominator, 2);
  EXPECT_EQ(asked[0].goods[0].cap, 4999);
}

TEST(DecisionTrace, ARefusedRedemptionTellsWhichLimit) {
  Story member = shop(kLimits);
  member.adjust(8600);
  Explanation out = explained(member, placed(9999, 5000));
  EXPECT_EQ(out.outcome.refusal, Refusal::redemption_exceeds_order_cap);
  ASSERT_EQ(out.decisions.size(), 1U);
  EXPECT_EQ(out.decisions[0].refusal, out.outcome.refusal);
  EXPECT_EQ(told<Redemption>(out)[0].cap, 4999);
  out = explained(member, placed(9999, 1000, "gold"));
  ASSERT_EQ(out.decisions.size(), 1U);
  EXPECT_EQ(out.decisions[0].refusal, Refusal::redemption_not_allowed);
  EXPECT_FALSE(told<Redemption>(out)[0].goods[0].payable);
  EventData alone;
  alone.kind = K::beans_redeemed;
  alone.beans = 9000;
  alone.amount_fen = 100'000;
  out = explained(member, alone);
  EXPECT_EQ(out.decisions.at(0).refusal, Refusal::insufficient_beans);
  EXPECT_EQ(told<Redemption>(out)[0].asked, 9000);
  EXPECT_EQ(told<Redemption>(out)[0].available, 8600);
}

TEST(DecisionTrace, AnExchangeTellsItsPriceAndItsLimits) {
  Story member = shop(kLimits);
  member.adjust(8600);
  EventData exchange;
  exchange.kind = K::beans_exchanged;
  exchange.item = "pair";
  exchange.quantity = 2;
  exchange.amount_fen = 1980;
  auto price = told<Exchange>(explained(member, exchange));
  ASSERT_EQ(price.size(), 1U);
  EXPECT_EQ(price[0].beans_each, 500);
  EXPECT_EQ(price[0].amount, 1000);
  EXPECT_EQ(price[0].cash_fen, 1980);
  EXPECT_EQ(price[0].worth_fen, 1000);
  EXPECT_EQ(price[0].taken_in_day, 0);
  member.tell(exchange);
  Explanation out = explained(member, exchange);
  EXPECT_EQ(out.decisions.at(0).refusal, Refusal::exchange_limit_reached);
  EXPECT_EQ(told<Exchange>(out)[0].taken_in_day, 2);
  member.on("2016-05-04");
  exchange.amount_fen = 5;
  out = explained(member, exchange);
  EXPECT_EQ(out.decisions.at(0).refusal, Refusal::exchange_price_differs);
  EXPECT_EQ(told<Exchange>(out)[0].told_fen, 5);
}

TEST(DecisionTrace, HoldsAndCorrectionsNeedBeansThatAreThere) {
  Story member = shop("");
  member.adjust(50);
  EventData correction;
  correction.kind = K::adjusted;
  correction.beans = -60;
  Explanation out = explained(member, correction);
  ASSERT_EQ(out.decisions.size(), 1U);
  EXPECT_EQ(told<Spending>(out)[0].of, SpendingOf::correction);
  EXPECT_EQ(told<Spending>(out)[0].asked, 60);
  EXPECT_EQ(told<Spending>(out)[0].available, 50);
  member.about(K::beans_held, "h1", 40);
  EventData commit;
  commit.kind = K::beans_redeemed;
  commit.subject = "h1";
  commit.beans = 41;
  out = explained(member, commit);
  EXPECT_EQ(out.decisions.at(0).refusal, Refusal::hold_exceeded);
  EXPECT_EQ(told<Spending>(out)[0].available, 40);
}

}  // namespace
}  // namespace loyaltycore::kernel::decision_trace_test
