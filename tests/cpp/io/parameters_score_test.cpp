// The rows of scores: told in full, none without effect.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/model/program.hpp"
#include "support/describe_terms.hpp"
#include "support/score_program.hpp"

namespace loyaltycore::io::parameters_score_test {
namespace {

std::vector<const Parameter*> score_parameters() {
  std::vector<const Parameter*> out;
  for (const Parameter& each : parameter_table()) {
    if (each.path == "score" || each.path.starts_with("score.")) out.push_back(&each);
  }
  return out;
}

TEST(ScoreParameters, AreToldInFull) {
  std::set<std::string> paths;
  for (const Parameter* each : score_parameters()) {
    EXPECT_TRUE(paths.insert(each->path).second) << each->path;
    EXPECT_FALSE(each->label.empty() || each->label_zh.empty()) << each->path;
    EXPECT_TRUE(each->doc.ends_with('.')) << each->path;
    EXPECT_FALSE(each->source.empty()) << each->path;
    if (each->tag != ParameterTag::lane) continue;
    EXPECT_TRUE(each->type == ParameterType::integer || each->type == ParameterType::ratio);
    EXPECT_GT(each->step.numerator, 0) << each->path;
    EXPECT_LT(each->min.numerator, each->max.numerator) << each->path;
  }
  EXPECT_EQ(paths.size(), score_rows().size() + measure_rows().size() + score_term_rows().size());
}

/// Everything that a score can say, or what stands instead of it.
constexpr std::string_view kSample = R"json({
  "format": 1, "meta": {"id": "p"}, "inputs": ["credit", "other"],
  "facts": {"activities": ["login", "shared"],
            "category_classes": {"toys": {"categories": ["toy"]},
                                 "books": {"categories": ["book"]}}},
  "score": {
    "a": {"window": {"span": "calendar_year"}, "dimensions": {
      "main": {"terms": {
        "money": {"of": "spend", "table": [{"from": 10, "points": 1}, {"from": 20, "points": 2}]},
        "times": {"of": "count", "activity": "login"},
        "class": {"of": "orders", "category_class": "toys"},
        "told": {"of": "input", "input": "credit"},
        "months": {"of": "months_with", "activity": "login"}}},
      "risk": {"role": "gate", "at_least": 5}},
      "levels": [{"id": "one", "at_least": 10}]},
    "b": {"dimensions": {"main": {"terms": {}}}},
    "c": {"dimensions": {"main": {"terms": {"first": {"of": "score", "score": "a"}}}}}}
})json";

/// A change of the sample for each row that decides something.
const std::map<std::string, std::string>& changes() {
  const auto score = [](const std::string& change) {
    return R"({"score": {"a": )" + change + "}}";
  };
  const auto main = [&](const std::string& change) {
    return score(R"({"dimensions": {"main": )" + change + "}}");
  };
  const auto term = [&](const std::string& change) { return main(R"({"terms": )" + change + "}"); };
  const auto table = [&](const std::string& row) {
    return term(R"({"money": {"table": [)" + row + R"(, {"from": 20, "points": 2}]}})");
  };
  const std::string terms = "score.*.dimensions.*.terms.*.";
  static const std::map<std::string, std::string> kChanges{
      {"score", R"({"score": {"b": null}})"},
      {"score.*.window.months", score(R"({"window": {"months": 3}})")},
      {"score.*.window.days", score(R"({"window": {"days": 90}})")},
      {"score.*.window.span", score(R"({"window": {"span": "rolling"}})")},
      {"score.*.carry", score(R"({"carry": "above_level"})")},
      {"score.*.settle_day", score(R"({"settle_day": 0})")},
      {"score.*.floor", score(R"({"floor": -5})")},
      {"score.*.cap", score(R"({"cap": 5})")},
      {"score.*.dimensions", score(R"({"dimensions": {"risk": null}})")},
      {"score.*.dimensions.*.start", main(R"({"start": 3})")},
      {"score.*.dimensions.*.floor", main(R"({"floor": -3})")},
      {"score.*.dimensions.*.cap", main(R"({"cap": 3})")},
      {"score.*.dimensions.*.role", main(R"({"role": "gate", "at_least": 0})")},
      {"score.*.dimensions.*.at_least", score(R"({"dimensions": {"risk": {"at_least": 6}}})")},
      {"score.*.dimensions.*.terms", term(R"({"times": null})")},
      {terms + "of", term(R"({"times": {"of": "months_with"}})")},
      {terms + "activity", term(R"({"times": {"activity": "shared"}})")},
      {terms + "category_class", term(R"({"class": {"category_class": null}})")},
      {terms + "input", term(R"({"told": {"input": "other"}})")},
      {terms + "score",
       R"({"score": {"c": {"dimensions": {"main": {"terms": {"first": {"score": "b"}}}}}}})"},
      {terms + "at_least", term(R"({"months": {"at_least": 2}})")},
      {terms + "per", term(R"({"times": {"per": "1/3"}})")},
      {terms + "table", term(R"({"times": {"table": [{"from": 1, "points": 1}]}})")},
      {terms + "table.*.from", table(R"({"from": 11, "points": 1})")},
      {terms + "table.*.points", table(R"({"from": 10, "points": -1})")},
      {terms + "subtract", term(R"({"times": {"subtract": true}})")},
      {terms + "cap", term(R"({"times": {"cap": 9}})")},
      {"score.*.levels", score(R"({"levels": []})")},
      {"score.*.levels.*.id", score(R"({"levels": [{"id": "two", "at_least": 10}]})")},
      {"score.*.levels.*.at_least", score(R"({"levels": [{"id": "one", "at_least": 11}]})")}};
  return kChanges;
}

/// What rules read of a document.
std::string terms_of(const Json& document) {
  support::ScoreReading reading = support::read_scores(document.dump(), false);
  EXPECT_TRUE(reading.problems.empty()) << document.dump();
  return reading.problems.empty() ? support::described(Program{std::move(reading.parts)}) : "";
}

TEST(ScoreParameters, EachChangesWhatRulesRead) {
  const Json sample = Json::parse(kSample);
  const std::string base = terms_of(sample);
  for (const Parameter* each : score_parameters()) {
    const bool container = each->type == ParameterType::object;
    if (container || each->type == ParameterType::text) continue;
    const auto found = changes().find(each->path);
    ASSERT_NE(found, changes().end()) << each->path;
    Json other = sample;
    merge(other, Json::parse(found->second));
    EXPECT_NE(terms_of(other), base) << each->path;
  }
}

}  // namespace
}  // namespace loyaltycore::io::parameters_score_test
