// bean_expiry.hpp: the first day on which beans granted on a day can be used, and the first on
// which they cannot any more.
//
// Rule    days n: day + n. months n: day + n months; with month or year granularity the first day
//         after the month or year that holds it. "End of next calendar year" is 12 months by year.
// Source  DOMAIN 3.3 (P26, P27): beans of 2014 end with 2015; 180 days from 2026 on.
// Units   days in programme time.
// Pure    No clock: the day comes from the decision time.
#pragma once

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/terms.hpp"
#include "loyaltycore/rules/task_window.hpp"

namespace loyaltycore::rules {

[[nodiscard]] constexpr Day expires_on(const Expiry& expiry, Day granted_on) noexcept {
  if (expiry.unit == ExpiryUnit::never) return kNoDay;
  const Day reached = expiry.unit == ExpiryUnit::days ? granted_on + expiry.count
                                                      : add_months(granted_on, expiry.count);
  switch (expiry.granularity) {
    case Granularity::day:
      return reached;
    case Granularity::month:
      return first_day_of(month_of(reached) + 1);
    case Granularity::year:
      return first_day_of_year(reached, 1);
  }
  return reached;
}

/// The day on which beans granted on a day become available, or lapse if nobody claims them; the
/// day itself where they do not wait.
template <class Num>
[[nodiscard]] constexpr Day usable_on(const EarningRule<Num>& rule, Day granted_on) noexcept {
  if (rule.post_day > 0) return posted_on(granted_on, rule.post_day);
  return granted_on + rule.pending_days + rule.claim_days + (rule.claim_through_end_of_day ? 1 : 0);
}

}  // namespace loyaltycore::rules
