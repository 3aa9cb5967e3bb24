// conditions.hpp: each condition holds, fails, and says its name.
#include "loyaltycore/rules/conditions.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "support/eight.hpp"
#include "support/ledger_words.hpp"

namespace loyaltycore::rules::conditions_test {
namespace {

using support::day_in;

ClassSet set_of(std::uint16_t name) {
  ClassSet set;
  set.insert(name);
  return set;
}

/// A Tuesday at midnight UTC.
Circumstances tuesday() {
  Circumstances event;
  event.day = day_in("2016-03-01");
  event.event_day = event.day;
  event.at = event.day * kMicrosPerDay;
  return event;
}

TEST(ConditionsOnEvent, NothingAskedHolds) {
  EXPECT_EQ(failed_on_event(Conditions<>{}, tuesday()), Condition::none);
  EXPECT_EQ(failed_on_event(Conditions<>{}, Circumstances{}), Condition::none);
}

TEST(ConditionsOnEvent, WindowIsHalfOpen) {
  Conditions<> when;
  when.from = tuesday().at;
  EXPECT_EQ(failed_on_event(when, tuesday()), Condition::none);
  when.from += 1;
  EXPECT_EQ(failed_on_event(when, tuesday()), Condition::window);
  when.from = 0;
  when.until = tuesday().at;
  EXPECT_EQ(failed_on_event(when, tuesday()), Condition::window);
  when.until += 1;
  EXPECT_EQ(failed_on_event(when, tuesday()), Condition::none);
}

TEST(ConditionsOnEvent, DaysOfWeekAndMonth) {
  Conditions<> when;
  when.weekdays = 0b0000010;
  EXPECT_EQ(failed_on_event(when, tuesday()), Condition::none);
  when.weekdays = 0b1111101;
  EXPECT_EQ(failed_on_event(when, tuesday()), Condition::weekday);
  when.weekdays = 0;
  when.month_days = 1;
  EXPECT_EQ(failed_on_event(when, tuesday()), Condition::none);
  when.month_days = 2;
  EXPECT_EQ(failed_on_event(when, tuesday()), Condition::month_day);
}

TEST(ConditionsOnEvent, SegmentAndOrdinal) {
  Conditions<> when;
  Circumstances event = tuesday();
  when.segments_any = 0b110;
  EXPECT_EQ(failed_on_event(when, event), Condition::segment);
  event.segments = 0b010;
  EXPECT_EQ(failed_on_event(when, event), Condition::none);
  when.max_ordinal = 10;
  EXPECT_EQ(failed_on_event(when, event), Condition::ordinal) << "not numbered";
  event.ordinal = 10;
  EXPECT_EQ(failed_on_event(when, event), Condition::none);
  event.ordinal = 11;
  EXPECT_EQ(failed_on_event(when, event), Condition::ordinal);
}

TEST(ConditionsOnEvent, WithinThreeMonthsOfCompletion) {
  Conditions<> when;
  when.within_months = 3;
  Circumstances event = tuesday();
  EXPECT_EQ(failed_on_event(when, event), Condition::completion_age) << "unknown completion";
  event.completed_on = day_in("2015-12-01");
  EXPECT_EQ(failed_on_event(when, event), Condition::completion_age);
  event.completed_on = day_in("2015-12-02");
  EXPECT_EQ(failed_on_event(when, event), Condition::none);
}

TEST(ConditionsOnEvent, WithinDaysOfCompletion) {
  Conditions<> when;
  when.within_days = 5;
  Circumstances event = tuesday();
  event.completed_on = event.event_day - 5;
  EXPECT_EQ(failed_on_event(when, event), Condition::completion_age);
  event.completed_on = event.event_day - 4;
  EXPECT_EQ(failed_on_event(when, event), Condition::none);
  when.within_months = 1;
  EXPECT_EQ(failed_on_event(when, event), Condition::none) << "both hold";
}

TEST(ConditionsOnGoods, EachNamesItself) {
  const auto failed = [](auto set) {
    Conditions<> when;
    set(when);
    return failed_on_goods(when, Goods{});
  };
  EXPECT_EQ(failed([](auto& when) { when.channels = set_of(1); }), Condition::channel);
  EXPECT_EQ(failed([](auto& when) { when.stores = set_of(1); }), Condition::store);
  EXPECT_EQ(failed([](auto& when) { when.brands = set_of(1); }), Condition::brand);
  EXPECT_EQ(failed([](auto& when) { when.skus = set_of(1); }), Condition::sku);
  EXPECT_EQ(failed([](auto& when) { when.categories = set_of(1); }), Condition::category);
  EXPECT_EQ(failed([](auto& when) { when.labels_any = 2; }), Condition::label);
  EXPECT_EQ(failed([](auto& when) { when.min_quantity = 2; }), Condition::min_quantity);
  EXPECT_EQ(failed([](auto& when) { when.labels_none = 2; }), Condition::none);
  EXPECT_EQ(failed([](auto& when) { when.not_categories = set_of(1); }), Condition::none);
}

TEST(ConditionsOnGoods, NamedGoodsHold) {
  const Goods goods{1, 2, 3, 5, 4, 0b0110, 2};
  Conditions<> when;
  when.categories = set_of(1);
  when.stores = set_of(2);
  when.brands = set_of(3);
  when.skus = set_of(4);
  when.labels_any = 0b1010;
  when.min_quantity = 2;
  EXPECT_EQ(failed_on_goods(when, goods), Condition::none);
  when.labels_none = 0b0100;
  EXPECT_EQ(failed_on_goods(when, goods), Condition::label);
  when.labels_none = 0;
  when.not_categories = set_of(1);
  EXPECT_EQ(failed_on_goods(when, goods), Condition::category);
}

TEST(TierCondition, IsAMask) {
  Conditions<> when;
  EXPECT_TRUE(tier_allowed(when, Held<std::int64_t>{}));
  when.tiers = 0b110;
  EXPECT_FALSE(tier_allowed(when, Held<std::int64_t>{}));
  EXPECT_FALSE(tier_allowed(when, Held<std::int64_t>{0b1000}));
  EXPECT_TRUE(tier_allowed(when, Held<std::int64_t>{0b1100}));
}

TEST(LevelConditions, AskForATierAndAScore) {
  Conditions<> when;
  when.score_levels = 0b100;
  EXPECT_FALSE(levels_allowed(when, Held<std::int64_t>{0b100, 0b011}));
  EXPECT_TRUE(levels_allowed(when, Held<std::int64_t>{0, 0b101}));
  when.tiers = 0b10;
  EXPECT_FALSE(levels_allowed(when, Held<std::int64_t>{0, 0b101}));
  EXPECT_TRUE(levels_allowed(when, Held<std::int64_t>{0b10, 0b101}));
}

TEST(Conditions, AMedalIsHeldInAGradeOrAHigherOne) {
  Conditions<> when;
  const std::vector<MedalStanding<>> medals{{3, 2}, {5, 1}};
  const Held<std::int64_t> held{0, 0, medals};
  EXPECT_TRUE(held_allowed(when, held)) << "none is asked for";
  when.medals = {{3, 2}};
  EXPECT_TRUE(held_allowed(when, held));
  EXPECT_FALSE(held_allowed(when, Held<std::int64_t>{}));
  when.medals = {{3, 3}};
  EXPECT_FALSE(held_allowed(when, held));
  EXPECT_EQ(failed_on_held(when, held), Condition::medal);
  when.medals = {{3, 3}, {5, 1}};
  EXPECT_TRUE(held_allowed(when, held)) << "one of them is enough";
  when.score_levels = 0b10;
  EXPECT_FALSE(held_allowed(when, held)) << "every condition must hold";
  EXPECT_EQ(failed_on_held(when, held), Condition::score_level);
  when.tiers = 0b10;
  EXPECT_EQ(failed_on_held(when, held), Condition::tier);
  EXPECT_EQ(failed_on_held(when, Held<std::int64_t>{0b10, 0b10, medals}), Condition::none);
}

TEST(LevelConditions, LanesAreScalars) {
  support::Dice dice(2);
  for (int round = 0; round < 100; ++round) {
    Conditions<Lanes8> wide;
    Conditions<> narrow;
    wide.tiers = narrow.tiers = static_cast<std::uint32_t>(dice.roll(16));
    wide.score_levels = narrow.score_levels = static_cast<std::uint32_t>(dice.roll(4));
    Held<Lanes8> held;
    for (auto& each : held.tiers.value) each = dice.roll(16);
    for (auto& each : held.score_levels.value) each = dice.roll(16);
    const LaneMask8 allowed = levels_allowed(wide, held);
    for (std::size_t k = 0; k < kLanes; ++k) {
      const Held<std::int64_t> own{held.tiers.value[k], held.score_levels.value[k]};
      ASSERT_EQ(allowed.flag[k], levels_allowed(narrow, own));
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::conditions_test
