// condition.hpp: the names of the conditions that a rule can put, for explanations.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace loyaltycore {

/// The first condition that kept a rule from a unit.
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
  min_amount,
  min_quantity,
  ordinal,
  completion_age,
  same_sku,
  closed_by_other_rule,
  review_invalid,
  reviews_suspended,
  times_per_day,
};
inline constexpr std::array<std::string_view, 21> kConditionNames{
    "none",        "window",       "weekday",    "month_day",      "channel",
    "store",       "brand",        "sku",        "category",       "label",
    "segment",     "tier",         "min_amount", "min_quantity",   "ordinal",
    "completion_age", "same_sku",  "closed_by_other_rule", "review_invalid",
    "reviews_suspended", "times_per_day"};

}  // namespace loyaltycore
