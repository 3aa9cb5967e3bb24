// Programmes as documents: presets, round trips, one value changed, two compared.
#include "loyaltycore/io/program_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loyaltycore/model/error.hpp"
#include "support/describe_terms.hpp"
#include "support/full_program.hpp"
#include "support/shop.hpp"

namespace loyaltycore::program_json_test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

Program full() { return Program::from_json(support::kFullProgram); }

Program with(const Program& program, const std::string& path, const std::string& value) {
  return with_values(program, std::vector<PathValue>{{path, value}});
}

/// The first problem, as "pointer: what (nearest)".
template <class Call>
std::string problem_of(Call call) {
  try {
    call();
  } catch (const ProgramError& error) {
    const Problem& first = error.problems().front();
    return first.pointer + ": " + first.what + " (" + first.nearest + ")";
  }
  return "none";
}

std::size_t version_of(const Program& program, std::string_view id) {
  for (std::size_t v = 0; v < program.versions().size(); ++v) {
    if (program.version_id(v) == id) return v;
  }
  return program.versions().size();
}

const EarningRule<>& rule(const Program& program, std::size_t version, std::string_view name) {
  const std::uint16_t number = program.names().find(NameKind::rule, name);
  const auto& rules = program.versions()[version].rules;
  return *std::ranges::find(rules, number, &EarningRule<>::name);
}

TEST(Presets, LoadUnderTheirFileNames) {
  for (const std::string& id : Program::preset_ids()) EXPECT_EQ(Program::preset(id).id(), id);
}

TEST(Presets, UnknownOneNamesTheNearest) {
  for (const std::string& id : Program::preset_ids()) {
    EXPECT_THAT(problem_of([&] { (void)Program::preset(id + "x"); }), HasSubstr("(" + id));
  }
}

