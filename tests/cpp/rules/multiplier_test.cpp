// multiplier.hpp: factors that apply, and bands of an input. Numbers: DOMAIN 1.2.
#include "loyaltycore/rules/multiplier.hpp"

#include <gtest/gtest.h>

#include "support/eight.hpp"

namespace loyaltycore::rules::multiplier_test {
namespace {

Multiplier<> xiaobai() {
  Multiplier<> multiplier;
  multiplier.input = 0;
  multiplier.bands = {{0, {1, 1}}, {80, {11, 10}}, {90, {6, 5}}, {100, {13, 10}}};
  return multiplier;
}

void expect_factor(const Multiplier<>& multiplier, Input input, Ratio<> times) {
  const std::array<Input, 1> inputs{input};
  const Ratio<> found = factor_of(multiplier, std::span<const Input>(inputs));
  EXPECT_EQ(found.numerator, times.numerator) << input.value;
  EXPECT_EQ(found.denominator, times.denominator) << input.value;
}

TEST(Multiplier, BandHoldsItsLowerBound) {
  expect_factor(xiaobai(), {79, true}, {1, 1});
  expect_factor(xiaobai(), {80, true}, {11, 10});
  expect_factor(xiaobai(), {99, true}, {6, 5});
  expect_factor(xiaobai(), {100, true}, {13, 10});
  expect_factor(xiaobai(), {5000, true}, {13, 10});
}

TEST(Multiplier, UnknownOrLowInputTakesTheFirstBand) {
  expect_factor(xiaobai(), {5000, false}, {1, 1});
  expect_factor(xiaobai(), {-7, true}, {1, 1});
}

TEST(Multiplier, AllThatApplyAreMultiplied) {
  EarningRule<> rule;
  Multiplier<> member_day;
  member_day.times = {2, 1};
  member_day.when.weekdays = 0b0000010;
  Multiplier<> gold;
  gold.times = {3, 2};
  gold.when.tiers = 0b1000;
  Multiplier<> books;
  books.times = {1, 4};
  books.when.categories.insert(1);
  rule.multipliers = {member_day, gold, books};
  Circumstances event;
  event.day = 5;  // 1970-01-06, a Tuesday.
  const auto times = [&](const Goods& goods, std::int64_t tiers) {
    const Ratio<> found = times_of(
        rule, event, std::int64_t{100}, Held<std::int64_t>{tiers}, std::span<const Input>(),
        [&](const Conditions<>& when) { return failed_on_goods(when, goods) == Condition::none; });
    return static_cast<double>(found.numerator) / static_cast<double>(found.denominator);
  };
  EXPECT_EQ(times(Goods{}, 0), 2.0);
  EXPECT_EQ(times(Goods{}, 0b1010), 3.0);
  Goods book;
  book.category = 1;
  EXPECT_EQ(times(book, 0b1000), 0.75);
  event.day = 6;
  EXPECT_EQ(times(Goods{}, 0), 1.0);
}

TEST(Multiplier, CanAskForAnAmount) {
  EarningRule<> rule;
  rule.multipliers.resize(1);
  rule.multipliers[0].times = {2, 1};
  rule.multipliers[0].when.min_amount = 100;
  const auto times = [&](std::int64_t amount) {
    return times_of(rule, Circumstances{}, amount, Held<std::int64_t>{}, std::span<const Input>(),
                    [](const Conditions<>&) { return true; })
        .numerator;
  };
  EXPECT_EQ(times(99), 1);
  EXPECT_EQ(times(100), 2);
}

TEST(Multiplier, LanesAreScalars) {
  support::Dice dice(9);
  for (int round = 0; round < 200; ++round) {
    EarningRule<Lanes8> wide;
    std::array<EarningRule<>, 8> narrow;
    wide.multipliers.resize(2);
    for (auto& rule : narrow) rule.multipliers.resize(2);
    const auto tiers = static_cast<std::uint32_t>(dice.roll(16));
    wide.multipliers[0].when.tiers = tiers;
    wide.multipliers[1].input = 0;
    wide.multipliers[1].bands.resize(2);
    wide.multipliers[1].bands[1].from = 3;
    Lanes8 tier;
    Lanes8 amount;
    for (std::size_t k = 0; k < narrow.size(); ++k) {
      tier.value[k] = dice.roll(4);
      amount.value[k] = dice.roll(9);
      narrow[k].multipliers[0].when.min_amount = dice.roll(9);
      wide.multipliers[0].when.min_amount.value[k] = narrow[k].multipliers[0].when.min_amount;
      narrow[k].multipliers[0].when.tiers = tiers;
      narrow[k].multipliers[1].input = 0;
      narrow[k].multipliers[1].bands.resize(2);
      narrow[k].multipliers[1].bands[1].from = 3;
      const auto set = [&](Ratio<Lanes8>& to, Ratio<>& own) {
        own = {dice.roll(9), dice.roll(9) + 1};
        to.numerator.value[k] = own.numerator;
        to.denominator.value[k] = own.denominator;
      };
      set(wide.multipliers[0].times, narrow[k].multipliers[0].times);
      for (std::size_t band = 0; band < 2; ++band) {
        set(wide.multipliers[1].bands[band].times, narrow[k].multipliers[1].bands[band].times);
      }
    }
    const std::array<Input, 1> inputs{Input{dice.roll(6), dice.once_in(2)}};
    const std::span<const Input> known(inputs);
    const Ratio<Lanes8> found = times_of(wide, Circumstances{}, amount, Held<Lanes8>{tier}, known,
                                         [](const auto&) { return true; });
    for (int k = 0; k < kLanes; ++k) {
      const auto& own = narrow[static_cast<std::size_t>(k)];
      const Ratio<> alone = times_of(own, Circumstances{}, amount[k], Held<std::int64_t>{tier[k]},
                                     known, [](const auto&) { return true; });
      ASSERT_EQ(found.numerator[k], alone.numerator);
      ASSERT_EQ(found.denominator[k], alone.denominator);
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::multiplier_test
