// date.hpp: the calendar against a walk day by day, and zones around their jumps.
#include "loyaltycore/base/date.hpp"

#include <gtest/gtest.h>

#include <array>

namespace loyaltycore::date_test {
namespace {

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int month_length(int year, int month) {
  constexpr std::array<int, 12> kLengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kLengths.at(static_cast<std::size_t>(month - 1));
}

Day date(int year, unsigned month, unsigned day) { return day_of({year, month, day}); }

/// Every day from 1970-01-01 to 2100-12-31, counted by hand.
TEST(Date, EveryDayTo2100AgreesWithAWalk) {
  Day day = 0;
  int weekday = 3;  // 1 January 1970 was a Thursday.
  for (int year = 1970; year <= 2100; ++year) {
    const Day new_year = day;
    for (int month = 1; month <= 12; ++month) {
      const Day first = day;
      for (int of_month = 1; of_month <= month_length(year, month); ++of_month, ++day) {
        const CivilDate civil = civil_of(day);
        ASSERT_EQ(civil.year, year);
        ASSERT_EQ(civil.month, static_cast<unsigned>(month));
        ASSERT_EQ(civil.day, static_cast<unsigned>(of_month));
        ASSERT_EQ(day_of(civil), day);
        ASSERT_EQ(month_of(day), (year - 1970) * 12 + month - 1);
        ASSERT_EQ(first_day_of(month_of(day)), first);
        ASSERT_EQ(first_day_of_year(day), new_year);
        ASSERT_EQ(weekday_of(day), weekday);
        ASSERT_EQ(week_start_of(day), day - weekday);
        weekday = (weekday + 1) % 7;
      }
    }
  }
  EXPECT_EQ(day, 47847);
}

TEST(Date, AddedMonthsKeepTheDayOrTakeTheLastOne) {
  for (Day day = 0; day < 47847; ++day) {
    for (const int months : {-13, -1, 0, 1, 2, 12, 13}) {
      const CivilDate from = civil_of(day);
      const CivilDate to = civil_of(add_months(day, months));
      ASSERT_EQ(month_of(add_months(day, months)), month_of(day) + months);
      const auto length = static_cast<unsigned>(month_length(to.year, static_cast<int>(to.month)));
      ASSERT_EQ(to.day, from.day < length ? from.day : length);
    }
  }
}

TEST(Date, AddedMonthsAtTheEndOfFebruary) {
  EXPECT_EQ(add_months(date(2024, 1, 31), 1), date(2024, 2, 29));
  EXPECT_EQ(add_months(date(2023, 1, 31), 1), date(2023, 2, 28));
  EXPECT_EQ(add_months(date(2024, 2, 29), 12), date(2025, 2, 28));
  EXPECT_EQ(add_months(date(2024, 2, 29), 48), date(2028, 2, 29));
  EXPECT_EQ(add_months(date(2096, 2, 29), 48), date(2100, 2, 28));
  EXPECT_EQ(add_months(date(2024, 3, 31), -1), date(2024, 2, 29));
}

TEST(Date, YearsStartOnTheirFirstOfJanuary) {
  EXPECT_EQ(first_day_of_year(date(2024, 12, 31)), date(2024, 1, 1));
  EXPECT_EQ(first_day_of_year(date(2024, 1, 1), 1), date(2025, 1, 1));
  EXPECT_EQ(first_day_of_year(date(2038, 1, 19), -1), date(2037, 1, 1));
  EXPECT_EQ(first_day_of_year(date(9999, 12, 31)), date(9999, 1, 1));
}

TEST(Date, TheLastAcceptedInstantIsTheEndOf9999) {
  const Zone utc(0);
  EXPECT_EQ(utc.day_at(kLastInstant), date(9999, 12, 31));
  EXPECT_EQ(utc.day_at(kLastInstant + 1), date(10000, 1, 1));
  EXPECT_EQ(utc.day_at(kFirstInstant), 0);
}

TEST(Zone, AFixedOffsetMovesMidnight) {
  const Zone zone(8 * 3600);
  const Instant midnight = zone.start_of(date(2016, 3, 1));
  EXPECT_EQ(midnight, date(2016, 3, 1) * kMicrosPerDay - 8 * 3600 * kMicrosPerSecond);
  EXPECT_EQ(zone.day_at(midnight), date(2016, 3, 1));
  EXPECT_EQ(zone.day_at(midnight - 1), date(2016, 2, 29));
}

TEST(Zone, EveryDayStartsAtItsFirstInstant) {
  for (const std::int32_t offset : {-12 * 3600, -1, 0, 19800, 14 * 3600}) {
    const Zone zone(offset);
    for (Day day = -2; day < 47847; day += 5) {
      ASSERT_EQ(zone.day_at(zone.start_of(day)), day);
      ASSERT_EQ(zone.day_at(zone.start_of(day) - 1), day - 1);
    }
  }
}

/// A zone whose clocks go from UTC to UTC+1 in spring and back in autumn.
Zone summer_time(Instant spring, Instant autumn) {
  return Zone({{std::numeric_limits<std::int64_t>::min(), 0}, {spring, 3600}, {autumn, 0}});
}

TEST(Zone, AJumpInTheDayMakesItLongerOrShorter) {
  const Day spring = date(2024, 3, 31);
  const Day autumn = date(2024, 10, 27);
  const std::int64_t hour = 3600 * kMicrosPerSecond;
  const Zone zone = summer_time(spring * kMicrosPerDay + hour, autumn * kMicrosPerDay + hour);
  EXPECT_EQ(zone.start_of(spring + 1) - zone.start_of(spring), 23 * hour);
  EXPECT_EQ(zone.start_of(autumn + 1) - zone.start_of(autumn), 25 * hour);
  for (Day day = spring - 3; day < autumn + 3; ++day) {
    ASSERT_EQ(zone.day_at(zone.start_of(day)), day);
    ASSERT_EQ(zone.day_at(zone.start_of(day) - 1), day - 1);
  }
}

TEST(Zone, AJumpOverMidnightStartsTheDayAtTheJump) {
  // At 23:30 local time the clocks go one hour on: the new day begins at half past midnight.
  const Day day = date(2024, 5, 2);
  const Instant jump = day * kMicrosPerDay - 1800 * kMicrosPerSecond;
  const Zone zone({{std::numeric_limits<std::int64_t>::min(), 0}, {jump, 3600}});
  EXPECT_EQ(zone.start_of(day), jump);
  EXPECT_EQ(zone.day_at(jump), day);
  EXPECT_EQ(zone.day_at(jump - 1), day - 1);
}

TEST(Zone, AJumpBackOverMidnightStartsTheDayOnce) {
  // At half past midnight the clocks go back one hour: the day begins, stops and begins again.
  const Day day = date(2024, 5, 2);
  const Instant jump = day * kMicrosPerDay + 1800 * kMicrosPerSecond;
  const Zone zone({{std::numeric_limits<std::int64_t>::min(), 0}, {jump, -3600}});
  EXPECT_EQ(zone.start_of(day), day * kMicrosPerDay);
  EXPECT_EQ(zone.day_at(day * kMicrosPerDay), day);
}

TEST(Zone, ChangesAtJanuary2038AreNothingSpecial) {
  const Zone zone(0);
  constexpr Instant kPast32Bits = Instant{2147483648} * kMicrosPerSecond;
  EXPECT_EQ(zone.day_at(kPast32Bits), date(2038, 1, 19));
}

}  // namespace
}  // namespace loyaltycore::date_test
