// explain.hpp: which rules fired for an event, which did not and why, with the numbers in them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "loyaltycore/kernel/apply.hpp"

namespace loyaltycore::kernel {

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

/// One rule asked about one unit.
struct TraceStep {
  std::uint16_t rule{};
  std::uint16_t version{};
  std::uint16_t line{};
  Currency currency{};
  Condition failed{Condition::none};
  /// Counted amount of the unit, before and after rounding down.
  std::int64_t amount_fen{};
  std::int64_t rounded_fen{};
  /// Rate or fixed amount, and the product of the multipliers.
  Ratio<> rate{};
  Ratio<> times{};
  std::int64_t uncapped{};
  std::int64_t granted{};
};

struct Explanation {
  Outcome outcome{};
  std::vector<TraceStep> steps{};
  Effects effects{};
};

/// apply with a trace: on the member as it stood before the event.
[[nodiscard]] Explanation explain(const Program& program, const Member& before, const Event& event,
                                  Workspace& workspace);

}  // namespace loyaltycore::kernel
