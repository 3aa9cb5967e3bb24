// review_risk.hpp: which reviews earn nothing, and when reviews are suspended.
//
// Rule    A review is invalid if it is copied, duplicated or reported beyond a limit. More invalid
//         reviews than the limit suspend all review earnings for a time.
// Source  DOMAIN 1.3 (P06 P07: 80 %, 60 %, 5 reporters; more than 5 invalid: one year).
// Units   percent, reporters, reviews.
// Pure    The evidence comes with the event; no verdict on guilt is taken here.
#pragma once

#include "loyaltycore/model/event.hpp"
#include "loyaltycore/model/terms.hpp"

namespace loyaltycore::rules {

[[nodiscard]] constexpr bool is_invalid_review(const ReviewRisk& risk,
                                               const Event& event) noexcept {
  const auto above = [](std::int32_t value, std::int32_t limit) {
    return limit > 0 && value > limit;
  };
  return above(event.copied_percent, risk.copied_percent_max) ||
         above(event.duplicate_percent, risk.duplicate_percent_max) ||
         above(event.reporters, risk.reporters_max);
}

[[nodiscard]] constexpr bool suspends_reviews(const ReviewRisk& risk,
                                              std::int64_t invalid_reviews) noexcept {
  return risk.invalid_limit > 0 && invalid_reviews > risk.invalid_limit;
}

}  // namespace loyaltycore::rules
