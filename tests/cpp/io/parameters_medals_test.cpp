// The rows of medals: told in full, none without effect.
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/model/program.hpp"
#include "support/describe_terms.hpp"
#include "support/score_program.hpp"

namespace loyaltycore::io::parameters_medals_test {
namespace {

/// Everything that a family can say, or what stands instead of it.
constexpr std::string_view kSample = R"json({
  "format": 1, "meta": {"id": "p"}, "inputs": ["credit", "other"],
  "facts": {"activities": ["login", "shared"],
            "category_classes": {"toys": {"categories": ["toy"]},
                                 "books": {"categories": ["book"]}}},
  "score": {"a": {}, "b": {}},
  "medals": {"f": {"window": {"span": "calendar_year"},
    "grades": [{"at_least": {"times": 1, "money": 5}}, {"at_least": {"times": 2, "money": 6}}],
    "each": {
      "one": {"requires": {"times": {"of": "count", "activity": "login"},
                           "money": {"of": "spend", "category_class": "toys"}}},
      "two": {"requires": {"times": {"of": "input", "input": "credit"},
                           "money": {"of": "score", "score": "a"}}},
      "three": {"requires": {"times": {"of": "months_with", "activity": "login"},
                             "money": {"of": "spend"}}}}}}
})json";

/// A change of the sample for each row that decides something.
const std::map<std::string, std::string>& changes() {
  const auto family = [](const std::string& change) {
    return R"({"medals": {"f": )" + change + "}}";
  };
  const auto one = [&](const std::string& medal, const std::string& required) {
    return family(R"({"each": {")" + medal + R"(": {"requires": )" + required + "}}}");
  };
  const std::string requires_one = "medals.*.each.*.requires";
  static const std::map<std::string, std::string> kChanges{
      {"medals", R"({"medals": {"f": null}})"},
      {"medals.*.window.months", family(R"({"window": {"months": 3}})")},
      {"medals.*.window.days", family(R"({"window": {"days": 90}})")},
      {"medals.*.window.span", family(R"({"window": {"span": "rolling"}})")},
      {"medals.*.settle_day", family(R"({"settle_day": 0})")},
      {"medals.*.retain", family(R"({"retain": "permanent"})")},
      {"medals.*.grades", family(R"({"grades": [{"at_least": {"times": 1, "money": 5}}]})")},
      {"medals.*.grades.*.at_least",
       family(R"({"grades": [{"at_least": {"money": 5}}, {"at_least": {"money": 6}}]})")},
      {"medals.*.grades.*.at_least.*", family(R"({"grades": [{"at_least": {"times": 1, "money": 4}},
                             {"at_least": {"times": 2, "money": 6}}]})")},
      {"medals.*.each", family(R"({"each": {"two": null}})")},
      {requires_one, one("one", R"({"times": null})")},
      {requires_one + ".*.of", one("three", R"({"times": {"of": "count"}})")},
      {requires_one + ".*.activity", one("one", R"({"times": {"activity": "shared"}})")},
      {requires_one + ".*.category_class", one("one", R"({"money": {"category_class": "books"}})")},
      {requires_one + ".*.input", one("two", R"({"times": {"input": "other"}})")},
      {requires_one + ".*.score", one("two", R"({"money": {"score": "b"}})")},
      {requires_one + ".*.at_least", one("three", R"({"times": {"at_least": 2}})")}};
  return kChanges;
}

/// What rules read of a document.
std::string terms_of(const Json& document) {
  support::ScoreReading reading = support::read_scores(document.dump(), false);
  EXPECT_TRUE(reading.problems.empty()) << document.dump();
  return reading.problems.empty() ? support::described(Program{std::move(reading.parts)}) : "";
}

TEST(MedalParameters, EachChangesWhatRulesRead) {
  const Json sample = Json::parse(kSample);
  const std::string base = terms_of(sample);
  std::size_t seen = 0;
  for (const Parameter& each : parameter_table()) {
    if (each.path != "medals" && !each.path.starts_with("medals.")) continue;
    ++seen;
    if (each.type == ParameterType::object || each.type == ParameterType::text) continue;
    const auto found = changes().find(each.path);
    ASSERT_NE(found, changes().end()) << each.path;
    Json other = sample;
    merge(other, Json::parse(found->second));
    EXPECT_NE(terms_of(other), base) << each.path;
  }
  EXPECT_EQ(seen, medal_rows().size() + measure_rows().size());
}

}  // namespace
}  // namespace loyaltycore::io::parameters_medals_test
