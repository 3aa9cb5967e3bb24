// measure.hpp: windows (T02), what they hold. DOMAIN 2.2 and 2.3.
#include "loyaltycore/rules/measure.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/eight.hpp"
#include "support/ledger_words.hpp"

namespace loyaltycore::rules::measure_test {
namespace {

using support::day_in;
using support::day_word;

const Day kRegistered = day_in("2017-03-10");

std::string told(const Window& window) {
  const std::string from = window.from == kSinceEver ? "ever" : day_word(window.from);
  return from + " .. " + day_word(window.until - 1);
}

struct WindowRow {
  WindowTerms terms;
  const char* boundary;
  const char* window;
};

class WindowOfABoundary : public testing::TestWithParam<WindowRow> {};

TEST_P(WindowOfABoundary, EndsBeforeIt) {
  const WindowRow& row = GetParam();
  EXPECT_EQ(told(score_window(row.terms, day_in(row.boundary), kRegistered)), row.window);
}

constexpr WindowTerms kYear{Span::calendar_year, 12, 0};
constexpr WindowTerms kAnniversary{Span::anniversary, 12, 0};

INSTANTIATE_TEST_SUITE_P(T02, WindowOfABoundary,
                         testing::Values(WindowRow{{}, "2019-01-01", "2018-01-01 .. 2018-12-31"},
                                         WindowRow{{}, "2019-02-01", "2018-02-01 .. 2019-01-31"}));
INSTANTIATE_TEST_SUITE_P(
    Spans, WindowOfABoundary,
    testing::Values(WindowRow{{}, "2017-10-02", "2016-10-01 .. 2017-09-30"},
                    WindowRow{{Span::rolling, 3, 0}, "2019-05-20", "2019-02-01 .. 2019-04-30"},
                    WindowRow{{Span::rolling, 1, 0}, "2020-03-01", "2020-02-01 .. 2020-02-29"},
                    WindowRow{{Span::rolling, 12, 365}, "2022-12-21", "2021-12-21 .. 2022-12-20"},
                    WindowRow{kYear, "2020-05-01", "2020-01-01 .. 2020-04-30"},
                    WindowRow{kYear, "2020-01-01", "2019-01-01 .. 2019-12-31"},
                    WindowRow{kYear, "2020-01-08", "2019-01-01 .. 2019-12-31"},
                    WindowRow{
                        {Span::calendar_year, 12, 90}, "2020-12-31", "2020-10-02 .. 2020-12-30"},
                    WindowRow{kAnniversary, "2020-03-15", "2020-03-10 .. 2020-03-14"},
                    WindowRow{kAnniversary, "2020-03-10", "2019-03-10 .. 2020-03-09"},
                    WindowRow{kAnniversary, "2017-08-01", "2017-03-10 .. 2017-07-31"},
                    WindowRow{{Span::lifetime, 12, 0}, "2020-03-15", "ever .. 2020-02-29"}));

TEST(Window, ByAnniversaryIsEmptyUpToTheRegistration) {
  const Window window = score_window(kAnniversary, kRegistered, kRegistered);
  EXPECT_EQ(window.from, window.until);
  const Window unknown = score_window(kAnniversary, kRegistered, kNoDay);
  EXPECT_EQ(unknown.from, unknown.until);
}

TEST(Tenure, CountsAnniversariesBeforeTheEnd) {
  EXPECT_EQ(tenure_at(kRegistered, day_in("2018-03-10")), 0);
  EXPECT_EQ(tenure_at(kRegistered, day_in("2018-03-11")), 1);
  EXPECT_EQ(tenure_at(kRegistered, day_in("2021-12-31")), 4);
  EXPECT_EQ(tenure_at(kNoDay, day_in("2021-12-31")), 0);
  const Day leap = day_in("2016-02-29");
  EXPECT_EQ(tenure_at(leap, day_in("2017-02-28")), 0);
  EXPECT_EQ(tenure_at(leap, day_in("2017-03-01")), 1);
  EXPECT_EQ(tenure_at(leap, day_in("2020-02-29")), 3);
  EXPECT_EQ(tenure_at(leap, day_in("2020-03-01")), 4);
}

MonthFacts& month_in(Facts& facts, const char* day) {
  const Month month = month_of(day_in(day));
  MonthFacts& slot = facts.months[static_cast<std::size_t>(month) % kMonthsKept];
  slot.month = month;
  return slot;
}

/// Three months, an activity in two of them, and a class of goods.
Facts sample() {
  Facts facts;
  MonthFacts& january = month_in(facts, "2018-01-01");
  january.orders = 3;
  january.refusals = 1;
  january.purchase_days = (1U << 1U) | (1U << 14U) | (1U << 30U);
  january.spend = Fen{30'050};
  january.returned = Fen{5'000};
  MonthFacts& june = month_in(facts, "2018-06-01");
  june.orders = 2;
  june.purchase_days = 1U << 4U;
  june.spend = Fen{200'000};
  MonthFacts& next = month_in(facts, "2019-01-01");
  next.orders = 1;
  next.refusals = 2;
  next.purchase_days = 1U;
  next.spend = Fen{7};
  facts.activities.reserve_more(3);
  facts.categories.reserve_more(2);
  facts.activities.push({january.month, 1, 4});
  facts.activities.push({june.month, 1, 1});
  facts.activities.push({june.month, 2, 9});
  facts.categories.push({january.month, 1, 2, Fen{20'000}, Fen{1'000}});
  facts.categories.push({june.month, 2, 1, Fen{100}, Fen{}});
  facts.inputs[1] = {95, true};
  return facts;
}

struct MeasureRow {
  Measure measure;
  const char* boundary;
  std::int64_t number;
};

class MeasuredNumber : public testing::TestWithParam<MeasureRow> {};

TEST_P(MeasuredNumber, IsThatOfTheWindow) {
  const MeasureRow& row = GetParam();
  const Window window = score_window(WindowTerms{}, day_in(row.boundary), kNoDay);
  EXPECT_EQ(measured(row.measure, sample(), window), row.number);
}

using enum MeasureKind;
INSTANTIATE_TEST_SUITE_P(
    OfTwelveMonths, MeasuredNumber,
    testing::Values(
        MeasureRow{{spend, 0, 1}, "2019-01-01", 225'050},
        MeasureRow{{spend, 0, 1}, "2019-02-01", 200'007},
        MeasureRow{{spend, 1, 1}, "2019-01-01", 19'000}, MeasureRow{{spend, 1, 1}, "2019-02-01", 0},
        MeasureRow{{spend, 2, 1}, "2019-02-01", 100}, MeasureRow{{orders, 0, 1}, "2019-01-01", 5},
        MeasureRow{{orders, 1, 1}, "2019-01-01", 2}, MeasureRow{{orders, 3, 1}, "2019-01-01", 0},
        MeasureRow{{refusals, 0, 1}, "2019-01-01", 1},
        MeasureRow{{refusals, 0, 1}, "2019-02-01", 2}, MeasureRow{{count, 1, 1}, "2019-01-01", 5},
        MeasureRow{{count, 2, 1}, "2019-02-01", 9}, MeasureRow{{days, 0, 1}, "2019-01-01", 4},
        MeasureRow{{days, 0, 1}, "2019-02-01", 2}, MeasureRow{{months_with, 0, 1}, "2019-01-01", 2},
        MeasureRow{{months_with, 0, 3}, "2019-01-01", 1},
        MeasureRow{{months_with, 1, 1}, "2019-01-01", 2},
        MeasureRow{{months_with, 1, 2}, "2019-01-01", 1},
        MeasureRow{{input, 1, 1}, "2019-01-01", 95}, MeasureRow{{input, 0, 1}, "2019-01-01", 0}));

TEST(MeasuredNumbers, AMonthIsJudgedByItsDaysInTheWindow) {
  const Window window{day_in("2018-01-03"), day_in("2018-01-31")};
  EXPECT_EQ(measured({days, 0, 1}, sample(), window), 1);
  EXPECT_EQ(measured({months_with, 0, 2}, sample(), window), 0);
  EXPECT_EQ(measured({months_with, 0, 1}, sample(), window), 1);
}

TEST(MeasuredNumbers, WhatIsShownHoldsTheMonthInProgress) {
  Window window = score_window(WindowTerms{}, day_in("2019-02-01"), kNoDay);
  window.until = day_in("2019-01-10");
  EXPECT_EQ(measured({spend, 0, 1}, sample(), window), 200'007);
}

TEST(MeasuredNumbers, GrowthAndScoresAreOfEachLane) {
  const Facts facts = sample();
  const Window window = score_window(WindowTerms{}, day_in("2019-01-01"), kNoDay);
  Lanes8 growth;
  Lanes8 first;
  for (int i = 0; i < kLanes; ++i) {
    set_lane(growth, i, 100 + i);
    set_lane(first, i, 7 * i);
  }
  const std::vector<Lanes8> scores{first};
  const std::span<const Lanes8> before{scores};
  const Lanes8 grown = measured({MeasureKind::growth, 0, 1}, facts, window, kNoDay, growth, before);
  const Lanes8 scored = measured({MeasureKind::score, 0, 1}, facts, window, kNoDay, growth, before);
  const Lanes8 ordered = measured({orders, 0, 1}, facts, window, kNoDay, growth, before);
  for (int i = 0; i < kLanes; ++i) {
    const std::vector<std::int64_t> alone{first[i]};
    const std::span<const std::int64_t> own{alone};
    EXPECT_EQ(grown[i], measured({MeasureKind::growth, 0, 1}, facts, window, kNoDay,
                                 std::int64_t{growth[i]}, own));
    EXPECT_EQ(scored[i], measured({MeasureKind::score, 0, 1}, facts, window, kNoDay,
                                  std::int64_t{growth[i]}, own));
    EXPECT_EQ(ordered[i],
              measured({orders, 0, 1}, facts, window, kNoDay, std::int64_t{growth[i]}, own));
  }
}

TEST(Measured, FirstClassesAreThoseNeverBoughtBefore) {
  Facts facts;
  facts.categories.reserve_more(9);
  const Month may = month_of(day_in("2018-05-01"));
  facts.categories.push({may, 1, 2, Fen{5}, Fen{}});
  facts.categories.push({may + 2, 1, 1, Fen{5}, Fen{}});
  facts.categories.push({may, 2, 0, Fen{5}, Fen{5}});
  facts.categories.push({may + 2, 2, 1, Fen{5}, Fen{}});
  facts.categories.push({-1, 3, 1, Fen{}, Fen{}});
  facts.categories.push({may + 2, 3, 1, Fen{5}, Fen{}});
  const Measure first{MeasureKind::first_classes, 0, 1};
  const auto in = [&](std::string_view boundary, std::int32_t months) {
    return measured(first, facts,
                    score_window({Span::rolling, months, 0}, day_in(boundary), kNoDay), kNoDay);
  };
  EXPECT_EQ(in("2018-06-01", 1), 1) << "class 1; what came back of class 2 is no order";
  EXPECT_EQ(in("2018-08-01", 1), 1) << "class 2; class 1 was bought in May, class 3 long ago";
  EXPECT_EQ(in("2018-08-01", 3), 2);
}

TEST(Measured, TenureCountsFullYears) {
  const Measure tenure{MeasureKind::tenure, 0, 1};
  const Day since = day_in("2016-03-10");
  const auto at = [&](std::string_view boundary) {
    return measured(tenure, Facts{}, score_window({}, day_in(boundary), since), since);
  };
  EXPECT_EQ(at("2017-03-01"), 0);
  EXPECT_EQ(at("2017-04-01"), 1);
  EXPECT_EQ(at("2021-04-02"), 5);
}

}  // namespace
}  // namespace loyaltycore::rules::measure_test
