// task_window.hpp: where a task counts, and when it is posted. Numbers: DOMAIN 1.2.
#include "loyaltycore/rules/task_window.hpp"

#include <gtest/gtest.h>

#include "support/ledger_words.hpp"

namespace loyaltycore::rules::task_window_test {
namespace {

using support::day_in;
using support::day_word;

std::string window_of(TaskWindow window, const char* day) {
  return day_word(window_start(window, day_in(day)));
}

TEST(TaskWindow, StartsWithItsCalendarUnit) {
  EXPECT_EQ(window_of(TaskWindow::day, "2016-05-17"), "2016-05-17");
  EXPECT_EQ(window_of(TaskWindow::week, "2016-05-15"), "2016-05-09") << "a Sunday";
  EXPECT_EQ(window_of(TaskWindow::week, "2016-05-16"), "2016-05-16") << "a Monday";
  EXPECT_EQ(window_of(TaskWindow::month, "2016-05-31"), "2016-05-01");
  EXPECT_EQ(window_of(TaskWindow::year, "2016-12-31"), "2016-01-01");
  EXPECT_EQ(window_start(TaskWindow::once, day_in("2016-05-17")), kOnlyWindow);
}

TEST(TaskWindow, MayIsPostedInJune) {
  EXPECT_EQ(day_word(posted_on(day_in("2016-05-01"), 10)), "2016-06-10");
  EXPECT_EQ(day_word(posted_on(day_in("2016-12-01"), 1)), "2017-01-01");
  EXPECT_EQ(day_word(posted_on(day_in("2016-01-01"), 28)), "2016-02-28");
}

TEST(TaskWindow, DaysAreBitsOfTheirWindow) {
  const Day may = day_in("2016-05-01");
  EXPECT_EQ(day_bit(may, day_in("2016-05-03")), 4);
  EXPECT_EQ(day_bit(may, day_in("2016-05-31")), std::int64_t{1} << 30);
}

TEST(TaskWindow, CountersTellWhatIsPostedLater) {
  Task<> task;
  EXPECT_EQ(period_of_task(task), CounterPeriod::once);
  task.window = TaskWindow::week;
  EXPECT_EQ(period_of_task(task), CounterPeriod::task);
  task.window = TaskWindow::month;
  task.post_day = 10;
  EXPECT_EQ(period_of_task(task), CounterPeriod::task_posted);
}

TEST(CounterKey, KeepsRuleAndPeriodApart) {
  EXPECT_EQ(period_of(counter_key(900, CounterPeriod::streak)), CounterPeriod::streak);
  EXPECT_NE(counter_key(3, CounterPeriod::day), counter_key(4, CounterPeriod::day));
}

}  // namespace
}  // namespace loyaltycore::rules::task_window_test
