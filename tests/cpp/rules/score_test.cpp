// score.hpp: points, dimensions, gates and levels. Numbers: DOMAIN 2.3 and the default formula.
#include "loyaltycore/rules/score.hpp"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/eight.hpp"
#include "support/ledger_words.hpp"

namespace loyaltycore::rules::score_test {
namespace {

using support::day_in;

using Numbers = std::vector<std::int64_t>;

ScoreTerm<> at(std::int64_t numerator, std::int64_t denominator = 1) {
  ScoreTerm<> out;
  out.per = {numerator, denominator};
  return out;
}

ScoreTerm<> capped(ScoreTerm<> term, std::int64_t cap) {
  term.cap = cap;
  return term;
}

ScoreTerm<> minus(ScoreTerm<> term) {
  term.subtract = true;
  return term;
}

ScoreDimension<> dimension(std::vector<ScoreTerm<>> terms, std::int64_t start = 0,
                           std::int64_t cap = kNoPointsCap) {
  ScoreDimension<> out;
  out.start = start;
  out.cap = cap;
  out.terms = std::move(terms);
  return out;
}

/// The default formula of DOMAIN 2.3: consumption; reviews, photos, shopping months; real name,
/// phone, profile, QQ, WeChat, years; Xiaobai; refusals.
const ScoreTerms<>& formula() {
  static const ScoreTerms<> terms = [] {
    ScoreTerms<> out;
    out.dimensions = {
        dimension({at(1, 100)}), dimension({at(10), at(20), at(100)}, 0, 2000),
        dimension({at(100), at(50), at(50), at(25), at(25), capped(at(50), 500)}, 0, 1000),
        dimension({at(10)}, 0, 1000), dimension({minus(at(50))}, 1000)};
    out.levels = {{1, 5000}, {2, 10'000}};
    return out;
  }();
  return terms;
}

Numbers member_with(std::int64_t spend_fen) {
  return {spend_fen, 30, 10, 6, 1, 1, 1, 1, 1, 4, 95, 2};
}

ScoreValue<> score(const ScoreTerms<>& terms, const Numbers& measured, std::int64_t carried = 0) {
  return score_of<std::int64_t>(terms, measured, carried);
}

TEST(Score, IsThatOfTheWorkedExample) {
  EXPECT_EQ(score(formula(), member_with(824'050)).value, 11'640);
  // A month later 4000.00 left the window and 500.00 came.
  EXPECT_EQ(score(formula(), member_with(474'050)).value, 8140);
}

TEST(Score, TellsTheDimensionsOfTheWorkedExample) {
  const Numbers measured = member_with(824'050);
  const std::array<std::int64_t, 5> points{8240, 1100, 450, 950, 900};
  std::size_t first = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const ScoreDimension<>& each = formula().dimensions[i];
    const std::span<const std::int64_t> own{measured.data() + first, each.terms.size()};
    EXPECT_EQ(dimension_points(each, own), points[i]) << i;
    first += each.terms.size();
  }
}

TEST(Score, RightsFollowTheLevelsReached) {
  const auto levels = [](std::int64_t value) {
    return level_of(formula(), value, std::int64_t{1});
  };
  EXPECT_EQ(levels(11'640), (1 << 1) | (1 << 2));
  EXPECT_EQ(levels(8140), 1 << 1);
  EXPECT_EQ(levels(5000), 1 << 1) << "a threshold is reached by its number";
  EXPECT_EQ(levels(4999), 0);
  EXPECT_EQ(level_of(formula(), std::int64_t{11'640}, std::int64_t{0}), 0) << "a closed score";
}

TEST(Score, ATermIsRoundedDownOnce) {
  EXPECT_EQ(term_points(at(1, 100), std::int64_t{824'050}), 8240);
  EXPECT_EQ(term_points(at(1, 100), std::int64_t{824'099}), 8240);
  EXPECT_EQ(term_points(at(1, 3), std::int64_t{-1}), -1) << "down, not towards nothing";
  EXPECT_EQ(term_points(at(1, 3), std::int64_t{-3}), -1);
  EXPECT_EQ(term_points(capped(at(50), 500), std::int64_t{40}), 500);
  EXPECT_EQ(term_points(capped(at(50), 500), std::int64_t{-40}), -2000) << "a cap binds above";
}

TEST(Score, ATableGivesTheLastRowReached) {
  ScoreTerm<> term;
  term.table = {{20'000, 5}, {100'000, 30}, {200'000, -7}};
  EXPECT_EQ(term_points(term, std::int64_t{19'999}), 0);
  EXPECT_EQ(term_points(term, std::int64_t{20'000}), 5);
  EXPECT_EQ(term_points(term, std::int64_t{199'999}), 30);
  EXPECT_EQ(term_points(term, std::int64_t{5'000'000}), -7);
  term.cap = 10;
  EXPECT_EQ(term_points(term, std::int64_t{150'000}), 10);
}

TEST(Score, ADimensionStaysWithinItsBounds) {
  const Numbers many{30};
  const std::span<const std::int64_t> measured{many};
  EXPECT_EQ(dimension_points(dimension({minus(at(50))}, 1000), measured), 0);
  ScoreDimension<> low = dimension({minus(at(50))}, 1000);
  low.floor = -200;
  EXPECT_EQ(dimension_points(low, measured), -200);
  EXPECT_EQ(dimension_points(dimension({at(100)}, 0, 2000), measured), 2000);
  low.floor = 5;
  low.cap = 3;
  EXPECT_EQ(dimension_points(low, measured), 3) << "the cap comes last";
}

TEST(Score, AGateOpensAndAddsNothing) {
  ScoreTerms<> terms;
  terms.dimensions = {dimension({at(1)}), dimension({at(1)})};
  terms.dimensions[1].gate = true;
  terms.dimensions[1].at_least = 90;
  EXPECT_EQ(score(terms, {700, 90}).value, 700);
  EXPECT_EQ(score(terms, {700, 90}).open, 1);
  EXPECT_EQ(score(terms, {700, 89}).open, 0);
  EXPECT_EQ(score(terms, {700, 89}).value, 700);
  terms.dimensions.push_back(terms.dimensions[1]);
  EXPECT_EQ(score(terms, {700, 90, 89}).open, 0) << "every gate must hold";
  EXPECT_EQ(score(terms, {700, 89, 90}).open, 0);
}

TEST(Score, StaysWithinItsBoundsWithWhatWasCarried) {
  ScoreTerms<> terms;
  terms.dimensions = {dimension({at(1)})};
  terms.cap = 100;
  terms.floor = 20;
  EXPECT_EQ(score(terms, {10}).value, 20);
  EXPECT_EQ(score(terms, {10}, 40).value, 50);
  EXPECT_EQ(score(terms, {90}, 40).value, 100);
}

TEST(Score, TellsTheNextLevel) {
  ScoreTerms<> terms;
  terms.levels = {{4, 500}, {2, 300}, {3, 300}, {1, 900}};
  const auto next = [&](std::int64_t value) {
    const NextLevel<> out = next_level(terms, value);
    return std::pair{out.name, out.missing};
  };
  EXPECT_EQ(next(0), (std::pair<std::int64_t, std::int64_t>{2, 300})) << "of equals the first";
  EXPECT_EQ(next(300), (std::pair<std::int64_t, std::int64_t>{4, 200}));
  EXPECT_EQ(next(899), (std::pair<std::int64_t, std::int64_t>{1, 1}));
  EXPECT_EQ(next(900), (std::pair<std::int64_t, std::int64_t>{0, 0}));
}

TEST(Score, CarriesWhatExceedsTheHighestLevelHeld) {
  ScoreTerms<> terms;
  terms.levels = {{1, 500}, {2, 300}};
  const auto excess = [&](std::int64_t value, std::int64_t open = 1) {
    return excess_of(terms, value, open);
  };
  EXPECT_EQ(excess(640), 140);
  EXPECT_EQ(excess(500), 0);
  EXPECT_EQ(excess(450), 150);
  EXPECT_EQ(excess(299), 0);
  EXPECT_EQ(excess(640, 0), 0);
}

TEST(Score, AYearOpensWhereTheWindowDoes) {
  const WindowTerms months{Span::calendar_year, 12, 0};
  const auto opens = [](const WindowTerms& terms, const char* boundary, const char* before) {
    return opens_year(terms, day_in(boundary), day_in(before), kNoDay);
  };
  EXPECT_FALSE(opens(months, "2020-01-01", "2019-12-01"));
  EXPECT_TRUE(opens(months, "2020-02-01", "2020-01-01"));
  EXPECT_FALSE(opens(months, "2020-03-01", "2020-02-01"));
  const WindowTerms days{Span::calendar_year, 12, 365};
  EXPECT_FALSE(opens(days, "2020-01-01", "2019-12-31"));
  EXPECT_TRUE(opens(days, "2020-01-02", "2020-01-01"));
}

/// Eight programmes with numbers of their own, in lanes and alone.
struct Sides {
  ScoreTerms<Lanes8> wide;
  std::array<ScoreTerms<>, 8> narrow;
};

Sides random_sides(support::Dice& dice) {
  constexpr std::size_t kDimensions = 3;
  constexpr std::size_t kTerms = 2;
  Sides out;
  out.wide.dimensions.resize(kDimensions);
  out.wide.levels.resize(3);
  for (std::size_t d = 0; d < kDimensions; ++d) {
    out.wide.dimensions[d].gate = d == 2;
    out.wide.dimensions[d].terms.resize(kTerms);
    out.wide.dimensions[d].terms[1].subtract = dice.once_in(2);
    out.wide.dimensions[d].terms[1].table.resize(d == 0 ? 2 : 0);
  }
  for (std::size_t k = 0; k < out.narrow.size(); ++k) {
    ScoreTerms<>& own = out.narrow[k];
    own.dimensions.resize(kDimensions);
    own.levels.resize(3);
    const auto put = [&](std::int64_t& scalar, Lanes8& lanes, std::int64_t value) {
      scalar = value;
      lanes.value[k] = value;
    };
    put(own.floor, out.wide.floor, dice.roll(50));
    put(own.cap, out.wide.cap, 100 + dice.roll(200));
    for (std::size_t d = 0; d < kDimensions; ++d) {
      ScoreDimension<>& a = own.dimensions[d];
      ScoreDimension<Lanes8>& b = out.wide.dimensions[d];
      a.gate = b.gate;
      a.terms.resize(kTerms);
      put(a.start, b.start, dice.roll(40));
      put(a.floor, b.floor, dice.roll(60) - 50);
      put(a.cap, b.cap, 20 + dice.roll(150));
      put(a.at_least, b.at_least, dice.roll(60));
      for (std::size_t t = 0; t < kTerms; ++t) {
        a.terms[t].subtract = b.terms[t].subtract;
        put(a.terms[t].per.numerator, b.terms[t].per.numerator, dice.roll(9));
        put(a.terms[t].per.denominator, b.terms[t].per.denominator, 1 + dice.roll(5));
        put(a.terms[t].cap, b.terms[t].cap, dice.roll(90));
        a.terms[t].table.resize(b.terms[t].table.size());
        for (std::size_t r = 0; r < a.terms[t].table.size(); ++r) {
          put(a.terms[t].table[r].from, b.terms[t].table[r].from,
              static_cast<std::int64_t>(r) * 20 + dice.roll(20));
          put(a.terms[t].table[r].points, b.terms[t].table[r].points, dice.roll(80) - 20);
        }
      }
    }
    for (std::size_t i = 0; i < 3; ++i) {
      own.levels[i].name = static_cast<std::uint16_t>(i + 1);
      out.wide.levels[i].name = own.levels[i].name;
      put(own.levels[i].at_least, out.wide.levels[i].at_least, dice.roll(200));
    }
  }
  return out;
}

TEST(ScoreLaws, LanesAreScalars) {
  support::Dice dice(23);
  for (int round = 0; round < 300; ++round) {
    const Sides sides = random_sides(dice);
    std::vector<Lanes8> measured(6);
    for (Lanes8& each : measured) {
      for (int k = 0; k < kLanes; ++k) set_lane(each, k, dice.roll(120) - 20);
    }
    Lanes8 carried;
    for (int k = 0; k < kLanes; ++k) set_lane(carried, k, dice.roll(30));
    const auto wide = score_of<Lanes8>(sides.wide, measured, carried);
    const Lanes8 levels = level_of(sides.wide, wide.value, wide.open);
    const NextLevel<Lanes8> next = next_level(sides.wide, wide.value);
    const Lanes8 excess = excess_of(sides.wide, wide.value, wide.open);
    for (int k = 0; k < kLanes; ++k) {
      const ScoreTerms<>& own = sides.narrow[static_cast<std::size_t>(k)];
      Numbers alone;
      for (const Lanes8& each : measured) alone.push_back(each[k]);
      const ScoreValue<> narrow = score(own, alone, carried[k]);
      ASSERT_EQ(wide.value[k], narrow.value) << round;
      ASSERT_EQ(wide.open[k], narrow.open) << round;
      ASSERT_EQ(levels[k], level_of(own, narrow.value, narrow.open));
      ASSERT_EQ(next.name[k], next_level(own, narrow.value).name);
      ASSERT_EQ(next.missing[k], next_level(own, narrow.value).missing);
      ASSERT_EQ(excess[k], excess_of(own, narrow.value, narrow.open));
    }
  }
}

TEST(ScoreLaws, MoreOfAMeasureNeverLowersTheValueUnlessItIsSubtracted) {
  for (std::int64_t fen = 0; fen < 3'000'000; fen += 33'333) {
    EXPECT_LE(score(formula(), member_with(fen)).value,
              score(formula(), member_with(fen + 33'333)).value);
  }
}

}  // namespace
}  // namespace loyaltycore::rules::score_test
