// trace.hpp: a step ends in what was booked, whatever pieces, multipliers and caps did on the way.
#include "loyaltycore/kernel/trace.hpp"

#include <gtest/gtest.h>

#include <set>

#include "kernel/sinks.hpp"
#include "support/programmes.hpp"
#include "support/random_history.hpp"
#include "support/random_programme.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::trace_test {
namespace {

using namespace support;
using K = EventKind;

std::vector<TraceStep> steps_of(Story& member, EventData data) {
  data.id = "asked";
  data.occurred_at = member.now();
  BoundEvent bound;
  return explain(member.program(), member.member(), bound.bind(member.program(), data),
                 member.workspace())
      .steps;
}

EventData completed(std::vector<LineData> lines) {
  EventData out;
  out.kind = K::order_completed;
  out.order = "asked";
  out.lines = std::move(lines);
  return out;
}

EventData of_kind(K kind) {
  EventData out;
  out.kind = kind;
  return out;
}

Story shop(const std::string& rule) {
  Story member(programme(beans(R"("a": {"trigger": "order_completed", )" + rule + "}")));
  member.on("2016-05-03");
  return member;
}

std::int64_t left(const TraceStep& step, TracedCap cap) {
  return step.left[static_cast<std::size_t>(cap)];
}

TEST(Trace, PiecesAreCounted) {
  Story member = shop(R"("rate": "0.1%", "unit": "piece", "caps": {"unit": 8})");
  const auto steps = steps_of(member, completed({pieces(1, 30'000, 3)}));
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].award, AwardKind::rate);
  EXPECT_EQ(steps[0].pieces, 3);
  EXPECT_EQ(steps[0].amount_fen, 10'000);
  EXPECT_EQ(steps[0].uncapped, 10);
  EXPECT_EQ(left(steps[0], TracedCap::unit), 8);
  EXPECT_EQ(left(steps[0], TracedCap::day), kNotCapped);
  EXPECT_EQ(steps[0].total, 24);
  EXPECT_EQ(steps[0].granted, 24);
}

TEST(Trace, PiecesThatDifferByAFenAreToldApartWhereItShows) {
  Story rounded = shop(R"("rate": "0.1%", "unit": "piece", "round_down_to_fen": 1000)");
  const auto one = steps_of(rounded, completed({pieces(1, 10'000, 3)}));
  ASSERT_EQ(one.size(), 1U) << "33.33 and 33.34 both count as 30";
  EXPECT_EQ(one[0].pieces, 3);
  EXPECT_EQ(one[0].granted, 9);
  Story exact =
      shop(R"("rate": "1/100", "unit": "piece", "rounding": "ceil", "caps": {"day": 65})");
  const auto two = steps_of(exact, completed({pieces(1, 2000, 3), line(2, 5)}));
  ASSERT_EQ(two.size(), 3U) << "6.66 and 6.67 yuan";
  EXPECT_EQ(two[0].pieces + two[1].pieces, 3);
  EXPECT_EQ(two[1].rounded_fen, two[0].rounded_fen + 1);
  EXPECT_EQ(two[0].granted + two[1].granted + two[2].granted, 22);
}

TEST(Trace, EveryCapTellsWhatItLeft) {
  Story member = shop(R"("rate": "0.1%", "caps": {"unit": 9, "order": 16, "day": 12, "month": 11,
                         "year": 100})");
  const auto steps = steps_of(member, completed({line(1, 10'000), line(2, 8000)}));
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(left(steps[0], TracedCap::unit), 9);
  EXPECT_EQ(left(steps[0], TracedCap::order), 9);
  EXPECT_EQ(steps[0].granted, 9);
  EXPECT_EQ(steps[1].total, 8);
  EXPECT_EQ(left(steps[1], TracedCap::order), 7) << "the cut falls on the last lines";
  EXPECT_EQ(left(steps[1], TracedCap::day), 3);
  EXPECT_EQ(left(steps[1], TracedCap::month), 2);
  EXPECT_EQ(left(steps[1], TracedCap::year), 2);
  EXPECT_EQ(steps[1].granted, 2);
}

TEST(Trace, AGroupHasOneStepForAllItsLines) {
  Story member = shop(R"("rate": "0.1%", "unit": "sub_order", "caps": {"day": 15})");
  const auto steps =
      steps_of(member, completed({part(1, 6000, 0), part(2, 6000, 1), part(3, 6000, 0)}));
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].amount_fen, 12'000);
  EXPECT_EQ(steps[0].total, 12);
  EXPECT_EQ(left(steps[0], TracedCap::day), 9) << "6 of line 1 and 3 of line 3";
  EXPECT_EQ(steps[0].granted, 9);
  EXPECT_EQ(steps[1].granted, 6);
}

TEST(Trace, FixedTableStreakAndReservedAwardsAreNoRates) {
  Story member(
      programme(R"("events": ["grab"], )" + beans(R"("fixed": {"trigger": "login", "fixed": 20,
                 "multipliers": {"m": {"times": "3/2"}}},
               "table": {"trigger": "review_approved",
                 "table": [{"from_fen": 100, "amount": 3}, {"from_fen": 900, "amount": 7}]},
               "streak": {"trigger": "sign_in", "streak": [1, 5]},
               "grab": {"trigger": "grab", "from_event": true})")));
  member.on("2016-05-03");
  const TraceStep fixed = steps_of(member, of_kind(K::login)).at(0);
  EXPECT_EQ(fixed.award, AwardKind::fixed);
  EXPECT_EQ(fixed.basis, 20);
  EXPECT_EQ(fixed.rate.denominator, 1);
  EXPECT_EQ(fixed.granted, 30);
  EventData review = of_kind(K::review_approved);
  review.subject = "r";
  review.amount_fen = 950;
  const TraceStep table = steps_of(member, review).at(0);
  EXPECT_EQ(table.award, AwardKind::table);
  EXPECT_EQ(table.basis, 7);
  EXPECT_EQ(table.granted, 7);
  member.does(K::sign_in);
  member.on("2016-05-04");
  const TraceStep streak = steps_of(member, of_kind(K::sign_in)).at(0);
  EXPECT_EQ(streak.award, AwardKind::streak);
  EXPECT_EQ(streak.run, 2);
  EXPECT_EQ(streak.granted, 5);
  EventData grab = of_kind(K::declared);
  grab.declared = "grab";
  grab.beans = 40;
  const TraceStep reserved = steps_of(member, grab).at(0);
  EXPECT_EQ(reserved.award, AwardKind::from_event);
  EXPECT_EQ(reserved.granted, 40);
}

Story with_task(const std::string& task) {
  Story member(programme(sections(kTiers, R"("categories": {"unknown": "accept"})", beans(""),
                                  R"("tasks": {"t": {)" + task + "}}")));
  member.on("2016-05-03");
  return member;
}

TEST(Trace, ATaskShowsItsProgressAndItsReward) {
  Story member = with_task(R"("trigger": "login", "count": 2, "window": "week",
                              "reward": {"growth": 3, "beans": 4})");
  auto steps = steps_of(member, of_kind(K::login));
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_TRUE(steps[0].task);
  EXPECT_EQ(steps[0].before, 0);
  EXPECT_EQ(steps[0].after, 1);
  EXPECT_EQ(steps[0].needed, 2);
  EXPECT_EQ(steps[0].window, day_in("2016-05-02"));
  EXPECT_EQ(steps[0].granted, 0);
  member.does(K::login);
  steps = steps_of(member, of_kind(K::login));
  ASSERT_EQ(steps.size(), 2U) << "a step for each currency";
  EXPECT_EQ(steps.at(0).granted, 3);
  EXPECT_EQ(steps.at(1).granted, 4);
  EXPECT_EQ(steps.at(1).failed, Condition::none);
  member.does(K::login);
  steps = steps_of(member, of_kind(K::login));
  EXPECT_EQ(steps.at(0).after, 3);
  EXPECT_EQ(steps.at(0).failed, Condition::rewarded_before);
  EXPECT_EQ(steps.at(0).granted, 0);
}

TEST(Trace, ATaskTellsItsFirstFailingCondition) {
  const auto failed = [](const std::string& when, const EventData& data) {
    Story member = with_task(R"("trigger": ")" +
                             std::string(kEventKindNames[static_cast<std::size_t>(data.kind)]) +
                             R"(", "count": 2, "reward": {"beans": 4}, "when": {)" + when + "}");
    return steps_of(member, data).at(0).failed;
  };
  const EventData order = completed({goods(1, 400, "tea"), goods(2, 500, "salt")});
  EXPECT_EQ(failed(R"("weekdays": ["mon"])", order), Condition::weekday);
  EXPECT_EQ(failed(R"("categories": ["book"])", order), Condition::category);
  EXPECT_EQ(failed(R"("categories": ["salt"])", order), Condition::none) << "one line is enough";
  EXPECT_EQ(failed(R"("categories": ["salt"], "min_amount_fen": 501)", order),
            Condition::min_amount);
  EXPECT_EQ(failed(R"("tiers": ["gold"])", order), Condition::tier);
  EXPECT_EQ(failed(R"("max_ordinal": 5)", of_kind(K::login)), Condition::ordinal);
}

TEST(Trace, AMonthlyTaskTellsWhenItIsBooked) {
  Story member = with_task(R"("trigger": "order_completed", "count": 2, "of": "distinct_days",
                              "window": "month", "post_day": 10, "reward": {"growth": 100})");
  member.completes("a", {line(1, 100)});
  TraceStep step = steps_of(member, completed({line(1, 100)})).at(0);
  EXPECT_EQ(step.failed, Condition::day_counted);
  EXPECT_EQ(step.after, 1);
  EXPECT_EQ(step.booked_on, day_in("2016-06-10"));
  member.on("2016-05-04").completes("b", {line(1, 100)});
  member.on("2016-06-10");
  const auto later = steps_of(member, completed({line(1, 100)}));
  ASSERT_EQ(later.size(), 2U) << "what fell due, then the event";
  EXPECT_EQ(later[0].granted, 100);
  EXPECT_EQ(later[0].window, day_in("2016-05-01"));
  EXPECT_EQ(later[1].granted, 0);
  EXPECT_EQ(later[1].after, 1);
  EventData late = completed({line(1, 100)});
  late.recorded_at = member.now();
  late.occurred_at = member.now() - 20 * kMicrosPerDay;
  BoundEvent bound;
  late.id = "late";
  const auto missed = explain(member.program(), member.member(), bound.bind(member.program(), late),
                              member.workspace());
  EXPECT_EQ(missed.steps.back().failed, Condition::window_booked);
}

TEST(Trace, AnInvalidReviewAdvancesNoTask) {
  Story member(programme(
      sections(R"("risk": {"review": {"reporters_max": 5}})", beans(""),
               R"("tasks": {"t": {"trigger": "review_approved", "reward": {"beans": 4}}})")));
  member.on("2016-05-03");
  EventData review = of_kind(K::review_approved);
  review.reporters = 6;
  EXPECT_EQ(steps_of(member, review).at(0).failed, Condition::review_invalid);
}

TEST(Trace, ASinkThatDoesNotTraceKeepsNothingOfIt) {
  EXPECT_TRUE((std::is_empty_v<RuleTrace<std::int64_t, NoSink>>));
  EXPECT_TRUE((std::is_empty_v<RuleTrace<std::int64_t, CollectingSink>>));
}

/// What an event granted, by its effects and by its steps.
struct Sums {
  std::array<std::int64_t, 2> booked{};
  std::array<std::int64_t, 2> traced{};
};

Sums sums_of(const Explanation& explanation) {
  Sums out;
  for (const Effect<>& effect : explanation.effects.entries) {
    if (effect.kind != EffectKind::moved) continue;
    if (effect.cause == Cause::earned || effect.cause == Cause::task_rewarded) {
      out.booked[static_cast<std::size_t>(effect.currency)] += effect.amount;
    }
  }
  for (const TraceStep& step : explanation.steps) {
    out.traced[static_cast<std::size_t>(step.currency)] += step.granted;
    EXPECT_TRUE(step.failed == Condition::none || step.granted == 0);
    EXPECT_LE(step.granted, step.total);
  }
  return out;
}

TEST(TraceLaws, StepsAddUpToWhatWasBooked) {
  std::int64_t granted = 0;
  std::set<Condition> failed;
  std::set<TracedCap> cutting;
  for (std::uint64_t seed = 0; seed < 120 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Story story(Program::from_json(RandomProgramme(seed, seed + 1000).json()));
    RandomHistory history(seed);
    BoundEvent bound;
    for (int i = 0; i < 120 && !testing::Test::HasFailure(); ++i) {
      const EventData data = history.next();
      const Event& event = bound.bind(story.program(), data);
      const Explanation explanation =
          explain(story.program(), story.member(), event, story.workspace());
      const Sums sums = sums_of(explanation);
      ASSERT_EQ(sums.traced, sums.booked) << "event " << i;
      granted += sums.booked[0] + sums.booked[1];
      for (const TraceStep& step : explanation.steps) {
        failed.insert(step.failed);
        for (std::size_t cap = 0; cap < kTracedCaps; ++cap) {
          const std::int64_t before = cap == 0 ? step.uncapped : step.total;
          if (step.left[cap] != kNotCapped && step.left[cap] < before) {
            cutting.insert(static_cast<TracedCap>(cap));
          }
        }
      }
      story.tell(data);
    }
  }
  EXPECT_GT(granted, 10'000);
  EXPECT_GT(failed.size(), 10U);
  EXPECT_EQ(cutting.size(), kTracedCaps - 1) << "random programmes have no budget of all members";
}

}  // namespace
}  // namespace loyaltycore::kernel::trace_test
