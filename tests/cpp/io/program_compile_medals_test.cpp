// From a document to medals as the rules read them.
#include <string>

#include <gtest/gtest.h>

#include "loyaltycore/model/program.hpp"
#include "loyaltycore/model/terms_pack.hpp"
#include "support/score_program.hpp"

namespace loyaltycore::io::program_compile_medals_test {
namespace {

Program program_of(const std::string& sections) {
  support::ScoreReading reading = support::read_scores(support::score_document(sections));
  EXPECT_TRUE(reading.problems.empty()) << reading.problems.front().what;
  return Program{std::move(reading.parts)};
}

const std::string kFamilies = R"("facts": {"category_classes": {"toys": {"categories": ["t"]}}},
  "medals": {
    "b": {"retain": "permanent", "settle_day": 8, "window": {"months": 3},
      "grades": [{"at_least": {"n": 2}}],
      "each": {"a_medal": {"requires": {"n": {"of": "orders"}}}}},
    "a": {"grades": [{"at_least": {"spend": 200, "orders": 2}},
                     {"at_least": {"spend": 500, "orders": 2}}],
      "each": {"toys": {"requires": {"spend": {"of": "spend", "category_class": "toys"},
                                     "orders": {"of": "orders", "category_class": "toys"}}}}}})";

TEST(CompileMedals, StandByTheirIdsWithFenAndFamilies) {
  const Program program = program_of(kFamilies);
  const auto& medals = program.versions()[0].medals;
  ASSERT_EQ(medals.size(), 2U);
  EXPECT_EQ(medals[0].family, "b");
  EXPECT_TRUE(medals[0].permanent);
  EXPECT_EQ(medals[0].settle_day, 8);
  EXPECT_EQ(medals[0].window.months, 3);
  EXPECT_EQ(program.names().name(NameKind::medal, medals[0].name), "a_medal");
  EXPECT_EQ(medals[1].family, "a");
  EXPECT_FALSE(medals[1].permanent);
  EXPECT_EQ(medals[1].settle_day, 1);
  EXPECT_EQ(medals[1].window.months, 12);
  ASSERT_EQ(medals[1].requirements.size(), 2U);
  EXPECT_EQ(medals[1].requirements[0].id, "orders");
  EXPECT_EQ(medals[1].requirements[1].measure, (Measure{MeasureKind::spend, 1, 1}));
  EXPECT_EQ(medals[1].grades[1].at_least, (ByRequirement<std::int64_t>{2, 50'000, 0, 0}));
}

TEST(CompileMedals, BeginWhereAVersionGradesOtherwise) {
  const auto second = [](const std::string& changes) {
    const Program program = program_of(kFamilies + R"(, "overlays": [{"id": "later",
      "from": "2018-01-01", "changes": {"medals": {"a": )" +
                                       changes + "}}}]");
    return program.versions()[1].medals.back().begins;
  };
  EXPECT_FALSE(second(R"({"title": "Goods"})"));
  EXPECT_FALSE(second(R"({"each": {"toys": {"title_zh": "x"}}})"));
  EXPECT_FALSE(second(R"({"each": {"more": {"requires": {"spend": {"of": "spend"},
                                                         "orders": {"of": "orders"}}}}})"))
      << "another medal of the family";
  EXPECT_TRUE(second(R"({"retain": "permanent"})"));
  EXPECT_TRUE(second(R"({"settle_day": 2})"));
  EXPECT_TRUE(second(R"({"grades": [{"at_least": {"spend": 1, "orders": 2}}]})"));
  EXPECT_TRUE(second(R"({"each": {"toys": {"requires": {"spend": {"category_class": null}}}}})"));
  EXPECT_TRUE(program_of(kFamilies).versions()[0].medals[0].begins);
}

TEST(CompileMedals, ConditionsNameMedalsAndGrades) {
  const Program program =
      program_of(kFamilies + R"(, "beans": {"earn": {"in": {"trigger": "login", "fixed": 1,
        "when": {"medals": {"toys": 2, "a_medal": 1}}}}})");
  const auto& asked = program.versions()[0].rules.at(0).when.medals;
  const auto number = [&](const char* id) { return program.names().find(NameKind::medal, id); };
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[0], (MedalAsked{number("a_medal"), 1}));
  EXPECT_EQ(asked[1], (MedalAsked{number("toys"), 2}));
}

TEST(CompileMedals, NumbersOfGradesPackIntoLanesAndNothingElse) {
  const auto numbered = [](int spend, const char* retain) {
    return program_of(R"("medals": {"f": {"retain": ")" + std::string{retain} +
                      R"(", "grades": [{"at_least": {"spend": )" + std::to_string(spend) +
                      R"(}}], "each": {"m": {"requires": {"spend": {"of": "spend"}}}}}})");
  };
  std::vector<Program> programs;
  for (int i = 0; i < kLanes; ++i) programs.push_back(numbered(3 + i, "settled"));
  std::array<const Program*, 8> handles{};
  for (std::size_t i = 0; i < handles.size(); ++i) handles[i] = &programs[i];
  const auto packed = pack(handles);
  ASSERT_TRUE(packed.has_value());
  const MedalTerms<Lanes8>& wide = (*packed)[0].medals.at(0);
  for (int i = 0; i < kLanes; ++i) EXPECT_EQ(wide.grades[0].at_least[0][i], 100 * (3 + i));
  EXPECT_TRUE(wide.requirements[0].id.empty());
  const Program other = numbered(3, "permanent");
  handles[5] = &other;
  EXPECT_FALSE(pack(handles).has_value()) << "what stays is structure";
}

}  // namespace
}  // namespace loyaltycore::io::program_compile_medals_test
