// What two programmes differ in: the versions in force, each change once, with its time.
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loyaltycore/io/program_json.hpp"
#include "support/full_program.hpp"
#include "support/ledger_words.hpp"
#include "support/random_programme.hpp"

namespace loyaltycore::program_difference_test {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Program full() { return Program::from_json(support::kFullProgram); }

Program with(const Program& program, const std::string& path, const std::string& value) {
  return with_values(program, std::vector<PathValue>{{path, value}});
}

/// "[2016-03-01, never) path: before -> after", in days of the first programme's zone.
std::vector<std::string> told(const Program& before, const Program& after) {
  std::vector<std::string> out;
  for (const Difference& each : difference(before, after)) {
    out.push_back("[" + support::instant_word(before.zone(), each.from) + ", " +
                  support::instant_word(before.zone(), each.until) + ") " + each.path + ": " +
                  each.before_json + " -> " + each.after_json);
  }
  return out;
}

TEST(Difference, IsToldOnceForAllVersionsThatInheritIt) {
  const Program base = full();
  EXPECT_THAT(told(base, base), IsEmpty());
  EXPECT_THAT(told(base, with(base, "beans.earn.purchase.rate", "\"0.2%\"")),
              ElementsAre("[2016-03-01, never) beans.earn.purchase.rate: \"1/1000\" -> \"1/500\""));
}

TEST(Difference, EndsWhereAnOverlayTakesOver) {
  const Program base = full();
  EXPECT_THAT(told(base, with(base, "tiers.levels.silver.threshold", "2500")),
              ElementsAre("[2016-03-01, 2020-01-01) tiers.levels.silver.threshold: 2000 -> 2500"));
}

TEST(Difference, OfAPursesValidityIsNotRepeatedForItsRules) {
  const Program base = with(full(), "beans.earn.visit.purse", "\"stars\"");
  EXPECT_THAT(told(base, with(base, "purses.stars.expire.after_days", "31")),
              ElementsAre("[2016-03-01, never) purses.stars.expire.after_days: 30 -> 31"));
  EXPECT_THAT(told(full(), base),
              ElementsAre("[2016-03-01, never) beans.earn.visit.purse: \"beans\" -> \"stars\""));
}

TEST(Difference, OfTheBeansValidityIsNotRepeatedForRulesThatSayNone) {
  const Program base = full();
  EXPECT_THAT(told(base, with(base, "beans.expire.after_months", "24")),
              ElementsAre("[2016-03-01, never) beans.expire.after_months: 12 -> 24"));
  EXPECT_THAT(told(base, with(base, "beans.earn.visit.expire", R"({"after_days": 9})")),
              Each(HasSubstr("beans.earn.visit.expire.")));
}

TEST(Difference, OfAShiftedOverlayIsToldMeanwhile) {
  const Program base = full();
  const auto found = told(base, with(base, "overlays.later.from", "\"2020-04-01\""));
  EXPECT_THAT(found, Contains("[2020-01-01, 2020-04-01) version: \"later\" -> null"));
  EXPECT_THAT(found, Contains("[2020-04-01, never) version: null -> \"later\""));
  EXPECT_THAT(found, Contains("[2020-01-01, 2020-04-01) migration.lots: \"redate\" -> null"));
  EXPECT_THAT(found, Contains("[2020-01-01, 2020-04-01) tiers.levels.iron: "
                              "{\"id\":\"iron\",\"threshold\":10} -> null"));
  for (const std::string& each : found) {
    const bool of_beginnings = each.find(") version") != std::string::npos ||
                               each.find(") migration") != std::string::npos;
    EXPECT_TRUE(of_beginnings || each.starts_with("[2020-01-01, 2020-04-01)")) << each;
  }
}

TEST(Difference, OfNamesStaysReadable) {
  const Program base = full();
  std::string renamed{support::kFullProgram};
  renamed.replace(renamed.find("\"full\""), 6, "\"other\"");
  renamed.replace(renamed.find("\"later\""), 7, "\"soon\"");
  EXPECT_THAT(told(base, Program::from_json(renamed)),
              ElementsAre("[2016-03-01, never) meta.id: \"full\" -> \"other\"",
                          "[2020-01-01, never) version: \"later\" -> \"soon\""));
}

TEST(Difference, BeginsWhereBothAreInForce) {
  const Program base = full();
  std::string later{support::kFullProgram};
  later.replace(later.find("2016-03-01"), 10, "2017-05-01");
  later.replace(later.find("\"fixed\": 5"), 10, "\"fixed\": 6");
  EXPECT_THAT(told(base, Program::from_json(later)),
              ElementsAre("[2016-03-01, 2017-05-01) from: \"2016-03-01T00:00:00+08:00\" -> "
                          "\"2017-05-01T00:00:00+08:00\"",
                          "[2017-05-01, never) growth.earn.login.fixed: 5 -> 6"));
}

TEST(Difference, OfASectionThatOneLacksLeavesDefaultsOut) {
  const std::string head = R"({"format": 1, "meta": {"id": "p"}, "from": "2016-01-01")";
  const Program none = Program::from_json(head + "}");
  const Program beans = Program::from_json(
      head + R"(, "beans": {"earn": {"visit": {"trigger": "store_visited", "fixed": 5}},
                            "redeem": {"step": 10}}})");
  EXPECT_THAT(told(none, beans),
              ElementsAre("[2016-01-01, never) beans.earn.visit: null -> "
                          "{\"trigger\":\"store_visited\",\"unit\":\"event\",\"fixed\":5}",
                          "[2016-01-01, never) beans.redeem.step: null -> 10",
                          "[2016-01-01, never) beans.expire.never: null -> true"));
}