TEST(PresetJd2016, CarriesTheDatedChangesOfTheBeans) {
  const Program program = Program::preset("jd-2016");
  std::vector<std::string> ids;
  for (std::size_t v = 0; v < program.versions().size(); ++v) {
    ids.emplace_back(program.version_id(v));
  }
  EXPECT_THAT(ids, ElementsAre("jd-2016", "jd-beans-2021", "jd-beans-2022", "jd-beans-2023",
                               "jd-beans-2026"));
  const auto& versions = program.versions();
  EXPECT_EQ(versions[0].beans.redeem.min_balance, 1000);  // P32
  EXPECT_EQ(versions[3].beans.redeem.min_balance, 500);   // P30
  EXPECT_EQ(rule(program, 1, "beans.earn.purchase").claim_days, 0);
  EXPECT_EQ(rule(program, 2, "beans.earn.purchase").claim_days, 30);  // P21
  EXPECT_EQ(versions[3].beans.purses[0].expiry,
            (Expiry{ExpiryUnit::months, 12, Granularity::year}));
  EXPECT_EQ(versions[4].beans.purses[0].expiry,
            (Expiry{ExpiryUnit::days, 180, Granularity::day}));  // P27
  // 2022-02-17 in Shanghai.
  EXPECT_EQ(versions[2].from, 1'645'027'200'000'000);
  EXPECT_EQ(versions[1].until, versions[2].from);
  EXPECT_EQ(versions[4].until, kNever);
}

TEST(PresetJd2013, MapsTheOldTiers) {
  const Program program = Program::preset("jd-2013");
  const Migration& migration = program.versions()[1].migration;
  const NameTable& names = program.names();
  std::vector<std::string> pairs;
  for (const auto& [before, after] : migration.tiers) {
    pairs.push_back(std::string{names.name(NameKind::tier, before)} + ">" +
                    std::string{names.name(NameKind::tier, after)});
  }
  // P04: registered and iron to bronze, old bronze to silver, one to five diamonds to diamond.
  EXPECT_THAT(pairs, ElementsAre("bronze>silver", "diamond1>diamond", "diamond2>diamond",
                                 "diamond3>diamond", "diamond4>diamond", "diamond5>diamond",
                                 "iron>bronze", "registered>bronze"));
  EXPECT_EQ(migration.bought_within_days, 365);
}

TEST(RoundTrip, KeepsFingerprintTermsAndRemarks) {
  std::vector<Program> programs{full()};
  for (const std::string& id : Program::preset_ids()) programs.push_back(Program::preset(id));
  for (const Program& program : programs) {
    const Program again = Program::from_json(program.to_json());
    EXPECT_EQ(again.fingerprint(), program.fingerprint()) << program.id();
    EXPECT_EQ(again.to_json(), program.to_json()) << program.id();
    EXPECT_EQ(support::described(again), support::described(program)) << program.id();
  }
}

TEST(PresetJd2016, KeepsItsSources) {
  EXPECT_THAT(Program::preset("jd-2016").to_json(), HasSubstr("P18 P19 P20"));
}

TEST(Fingerprint, IgnoresDefaultsRemarksTitlesAndTheOrderOfKeys) {
  const Program base = full();
  auto document = nlohmann::json::parse(base.to_json());  // sorts the keys
  document["note"] = "a remark";
  document["meta"]["title"] = "Another title";
  document["beans"]["earn"]["purchase"]["rounding"] = "floor";
  document["beans"]["earn"]["purchase"]["rate"] = "1/1000";
  document["beans"]["earn"]["purchase"]["expire"]["after_months"] = nullptr;
  const Program same = Program::from_json(document.dump());
  EXPECT_EQ(same.fingerprint(), base.fingerprint());
  EXPECT_EQ(support::described(same), support::described(base));
}

TEST(Fingerprint, KnowsWhatQualifiesOnlyWhereItIsWritten) {
  const Program base = full();
  const auto resolved = nlohmann::json::parse(resolved_json(base));
  for (const auto& version : resolved["versions"]) {
    EXPECT_TRUE(version["document"]["growth"]["earn"]["purchase"]["qualifies"].is_null());
  }
  EXPECT_EQ(with(base, "growth.earn.purchase.qualifies", "null").fingerprint(), base.fingerprint());
  EXPECT_NE(with(base, "growth.earn.purchase.qualifies", "false").fingerprint(),
            base.fingerprint());
}

TEST(Fingerprint, ChangesWithAnyValue) {
  const Program base = full();
  EXPECT_NE(with(base, "beans.earn.purchase.rate", "\"0.2%\"").fingerprint(), base.fingerprint());
  EXPECT_NE(with(base, "overlays.later.from", "\"2020-01-02\"").fingerprint(), base.fingerprint());
  EXPECT_NE(with(base, "overlays.later.migration.lots", "\"keep\"").fingerprint(),
            base.fingerprint());
}

TEST(Overlay, CannotChangeWhatATaskCountsIn) {
  constexpr const char* text = R"({
    "format": 1, "meta": {"id": "t"}, "from": "2016-01-01",
    "growth": {},
    "tasks": {"days": {"trigger": "login", "count": 3, "window": "month", "reward": {"growth": 1}}},
    "overlays": [{"id": "later", "from": "2016-06-01",
                  "changes": {"tasks": {"days": {"window": "week"}}}}]})";
  try {
    static_cast<void>(Program::from_json(text));
    FAIL() << "the overlay loaded";
  } catch (const ProgramError& error) {
    ASSERT_EQ(error.problems().size(), 1U) << error.what();
    EXPECT_EQ(error.problems()[0].pointer, "/overlays/0/changes/tasks/days/window");
  }
}

TEST(WithValues, SetsBaseListElementsAndOverlays) {
  const Program base = full();
  const Program changed = with_values(
      base, std::vector<PathValue>{{"beans.earn.purchase.rate", "\"0.2%\""},
                                   {"tiers.levels.silver.threshold", "2500"},
                                   {"tiers.levels.1.title", "\"Bronze\""},
                                   {"overlays.later.changes.beans.redeem.step", "5"},
                                   {"overlays.later.changes.beans.earn.purchase.caps.unit", "7"}});
  EXPECT_EQ(rule(changed, 0, "beans.earn.purchase").rate.denominator, 500);
  EXPECT_EQ(changed.versions()[0].ladders[0].levels[2].threshold, Growth{2500});
  EXPECT_EQ(changed.versions()[0].beans.redeem.ordinary.step, 1000);
  EXPECT_EQ(changed.versions()[1].beans.redeem.ordinary.step, 5);
  EXPECT_EQ(rule(changed, 1, "beans.earn.purchase").caps.unit, 7);
  // The programme that it came from stays as it was.
  EXPECT_EQ(rule(base, 0, "beans.earn.purchase").rate.denominator, 1000);
}

