// The way to the next tier: growth that is missing, and the smallest order that brings it.
#include "loyaltycore/engine/progress.hpp"

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "support/programmes.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::progress_test {
namespace {

using support::programme;
using support::sections;
using testing::event_of;
using testing::kBegin;
using testing::kDay;
using testing::order_of;

Progress after_order_of(const Program& program, std::int64_t fen) {
  Engine engine{program};
  EXPECT_TRUE(engine.apply(order_of("lucy", "1", kBegin, fen)).outcome.accepted());
  return progress_of(program, *engine.member("lucy"), kBegin);
}

TEST(Progress, TellsGrowthAndMoneyToTheNextTier) {
  const Progress progress = after_order_of(support::shop(), 500'000);
  EXPECT_EQ(progress.tier, "silver");
  EXPECT_EQ(progress.next_tier, "gold");
  EXPECT_EQ(progress.growth, 5000);
  EXPECT_EQ(progress.growth_missing, 5000);
  EXPECT_EQ(progress.amount_fen_missing, 500'000);
}

/// An order of what progress names lifts the member; one fen less does not.
TEST(Progress, MoneyIsTheSmallestOrderThatLifts) {
  const Program& program = support::shop();
  for (const std::int64_t bought : {100, 20'050, 333'333, 1'999'900}) {
    const Progress progress = after_order_of(program, bought);
    ASSERT_TRUE(progress.amount_fen_missing) << bought;
    for (const std::int64_t less : {0, 1}) {
      Engine engine{program};
      engine.apply(order_of("lucy", "1", kBegin, bought));
      engine.apply(order_of("lucy", "2", kBegin + kDay, *progress.amount_fen_missing - less));
      const Progress then = progress_of(program, *engine.member("lucy"), kBegin + kDay);
      EXPECT_EQ(then.tier == progress.tier, less == 1) << bought << " and one fen less: " << less;
    }
  }
}

TEST(Progress, OfANewcomerAndAtTheTop) {
  const Progress newcomer = progress_of(support::shop(), Member{}, kBegin);
  EXPECT_EQ(newcomer.tier, "registered");
  EXPECT_EQ(newcomer.next_tier, "bronze");
  const Progress top = after_order_of(support::shop(), 5'000'000);
  EXPECT_EQ(top.tier, "diamond");
  EXPECT_EQ(top.next_tier, "");
  EXPECT_FALSE(top.growth_missing);
  EXPECT_FALSE(top.amount_fen_missing);
}

TEST(Progress, HasNoAmountWhereACapHoldsEveryOrderBack) {
  const Program program = Program::from_json(
      programme(sections(support::kTiers, R"("categories": {"unknown": "accept"})",
                         R"("growth": {"earn": {"purchase": {"trigger": "order_completed",
                           "per_yuan": 1, "caps": {"order": 100}}}})")));
  const Progress progress = after_order_of(program, 5000);
  EXPECT_EQ(progress.growth_missing, 1950);
  EXPECT_FALSE(progress.amount_fen_missing) << "no single order gives more than 100";
}

TEST(Progress, WithoutTiersThereIsNoNextOne) {
  const Program program = Program::from_json(programme(support::beans("")));
  const Progress progress = progress_of(program, Member{}, kBegin);
  EXPECT_EQ(progress.tier, "");
  EXPECT_FALSE(progress.growth_missing);
}

TEST(Progress, CountsTasksInTheWindowOfTheDay) {
  const Program program = Program::from_json(programme(sections(
      support::beans(""), R"("tasks": {"visits": {"trigger": "login", "count": 3, "window": "week",
                                         "reward": {"beans": 4}}})")));
  Engine engine{program};
  engine.apply(event_of(EventKind::login, "lucy", "1", kBegin));
  engine.apply(event_of(EventKind::login, "lucy", "2", kBegin + kDay));
  const Member lucy = *engine.member("lucy");
  const Progress progress = progress_of(program, lucy, kBegin + kDay);
  // 2016-06-01 is a Wednesday.
  const TaskProgress expected{"tasks.visits", 2, 3, day_of({2016, 5, 30}), 0, 4};
  ASSERT_EQ(progress.tasks.size(), 1U);
  EXPECT_EQ(progress.tasks[0], expected);
  EXPECT_EQ(progress_of(program, lucy, kBegin + 7 * kDay).tasks[0].done, 0);
  for (const int day : {2, 3}) {
    const std::string id = std::to_string(day + 1);
    engine.apply(event_of(EventKind::login, "lucy", id, kBegin + day * kDay));
  }
  const Progress after = progress_of(program, *engine.member("lucy"), kBegin + 3 * kDay);
  EXPECT_EQ(after.tasks[0].done, 3) << "a fourth login does no more than is needed";
}

}  // namespace
}  // namespace loyaltycore::engine::progress_test
