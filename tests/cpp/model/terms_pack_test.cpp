// Eight programmes in lanes: numbers tagged `lane` pack, nothing else does.
#include "loyaltycore/model/terms_pack.hpp"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/io/parameters.hpp"
#include "loyaltycore/io/program_json.hpp"
#include "support/full_program.hpp"

namespace loyaltycore::terms_pack_test {
namespace {

Program full() { return Program::from_json(support::kFullProgram); }

Program with(const std::string& path, const std::string& value) {
  return with_values(full(), std::vector<PathValue>{{path, value}});
}

/// Lane 3 differs, the others are the full programme.
std::optional<std::vector<Terms<Lanes8>>> pack_with(const Program& other) {
  const Program base = full();
  std::array<const Program*, 8> programs{};
  programs.fill(&base);
  programs[3] = &other;
  return pack(programs);
}

TEST(TermsPack, KeepsEveryLaneApart) {
  std::vector<Program> programs;
  std::array<const Program*, 8> pointers{};
  for (int i = 0; i < 8; ++i) {
    programs.push_back(with("tiers.levels.silver.threshold", std::to_string(2000 + i)));
  }
  for (std::size_t i = 0; i < 8; ++i) pointers[i] = &programs[i];
  const auto packed = pack(pointers);
  ASSERT_TRUE(packed.has_value());
  ASSERT_EQ(packed->size(), 2U);
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ((*packed)[0].ladders[0].levels[2].threshold.count[i], 2000 + i);
    EXPECT_EQ((*packed)[0].ladders[0].levels[2].deduction.count[i], 1000);
  }
  EXPECT_EQ((*packed)[0].rules.size(), programs[0].versions()[0].rules.size());
  EXPECT_EQ((*packed)[1].from, programs[0].versions()[1].from);
}

TEST(TermsPack, TakesEveryKindOfNumber) {
  const std::vector<PathValue> numbers{
      {"beans.earn.purchase.rate", "\"0.2%\""},
      {"growth.earn.purchase.per_yuan", "\"1.1\""},
      {"growth.earn.purchase.when.min_amount_fen", "2000"},
      {"growth.earn.login.fixed", "6"},
      {"beans.earn.table.table.1.amount", "9"},
      {"beans.earn.days.streak.2", "9"},
      {"beans.earn.purchase.multipliers.m.times", "3"},
      {"beans.earn.purchase.multipliers.credit.bands.1.times", "\"1.2\""},
      {"beans.earn.purchase.caps.unit", "900"},
      {"beans.earn.purchase.caps.unit_by_channel.app", "900"},
      {"beans.earn.purchase.caps.year", "900"},
      {"beans.earn.purchase.caps.term", "900"},
      {"growth.earn.login.caps.programme_budget", "900"},
      {"beans.redeem.min_balance", "500"},
      {"beans.redeem.step", "500"},
      {"beans.redeem.max_share", "\"60%\""},
      {"beans.redeem.classes.game.step", "5"},
      {"beans.refused_delivery.beans", "400"},
      {"beans.catalogue.draw.beans", "90"},
      {"tasks.shopping_days.count", "4"},
      {"tasks.shopping_days.reward.growth", "90"},
      {"tiers.levels.silver.deduction", "900"}};
  for (const auto& [path, value] : numbers) {
    EXPECT_TRUE(pack_with(with(path, value)).has_value()) << path;
  }
}

TEST(TermsPack, RefusesOtherRules) {
  const std::vector<PathValue> structures{{"beans.per_yuan", "200"},
                                          {"beans.expire.after_months", "6"},
                                          {"beans.earn.purchase.when.categories", "[\"toys\"]"},
                                          {"beans.earn.purchase.tenders", "[\"cash\"]"},
                                          {"beans.earn.purchase.caps.times_per_day", "3"},
                                          {"beans.earn.table.table.1.from_fen", "200"},
                                          {"beans.earn.days.streak", "[1, 2]"},
                                          {"beans.earn.visit", "null"},
                                          {"beans.redeem.grace_days", "4"},
                                          {"tiers.levels.silver.validity_months", "6"},
                                          {"tiers.levels.bronze.id", "\"brass\""},
                                          {"returns.horizon_days", "300"},
                                          {"risk.review.reporters_max", "6"},
                                          {"categories.known", "[\"books\"]"},
                                          {"overlays.later.from", "\"2020-02-01\""},
                                          {"overlays", "[]"}};
  for (auto [path, value] : structures) {
    std::vector<PathValue> values{{path, value}};
    if (path == "tiers.levels.bronze.id") {
      values.push_back({"overlays.later.migration.tiers", "{}"});
    }
    EXPECT_FALSE(pack_with(with_values(full(), values)).has_value()) << path;
  }
}

TEST(TermsPack, IdsMayDiffer) {
  EXPECT_TRUE(pack_with(with("meta.id", "\"candidate\"")).has_value());
}

}  // namespace
}  // namespace loyaltycore::terms_pack_test
