// From a document to scores as the rules read them; the default formula to its number.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/model/program.hpp"
#include "loyaltycore/model/terms_pack.hpp"
#include "loyaltycore/rules/score.hpp"
#include "support/describe_terms.hpp"
#include "support/score_program.hpp"

namespace loyaltycore::io::program_compile_score_test {
namespace {

Program program_of(const std::string& json, bool checked = true) {
  support::ScoreReading reading = support::read_scores(json, checked);
  EXPECT_TRUE(reading.problems.empty()) << reading.problems.front().what;
  return Program{std::move(reading.parts)};
}

Program with_sections(const std::string& sections) {
  return program_of(support::score_document(sections));
}

std::int64_t value_of(const ScoreTerms<>& score, const std::vector<std::int64_t>& measured) {
  return rules::score_of<std::int64_t>(score, measured, 0).value;
}

TEST(CompileScores, TheDefaultFormulaGivesItsNumber) {
  const Program program = program_of(std::string{support::kDefaultScore});
  const ScoreTerms<>& score = program.versions()[0].scores.at(0);
  ASSERT_EQ(score.dimensions.size(), 5U);
  // By id: account, activity, consumption, reputation, xiaobai.
  const std::vector<std::int64_t> before{1, 1, 1, 1, 4, 1, 0, 0, 0, 10, 30, 0, 6, 824'050, 2, 95};
  EXPECT_EQ(value_of(score, before), 11'640);
  std::vector<std::int64_t> after = before;
  // A month later 4000.00 left the window and 500.00 came.
  after[13] += 50'000 - 400'000;
  EXPECT_EQ(value_of(score, after), 8140);
  const NameTable& names = program.names();
  EXPECT_EQ(rules::level_of(score, std::int64_t{11'640}, std::int64_t{1}),
            (std::int64_t{1} << names.find(NameKind::score_level, "birthday")) |
                (std::int64_t{1} << names.find(NameKind::score_level, "coupons")));
}

TEST(CompileScores, MeasuresAreNumbers) {
  const Program program = with_sections(
      R"("inputs": ["credit", "rating"], "facts": {"activities": ["login", "shared"],
         "category_classes": {"books": {"categories": ["b"]}, "toys": {"categories": ["t"]}}},
         "score": {"one": {}, "two": {"dimensions": {"d": {"terms": {
           "a": {"of": "spend"}, "b": {"of": "spend", "category_class": "toys"},
           "c": {"of": "count", "activity": "shared"}, "d": {"of": "months_with", "at_least": 3},
           "e": {"of": "input", "input": "rating"}, "f": {"of": "score", "score": "one"}}}}}})");
  const ScoreDimension<>& dimension = program.versions()[0].scores[1].dimensions[0];
  EXPECT_EQ(dimension.id, "d");
  const auto& terms = dimension.terms;
  EXPECT_EQ(terms[5].id, "f");
  using enum MeasureKind;
  EXPECT_EQ(terms[0].measure, (Measure{spend, 0, 1}));
  EXPECT_EQ(terms[1].measure, (Measure{spend, 2, 1}));
  EXPECT_EQ(terms[2].measure, (Measure{count, 2, 1}));
  EXPECT_EQ(terms[3].measure, (Measure{months_with, 0, 3}));
  EXPECT_EQ(terms[4].measure, (Measure{input, 1, 1}));
  EXPECT_EQ(terms[5].measure, (Measure{score, 0, 1}));
}

TEST(CompileScores, SpendIsToldInYuanAndCountedInFen) {
  const Program program = with_sections(
      R"("score": {"s": {"dimensions": {"d": {"terms": {
           "a": {"of": "spend", "per": "1.5"}, "b": {"of": "orders", "per": "1.5"},
           "c": {"of": "spend", "table": [{"from": 200, "points": 7}]},
           "d": {"of": "orders", "table": [{"from": 2, "points": 7}]}}}}}})");
  const auto& terms = program.versions()[0].scores[0].dimensions[0].terms;
  EXPECT_EQ(rules::term_points(terms[0], std::int64_t{200}), 3);
  EXPECT_EQ(rules::term_points(terms[0], std::int64_t{199}), 2);
  EXPECT_EQ(rules::term_points(terms[1], std::int64_t{2}), 3);
  EXPECT_EQ(rules::term_points(terms[2], std::int64_t{19'999}), 0);
  EXPECT_EQ(rules::term_points(terms[2], std::int64_t{20'000}), 7);
  EXPECT_EQ(rules::term_points(terms[3], std::int64_t{2}), 7);
}

TEST(CompileScores, DefaultsAreFilledIn) {
  const std::string bare =
      R"("score": {"s": {"dimensions": {"d": {"terms": {"t": {"of": "days"}}}}}})";
  const std::string full =
      R"("score": {"s": {"title": "Score", "window": {"months": 12, "span": "rolling"},
           "settle_day": 1, "carry": "none", "floor": 0, "levels": [], "dimensions": {"d": {
             "role": "add", "start": 0, "floor": 0, "terms": {"t": {"of": "days", "per": "1",
             "subtract": false}}}}}})";
  const Program a = with_sections(bare);
  const Program b = with_sections(full);
  EXPECT_EQ(support::described(a), support::described(b));
  EXPECT_EQ(a.fingerprint(), b.fingerprint());
  const ScoreTerms<>& score = a.versions()[0].scores[0];
  EXPECT_EQ(score.window, (WindowTerms{Span::rolling, 12, 0}));
  EXPECT_EQ(score.settle_day, 1);
  EXPECT_EQ(score.cap, kNoPointsCap);
}

TEST(CompileScores, AProgrammeComesBackFromItsDocument) {
  const Program program = program_of(std::string{support::kDefaultScore});
  const Program again = program_of(program.to_json());
  EXPECT_EQ(support::described(program), support::described(again));
  EXPECT_EQ(program.fingerprint(), again.fingerprint());
  const Program none = with_sections(R"("score": {})");
  EXPECT_EQ(none.fingerprint(), with_sections(R"("note": "no score")").fingerprint());
  EXPECT_NE(none.fingerprint(), with_sections(R"("score": {"s": {}})").fingerprint());
}

TEST(CompileScores, AVersionBeginsWhatItDefinesOtherwise) {
  const Program program = with_sections(
      R"("score": {"a": {"levels": [{"id": "x", "at_least": 1}]}, "b": {"settle_day": 2}, "d": {}},
         "overlays": [
           {"id": "one", "from": "2020-01-01", "changes": {"score": {
             "a": {"title": "A", "levels": [{"id": "x", "at_least": 5}], "settle_day": 1},
             "b": {"settle_day": 3}, "c": {}, "d": null}}},
           {"id": "two", "from": "2021-01-01", "changes": {"score": {"d": {}}}}])");
  const auto begins = [&](std::size_t version) {
    std::string out;
    for (const ScoreTerms<>& each : program.versions()[version].scores) {
      out += std::string{program.names().name(NameKind::score, each.name)};
      out += each.begins ? "+ " : " ";
    }
    return out;
  };
  EXPECT_EQ(begins(0), "a+ b+ d+ ");
  EXPECT_EQ(begins(1), "a b+ c+ ");
  EXPECT_EQ(begins(2), "a b c d+ ");
  EXPECT_EQ(program.versions()[1].scores[0].levels[0].at_least, 5);
  EXPECT_EQ(program.versions()[2].scores[3].name, program.versions()[0].scores[2].name);
}

std::string numbered(std::int64_t number, int settle_day = 1) {
  const std::string n = std::to_string(number);
  return support::score_document(
      R"("score": {"s": {"settle_day": )" + std::to_string(settle_day) + R"(, "floor": -)" + n +
      R"(, "cap": 5)" + n + R"(, "dimensions": {"d": {"start": )" + n + R"(, "floor": -)" + n +
      R"(, "cap": 4)" + n + R"(, "terms": {"a": {"of": "days", "per": "1/)" + n + R"(", "cap": )" +
      n + R"(}, "b": {"of": "spend", "table": [{"from": )" + n + R"(, "points": 2)" + n +
      R"(}]}}}, "g": {"role": "gate", "at_least": )" + n +
      R"(}}, "levels": [{"id": "l", "at_least": )" + n + "}]}}");
}

TEST(CompileScores, EveryNumberPacksIntoLanes) {
  std::vector<Program> programs;
  for (int i = 0; i < kLanes; ++i) programs.push_back(program_of(numbered(3 + i)));
  std::array<const Program*, 8> handles{};
  for (std::size_t i = 0; i < handles.size(); ++i) handles[i] = &programs[i];
  const auto packed = pack(handles);
  ASSERT_TRUE(packed.has_value());
  const ScoreTerms<Lanes8>& wide = (*packed)[0].scores.at(0);
  const std::vector<Lanes8> measured{Lanes8{20}, Lanes8{700}};
  const auto value = rules::score_of<Lanes8>(wide, measured, Lanes8{0});
  for (int i = 0; i < kLanes; ++i) {
    const ScoreTerms<>& own = programs[static_cast<std::size_t>(i)].versions()[0].scores[0];
    const std::vector<std::int64_t> alone{20, 700};
    const auto expected = rules::score_of<std::int64_t>(own, alone, 0);
    EXPECT_EQ(value.value[i], expected.value);
    EXPECT_EQ(value.open[i], expected.open);
    EXPECT_EQ(rules::level_of(wide, value.value, value.open)[i],
              rules::level_of(own, expected.value, expected.open));
  }
  const Program other = program_of(numbered(3, 2));
  handles[5] = &other;
  EXPECT_FALSE(pack(handles).has_value()) << "another calendar is another structure";
}

}  // namespace
}  // namespace loyaltycore::io::program_compile_score_test
