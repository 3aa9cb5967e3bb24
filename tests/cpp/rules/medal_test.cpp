// medal.hpp: grades are reached inclusively, by every number. Numbers: DOMAIN 5.
#include "loyaltycore/rules/medal.hpp"

#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "support/eight.hpp"

namespace loyaltycore::rules {
namespace {

using Numbers = std::vector<std::int64_t>;

/// Spend in fen and orders of one category.
const MedalTerms<>& category() {
  static const MedalTerms<> terms{
      {{MeasureKind::spend, 1, 1}, {MeasureKind::orders, 1, 1}},
      {{{20'000, 2}}, {{100'000, 4}}, {{300'000, 8}}, {{800'000, 15}}, {{2'000'000, 30}}},
      {},
      1};
  return terms;
}

std::int64_t grade(const MedalTerms<>& terms, const Numbers& measured) {
  return grade_of<std::int64_t>(terms, measured);
}

TEST(Medal, IsThatOfTheWorkedExample) {
  EXPECT_EQ(grade(category(), {320'000, 7}), 2) << "spend of grade 3, orders of grade 2";
  EXPECT_EQ(grade(category(), {230'000, 6}), 2) << "after a return of 900.00";
  const Numbers measured{320'000, 7};
  const auto missing = missing_to_next<std::int64_t>(category(), measured, 2);
  EXPECT_EQ(missing[0], 0);
  EXPECT_EQ(missing[1], 1);
}

TEST(Medal, ThresholdsAreInclusive) {
  EXPECT_EQ(grade(category(), {20'000, 2}), 1);
  EXPECT_EQ(grade(category(), {19'999, 2}), 0);
  EXPECT_EQ(grade(category(), {20'000, 1}), 0);
  EXPECT_EQ(grade(category(), {2'000'000, 30}), 5);
  EXPECT_EQ(grade(MedalTerms<>{}, {}), 0);
}

TEST(Medal, GradesNeedNotAscendInEveryNumber) {
  MedalTerms<> terms = category();
  terms.grades = {{{100, 9}}, {{200, 1}}};
  EXPECT_EQ(grade(terms, {200, 1}), 2);
  EXPECT_EQ(grade(terms, {100, 9}), 1);
  EXPECT_EQ(grade(terms, {199, 8}), 0);
}

TEST(Medal, NothingIsMissingAboveTheLastGrade) {
  const Numbers measured{9'000'000, 99};
  const auto missing = missing_to_next<std::int64_t>(category(), measured, 5);
  EXPECT_EQ(missing, (std::array<std::int64_t, kMostRequirements>{}));
  const Numbers none{0, 0};
  EXPECT_EQ(missing_to_next<std::int64_t>(category(), none, 0)[0], 20'000);
  EXPECT_EQ(missing_to_next<std::int64_t>(category(), none, 0)[1], 2);
}

TEST(MedalLaws, LanesAreScalars) {
  support::Dice dice(31);
  for (int round = 0; round < 300; ++round) {
    MedalTerms<Lanes8> wide{category().requires_all, std::vector<MedalGrade<Lanes8>>(3), {}, 1};
    std::array<MedalTerms<>, 8> narrow;
    narrow.fill(category());
    std::vector<Lanes8> measured(2);
    for (std::size_t k = 0; k < narrow.size(); ++k) {
      narrow[k].grades.resize(3);
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t m = 0; m < 2; ++m) {
          const std::int64_t number = dice.roll(100);
          narrow[k].grades[i].at_least[m] = number;
          wide.grades[i].at_least[m].value[k] = number;
        }
      }
      for (Lanes8& each : measured) each.value[k] = dice.roll(110);
    }
    const Lanes8 grades = grade_of<Lanes8>(wide, measured);
    const auto missing = missing_to_next<Lanes8>(wide, measured, grades);
    for (int k = 0; k < kLanes; ++k) {
      const MedalTerms<>& own = narrow[static_cast<std::size_t>(k)];
      const Numbers alone{measured[0][k], measured[1][k]};
      ASSERT_EQ(grades[k], grade(own, alone)) << round;
      const auto lacking = missing_to_next<std::int64_t>(own, alone, grades[k]);
      ASSERT_EQ(missing[0][k], lacking[0]);
      ASSERT_EQ(missing[1][k], lacking[1]);
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules
