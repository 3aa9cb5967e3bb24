// accrual.hpp: what one unit earns. Numbers: DOMAIN 1.2 and 3.1.
#include "loyaltycore/rules/accrual.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/eight.hpp"

namespace loyaltycore::rules::accrual_test {
namespace {

constexpr std::uint16_t kWeb = 1;
constexpr std::uint16_t kApp = 2;

/// Beans for shopping: 10 beans for 100 yuan from 50 yuan on, counted in tens of yuan.
EarningRule<> shopping(std::int64_t per_million_fen) {
  EarningRule<> rule;
  rule.award = AwardKind::rate;
  // A share of the money's value at one bean a fen.
  rule.rate = {per_million_fen, 1'000'000};
  rule.round_down_to = Fen{1000};
  rule.when.min_amount = 5000;
  rule.caps.unit = 1000;
  rule.caps.unit_by_channel = {{kApp, 2000}};
  return rule;
}

UnitOf<std::int64_t> paid(std::int64_t fen, std::uint16_t channel = kWeb) {
  UnitOf<std::int64_t> unit;
  unit.amount = fen;
  unit.channel = channel;
  return unit;
}

struct Row {
  std::int64_t fen;
  std::uint16_t channel;
  std::int64_t beans;
};

class ShoppingBeans : public testing::TestWithParam<Row> {};

TEST_P(ShoppingBeans, ArePublished) {
  const Row& row = GetParam();
  EXPECT_EQ(accrue(shopping(1000), paid(row.fen, row.channel)).granted, row.beans);
}

INSTANTIATE_TEST_SUITE_P(TenPercent, ShoppingBeans,
                         testing::Values(Row{5000, kWeb, 5}, Row{5990, kWeb, 5}, Row{4999, kWeb, 0},
                                         Row{500'000, kWeb, 500}, Row{1'234'500, kWeb, 1000},
                                         Row{1'234'500, kApp, 1234}, Row{2'500'000, kApp, 2000},
                                         Row{1'234'500, 0, 1000}));

TEST(Accrual, FivePercentCategoriesRoundDown) {
  EXPECT_EQ(accrue(shopping(500), paid(5000)).granted, 2);
  EXPECT_EQ(accrue(shopping(500), paid(9900)).granted, 4);
}

EarningRule<> growth_per_yuan(std::int64_t min_fen) {
  EarningRule<> rule;
  rule.currency = Currency::growth;
  rule.award = AwardKind::rate;
  rule.rate = {1, 100};
  rule.when.min_amount = min_fen;
  return rule;
}

TEST(Accrual, GrowthIsYuanTimesCoefficientRoundedOnce) {
  UnitOf<std::int64_t> unit = paid(29'900);
  EXPECT_EQ(accrue(growth_per_yuan(2000), unit).granted, 299);
  unit.times = {6, 5};
  EXPECT_EQ(accrue(growth_per_yuan(2000), unit).granted, 358);
  unit.amount = 10'000;
  EXPECT_EQ(accrue(growth_per_yuan(2000), unit).granted, 120);
}

TEST(Accrual, SmallSettlementsEarnNothing) {
  EXPECT_EQ(accrue(growth_per_yuan(2000), paid(1999)).granted, 0);
  EXPECT_EQ(accrue(growth_per_yuan(1000), paid(1999)).granted, 19);
}

TEST(Accrual, ReviewTableTakesTheLastRowReached) {
  EarningRule<> rule;
  rule.award = AwardKind::table;
  rule.table = {{Fen{2000}, 10}, {Fen{10'000}, 20}};
  EXPECT_EQ(accrue(rule, paid(1999)).granted, 0);
  EXPECT_EQ(accrue(rule, paid(2000)).granted, 10);
  EXPECT_EQ(accrue(rule, paid(9900)).granted, 10);
  EXPECT_EQ(accrue(rule, paid(10'000)).granted, 20);
}

TEST(Accrual, StreakTableGoesRound) {
  EarningRule<> rule;
  rule.award = AwardKind::streak;
  rule.streak = {1, 1, 2, 2, 3, 3, 10};
  const auto on_day = [&](std::int64_t run) {
    UnitOf<std::int64_t> unit;
    unit.run = run;
    return accrue(rule, unit).granted;
  };
  EXPECT_EQ(on_day(0), 0);
  EXPECT_EQ(on_day(1), 1);
  EXPECT_EQ(on_day(3), 2);
  EXPECT_EQ(on_day(7), 10);
  EXPECT_EQ(on_day(8), 1);
}

TEST(Accrual, FixedAndReservedAwardsAreMultipliedAndCapped) {
  EarningRule<> rule;
  rule.fixed = 7;
  UnitOf<std::int64_t> unit;
  unit.times = {3, 2};
  EXPECT_EQ(accrue(rule, unit).granted, 10);
  rule.rounding = Rounding::ceil;
  EXPECT_EQ(accrue(rule, unit).granted, 11);
  rule.award = AwardKind::from_event;
  unit.reserved = 40;
  EXPECT_EQ(accrue(rule, unit).granted, 60);
  rule.caps.unit = 50;
  const Award<std::int64_t> award = accrue(rule, unit);
  EXPECT_EQ(award.uncapped, 60);
  EXPECT_EQ(award.granted, 50);
}

TEST(Accrual, HalfEvenRoundsToTheEvenNeighbour) {
  EarningRule<> rule;
  rule.rounding = Rounding::half_even;
  UnitOf<std::int64_t> unit;
  unit.times = {1, 2};
  rule.fixed = 5;
  EXPECT_EQ(accrue(rule, unit).granted, 2);
  rule.fixed = 7;
  EXPECT_EQ(accrue(rule, unit).granted, 4);
}

TEST(Accrual, PassesNoBalanceWithoutBeingSeen) {
  EarningRule<> rule;
  rule.award = AwardKind::from_event;
  UnitOf<std::int64_t> unit;
  unit.reserved = kLargestAmount;
  unit.times = {10'000, 1};
  EXPECT_EQ(accrue(rule, unit).uncapped, kLargestBalance + 1);
}

/// A random programme with a rule of each kind of award.
std::string random_json(support::Dice& dice) {
  const auto number = [&](std::int64_t sides) { return std::to_string(dice.roll(sides)); };
  const std::string caps =
      R"("caps": {"unit": )" + number(60) + R"(, "unit_by_channel": {"app": )" + number(90) + "}}";
  const std::string when =
      R"("when": {"min_amount_fen": )" + number(2000) + "}, \"round_down_to_fen\": 7, " + caps;
  return R"({"format": 1, "meta": {"id": "x"}, "from": "2016-01-01", "beans": {"earn": {
    "rate": {"trigger": "order_completed", "rounding": "ceil", "rate": ")" +
         number(40) + "/" + std::to_string(dice.roll(90) + 1) + R"(", )" + when + R"(},
    "table": {"trigger": "order_completed", "table": [{"from_fen": 500, "amount": )" +
         number(50) + R"(}, {"from_fen": 900, "amount": )" + number(50) + "}], " + when + R"(},
    "fixed": {"trigger": "order_completed", "fixed": )" +
         number(50) + ", " + when + R"(},
    "streak": {"trigger": "sign_in", "streak": [)" +
         number(9) + ", " + number(9) + "], " + when + "}}}}";
}

TEST(Accrual, LanesAreScalars) {
  support::Dice dice(5);
  for (int round = 0; round < 40; ++round) {
    const support::Eight eight = support::eight_of([&](int) { return random_json(dice); });
    const auto& wide_rules = eight.side_by_side[0].rules;
    ASSERT_EQ(wide_rules.size(), 4U);
    for (std::size_t each = 0; each < wide_rules.size(); ++each) {
      UnitOf<Lanes8> unit;
      unit.run = dice.roll(4);
      unit.channel = eight.alone[0].names().find(NameKind::channel, "app");
      if (dice.once_in(2)) unit.channel = 0;
      for (auto& amount : unit.amount.value) amount = dice.roll(3000);
      for (auto& times : unit.times.numerator.value) times = dice.roll(5);
      for (auto& times : unit.times.denominator.value) times = dice.roll(5) + 1;
      const Award<Lanes8> wide = accrue(wide_rules[each], unit);
      for (int k = 0; k < kLanes; ++k) {
        UnitOf<std::int64_t> own;
        own.amount = unit.amount[k];
        own.run = unit.run;
        own.channel = unit.channel;
        own.times = {unit.times.numerator[k], unit.times.denominator[k]};
        const auto& rule = eight.alone[static_cast<std::size_t>(k)].versions()[0].rules[each];
        const Award<std::int64_t> narrow = accrue(rule, own);
        ASSERT_EQ(wide.rounded_amount[k], narrow.rounded_amount);
        ASSERT_EQ(wide.uncapped[k], narrow.uncapped);
        ASSERT_EQ(wide.granted[k], narrow.granted);
      }
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::accrual_test
