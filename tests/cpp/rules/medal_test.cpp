// medal.hpp: grades are reached inclusively, by every number. Numbers: DOMAIN 5.
#include "loyaltycore/rules/medal.hpp"

#include <array>

#include <gtest/gtest.h>

#include "support/eight.hpp"

namespace loyaltycore::rules::medal_test {
namespace {

using Numbers = ByRequirement<std::int64_t>;

/// Spend in fen and orders of one category.
MedalTerms<> category() {
  MedalTerms<> out;
  out.requirements = {{{MeasureKind::spend, 1, 1}, "spend"}, {{MeasureKind::orders, 1, 1}, "o"}};
  out.grades = {{{20'000, 2}}, {{100'000, 4}}, {{300'000, 8}}, {{800'000, 15}}, {{2'000'000, 30}}};
  return out;
}

std::int64_t grade(const MedalTerms<>& terms, const Numbers& measured) {
  return grade_of<std::int64_t>(terms, measured);
}

TEST(Medal, IsThatOfTheWorkedExample) {
  EXPECT_EQ(grade(category(), {320'000, 7}), 2) << "spend of grade 3, orders of grade 2";
  EXPECT_EQ(grade(category(), {230'000, 6}), 2) << "after a return of 900.00";
}

TEST(Medal, NumbersAreInclusive) {
  EXPECT_EQ(grade(category(), {20'000, 2}), 1);
  EXPECT_EQ(grade(category(), {19'999, 2}), 0);
  EXPECT_EQ(grade(category(), {20'000, 1}), 0);
  EXPECT_EQ(grade(category(), {2'000'000, 30}), 5);
  EXPECT_EQ(grade(MedalTerms<>{}, {}), 0);
}

TEST(Medal, KeepsAPermanentGradeWithinThoseThatThereAre) {
  MedalTerms<> terms = category();
  EXPECT_EQ(grade_after<std::int64_t>(terms, 3, 1), 1);
  terms.permanent = true;
  EXPECT_EQ(grade_after<std::int64_t>(terms, 3, 1), 3);
  EXPECT_EQ(grade_after<std::int64_t>(terms, 3, 4), 4);
  terms.grades.resize(2);
  EXPECT_EQ(grade_after<std::int64_t>(terms, 3, 1), 2) << "the version has two grades";
}

TEST(Medal, TheGradeAboveTellsWhatItNeeds) {
  const MedalTerms<> terms = category();
  EXPECT_EQ(grade_above(terms, 0)->at_least[0], 20'000);
  EXPECT_EQ(grade_above(terms, 2)->at_least[1], 8);
  EXPECT_EQ(grade_above(terms, 5), nullptr);
}

TEST(MedalLaws, LanesAreScalars) {
  support::Dice dice(31);
  for (int round = 0; round < 300; ++round) {
    MedalTerms<Lanes8> wide;
    wide.requirements = category().requirements;
    wide.grades.resize(3);
    wide.permanent = dice.roll(2) == 0;
    std::array<MedalTerms<>, 8> narrow;
    narrow.fill(category());
    ByRequirement<Lanes8> measured{};
    Lanes8 held{};
    for (std::size_t k = 0; k < narrow.size(); ++k) {
      narrow[k].permanent = wide.permanent;
      narrow[k].grades.resize(3);
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t m = 0; m < 2; ++m) {
          const std::int64_t number = dice.roll(100);
          narrow[k].grades[i].at_least[m] = number;
          wide.grades[i].at_least[m].value[k] = number;
        }
      }
      for (Lanes8& each : measured) each.value[k] = dice.roll(110);
      held.value[k] = dice.roll(4);
    }
    const Lanes8 after = grade_after(wide, held, grade_of(wide, measured));
    for (int k = 0; k < kLanes; ++k) {
      const MedalTerms<>& own = narrow[static_cast<std::size_t>(k)];
      const Numbers alone{measured[0][k], measured[1][k]};
      ASSERT_EQ(after[k], grade_after(own, held[k], grade(own, alone))) << round;
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::medal_test
