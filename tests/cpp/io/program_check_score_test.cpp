// Scores that cannot be read: each problem with its place and what to write instead.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/program.hpp"
#include "support/score_program.hpp"

namespace loyaltycore::io::program_check_score_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> problems_of(const std::string& sections) {
  std::vector<std::string> out;
  const std::string document = support::score_document(sections);
  for (const Problem& each : support::read_scores(document).problems) {
    out.push_back(each.pointer + ": " + each.what + "; expected " + each.expected +
                  (each.nearest.empty() ? "" : " (" + each.nearest + ")"));
  }
  return out;
}

/// One term of one score, beside facts that it may name.
std::vector<std::string> problems_of_term(const std::string& term) {
  return problems_of(
      R"("inputs": ["credit"],
         "facts": {"activities": ["shared"], "category_classes": {"toys": {"categories": ["toy"]}}},
         "score": {"s": {"dimensions": {"d": {"terms": {"t": )" +
      term + "}}}}}");
}

std::vector<std::string> problems_of_score(const std::string& score) {
  return problems_of(R"("score": {"s": )" + score + "}");
}

const std::string kTerm = "/score/s/dimensions/d/terms/t";

TEST(ProgramScores, AConditionNamesALevelOfTheVersion) {
  const std::string beans = R"("beans": {"earn": {"in": {"trigger": "login", "fixed": 1,
    "when": {"score_levels": ["bets"]}}}}, "score": {"s": {"levels": [
    {"id": "best", "at_least": 5}]}})";
  EXPECT_THAT(problems_of(beans),
              ElementsAre("/beans/earn/in/when/score_levels: unknown score level `bets`; "
                          "expected a level of a score of this version (best)"));
}

TEST(ProgramScores, OfMonthsAndTheirFactsAreSound) {
  EXPECT_THAT(problems_of_score("{}"), IsEmpty());
  EXPECT_THAT(problems_of_term(R"({"of": "spend", "category_class": "toys", "per": "0.5"})"),
              IsEmpty());
  EXPECT_THAT(problems_of_term(R"({"of": "months_with", "at_least": 3, "activity": "shared"})"),
              IsEmpty());
  EXPECT_THAT(problems_of_term(R"({"of": "input", "input": "credit", "cap": 5})"), IsEmpty());
  EXPECT_THAT(problems_of_score(R"({"window": {"months": 14, "span": "calendar_year"},
                            "carry": "above_level", "settle_day": 0,
                            "dimensions": {"g": {"role": "gate", "at_least": 90}}})"),
              IsEmpty());
}

TEST(ProgramScores, AMeasureNamesWhatItsKindAsks) {
  EXPECT_THAT(problems_of_term(R"({"of": "count"})"),
              ElementsAre(kTerm + ": `count` asks for `activity`; expected the key `activity`"));
  EXPECT_THAT(problems_of_term(R"({"of": "spend", "activity": "shared", "at_least": 2})"),
              ElementsAre(kTerm + "/activity: `spend` does not ask for `activity`; expected no "
                                  "such key",
                          kTerm + "/at_least: `spend` does not ask for `at_least`; expected no "
                                  "such key"));
  EXPECT_THAT(problems_of_term(R"({"per": "1"})"),
              ElementsAre(HasSubstr(kTerm + ": the key `of` is missing")));
  EXPECT_THAT(problems_of_term(R"({"of": "order"})"),
              ElementsAre(HasSubstr(kTerm + "/of: unknown word `order`")));
}

TEST(ProgramScores, AMeasureNamesWhatTheProgrammeHas) {
  EXPECT_THAT(problems_of_term(R"({"of": "count", "activity": "share"})"),
              ElementsAre(kTerm + "/activity: unknown activity `share`; expected one of "
                                  "`facts.activities`: add \"share\" there to have it counted "
                                  "(shared)"));
  EXPECT_THAT(problems_of_term(R"({"of": "orders", "category_class": "toy"})"),
              ElementsAre(kTerm + "/category_class: unknown category_class `toy`; expected one of "
                                  "`facts.category_classes`: add it there to have its goods "
                                  "counted (toys)"));
  EXPECT_THAT(problems_of_term(R"({"of": "input", "input": "rating"})"),
              ElementsAre(HasSubstr(kTerm + "/input: unknown input `rating`")));
}

TEST(ProgramScores, AScoreAsksThoseBeforeIt) {
  const auto document = [](const std::string& of, const std::string& asked) {
    return R"("score": {"a": {}, "b": {}, ")" + of +
           R"(": {"dimensions": {"d": {"terms": {"t": {"of": "score", "score": ")" + asked +
           R"("}}}}}})";
  };
  EXPECT_THAT(problems_of(document("c", "b")), IsEmpty());
  for (const char* asked : {"c", "d"}) {
    EXPECT_THAT(problems_of(document("c", asked)),
                ElementsAre(HasSubstr("/score/c/dimensions/d/terms/t/score: unknown score")));
  }
}

