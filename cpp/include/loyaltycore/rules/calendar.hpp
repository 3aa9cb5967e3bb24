// calendar.hpp: the days at which scores settle.
//
// Rule    Settle day d of 1 to 28: that day of every month; 0: every day.
// Source  P11 P12 P14 (the 2nd), S3 P17 (the 1st), P60 (the 8th), P16 (daily).
//         docs/rules_score.md 14.1.
// Units   days in the programme's zone.
// Pure    Yes.
#pragma once

#include "loyaltycore/base/date.hpp"

namespace loyaltycore::rules {

/// The last boundary on or before a day.
[[nodiscard]] constexpr Day last_boundary(std::int32_t settle_day, Day day) noexcept {
  if (settle_day == 0) return day;
  const Month month = month_of(day);
  const Day of_month = first_day_of(month) + settle_day - 1;
  return of_month <= day ? of_month : first_day_of(month - 1) + settle_day - 1;
}

/// The first boundary after a day.
[[nodiscard]] constexpr Day next_boundary(std::int32_t settle_day, Day day) noexcept {
  if (settle_day == 0) return day + 1;
  const Month month = month_of(day);
  const Day of_month = first_day_of(month) + settle_day - 1;
  return day < of_month ? of_month : first_day_of(month + 1) + settle_day - 1;
}

}  // namespace loyaltycore::rules
