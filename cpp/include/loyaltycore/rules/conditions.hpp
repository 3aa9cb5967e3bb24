// conditions.hpp: when a rule, multiplier or task applies.
//
// Rule    All named conditions hold; an empty set or a zero asks nothing.
// Source  DESIGN of the general earning rule; the values are a programme's (docs/programme.md).
// Units   days in programme time, fen, pieces.
// Pure    What depends on a lane parameter or on standing (amount, levels) is a mask; the rest is
// plain.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/standing.hpp"
#include "loyaltycore/model/terms.hpp"

namespace loyaltycore {

/// The first condition that kept a rule from a unit, or a task from an event.
enum class Condition : std::uint8_t {
  none = 0,
  window,
  weekday,
  month_day,
  channel,
  store,
  brand,
  sku,
  category,
  label,
  segment,
  tier,
  score_level,
  medal,
  min_amount,
  min_quantity,
  ordinal,
  completion_age,
  same_sku,
  closed_by_other_rule,
  review_invalid,
  reviews_suspended,
  times_per_day,
  day_counted,
  window_booked,
  rewarded_before,
};
inline constexpr auto kConditionNames =
    std::to_array<std::string_view>({"none",           "window",
                                     "weekday",        "month_day",
                                     "channel",        "store",
                                     "brand",          "sku",
                                     "category",       "label",
                                     "segment",        "tier",
                                     "score_level",    "medal",
                                     "min_amount",     "min_quantity",
                                     "ordinal",        "completion_age",
                                     "same_sku",       "closed_by_other_rule",
                                     "review_invalid", "reviews_suspended",
                                     "times_per_day",  "day_counted",
                                     "window_booked",  "rewarded_before"});

}  // namespace loyaltycore

namespace loyaltycore::rules {

/// The circumstances of an event that its conditions speak of.
struct Circumstances {
  /// Purchase instant for the order kinds, else the event's own.
  Instant at{};
  Day day{};
  std::uint64_t segments{};
  std::int32_t ordinal{};
  /// Day of the event and of the order's completion; kNoDay if unknown.
  Day event_day{};
  Day completed_on{kNoDay};
};

/// One line of an order, or the event itself where it has none.
struct Goods {
  std::uint16_t category{};
  std::uint16_t store{};
  std::uint16_t brand{};
  std::uint16_t channel{};
  std::uint16_t sku_class{};
  std::uint64_t labels{};
  std::int32_t quantity{1};
};

/// First condition on the event that fails, or none.
template <class Num>
[[nodiscard]] constexpr Condition failed_on_event(const Conditions<Num>& when,
                                                  const Circumstances& event) noexcept {
  if (event.at < when.from || event.at >= when.until) return Condition::window;
  if (when.weekdays != 0 && ((when.weekdays >> weekday_of(event.day)) & 1U) == 0) {
    return Condition::weekday;
  }
  if (when.month_days != 0 && ((when.month_days >> (civil_of(event.day).day - 1)) & 1U) == 0) {
    return Condition::month_day;
  }
  if (when.segments_any != 0 && (when.segments_any & event.segments) == 0) {
    return Condition::segment;
  }
  if (when.max_ordinal != 0 && (event.ordinal < 1 || event.ordinal > when.max_ordinal)) {
    return Condition::ordinal;
  }
  if (when.within_days != 0 || when.within_months != 0) {
    if (event.completed_on == kNoDay) return Condition::completion_age;
    const bool in_days =
        when.within_days == 0 || event.event_day < event.completed_on + when.within_days;
    const bool in_months = when.within_months == 0 ||
                           event.event_day < add_months(event.completed_on, when.within_months);
    if (!in_days || !in_months) return Condition::completion_age;
  }
  return Condition::none;
}

/// First condition on the goods that fails, or none.
template <class Num>
[[nodiscard]] constexpr Condition failed_on_goods(const Conditions<Num>& when,
                                                  const Goods& goods) noexcept {
  if (!when.channels.empty() && !when.channels.contains(goods.channel)) return Condition::channel;
  if (!when.stores.empty() && !when.stores.contains(goods.store)) return Condition::store;
  if (!when.brands.empty() && !when.brands.contains(goods.brand)) return Condition::brand;
  if (!when.skus.empty() && !when.skus.contains(goods.sku_class)) return Condition::sku;
  if (!when.categories.empty() && !when.categories.contains(goods.category)) {
    return Condition::category;
  }
  if (when.not_categories.contains(goods.category)) return Condition::category;
  if (when.labels_any != 0 && (when.labels_any & goods.labels) == 0) return Condition::label;
  if ((when.labels_none & goods.labels) != 0) return Condition::label;
  if (goods.quantity < when.min_quantity) return Condition::min_quantity;
  return Condition::none;
}

/// What the member holds when a rule is asked; levels as bits of the names' numbers.
template <class Num>
struct Held {
  Num tiers{};
  Num score_levels{};
  std::span<const MedalStanding<Num>> medals{};
};

/// Where one of the levels held is among those asked for.
template <class Num>
[[nodiscard]] constexpr Mask<Num> has_any(std::uint64_t asked, const Num& held) noexcept {
  const Num bits{static_cast<std::int64_t>(asked)};
  return either(bits == Num{0}, bits_of(held, bits) != Num{0});
}
template <class Num>
[[nodiscard]] constexpr Mask<Num> tier_allowed(const Conditions<Num>& when,
                                               const Held<Num>& held) noexcept {
  return has_any(when.tiers, held.tiers);
}
template <class Num>
[[nodiscard]] constexpr Mask<Num> levels_allowed(const Conditions<Num>& when,
                                                 const Held<Num>& held) noexcept {
  return both(tier_allowed(when, held), has_any(when.score_levels, held.score_levels));
}
/// Where levels and medals are held that the rule asks for.
template <class Num>
[[nodiscard]] constexpr Mask<Num> held_allowed(const Conditions<Num>& when,
                                               const Held<Num>& held) noexcept {
  Num decorated{when.medals.empty() ? 1 : 0};
  for (const MedalAsked& asked : when.medals) {
    for (const MedalStanding<Num>& each : held.medals) {
      if (each.medal != asked.medal) continue;
      decorated = select(each.grade >= Num{asked.grade}, Num{1}, decorated);
    }
  }
  return both(levels_allowed(when, held), decorated > Num{0});
}
/// The first of them that fails for every programme, or none.
template <class Num>
[[nodiscard]] constexpr Condition failed_on_held(const Conditions<Num>& when,
                                                 const Held<Num>& held) noexcept {
  if (!any(tier_allowed(when, held))) return Condition::tier;
  if (!any(levels_allowed(when, held))) return Condition::score_level;
  return any(held_allowed(when, held)) ? Condition::none : Condition::medal;
}

}  // namespace loyaltycore::rules
