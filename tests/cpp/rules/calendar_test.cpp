// calendar.hpp: one day of every month, or every day.
#include "loyaltycore/rules/calendar.hpp"

#include <gtest/gtest.h>

#include "support/ledger_words.hpp"

namespace loyaltycore::rules::calendar_test {
namespace {

using support::day_in;
using support::day_word;

TEST(Calendar, OneDayOfEveryMonth) {
  EXPECT_EQ(day_word(next_boundary(2, day_in("2017-09-14"))), "2017-10-02");
  EXPECT_EQ(day_word(next_boundary(2, day_in("2017-10-01"))), "2017-10-02");
  EXPECT_EQ(day_word(next_boundary(2, day_in("2017-10-02"))), "2017-11-02");
  EXPECT_EQ(day_word(next_boundary(28, day_in("2019-12-31"))), "2020-01-28");
  EXPECT_EQ(day_word(last_boundary(2, day_in("2017-10-01"))), "2017-09-02");
  EXPECT_EQ(day_word(last_boundary(2, day_in("2017-10-02"))), "2017-10-02");
  EXPECT_EQ(day_word(last_boundary(8, day_in("2020-01-07"))), "2019-12-08");
}

TEST(Calendar, EveryDay) {
  EXPECT_EQ(day_word(next_boundary(0, day_in("2020-02-28"))), "2020-02-29");
  EXPECT_EQ(day_word(last_boundary(0, day_in("2020-02-29"))), "2020-02-29");
}

TEST(Calendar, BoundariesFollowEachOtherWithoutAGap) {
  for (std::int32_t settle_day = 0; settle_day <= 28; ++settle_day) {
    for (Day day = day_in("2019-12-20"); day < day_in("2020-03-10"); ++day) {
      const Day next = next_boundary(settle_day, day);
      ASSERT_GT(next, day);
      ASSERT_EQ(last_boundary(settle_day, next), next);
      ASSERT_EQ(last_boundary(settle_day, next - 1), last_boundary(settle_day, day));
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::calendar_test
