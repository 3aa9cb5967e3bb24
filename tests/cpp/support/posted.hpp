// posted.hpp: a member's standing as single effects leave it.
#pragma once

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/kernel/machine.hpp"

namespace loyaltycore::support {

using Amounts = std::vector<std::int64_t>;

class Posted : public testing::Test {
 protected:
  Posted() {
    standing_.buckets.reserve_more(9);
    standing_.grants.reserve_more(9);
    standing_.allocations.reserve_more(9);
    standing_.counters.reserve_more(9);
    standing_.holds.reserve_more(9);
    standing_.skus.reserve_more(9);
  }
  void post(const Effect<>& effect) { kernel::post(plan_, facts_, standing_, effect); }
  Effect<> grant(Day day, Instant opened_at, std::int64_t amount,
                 Funder funder = Funder::platform) {
    Effect<> effect = kernel::movement(Account::issuer, Account::available, Cause::earned, amount);
    effect.expires_on = day;
    effect.opened_at = opened_at;
    effect.funder = funder;
    post(effect);
    return effect;
  }
  [[nodiscard]] Amounts amounts() const {
    Amounts out;
    for (const Bucket<>& each : standing_.buckets) out.push_back(each.beans.count);
    return out;
  }

  FactPlan plan_;
  Facts facts_;
  Standing<> standing_;
};

}  // namespace loyaltycore::support
