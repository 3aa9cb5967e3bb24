// settle_scores.hpp: scores settle at their boundaries; between them only what is shown moves.
#include "loyaltycore/kernel/settle_scores.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::settle_scores_test {
namespace {

using namespace support;
using K = EventKind;

constexpr std::string_view kLevels =
    R"("levels": [{"id": "known", "at_least": 201}, {"id": "best", "at_least": 1000}])";

/// A point for each yuan of the last 12 months, settled on the 1st.
std::string spend_score(const std::string& more = "", std::string_view levels = kLevels) {
  return R"("score": {"s": {"dimensions": {"spend": {"terms": {"net": {"of": "spend"}}}}, )" +
         more + std::string(levels) + "}}";
}
Story story(const std::string& section) { return Story(programme(section)); }

Ledger scores_of(const Story& member) {
  Ledger out;
  for (const std::string& each : member.ledger()) {
    if (each.find("score ") != std::string::npos) out.push_back(each);
  }
  return out;
}

TEST(Scores, SettleOnTheirDayAndNotBefore) {
  Story member = story(spend_score());
  member.on("2018-01-10").completes("o1", {line(1, 25'050)});
  member.on("2018-01-31").settle();
  EXPECT_TRUE(scores_of(member).empty());
  member.on("2018-02-01").settle();
  EXPECT_EQ(scores_of(member), (Ledger{"[2018-02-01] score s, settled: 0 -> 250 known"}));
}

TEST(Scores, LookAtTwelveWholeMonths) {
  Story member = story(spend_score());
  member.on("2018-01-01").completes("o1", {line(1, 30'000)});
  member.on("2019-01-01").settle();
  EXPECT_EQ(member.member().standing.scores[0].value, 300) << "2018-01 to 2018-12 [P13]";
  member.on("2019-02-01").settle();
  EXPECT_EQ(scores_of(member).back(), "[2019-02-01] score s, settled: 300 -> 0 -");
}

TEST(Scores, AReturnLowersTheNextSettlementNotThePastOne) {
  Story member = story(spend_score());
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.on("2018-02-01").settle();
  EXPECT_EQ(scores_of(member).back(), "[2018-02-01] score s, settled: 0 -> 1200 known+best");
  member.on("2018-02-05").returns("o1", 1);
  EXPECT_EQ(member.member().standing.scores[0].value, 1200) << "rights follow the settled value";
  member.on("2018-03-01").settle();
  EXPECT_EQ(scores_of(member).back(), "[2018-03-01] score s, settled: 1200 -> 0 -");
}

TEST(Scores, AreSettledByTheNextEventAsByATick) {
  Story ticked = story(spend_score());
  Story silent = story(spend_score());
  for (Story* member : {&ticked, &silent}) {
    member->on("2018-01-10").completes("o1", {line(1, 120'000)});
  }
  for (const char* day : {"2018-01-20", "2018-02-01", "2018-02-02", "2018-04-01"}) {
    ticked.on(day).settle();
  }
  for (Story* member : {&ticked, &silent}) {
    member->on("2018-05-10").completes("o2", {line(1, 100)});
    member->on("2018-06-01").settle();
  }
  EXPECT_EQ(ticked.member().standing.scores[0].value, 1201);
  std::vector<std::byte> scratch;
  EXPECT_EQ(member_hash("m", ticked.member(), ticked.program().plan(), scratch),
            member_hash("m", silent.member(), silent.program().plan(), scratch));
}

TEST(Scores, SettleEveryDayWhereTheDayIsZero) {
  Story member = story(spend_score(R"("settle_day": 0, )"));
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.on("2018-01-31").settle();
  EXPECT_EQ(scores_of(member), (Ledger{"[2018-01-11] score s, settled: 0 -> 0 -"}))
      << "no gate is closed from now on; a window of months holds whole months";
  member.on("2018-02-03").settle();
  EXPECT_EQ(scores_of(member), (Ledger{"[2018-02-01] score s, settled: 0 -> 1200 known+best"}));
}

TEST(Scores, AClosedGateGivesNoLevel) {
  Story member = story(
      R"("inputs": ["credit"], "score": {"s": {"dimensions": {
           "spend": {"terms": {"net": {"of": "spend"}}},
           "risk": {"role": "gate", "at_least": 60, "terms": {"c": {"of": "input",
                    "input": "credit"}}}}, )" +
      std::string(kLevels) + "}}");
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.on("2018-02-01").settle();
  EXPECT_EQ(scores_of(member), (Ledger{"[2018-02-01] score s, settled: 0 -> 1200 closed"}));
  EventData credit;
  credit.kind = K::credit_updated;
  credit.input = "credit";
  credit.value = 60;
  member.on("2018-02-10").tell(credit);
  member.on("2018-03-01").settle();
  EXPECT_EQ(scores_of(member), (Ledger{"[2018-03-01] score s, settled: 1200 -> 1200 known+best"}));
}

TEST(Scores, WhatExceedsALevelOpensTheNextYear) {
  Story member = story(spend_score(R"("window": {"span": "calendar_year"},
                                      "carry": "above_level", )"));
  member.on("2018-03-10").completes("o1", {line(1, 123'400)});
  member.on("2019-01-01").settle();
  EXPECT_EQ(member.member().standing.scores[0].value, 1234);
  member.on("2019-02-01").settle();
  EXPECT_EQ(scores_of(member).back(),
            "[2019-02-01] score s, settled: 1234 -> 234 known, carried 234");
  member.on("2020-02-01").settle();
  EXPECT_EQ(scores_of(member).back(), "[2020-02-01] score s, settled: 234 -> 33 -, carried 33");
}

TEST(Scores, OneMayAskAnother) {
  Story member = story(
      R"("score": {"a": {"dimensions": {"d": {"terms": {"net": {"of": "spend"}}}}},
                   "b": {"settle_day": 5, "dimensions": {"d": {"start": 7, "terms": {
                      "a": {"of": "score", "score": "a", "per": "1/100"}}}}}})");
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.on("2018-02-10").settle();
  EXPECT_EQ(scores_of(member), (Ledger{"[2018-02-01] score a, settled: 0 -> 1200 -",
                                       "[2018-02-05] score b, settled: 0 -> 19 -"}));
}

std::string with_version(const std::string& from, const std::string& changes) {
  return spend_score() + R"(, "overlays": [{"id": "later", "from": ")" + from +
         R"(", "changes": {"score": )" + changes + "}}]";
}

TEST(Scores, AVersionWithOtherLevelsKeepsTheValue) {
  Story member = story(
      with_version("2018-02-15", R"({"s": {"levels": [{"id": "known", "at_least": 2000}]}})"));
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.on("2018-02-10").returns("o1", 1);
  member.on("2018-02-20").settle();
  EXPECT_EQ(scores_of(member), (Ledger{"[2018-02-15] score s, begun: 1200 -> 1200 -"}));
}

TEST(Scores, AVersionThatCountsOtherwiseSettlesAtOnce) {
  Story member = story(with_version("2018-02-15", R"({"s": {"cap": 500}})"));
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.on("2018-02-20").completes("o2", {line(1, 120'000)});
  EXPECT_EQ(scores_of(member), (Ledger{"[2018-02-01] score s, settled: 0 -> 1200 known+best",
                                       "[2018-02-15] score s, begun: 1200 -> 500 known"}));
}

TEST(Scores, AVersionThatBeginsOnABoundarySettlesOnce) {
  Story kept = story(with_version("2018-02-01", R"({"s": {"levels": []}})"));
  kept.on("2018-01-10").completes("o1", {line(1, 120'000)});
  kept.on("2018-02-20").settle();
  EXPECT_EQ(scores_of(kept), (Ledger{"[2018-02-01] score s, settled: 0 -> 1200 -"}));
  Story other = story(with_version("2018-02-01", R"({"s": {"cap": 500}})"));
  other.on("2018-01-10").completes("o1", {line(1, 120'000)});
  other.on("2018-02-20").settle();
  EXPECT_EQ(scores_of(other), (Ledger{"[2018-02-01] score s, begun: 0 -> 500 known"}));
}

TEST(Scores, AVersionWithoutAScoreDropsIt) {
  Story member = story(with_version("2018-02-15", R"({"s": null})"));
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.on("2018-05-20").settle();
  EXPECT_EQ(scores_of(member), (Ledger{"[2018-02-01] score s, settled: 0 -> 1200 known+best",
                                       "[2018-02-15] score s, dropped: 1200 -> 0 closed"}));
  EXPECT_TRUE(member.member().standing.scores.empty());
}

TEST(Scores, AreErasedWithTheMember) {
  Story member = story(spend_score());
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.on("2018-02-10").settle();
  EventData erase;
  erase.kind = K::erased;
  member.on("2018-02-11").tell(erase);
  EXPECT_EQ(scores_of(member), (Ledger{"score s, erased: 1200 -> 0 closed"}));
  member.on("2018-12-11").settle();
  EXPECT_TRUE(scores_of(member).empty());
}

TEST(Scores, ARuleMayAskForALevel) {
  Story member = story(spend_score() +
                       R"(, "beans": {"earn": {"in": {"trigger": "login", "fixed": 5,
           "when": {"score_levels": ["best"]}}}})");
  EventData login;
  login.kind = K::login;
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.tell(login);
  EXPECT_EQ(member.beans(), 0) << "not settled yet";
  member.on("2018-02-01").tell(login);
  EXPECT_EQ(member.beans(), 5);
}

TEST(Scores, AreReadAgainFromBytes) {
  Story member = story(spend_score());
  member.on("2018-01-10").completes("o1", {line(1, 120'000)});
  member.on("2018-03-10").settle();
  std::vector<std::byte> bytes;
  encode_member(member.member(), member.program().plan(), Memory::included, bytes);
  Member read;
  ASSERT_TRUE(decode_member(bytes, read));
  EXPECT_EQ(read.standing.scores[0].value, 1200);
  Workspace workspace;
  Effects effects;
  const Instant later = member.program().zone().start_of(day_in("2019-03-01"));
  static_cast<void>(settle(member.program(), read, later, workspace, &effects));
  EXPECT_EQ(effects.entries.size(), 2U) << "the line closes, and the score falls to nothing";
}

}  // namespace
}  // namespace loyaltycore::kernel::settle_scores_test
