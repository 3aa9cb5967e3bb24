// bean_expiry.hpp: the first day on which beans granted on a day cannot be used.
//
// Rule    days n: day + n. months n: day + n months; with month or year granularity the first day
//         after the month or year that holds it. "End of next calendar year" is 12 months by year.
// Source  DOMAIN 3.3 (P26, P27): beans of 2014 end with 2015; 180 days from 2026 on.
// Units   days in programme time.
// Pure    No clock: the day comes from the decision time.
#pragma once

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/terms.hpp"

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

}  // namespace loyaltycore::rules