TEST(ProgramScores, WhatIsNotKeptIsRefusedByName) {
  EXPECT_THAT(problems_of_term(R"({"of": "sum", "activity": "shared"})"),
              ElementsAre(HasSubstr(kTerm + "/of: the measure `sum` is not built yet")));
  EXPECT_THAT(
      problems_of(
          R"("score": {"s": {"dimensions": {"d": {"terms": {"t": {"of": "first_classes"}}}}}})"),
      ElementsAre(HasSubstr(kTerm + "/of: `first_classes` counts classes of goods")));
  EXPECT_THAT(problems_of_score(R"({"window": {"days": 365}})"),
              ElementsAre("/score/s/window/days: windows of days are not built yet; expected "
                          "months"));
  for (const char* span : {"anniversary", "lifetime"}) {
    EXPECT_THAT(problems_of_score(R"({"window": {"span": ")" + std::string{span} + R"("}})"),
                ElementsAre(HasSubstr("/score/s/window/span: the span `" + std::string{span} +
                                      "` is not built yet")));
  }
}

TEST(ProgramScores, PartsFitTogether) {
  EXPECT_THAT(problems_of_score(R"({"window": {"days": 30, "months": 2}})"),
              testing::Contains(HasSubstr("/score/s/window: days and months exclude each other")));
  EXPECT_THAT(problems_of_score(R"({"carry": "above_level"})"),
              ElementsAre(HasSubstr("/score/s/carry: only a calendar year carries")));
  EXPECT_THAT(problems_of_score(R"({"floor": 5, "cap": 4})"),
              ElementsAre("/score/s/cap: the cap lies below the floor; expected at least 5"));
  EXPECT_THAT(problems_of_score(R"({"dimensions": {"d": {"cap": -1}}})"),
              ElementsAre(HasSubstr("/score/s/dimensions/d/cap: the cap lies below the floor")));
  EXPECT_THAT(problems_of_score(R"({"dimensions": {"d": {"at_least": 1}, "g": {"role": "gate"}}})"),
              ElementsAre(HasSubstr("/score/s/dimensions/d/at_least: only a gate"),
                          HasSubstr("/score/s/dimensions/g: the key `at_least` is missing")));
}

TEST(ProgramScores, ATableAscendsAndStandsAlone) {
  EXPECT_THAT(problems_of_term(R"({"of": "days", "per": "2", "table": [
                                   {"from": 5, "points": 1}, {"from": 5, "points": 2}]})"),
              ElementsAre(HasSubstr(kTerm + "/table: per and table exclude each other"),
                          HasSubstr(kTerm + "/table/1/from: the rows do not ascend")));
  EXPECT_THAT(problems_of_term(R"({"of": "days", "table": []})"),
              ElementsAre(HasSubstr(kTerm + "/table: the table is empty")));
}

TEST(ProgramScores, ALevelIsKnownByItsIdAlone) {
  EXPECT_THAT(problems_of(R"("score": {"a": {"levels": [{"id": "x", "at_least": 1}]},
                                       "b": {"levels": [{"id": "y", "at_least": 1},
                                                        {"id": "x", "at_least": 2}]}})"),
              ElementsAre("/score/b/levels/1/id: two levels are called `x`; expected each id once, "
                          "over all scores"));
}

TEST(ProgramScores, AreBounded) {
  EXPECT_THAT(problems_of(R"("score": {"a": {}, "b": {}, "c": {}, "d": {}, "e": {}})"),
              ElementsAre(HasSubstr("the programme names too many scores; expected at most 4")));
  std::string terms;
  for (int i = 0; i <= 64; ++i) {
    terms += (i == 0 ? "\"t" : ", \"t") + std::to_string(i) + R"(": {"of": "days"})";
  }
  EXPECT_THAT(problems_of_score(R"({"dimensions": {"d": {"terms": {)" + terms + "}}}}"),
              ElementsAre(HasSubstr("/score/s/dimensions: there are 65 terms")));
}

TEST(ProgramScores, AProblemOfAnOverlayPointsToIt) {
  EXPECT_THAT(problems_of(R"("score": {"s": {"floor": 3}}, "overlays": [{"id": "later",
                "from": "2020-01-01", "changes": {"score": {"s": {"cap": 2}}}}])"),
              ElementsAre(HasSubstr("/overlays/0/changes/score/s/cap: the cap lies below")));
}

}  // namespace
}  // namespace loyaltycore::io::program_check_score_test
