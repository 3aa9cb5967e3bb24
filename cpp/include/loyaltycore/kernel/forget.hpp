// forget.hpp: drops what no event can reach any more.
#pragma once

#include <cstddef>

#include "loyaltycore/model/fact_plan.hpp"
#include "loyaltycore/model/facts.hpp"
#include "loyaltycore/model/standing.hpp"

namespace loyaltycore::kernel {

/// Drops old ids, old cap windows, old SKU marks.
template <class Num>
void forget(const FactPlan& plan, Facts& facts, Standing<Num>& standing) noexcept {
  const Instant now = facts.decided_at;
  while (!facts.remembered.empty() &&
         facts.remembered[0].decided_at + plan.late_horizon_micros + plan.clock_skew_micros < now) {
    facts.remembered.erase(0);
  }
  const Day today = plan.zone.day_at(now);
  const auto late = static_cast<Day>(plan.late_horizon_micros / kMicrosPerDay + 1);
  for (std::size_t i = standing.counters.size(); i-- > 0;) {
    const Counter<Num>& counter = standing.counters[i];
    Day length = 0;
    switch (period_of(counter.key)) {
      case CounterPeriod::day:
      case CounterPeriod::times:
        length = 1;
        break;
      case CounterPeriod::streak:
        length = 2;
        break;
      case CounterPeriod::month:
        length = 31;
        break;
      case CounterPeriod::year:
        length = 366;
        break;
      case CounterPeriod::term:
        if (counter.window == kNoDay) continue;
        break;
      case CounterPeriod::task:
        // An order may complete as long after its purchase as it stays open.
        length = 366 + plan.returns_horizon_days;
        break;
      default:
        continue;
    }
    if (counter.window + length + late < today) standing.counters.erase(i);
  }
  for (std::size_t i = standing.skus.size(); i-- > 0;) {
    // An order stays open for the horizon after its completion, which may come as long after its
    // purchase; a review of it counts by the day of the purchase.
    const Day reach = plan.sku_window_days + 2 * plan.returns_horizon_days + late;
    if (standing.skus[i].day + reach < today) standing.skus.erase(i);
  }
}

}  // namespace loyaltycore::kernel
