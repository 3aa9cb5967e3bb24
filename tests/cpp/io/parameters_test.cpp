// The parameter table: every knob is reachable and changes something; its pages are its pages.
#include "loyaltycore/io/parameters.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/describe_terms.hpp"
#include "support/full_program.hpp"

namespace loyaltycore::parameters_test {
namespace {

using Values = std::vector<PathValue>;

Program full() { return Program::from_json(support::kFullProgram); }

bool is_container(const Parameter& parameter) {
  return parameter.type == ParameterType::object || parameter.type == ParameterType::map ||
         (parameter.type == ParameterType::list && !parameter.path.ends_with("streak"));
}

/// Where the full programme has each kind of element.
std::string concrete(std::string path) {
  static const std::vector<std::pair<std::string, std::string>> kPlaces{
      {"growth.earn.*.fixed", "growth.earn.login.fixed"},
      {"growth.earn.*.table.*", "growth.earn.table.table.1"},
      {"growth.earn.*.streak.*", "growth.earn.days.streak.1"},
      {"growth.earn.*.streak", "growth.earn.days.streak"},
      {"growth.earn.*.when.within", "growth.earn.login.when.within"},
      {"growth.earn.*.multipliers.*.input", "growth.earn.purchase.multipliers.credit.input"},
      {"growth.earn.*.multipliers.*.bands.*", "growth.earn.purchase.multipliers.credit.bands.1"},
      {"growth.earn.*.multipliers.*", "growth.earn.purchase.multipliers.m"},
      {"growth.earn.*", "growth.earn.purchase"},
      {"beans.earn.*.fixed", "beans.earn.visit.fixed"},
      {"beans.earn.*.table.*", "beans.earn.table.table.1"},
      {"beans.earn.*.streak.*", "beans.earn.days.streak.1"},
      {"beans.earn.*.streak", "beans.earn.days.streak"},
      {"beans.earn.*.when.within", "beans.earn.visit.when.within"},
      {"beans.earn.*.multipliers.*.input", "beans.earn.purchase.multipliers.credit.input"},
      {"beans.earn.*.multipliers.*.bands.*", "beans.earn.purchase.multipliers.credit.bands.1"},
      {"beans.earn.*.multipliers.*", "beans.earn.purchase.multipliers.m"},
      {"beans.earn.*.caps.unit_by_channel.*", "beans.earn.purchase.caps.unit_by_channel.app"},
      {"beans.earn.*", "beans.earn.purchase"},
      {"facts.category_classes.*", "facts.category_classes.play"},
      {"beans.redeem.classes.*", "beans.redeem.classes.game"},
      {"beans.catalogue.*", "beans.catalogue.draw"},
      {"tasks.*", "tasks.shopping_days"},
      {"tiers.levels.*", "tiers.levels.silver"},
      {"ladders.*.levels.*", "ladders.club.levels.friend"},
      {"purses.*", "purses.stars"},
      {"overlays.*.migration.tiers.*", "overlays.later.migration.tiers.bronze"},
      {"overlays.*", "overlays.later"}};
  for (const auto& [pattern, place] : kPlaces) {
    if (path.starts_with(pattern)) return place + path.substr(pattern.size());
  }
  return path;
}

/// Values that stand for a change of parameters that cannot be changed alone.
const std::map<std::string, Values>& companions() {
  static const std::map<std::string, Values> kCompanions{
      {"meta.id", {{"meta.id", "\"other\""}}},
      {"zone.offset_minutes", {{"zone.offset_minutes", "540"}}},
      {"zone.offsets.*.from",
       {{"zone", R"({"offsets":[{"offset_minutes":480},{"from":"2019-01-01T00:00:00Z",
                  "offset_minutes":480}]})"}}},
      {"zone.offsets.*.offset_minutes", {{"zone", R"({"offsets":[{"offset_minutes":60}]})"}}},
      {"growth.earn.*.trigger", {{"growth.earn.login.trigger", "\"shared\""}}},
      {"growth.earn.*.table.*.from_fen", {{"growth.earn.table.table.1.from_fen", "200"}}},
      {"growth.earn.*.caps.unit_by_channel.*",
       {{"growth.earn.purchase.caps", R"({"unit_by_channel":{"app":3}})"}}},
      {"growth.earn.*.caps.programme_budget", {{"growth.earn.login.caps.programme_budget", "7"}}},
      {"beans.earn.*.caps.programme_budget", {{"beans.earn.visit.caps.programme_budget", "7"}}},
      {"growth.earn.*.qualifies", {{"growth.earn.purchase.qualifies", "false"}}},
      {"growth.earn.*.unit", {{"growth.earn.purchase.unit", "\"line\""}}},
      {"beans.earn.*.trigger", {{"beans.earn.visit.trigger", "\"shared\""}}},
      {"beans.earn.*.table.*.from_fen", {{"beans.earn.table.table.1.from_fen", "200"}}},
      {"beans.earn.*.from_event",
       {{"beans.earn.visit.from_event", "true"}, {"beans.earn.visit.fixed", "null"}}},
      {"beans.earn.*.expire.after_months",
       {{"beans.earn.purchase.expire.after_months", "3"},
        {"beans.earn.purchase.expire.after_days", "null"}}},
      {"beans.earn.*.expire.never",
       {{"beans.earn.purchase.expire.never", "true"},
        {"beans.earn.purchase.expire.after_days", "null"}}},
      {"beans.expire.after_days",
       {{"beans.expire.after_days", "30"}, {"beans.expire.after_months", "null"}}},
      {"beans.expire.granularity", {{"beans.expire.granularity", "\"month\""}}},
      {"beans.expire.never",
       {{"beans.expire.never", "true"}, {"beans.expire.after_months", "null"}}},
      {"beans.redeem.returned_expired",
       {{"beans.redeem.returned_expired", "\"expire_again\""}, {"beans.redeem.grace_days", "0"}}},
      {"beans.earn.*.claim_through_end_of_day",
       {{"beans.earn.purchase.claim_days", "7"},
        {"beans.earn.purchase.claim_through_end_of_day", "true"}}},
      {"growth.earn.*.ladder", {{"growth.earn.purchase.ladder", "\"club\""}}},
      {"beans.earn.*.purse", {{"beans.earn.purchase.purse", "\"stars\""}}},
      {"beans.catalogue.*.purse", {{"beans.catalogue.draw.purse", "\"stars\""}}},
      {"tasks.*.ladder", {{"tasks.shopping_days.ladder", "\"club\""}}},
      {"tasks.*.purse", {{"tasks.shopping_days.purse", "\"stars\""}}},
      {"purses.*.expire.after_months",
       {{"purses.stars.expire.after_months", "3"}, {"purses.stars.expire.after_days", "null"}}},
      {"purses.*.expire.never",
       {{"purses.stars.expire.never", "true"}, {"purses.stars.expire.after_days", "null"}}},
      {"tasks.*.expire.after_months",
       {{"tasks.shopping_days.expire.after_months", "3"},
        {"tasks.shopping_days.expire.after_days", "null"}}},
      {"tasks.*.expire.never",
       {{"tasks.shopping_days.expire.never", "true"},
        {"tasks.shopping_days.expire.after_days", "null"}}},
      {"tasks.*.trigger", {{"tasks.shopping_days.trigger", "\"login\""}}},
      {"tasks.*.of", {{"tasks.shopping_days.of", "\"events\""}}},
      {"tasks.*.window",
       {{"tasks.shopping_days.window", "\"week\""}, {"tasks.shopping_days.post_day", "0"}}},
      {"tasks.*.when.within_days",
       {{"tasks.shopping_days.trigger", "\"login\""},
        {"tasks.shopping_days.when.within_days", "3"}}},
      {"tasks.*.when.within_months",
       {{"tasks.shopping_days.trigger", "\"login\""},
        {"tasks.shopping_days.when.within_months", "3"}}},
      {"overlays.*.id", {{"overlays.later.id", "\"other\""}}},
      {"overlays.*.migration.tiers.*",
       {{"overlays.later.migration.tiers.bronze", "\"registered\""}}},
      {"events", {{"events", R"(["grab", "another"])"}}},
      {"facts.activities", {{"facts.activities", R"(["grab"])"}}},
      {"inputs", {{"inputs", R"(["rating", "credit"])"}}}};
  return kCompanions;
}

/// What programmes would write, other than what the full programme has.
std::string another(const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::integer:
      return "7";
    case ParameterType::ratio:
      return "\"1/3\"";
    case ParameterType::boolean:
      return parameter.path == "beans.redeem.allowed" ||
                     parameter.path == "beans.refused_delivery.charge_freight"
                 ? "false"
                 : "true";
    case ParameterType::instant:
      return "\"2018-05-06\"";
    case ParameterType::names:
      if (parameter.unit == "tier") return R"(["registered"])";
      return parameter.unit == "score level" ? R"(["known"])" : R"(["n"])";
    case ParameterType::integers:
      return "[3]";
    case ParameterType::name:
      return parameter.unit == "input" ? "\"rating\"" : "\"named\"";
    case ParameterType::choices:
      return "[\"" + std::string{parameter.choices.substr(0, parameter.choices.find('|'))} + "\"]";
    case ParameterType::choice:
      // The full programme keeps to the first word or to what companions change.
      return "\"" + std::string{parameter.choices.substr(parameter.choices.rfind('|') + 1)} + "\"";
    case ParameterType::list:
      return "[4, 5]";
    default:
      return "null";
  }
}