TEST(WithValues, NullGoesBackToTheDefault) {
  const Program changed = with(full(), "beans.redeem.step", "null");
  EXPECT_EQ(changed.versions()[0].beans.redeem.ordinary.step, 1);
}

TEST(WithValues, AddsAWholeRule) {
  const Program changed = with(full(), "beans.earn.share", R"({"trigger": "shared", "fixed": 3})");
  EXPECT_EQ(rule(changed, 0, "beans.earn.share").fixed, 3);
}

TEST(WithValues, UnknownPathNamesTheNearest) {
  const Program base = full();
  const auto problem = [&](const std::string& path) {
    return problem_of([&] { (void)with(base, path, "1"); });
  };
  EXPECT_EQ(problem("beans.earn.purchase.rte"),
            "beans.earn.purchase.rte: unknown path: there is no `rte` here (rate)");
  EXPECT_EQ(problem("beans.earn.purchse.rate"),
            "beans.earn.purchse.rate: unknown path: there is no `purchse` here (purchase)");
  EXPECT_EQ(problem("tiers.levels.slver.threshold"),
            "tiers.levels.slver.threshold: unknown path: there is no `slver` here (silver)");
  EXPECT_EQ(problem("baens.per_yuan"),
            "baens.per_yuan: unknown path: there is no `baens` here (beans)");
  EXPECT_THAT(problem(""), HasSubstr("unknown path"));
  EXPECT_THAT(problem("beans.per_yuan.deeper"), HasSubstr("unknown path"));
  EXPECT_THAT(problem_of([&] { (void)with(base, "beans.per_yuan", "1.5"); }),
              HasSubstr("has a fraction"));
  EXPECT_THAT(problem_of([&] { (void)with(base, "beans.per_yuan", "0"); }),
              HasSubstr("/beans/per_yuan: 0 is out of bounds"));
}

TEST(WithValues, WhatIsNotBuiltIsRefusedByName) {
  const Program base = full();
  const auto problem = [&](const std::string& path) {
    return problem_of([&] { (void)with(base, path, "{}"); });
  };
  EXPECT_EQ(problem("coupons"), "coupons: `coupons`: this section is not built yet ()");
  EXPECT_EQ(problem("stores.s1"), "stores.s1: `stores`: this section is not built yet ()");
  EXPECT_EQ(problem("plus.price_fen"), "plus.price_fen: `plus`: this section is not built yet ()");
  EXPECT_EQ(problem("tasks.shopping_days.reward.score"),
            "tasks.shopping_days.reward.score: `score`: this reward is not built yet ()");
  EXPECT_EQ(problem("overlays.later.changes.coupons"),
            "overlays.later.changes.coupons: `coupons`: this section is not built yet ()");
}

TEST(ResolvedJson, IsCompleteAndLoadsVersionByVersion) {
  const Program& program = support::shop();
  const auto resolved = nlohmann::json::parse(resolved_json(program));
  EXPECT_EQ(resolved.at("id"), "shop");
  EXPECT_EQ(resolved.at("zone").at("offset_minutes"), 480);
  ASSERT_EQ(resolved.at("versions").size(), program.versions().size());
  for (std::size_t v = 0; v < program.versions().size(); ++v) {
    const auto& version = resolved.at("versions").at(v);
    EXPECT_EQ(version.at("id"), program.version_id(v));
    const auto& purchase = version.at("document").at("beans").at("earn").at("purchase");
    EXPECT_EQ(purchase.at("rounding"), "floor");
    EXPECT_TRUE(purchase.at("caps").at("day").is_null());
    const Program alone = Program::from_json(version.at("document").dump());
    EXPECT_EQ(alone.versions()[0].rules.size(), program.versions()[v].rules.size());
    EXPECT_EQ(alone.versions()[0].from, program.versions()[v].from);
  }
  EXPECT_EQ(resolved.at("versions").at(version_of(program, "shop-claims")).at("from"),
            "2022-02-17T00:00:00+08:00");
}

}  // namespace
}  // namespace loyaltycore::program_json_test
