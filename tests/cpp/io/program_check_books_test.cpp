#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/program.hpp"

namespace {

using loyaltycore::Program;
using loyaltycore::ProgramError;
using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kTiers = R"("tiers": {"levels": [{"id": "base"}]})";

/// What is wrong with a programme of these sections; "" if nothing is.
std::string problems(const std::string& sections) {
  try {
    static_cast<void>(
        Program::from_json(R"({"format": 1, "meta": {"id": "p"}, )" + sections + "}"));
  } catch (const ProgramError& error) {
    return error.what();
  }
  return {};
}

std::string ladder(const std::string& levels) {
  return std::string{kTiers} + R"(, "ladders": {"club": {"levels": [)" + levels + "]}}";
}

TEST(ProgramBooks, FurtherPursesAndLaddersAreDeclared) {
  const Program program = Program::from_json(
      R"({"format": 1, "meta": {"id": "p"}, "beans": {"expire": {"after_months": 12}},
          "tiers": {"levels": [{"id": "base"}]},
          "ladders": {"club": {"levels": [{"id": "guest"}, {"id": "friend", "threshold": 5}]}},
          "purses": {"stars": {"expire": {"after_days": 30}}, "moons": {}}})");
  const auto& terms = program.versions()[0];
  EXPECT_EQ(terms.ladders[1].levels[1].threshold.count, 5);
  const auto& purses = terms.beans.purses;
  EXPECT_TRUE(purses[1].declared && purses[2].declared && !purses[3].declared);
  // Numbered by id: moons, stars. What a purse does not say is said by the beans.
  EXPECT_EQ(purses[1].expiry, purses[0].expiry);
  EXPECT_EQ(purses[2].expiry.count, 30);
}

TEST(ProgramBooks, TheFirstOnesAreTheDefault) {
  const auto fingerprint = [](const std::string& purse) {
    return Program::from_json(R"({"format": 1, "meta": {"id": "p"}, "purses": {"stars": {}},
               "beans": {"earn": {"r": {"trigger": "login", "fixed": 1)" +
                              purse + "}}}}")
        .fingerprint();
  };
  EXPECT_EQ(fingerprint(R"(, "purse": "beans")"), fingerprint(""));
  EXPECT_NE(fingerprint(R"(, "purse": "stars")"), fingerprint(""));
}

TEST(ProgramBooks, TheFirstOnesCannotBeDeclared) {
  EXPECT_THAT(problems(R"("beans": {}, "purses": {"beans": {}})"), HasSubstr("/purses/beans: "));
  EXPECT_THAT(
      problems(std::string{kTiers} + R"(, "ladders": {"growth": {"levels": [{"id": "guest"}]}})"),
      HasSubstr("/ladders/growth: `growth` is the ladder of `tiers`"));
}

TEST(ProgramBooks, StandBesideTheFirstOnes) {
  EXPECT_THAT(problems(R"("purses": {"stars": {}})"),
              HasSubstr("/purses: the first purse is that of `beans`"));
  EXPECT_THAT(problems(R"("ladders": {"club": {"levels": [{"id": "guest"}]}})"),
              HasSubstr("/ladders: the first ladder is that of `tiers`"));
  EXPECT_THAT(problems(ladder("")), HasSubstr("/ladders/club/levels: the ladder has no levels"));
}

TEST(ProgramBooks, AreBounded) {
  EXPECT_EQ(problems(R"("beans": {}, "purses": {"a": {}, "b": {}, "c": {}})"), "");
  EXPECT_THAT(problems(R"("beans": {}, "purses": {"a": {}, "b": {}, "c": {}, "d": {}})"),
              HasSubstr("too many purses beside `beans`; expected at most 3"));
  EXPECT_THAT(problems(std::string{kTiers} + R"(, "ladders": {"a": {"levels": [{"id": "x"}]},
                                                              "b": {"levels": [{"id": "y"}]}})"),
              HasSubstr("too many ladders beside `growth`; expected at most 1"));
}

TEST(ProgramBooks, ALevelStandsOnOneLadder) {
  EXPECT_THAT(problems(ladder(R"({"id": "base"})")),
              HasSubstr("/ladders/club/levels/0/id: two levels are called `base`"));
  EXPECT_THAT(problems(ladder(R"({"id": "guest"})") + R"(, "overlays": [{"id": "later",
                  "from": "2020-01-01", "changes": {"tiers": {"levels": [{"id": "guest"}]},
                  "ladders": {"club": {"levels": [{"id": "other"}]}}}}])"),
              HasSubstr("/overlays/0/changes/tiers/levels/0/id: the version `p` has the level "
                        "`guest` on the ladder `club`"));
}

TEST(ProgramBooks, AMigrationStaysOnItsLadder) {
  EXPECT_THAT(problems(ladder(R"({"id": "guest"})") + R"(, "overlays": [{"id": "later",
                  "from": "2020-01-01", "changes": {"beans": {}},
                  "migration": {"tiers": {"guest": "base"}}}])"),
              HasSubstr("/overlays/0/migration/tiers/guest: `guest` and `base` are on two ladders; "
                        "expected a level of the ladder `club`"));
}

TEST(ProgramBooks, LevelsOfEveryLadderAreChecked) {
  EXPECT_THAT(problems(ladder(R"({"id": "a", "threshold": 1}, {"id": "b"},
                                 {"id": "c", "threshold": 9}, {"id": "d", "threshold": 9},
                                 {"id": "e", "threshold": 10, "deduction": 5})")),
              AllOf(HasSubstr("/ladders/club/levels/0/threshold: the first level has no threshold"),
                    HasSubstr("/ladders/club/levels/1: the key `threshold` is missing"),
                    HasSubstr("/ladders/club/levels/3/threshold: the thresholds do not ascend"),
                    HasSubstr("/ladders/club/levels/4/deduction: a level without end")));
}

TEST(ProgramBooks, UnknownOnesAreNamedWithTheNearest) {
  EXPECT_THAT(problems(R"("purses": {"stars": {}}, "beans": {
                  "earn": {"r": {"trigger": "login", "fixed": 1, "purse": "star"}},
                  "catalogue": {"cup": {"kind": "goods", "beans": 5, "purse": "starz"}}})"),
              AllOf(HasSubstr("/beans/earn/r/purse: this version has no purse `star`; expected "
                              "`beans` or one of `purses`; did you mean \"stars\"?"),
                    HasSubstr("/beans/catalogue/cup/purse: this version has no purse `starz`")));
  EXPECT_THAT(problems(std::string{kTiers} + R"(, "growth": {"earn": {
                  "r": {"trigger": "login", "fixed": 1, "ladder": "grow"}}},
                  "tasks": {"t": {"trigger": "login", "reward": {"growth": 1}, "ladder": "x"}})"),
              AllOf(HasSubstr("/growth/earn/r/ladder: this version has no ladder `grow`"),
                    HasSubstr("/tasks/t/ladder: this version has no ladder `x`")));
}

}  // namespace