TEST(Parameters, EveryKnobChangesTheCompiledProgramme) {
  const Program base = full();
  const std::string before = support::described(base);
  for (const Parameter& parameter : parameters()) {
    const bool for_people = parameter.type == ParameterType::text || parameter.path == "format";
    // Those of scores and medals have changes of their own (parameters_score_test.cpp, ...).
    const bool elsewhere =
        parameter.path.starts_with("score.") || parameter.path.starts_with("medals.");
    if (is_container(parameter) || for_people || elsewhere) continue;
    Values values;
    if (const auto found = companions().find(parameter.path); found != companions().end()) {
      values = found->second;
    } else if (constexpr std::string_view kAsked = ".when.medals.*";
               parameter.path.ends_with(kAsked)) {
      const std::string map = parameter.path.substr(0, parameter.path.size() - 2);
      values = {{concrete(map), R"({"player": 2})"}};
    } else {
      std::string value = another(parameter);
      if (parameter.path == "overlays.*.migration.lots") value = "\"keep\"";
      if (parameter.path == "tasks.*.day_of") value = "\"event\"";
      values = {{concrete(parameter.path), value}};
    }
    try {
      const Program changed = with_values(base, values);
      EXPECT_NE(support::described(changed), before) << parameter.path;
      const bool same_facts = changed.facts_fingerprint() == base.facts_fingerprint();
      if (parameter.tag != ParameterTag::structure) {
        EXPECT_EQ(same_facts, parameter.tag == ParameterTag::lane) << parameter.path;
      }
    } catch (const ProgramError& error) {
      ADD_FAILURE() << parameter.path << ": " << error.what();
    }
  }
}

