// explain.hpp: which rules fired, which did not, the first reason, and the numbers.
#include "loyaltycore/kernel/explain.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::explain_test {
namespace {

using namespace support;
using K = EventKind;

Explanation explained(Story& member, EventData data) {
  data.id = "asked";
  data.occurred_at = member.now();
  BoundEvent bound;
  const Event& event = bound.bind(member.program(), data);
  return explain(member.program(), member.member(), event, member.workspace());
}

/// The condition that one rule on completed orders fails on.
Condition failed(std::string_view when, const EventData& order, std::string_view more = {}) {
  Story member(programme(sections(
      kTiers,
      beans(R"("a": {"trigger": ")" +
            std::string(kEventKindNames[static_cast<std::size_t>(order.kind)]) +
            R"(", "fixed": 1, "when": {)" + std::string(when) + "}" + std::string(more) + "}"))));
  member.on("2016-05-03");
  const Explanation out = explained(member, order);
  EXPECT_EQ(out.steps.size(), 1U) << when;
  return out.steps.empty() ? Condition::none : out.steps[0].failed;
}

EventData order() {
  EventData out;
  out.kind = K::order_completed;
  out.order = "o1";
  out.lines = {line(1, 1000)};
  return out;
}

TEST(Explain, NamesTheFirstConditionThatFailed) {
  EXPECT_EQ(failed("", order()), Condition::none);
  EXPECT_EQ(failed(R"("until": "2016-05-03")", order()), Condition::window);
  EXPECT_EQ(failed(R"("weekdays": ["mon"])", order()), Condition::weekday);
  EXPECT_EQ(failed(R"("month_days": [1])", order()), Condition::month_day);
  EXPECT_EQ(failed(R"("channels": ["app"])", order()), Condition::channel);
  EXPECT_EQ(failed(R"("stores": ["s"])", order()), Condition::store);
  EXPECT_EQ(failed(R"("brands": ["b"])", order()), Condition::brand);
  EXPECT_EQ(failed(R"("skus": ["k"])", order()), Condition::sku);
  EXPECT_EQ(failed(R"("categories": ["c"])", order()), Condition::category);
  EXPECT_EQ(failed(R"("labels": ["l"])", order()), Condition::label);
  EXPECT_EQ(failed(R"("segments": ["vip"])", order()), Condition::segment);
  EXPECT_EQ(failed(R"("tiers": ["gold"])", order()), Condition::tier);
  EXPECT_EQ(failed(R"("min_amount_fen": 1001)", order()), Condition::min_amount);
  EXPECT_EQ(failed(R"("min_quantity": 2)", order()), Condition::min_quantity);
  EventData login;
  login.kind = K::login;
  EXPECT_EQ(failed(R"("max_ordinal": 5)", login), Condition::ordinal);
  EXPECT_EQ(failed(R"("within_days": 5)", login), Condition::completion_age);
}

TEST(Explain, ShowsTheFormulaWithItsNumbers) {
  Story member(
      programme(sections(beans(R"("purchase": {"trigger": "order_completed", "rate": "0.1%",
               "round_down_to_fen": 1000, "caps": {"unit": 1000},
               "multipliers": {"day": {"times": "2", "when": {"weekdays": ["tue"]}}}})"))));
  member.on("2016-05-03");
  EventData data = order();
  data.lines = {line(1, 1'234'500)};
  const Explanation out = explained(member, data);
  ASSERT_EQ(out.steps.size(), 1U);
  const TraceStep& step = out.steps[0];
  EXPECT_EQ(step.failed, Condition::none);
  EXPECT_EQ(step.amount_fen, 1'234'500);
  EXPECT_EQ(step.rounded_fen, 1'234'000);
  EXPECT_EQ(step.times.numerator, 2);
  EXPECT_EQ(step.uncapped, 2468);
  EXPECT_EQ(step.granted, 1000);
  EXPECT_EQ(out.effects.entries.size(), 1U);
  EXPECT_TRUE(out.outcome.accepted());
  EXPECT_EQ(member.beans(), 0) << "explaining changes nothing";
}

TEST(Explain, TellsOfOtherRulesAndOfEarlierEvents) {
  Story member(programme(beans(
      R"("a": {"trigger": "login", "fixed": 1, "combine": "stop", "priority": 1,
              "caps": {"times_per_day": 1}},
         "b": {"trigger": "login", "fixed": 1},
         "r": {"trigger": "review_approved", "fixed": 1, "when": {"same_sku_days": 5}})")));
  member.on("2016-05-03");
  EventData login;
  login.kind = K::login;
  EXPECT_EQ(explained(member, login).steps[1].failed, Condition::closed_by_other_rule);
  member.does(K::login);
  const Explanation again = explained(member, login);
  ASSERT_EQ(again.steps.size(), 2U) << "a rule that gives nothing does not show as fired as well";
  EXPECT_EQ(again.steps[0].failed, Condition::times_per_day);
  EXPECT_EQ(again.steps[0].granted, 0);
  EXPECT_EQ(again.steps[1].failed, Condition::none);
  EventData review;
  review.kind = K::review_approved;
  review.subject = "r1";
  review.sku = "k";
  member.tell(review);
  review.subject = "r2";
  EXPECT_EQ(explained(member, review).steps[0].failed, Condition::same_sku);
}

TEST(Explain, TellsWhyAReviewIsWorthNothing) {
  Story member(programme(sections(
      R"("risk": {"review": {"reporters_max": 5, "invalid_limit": 1, "suspension_days": 9}})",
      beans(R"("r": {"trigger": "review_approved", "fixed": 1})"))));
  member.on("2016-05-03");
  EventData review;
  review.kind = K::review_approved;
  review.reporters = 6;
  EXPECT_EQ(explained(member, review).steps[0].failed, Condition::review_invalid);
  member.tell(review);
  member.tell(review);
  review.reporters = 0;
  EXPECT_EQ(explained(member, review).steps[0].failed, Condition::reviews_suspended);
}

TEST(Explain, OfARefusedEventHasTheRefusal) {
  Story member(programme(beans("")));
  member.on("2016-05-03");
  EventData data;
  data.kind = K::adjusted;
  data.beans = -1;
  const Explanation out = explained(member, data);
  EXPECT_EQ(out.outcome.refusal, Refusal::insufficient_beans);
  EXPECT_TRUE(out.steps.empty()) << "nothing was granted";
  EXPECT_TRUE(out.effects.entries.empty());
}

}  // namespace
}  // namespace loyaltycore::kernel::explain_test