TEST(Difference, BetweenPresetsJd2013AndJd2016IsReadable) {
  const auto found = told(Program::preset("jd-2013"), Program::preset("jd-2016"));
  EXPECT_THAT(found, SizeIs(::testing::Lt(200)));
  for (const std::string& each : found) EXPECT_LT(each.size(), 700U) << each;
  EXPECT_THAT(found, Contains(HasSubstr("[2011-01-01, 2016-03-01) from:")));
  EXPECT_THAT(found, Not(Contains(HasSubstr(") : "))));
}

TEST(DifferenceLaws, EqualOnlyWhereTheFingerprintsAre) {
  int different = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Program one = Program::from_json(support::RandomProgramme(seed, seed).json());
    const Program two = Program::from_json(support::RandomProgramme(seed, seed + 1).json());
    const auto found = difference(one, two);
    EXPECT_EQ(found.empty(), one.fingerprint() == two.fingerprint()) << seed;
    different += found.empty() ? 0 : 1;
    // Turned round it is the same, with the values exchanged.
    const auto back = difference(two, one);
    std::set<std::string> there;
    std::set<std::string> here;
    for (const Difference& each : found) {
      there.insert(each.path + each.before_json + each.after_json);
      EXPECT_LT(each.from, each.until);
      EXPECT_NE(each.before_json, each.after_json);
    }
    for (const Difference& each : back) {
      here.insert(each.path + each.after_json + each.before_json);
    }
    EXPECT_EQ(there, here) << seed;
    EXPECT_EQ(there.size(), found.size()) << "no change is told twice, seed " << seed;
  }
  EXPECT_GT(different, 30);
}

/// Changes of single values in the base: exactly their paths are told, each in one interval.
TEST(DifferenceLaws, TellsExactlyWhatWasChanged) {
  const Program base = full();
  const std::vector<PathValue> values{{"beans.redeem.step", "500"},
                                      {"growth.earn.login.fixed", "7"},
                                      {"beans.catalogue.draw.beans", "99"},
                                      {"risk.review.invalid_limit", "4"}};
  std::vector<std::string> paths;
  for (const Difference& each : difference(base, with_values(base, values))) {
    paths.push_back(each.path);
  }
  EXPECT_THAT(paths, testing::UnorderedElementsAre("beans.redeem.step", "growth.earn.login.fixed",
                                                   "beans.catalogue.draw.beans",
                                                   "risk.review.invalid_limit"));
}

}  // namespace
}  // namespace loyaltycore::program_difference_test