TEST(Parameters, HaveBothLabelsADocAndASource) {
  std::set<std::string> paths;
  for (const Parameter& parameter : parameters()) {
    EXPECT_TRUE(paths.insert(parameter.path).second) << parameter.path;
    EXPECT_FALSE(parameter.label.empty()) << parameter.path;
    EXPECT_FALSE(parameter.label_zh.empty()) << parameter.path;
    EXPECT_TRUE(parameter.doc.ends_with('.')) << parameter.path;
    EXPECT_FALSE(parameter.source.empty()) << parameter.path;
    EXPECT_FALSE(parameter.required && !parameter.default_json.empty()) << parameter.path;
  }
}

TEST(Parameters, LanesAreNumbersWithAStep) {
  for (const Parameter& parameter : parameters()) {
    if (parameter.tag != ParameterTag::lane) continue;
    EXPECT_TRUE(parameter.type == ParameterType::integer || parameter.type == ParameterType::ratio)
        << parameter.path;
    EXPECT_GT(parameter.step.numerator, 0) << parameter.path;
    EXPECT_LT(parameter.min.numerator, parameter.max.numerator) << parameter.path;
  }
}

TEST(ParameterReference, IsTheCommittedPage) {
  std::ifstream in{LOYALTYCORE_DOCS_DIR "/parameters.md", std::ios::binary};
  const std::string page{std::istreambuf_iterator<char>{in}, {}};
  EXPECT_EQ(page, parameter_reference_markdown()) << "run ./dev docs and commit docs/parameters.md";
}

TEST(ProgramSchema, IsJsonThatKnowsEveryTopLevelKey) {
  const auto schema = nlohmann::json::parse(program_schema());
  EXPECT_EQ(schema.at("$schema"), "https://json-schema.org/draft/2020-12/schema");
  for (const Parameter& parameter : parameters()) {
    const std::string top = parameter.path.substr(0, parameter.path.find('.'));
    EXPECT_TRUE(schema.at("properties").contains(top)) << top;
  }
  EXPECT_EQ(schema.at("required"), nlohmann::json::parse(R"(["format", "meta"])"));
  EXPECT_FALSE(schema.at("/$defs/changes/properties"_json_pointer).contains("zone"));
  const auto& worth = schema.at("/properties/beans/properties/per_yuan"_json_pointer);
  const auto row = std::find_if(parameters().begin(), parameters().end(),
                                [](const Parameter& p) { return p.path == "beans.per_yuan"; });
  EXPECT_EQ(worth.at("title"), row->label);
  EXPECT_EQ(worth.at("x-title-zh"), row->label_zh);
  EXPECT_EQ(worth.at("x-unit"), "beans");
  EXPECT_EQ(worth.at("x-tag"), "fact");
  EXPECT_EQ(worth.at("x-source"), row->source);
}

}  // namespace
}  // namespace loyaltycore::parameters_test
