// Medals that cannot be read: each problem with its place and what to write instead.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/score_program.hpp"

namespace loyaltycore::io::program_check_medals_test {
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

/// A family with these grades and one medal of orders.
std::vector<std::string> problems_of_grades(const std::string& grades) {
  return problems_of(R"("medals": {"f": {"grades": )" + grades +
                     R"(, "each": {"m": {"requires": {"orders": {"of": "orders"}}}}}})");
}
std::vector<std::string> problems_of_medal(const std::string& medal) {
  return problems_of(R"("medals": {"f": {"grades": [{"at_least": {"orders": 1}}],
                         "each": {"m": )" +
                     medal + "}}}");
}

TEST(ProgramMedals, ThatAreWholeHaveNoProblem) {
  EXPECT_THAT(problems_of_grades(R"([{"at_least": {"orders": 1}}, {"at_least": {"orders": 2}}])"),
              IsEmpty());
  EXPECT_THAT(problems_of(R"("score": {"s": {}}, "medals": {"f": {"settle_day": 0,
      "window": {"months": 14, "span": "calendar_year"}, "retain": "permanent",
      "grades": [{"title": "First", "at_least": {"s": 1}}],
      "each": {"m": {"title_zh": "m", "requires": {"s": {"of": "score", "score": "s"}}}}}})"),
              IsEmpty());
}

TEST(ProgramMedals, GradesAscend) {
  EXPECT_THAT(
      problems_of_grades("[]"),
      ElementsAre("/medals/f/grades: the family has no grades; expected one grade or more"));
  EXPECT_THAT(problems_of_grades(R"([{"at_least": {"orders": 2}}, {"at_least": {"orders": 1}}])"),
              ElementsAre("/medals/f/grades/1/at_least/orders: the grades do not ascend; expected "
                          "at least the 2 of the grade before"));
  EXPECT_THAT(problems_of_grades(R"([{"at_least": {"orders": 2}}, {"at_least": {"orders": 2}}])"),
              ElementsAre("/medals/f/grades/1/at_least: the grade asks for no more than the one "
                          "before; expected a higher number"));
  std::string many;
  for (int i = 0; i < 33; ++i) {
    many += (i == 0 ? "" : ", ") + (R"({"at_least": {"orders": )" + std::to_string(i) + "}}");
  }
  EXPECT_THAT(problems_of_grades("[" + many + "]"),
              ElementsAre("/medals/f/grades: there are 33 grades; expected at most 32"));
}

TEST(ProgramMedals, RequirementsAndGradesSpeakOfTheSame) {
  EXPECT_THAT(problems_of_medal(R"({"requires": {"orders": {"of": "orders"},
                                                 "days": {"of": "days"}}})"),
              ElementsAre("/medals/f/each/m/requires/days: a grade of the family does not say how "
                          "much of `days`; expected a number under `days` in `at_least` of every "
                          "grade"));
  EXPECT_THAT(problems_of_medal("{}"),
              ElementsAre("/medals/f/each/m/requires: there are 0 requirements; expected 1 to 4",
                          "/medals/f/each/m/requires: the grades ask for `orders`, which is not "
                          "measured; expected a measure under `orders`, or no such number in "
                          "`grades`"));
}

TEST(ProgramMedals, MeasuresAreThoseOfScores) {
  EXPECT_THAT(
      problems_of_medal(R"({"requires": {"orders": {"of": "count", "activity": "shared"}}})"),
      ElementsAre(HasSubstr("/medals/f/each/m/requires/orders/activity: unknown activity "
                            "`shared`")));
  EXPECT_THAT(problems_of_medal(R"({"requires": {"orders": {"of": "sum", "activity": "x"}}})"),
              testing::Contains(HasSubstr("the measure `sum` is not built yet")));
  EXPECT_THAT(problems_of_medal(R"({"requires": {"orders": {"of": "score", "score": "s"}}})"),
              ElementsAre("/medals/f/each/m/requires/orders/score: unknown score `s`; expected one "
                          "of `score`"));
}

TEST(ProgramMedals, WindowsThatAreNotBuiltAreRefusedByName) {
  const auto of_window = [](const std::string& window) {
    return problems_of(R"("medals": {"f": {"grades": [{"at_least": {"orders": 1}}], "window": )" +
                       window + "}}");
  };
  EXPECT_THAT(of_window(R"({"days": 365})"),
              ElementsAre("/medals/f/window/days: windows of days are not built yet; expected "
                          "months"));
  EXPECT_THAT(of_window(R"({"span": "lifetime"})"),
              ElementsAre("/medals/f/window/span: the span `lifetime` is not built yet; expected "
                          "rolling or calendar_year"));
}

TEST(ProgramMedals, AreNamedOnceAndFoundByConditions) {
  const std::string both = R"("medals": {
    "f": {"grades": [{"at_least": {"o": 1}}], "each": {"m": {"requires": {"o": {"of": "orders"}}}}},
    "g": {"grades": [{"at_least": {"o": 1}}], "each": {"m": {"requires": {"o": {"of": "orders"}}}}}
    })";
  EXPECT_THAT(problems_of(both), ElementsAre("/medals/g/each/m: two medals are called `m`; "
                                             "expected each id once, over all families"));
  const auto asked = [](const std::string& medals) {
    return problems_of(R"("medals": {"f": {"grades": [{"at_least": {"o": 1}}],
        "each": {"buyer": {"requires": {"o": {"of": "orders"}}}}}},
      "beans": {"earn": {"in": {"trigger": "login", "fixed": 1, "when": {"medals": )" +
                       medals + "}}}}");
  };
  EXPECT_THAT(asked(R"({"buyer": 1})"), IsEmpty());
  EXPECT_THAT(asked(R"({"byer": 1})"),
              ElementsAre("/beans/earn/in/when/medals: unknown medal `byer`; expected a medal of "
                          "this version (buyer)"));
  EXPECT_THAT(asked(R"({"buyer": 2})"),
              ElementsAre("/beans/earn/in/when/medals/buyer: the medal `buyer` has no grade 2; "
                          "expected 1 to 1"));
}

}  // namespace
}  // namespace loyaltycore::io::program_check_medals_test
