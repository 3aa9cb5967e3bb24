// The scores of a member with names: settled, as of today, and dimension by dimension.
#include "loyaltycore/engine/scores.hpp"

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "support/programmes.hpp"

namespace loyaltycore::engine::scores_test {
namespace {

using testing::kBegin;
using testing::kDay;
using testing::order_of;

const Program& program() {
  static const Program value = Program::from_json(support::programme(R"(
    "categories": {"unknown": "accept"}, "score": {"taoqi": {
    "settle_day": 2, "dimensions": {
      "consumption": {"terms": {"spend": {"of": "spend"}}},
      "trust": {"role": "gate", "at_least": 900, "start": 1000,
                "terms": {"refused": {"of": "refusals", "per": "50", "subtract": true}}}},
    "levels": [{"id": "fan", "at_least": 100}, {"id": "super", "at_least": 400}]}})"));
  return value;
}

/// Bought for 300 yuan on the first of June.
Member buyer() {
  Engine engine{program()};
  EXPECT_TRUE(engine.apply(order_of("lucy", "1", kBegin, 30'000)).outcome.accepted());
  return *engine.member("lucy");
}

MemberScore score_of(const Member& member, Instant at) {
  const std::vector<MemberScore> scores = scores_of(program(), member, at);
  EXPECT_EQ(scores.size(), 1U);
  EXPECT_EQ(scores[0].score, "taoqi");
  return scores[0];
}

TEST(Scores, TellTheSettledAndTheShownValue) {
  const Member lucy = buyer();
  const MemberScore june = score_of(lucy, kBegin + 9 * kDay);
  EXPECT_EQ(june.value, 0);
  EXPECT_TRUE(june.open);
  EXPECT_TRUE(june.levels.empty());
  EXPECT_EQ(june.shown, 300);
  EXPECT_EQ(june.settles_on, day_of({2016, 7, 2}));
  EXPECT_EQ(june.next_level, "fan");
  EXPECT_EQ(june.missing, 100);
  const MemberScore july = score_of(lucy, kBegin + 40 * kDay);
  EXPECT_EQ(july.value, 300);
  EXPECT_EQ(july.levels, std::vector<std::string>{"fan"});
  EXPECT_EQ(july.shown, 300);
  EXPECT_EQ(july.settles_on, day_of({2016, 8, 2}));
  EXPECT_EQ(july.next_level, "super");
  EXPECT_EQ(july.missing, 100);
}

TEST(Scores, TellWhereTheShownValueComesFrom) {
  const std::vector<DimensionPoints> expected{{"consumption", 300, false, {{"spend", 30'000, 300}}},
                                              {"trust", 1000, true, {{"refused", 0, 0}}}};
  EXPECT_EQ(score_of(buyer(), kBegin).dimensions, expected);
}

TEST(Scores, WhatTakesOffHasPointsBelowZero) {
  Member lucy = buyer();
  lucy.facts.months[static_cast<std::size_t>(month_of(day_of({2016, 6, 1}))) % kMonthsKept]
      .refusals = 3;
  const MemberScore score = score_of(lucy, kBegin);
  EXPECT_EQ(score.dimensions[1].terms, (std::vector<TermPoints>{{"refused", 3, -150}}));
  EXPECT_EQ(score.dimensions[1].points, 850);
  EXPECT_EQ(score.shown, 300) << "a gate adds nothing, open or closed";
}

TEST(Scores, LeaveTheMemberAndAnEarlierInstantAlone) {
  const Member lucy = buyer();
  EXPECT_EQ(score_of(lucy, kBegin - 90 * kDay), score_of(lucy, kBegin));
  EXPECT_EQ(score_of(lucy, kBegin + 40 * kDay).value, 300);
  EXPECT_EQ(score_of(lucy, kBegin).value, 0);
}

TEST(Scores, OfANewcomerAreNothingYet) {
  const MemberScore score = score_of(Member{}, kBegin);
  EXPECT_EQ(score.value, 0);
  EXPECT_FALSE(score.open);
  EXPECT_EQ(score.settles_on, kNoDay);
  EXPECT_EQ(score.shown, 0);
}

TEST(Scores, LevelsAreNamedInTheOrderOfTheDocument) {
  const NameTable& names = program().names();
  std::int64_t both = kGatesHold;
  for (const char* level : {"super", "fan"}) {
    both |= std::int64_t{1} << names.find(NameKind::score_level, level);
  }
  const std::uint16_t taoqi = names.find(NameKind::score, "taoqi");
  EXPECT_EQ(score_levels(program(), 0, taoqi, both), (std::vector<std::string>{"fan", "super"}));
  EXPECT_TRUE(score_levels(program(), 0, taoqi, kGatesHold).empty());
  EXPECT_TRUE(score_levels(program(), 0, 99, both).empty());
}

}  // namespace
}  // namespace loyaltycore::engine::scores_test
