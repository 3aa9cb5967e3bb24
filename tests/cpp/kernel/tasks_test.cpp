// tasks.hpp: counts inside windows, rewards at once or on a day of the next month.
#include "loyaltycore/kernel/tasks.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::tasks_test {
namespace {

using namespace support;
using K = EventKind;

std::string task(std::string_view rest) {
  return programme(sections(kTiers, R"("tasks": {"task": {)" + std::string(rest) + "}}"));
}

Story shopping_days() {
  return Story(task(R"("trigger": "order_completed", "count": 3, "of": "distinct_days",
                       "window": "month", "post_day": 10, "reward": {"growth": 100})"));
}

Ledger buys_on(Story& member, const std::vector<const char*>& dates, const char* then) {
  for (const char* date : dates) {
    static int number = 0;
    member.on(date).completes("o" + std::to_string(++number), {line(1, 100)});
  }
  member.on(then).settle();
  return member.ledger();
}

TEST(Tasks, ThreeShoppingDaysArePostedOnTheTenth) {
  Story member = shopping_days();
  EXPECT_EQ(buys_on(member, {"2016-05-03", "2016-05-03", "2016-05-17", "2016-05-29"}, "2016-06-09"),
            Ledger{});
  EXPECT_EQ(buys_on(member, {}, "2016-06-10"),
            (Ledger{"[2016-06-10] task_rewarded: issuer -> available 100 growth"}));
  EXPECT_EQ(buys_on(member, {}, "2016-07-10"), Ledger{}) << "once";
}

TEST(Tasks, TwoShoppingDaysAreNotEnough) {
  Story member = shopping_days();
  EXPECT_EQ(buys_on(member, {"2016-05-03", "2016-05-17"}, "2016-06-30"), Ledger{});
  EXPECT_EQ(member.growth(), 0);
}

TEST(Tasks, TheDayIsThatOfThePurchase) {
  Story member = shopping_days();
  member.on("2016-05-30").places("a", {line(1, 100)});
  member.on("2016-05-31").places("b", {line(1, 100)});
  member.on("2016-05-29").at(member.now());
  member.on("2016-06-02").completes("a");
  member.completes("b");
  EXPECT_EQ(buys_on(member, {"2016-06-03"}, "2016-06-10"), Ledger{});
  EXPECT_EQ(member.member().standing.counters.size(), 1U) << "June has one of its own";
}

TEST(Tasks, ALateDayCountsUntilThePostingOnly) {
  Story member = shopping_days();
  buys_on(member, {"2016-05-03", "2016-05-17"}, "2016-06-01");
  EventData late;
  late.kind = K::order_completed;
  late.order = "late";
  late.lines = {line(1, 100)};
  late.occurred_at = member.program().zone().start_of(day_in("2016-05-20"));
  late.recorded_at = member.program().zone().start_of(day_in("2016-06-10")) - 1;
  EXPECT_TRUE(member.tell(late).accepted());
  EXPECT_EQ(buys_on(member, {}, "2016-06-10").size(), 1U);
  Story too_late = shopping_days();
  buys_on(too_late, {"2016-05-03", "2016-05-17"}, "2016-06-01");
  late.recorded_at = *late.recorded_at + 1;
  EXPECT_TRUE(too_late.tell(late).accepted());
  EXPECT_EQ(buys_on(too_late, {}, "2016-06-30"), Ledger{});
}

TEST(Tasks, RewardAtOnceOncePerWindow) {
  Story member(task(R"("trigger": "login", "count": 2, "window": "week",
                       "reward": {"growth": 3})"));
  const auto logs_in = [&](const char* date) { return member.on(date).does(K::login).growth; };
  EXPECT_EQ(logs_in("2016-05-02"), 0);
  EXPECT_EQ(logs_in("2016-05-08"), 3);
  EXPECT_EQ(logs_in("2016-05-08"), 0);
  EXPECT_EQ(logs_in("2016-05-09"), 0) << "a new week";
  EXPECT_EQ(logs_in("2016-05-10"), 3);
}

TEST(Tasks, WithoutAWindowTheyHappenOnce) {
  Story member(programme(R"("beans": {}, "tasks": {"first": {"trigger": "profile_verified",
      "reward": {"beans": 50}, "expire": {"after_days": 30}}})"));
  EXPECT_EQ(member.on("2016-05-03").does(K::profile_verified).beans, 50);
  EXPECT_EQ(member.buckets(), (Ledger{"50 until 2016-06-02"}));
  EXPECT_EQ(member.on("2019-05-03").does(K::profile_verified).beans, 0);
}

TEST(Tasks, AnOverlayThatAsksForMoreRewardsNobodyTwice) {
  Story member(programme(R"("tasks": {"first": {"trigger": "login", "count": 1, "window": "year",
      "reward": {"growth": 5}}}, "overlays": [{"id": "more", "from": "2016-06-01",
      "changes": {"tasks": {"first": {"count": 2}}}}], "tiers": {"levels": [{"id": "a"}]})"));
  EXPECT_EQ(member.on("2016-05-03").does(K::login).growth, 5);
  EXPECT_EQ(member.on("2016-06-03").does(K::login).growth, 0);
  EXPECT_EQ(member.on("2016-06-04").does(K::login).growth, 0);
}

TEST(Tasks, AskTheirConditions) {
  Story member(task(R"("trigger": "order_completed", "count": 1, "window": "day",
      "when": {"min_amount_fen": 1000, "categories": ["book"], "tiers": ["registered"]},
      "reward": {"growth": 3})"));
  member.on("2016-05-03");
  EXPECT_EQ(member.completes("o1", {goods(1, 900, "book"), goods(2, 900, "toy")}).growth, 0);
  EXPECT_EQ(member.completes("o2", {goods(1, 900, "book"), goods(2, 100, "book")}).growth, 3);
}

}  // namespace
}  // namespace loyaltycore::kernel::tasks_test
