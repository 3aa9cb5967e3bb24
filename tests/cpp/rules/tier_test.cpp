// tier.hpp: growth to level, validity, deduction. Numbers: DOMAIN 1.1.
#include "loyaltycore/rules/tier.hpp"

#include <gtest/gtest.h>

#include "support/eight.hpp"
#include "support/ledger_words.hpp"

namespace loyaltycore::rules::tier_test {
namespace {

using support::day_in;

const TierTerms<>& published() {
  static const TierTerms<> terms{{{1, Growth{0}, 0, Growth{0}},
                                  {2, Growth{0}, 0, Growth{0}},
                                  {3, Growth{2000}, 12, Growth{1000}},
                                  {4, Growth{10'000}, 12, Growth{4000}},
                                  {5, Growth{30'000}, 12, Growth{10'000}}}};
  return terms;
}

struct LevelRow {
  std::int64_t growth;
  std::int64_t qualified;
  std::int64_t level;
};

class LevelOfGrowth : public testing::TestWithParam<LevelRow> {};

TEST_P(LevelOfGrowth, HighestThresholdReached) {
  const LevelRow& row = GetParam();
  EXPECT_EQ(tier_of(published(), Growth{row.growth}, row.qualified), row.level);
}

INSTANTIATE_TEST_SUITE_P(Published, LevelOfGrowth,
                         testing::Values(LevelRow{0, 0, 0}, LevelRow{50'000, 0, 0},
                                         LevelRow{0, 1, 1}, LevelRow{1999, 1, 1},
                                         LevelRow{2000, 1, 2}, LevelRow{9950, 1, 2},
                                         LevelRow{10'000, 1, 3}, LevelRow{20'000, 1, 3},
                                         LevelRow{30'000, 1, 4}, LevelRow{9'000'000, 1, 4}));

struct DeductionRow {
  std::int64_t level;
  std::int64_t growth;
  std::int64_t left;
  std::int64_t level_then;
};

class TierDeduction : public testing::TestWithParam<DeductionRow> {};

TEST_P(TierDeduction, LeavesTheGrowthThatThePeriodEndsWith) {
  const DeductionRow& row = GetParam();
  const Growth left =
      Growth{row.growth} - tier_deduction(published(), row.level, Growth{row.growth});
  EXPECT_EQ(left.count, row.left);
  EXPECT_EQ(tier_of(published(), left, std::int64_t{1}), row.level_then);
}

INSTANTIATE_TEST_SUITE_P(Published, TierDeduction,
                         testing::Values(DeductionRow{3, 20'000, 16'000, 3},
                                         DeductionRow{2, 2500, 1500, 1},
                                         DeductionRow{3, 12'000, 8000, 2},
                                         DeductionRow{4, 30'000, 20'000, 3},
                                         DeductionRow{2, 3000, 2000, 2}, DeductionRow{2, 400, 0, 1},
                                         DeductionRow{1, 500, 500, 1}));

TEST(TierPeriod, EndsValidityMonthsAfterTheDay) {
  const Zone zone(8 * 3600);
  const auto ends = [&](std::int64_t level, const char* day) {
    return support::instant_word(zone, tier_expires_at(published(), level, day_in(day), zone));
  };
  EXPECT_EQ(ends(3, "2013-02-01"), "2014-02-01");
  EXPECT_EQ(ends(2, "2016-02-29"), "2017-02-28");
  EXPECT_EQ(ends(1, "2013-02-01"), "never");
  EXPECT_EQ(ends(7, "2013-02-01"), "never") << "a level that the terms do not have";
}

TEST(LevelOfGrowthLaws, IsMonotoneInGrowth) {
  for (std::int64_t growth = 0; growth < 32'000; growth += 50) {
    EXPECT_LE(tier_of(published(), Growth{growth}, std::int64_t{1}),
              tier_of(published(), Growth{growth + 50}, std::int64_t{1}));
  }
}

TEST(LevelOfGrowthLaws, LanesAreScalars) {
  support::Dice dice(11);
  const Zone zone(0);
  for (int round = 0; round < 300; ++round) {
    TierTerms<Lanes8> wide{std::vector<TierLevel<Lanes8>>(4)};
    std::array<TierTerms<>, 8> narrow;
    for (auto& terms : narrow) terms.levels.resize(4);
    for (std::size_t i = 0; i < 4; ++i) {
      wide.levels[i].validity_months = static_cast<std::int32_t>(i);
      for (std::size_t k = 0; k < narrow.size(); ++k) {
        auto& level = narrow[k].levels[i];
        level.validity_months = static_cast<std::int32_t>(i);
        level.threshold = Growth{static_cast<std::int64_t>(i) * 100 + dice.roll(100)};
        level.deduction = Growth{dice.roll(150)};
        wide.levels[i].threshold.count.value[k] = level.threshold.count;
        wide.levels[i].deduction.count.value[k] = level.deduction.count;
      }
    }
    Lanes8 growth;
    Lanes8 qualified;
    for (std::size_t k = 0; k < narrow.size(); ++k) {
      growth.value[k] = dice.roll(500);
      qualified.value[k] = dice.roll(2);
    }
    const Lanes8 tier = tier_of(wide, GrowthOf<Lanes8>{growth}, qualified);
    const Lanes8 ends = tier_expires_at(wide, tier, Day{17'000}, zone);
    const Lanes8 taken = tier_deduction(wide, tier, GrowthOf<Lanes8>{growth}).count;
    for (int k = 0; k < kLanes; ++k) {
      const auto& own = narrow[static_cast<std::size_t>(k)];
      ASSERT_EQ(tier[k], tier_of(own, Growth{growth[k]}, qualified[k]));
      ASSERT_EQ(ends[k], tier_expires_at(own, tier[k], Day{17'000}, zone));
      ASSERT_EQ(taken[k], tier_deduction(own, tier[k], Growth{growth[k]}).count);
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::tier_test
