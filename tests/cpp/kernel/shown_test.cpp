// The value that is shown between settlements: which months it looks at, and what it carries.
#include "loyaltycore/kernel/shown.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace loyaltycore::kernel::shown_test {
namespace {

constexpr std::uint16_t kName = 1;
constexpr std::uint16_t kOther = 2;
constexpr std::uint16_t kLevel = 3;

ScoreTerms<> spending(std::uint16_t name = kName) {
  ScoreDimension<> consumption;
  consumption.terms.resize(1);
  consumption.terms[0].per = {1, 100};
  ScoreTerms<> out;
  out.name = name;
  out.settle_day = 2;
  out.dimensions = {consumption};
  out.levels = {{kLevel, 200}};
  return out;
}

Terms<> terms_of(std::vector<ScoreTerms<>> scores) {
  Terms<> out;
  out.scores = std::move(scores);
  return out;
}

/// Yuan by month.
Facts bought(std::initializer_list<std::pair<CivilDate, std::int64_t>> months) {
  Facts out;
  out.first_at = 0;
  for (const auto& [date, yuan] : months) {
    const Month month = month_of(day_of(date));
    MonthFacts& slot = out.months[static_cast<std::size_t>(month) % kMonthsKept];
    slot.month = month;
    slot.spend = Fen{100 * yuan};
  }
  return out;
}

Standing<> settled_with(std::int64_t value, std::int64_t levels, std::int64_t carried) {
  Standing<> out;
  out.scores.reserve_more(1);
  out.scores.push({kName, value, levels, carried});
  return out;
}

TEST(ShownScore, HasTheMonthInProgressAndNotTheOldest) {
  const Facts facts = bought({{{2015, 6, 1}, 1}, {{2015, 7, 1}, 20}, {{2016, 6, 1}, 300}});
  const Terms<> terms = terms_of({spending()});
  const auto june = shown_now(FactPlan{}, terms, facts, {}, day_of({2016, 6, 30})).scores;
  EXPECT_EQ(june[0].value, 320);
  EXPECT_EQ(june[0].measured.terms[0], 32'000);
  EXPECT_EQ(shown_now(FactPlan{}, terms, facts, {}, day_of({2016, 5, 31})).scores[0].value, 21);
  EXPECT_EQ(shown_now(FactPlan{}, terms, facts, {}, day_of({2016, 7, 1})).scores[0].value, 300);
}

TEST(ShownScore, TakesTheShownValueOfAnother) {
  ScoreTerms<> above = spending(kOther);
  above.dimensions[0].terms[0].measure = {MeasureKind::score, 0, 1};
  above.dimensions[0].terms[0].per = {2, 1};
  const Shown shown =
      shown_now(FactPlan{}, terms_of({spending(), above}), bought({{{2016, 6, 1}, 300}}),
                settled_with(7, kGatesHold, 0), day_of({2016, 6, 10}));
  EXPECT_EQ(shown.scores[0].value, 300);
  EXPECT_EQ(shown.scores[1].value, 600);
}

TEST(ShownScore, ACalendarYearBeginsAnewWithWhatWillBeCarried) {
  ScoreTerms<> yearly = spending();
  yearly.window.span = Span::calendar_year;
  yearly.carries = true;
  const Terms<> terms = terms_of({yearly});
  const Facts facts = bought({{{2016, 12, 1}, 500}, {{2017, 1, 1}, 10}});
  const std::int64_t open = kGatesHold | std::int64_t{1} << kLevel;
  const Standing<> settled = settled_with(500, open, 40);
  // December counts to the old year, on the first of January nothing of it is left.
  EXPECT_EQ(shown_now(FactPlan{}, terms, facts, settled, day_of({2016, 12, 31})).scores[0].value,
            540);
  EXPECT_EQ(shown_now(FactPlan{}, terms, facts, settled, day_of({2017, 1, 1})).scores[0].value,
            310);
  // The settlement of February opened the year: what it carried stays.
  const Standing<> opened = settled_with(310, open, 300);
  EXPECT_EQ(shown_now(FactPlan{}, terms, facts, opened, day_of({2017, 2, 5})).scores[0].value, 310);
  const Standing<> closed = settled_with(500, 0, 0);
  EXPECT_EQ(shown_now(FactPlan{}, terms, facts, closed, day_of({2017, 1, 5})).scores[0].value, 10);
}

TEST(ShownScore, OfTheErasedIsNothing) {
  ScoreTerms<> generous = spending();
  generous.dimensions[0].start = 1000;
  Facts facts;
  EXPECT_EQ(shown_now(FactPlan{}, terms_of({generous}), facts, {}, 0).scores[0].value, 1000);
  facts.erased = true;
  EXPECT_EQ(shown_now(FactPlan{}, terms_of({generous}), facts, {}, 0).scores[0].value, 0);
}

struct Change {
  CivilDate from{};
  std::vector<ScoreTerms<>> scores{};
};

Day settles(std::vector<Change> changes, Facts facts = bought({})) {
  const Zone zone{};
  std::vector<Terms<>> versions{terms_of({spending()})};
  for (Change& each : changes) {
    versions.push_back(terms_of(std::move(each.scores)));
    versions.back().from = zone.start_of(day_of(each.from));
  }
  return settles_next(versions, zone, &Terms<>::scores, versions[0].scores[0], facts, Standing<>{},
                      day_of({2016, 6, 2}));
}

TEST(SettlesNext, IsTheNextBoundaryUnlessAVersionComesFirst) {
  ScoreTerms<> kept = spending();
  kept.begins = false;
  const ScoreTerms<> anew = spending();
  EXPECT_EQ(settles({}), day_of({2016, 7, 2}));
  EXPECT_EQ(settles({{{2016, 6, 20}, {kept}}}), day_of({2016, 7, 2}));
  EXPECT_EQ(settles({{{2016, 6, 20}, {anew}}}), day_of({2016, 6, 20}));
  EXPECT_EQ(settles({{{2016, 7, 2}, {}}}), kNoDay) << "of equals the version comes first";
  EXPECT_EQ(settles({{{2016, 7, 3}, {}}}), day_of({2016, 7, 2}));
  EXPECT_EQ(settles({{{2016, 6, 10}, {kept}}, {{2016, 6, 20}, {}}}), kNoDay);
}

TEST(SettlesNext, IsNeverForWhoHasNoEventOrIsErased) {
  EXPECT_EQ(settles({}, Facts{}), kNoDay);
  Facts erased = bought({});
  erased.erased = true;
  EXPECT_EQ(settles({}, erased), kNoDay);
}

}  // namespace
}  // namespace loyaltycore::kernel::shown_test
