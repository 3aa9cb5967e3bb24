// forget.hpp: memory ends where no event can reach it any more, and not before.
#include "loyaltycore/kernel/forget.hpp"

#include <gtest/gtest.h>

#include "support/posted.hpp"

namespace loyaltycore::kernel::forget_test {
namespace {

constexpr Day kToday = 20'000;

class Forget : public support::Posted {
 protected:
  Forget() {
    facts_.remembered.reserve_more(9);
    plan_.late_horizon_micros = 30 * kMicrosPerDay;
    plan_.clock_skew_micros = 5;
    plan_.sku_window_days = 15;
    plan_.returns_horizon_days = 7;
    facts_.decided_at = plan_.zone.start_of(kToday);
  }
  void forget_now() { forget(plan_, facts_, standing_); }
  [[nodiscard]] bool keeps(CounterPeriod period, Day window) {
    standing_.counters.clear();
    standing_.counters.push({counter_key(1, period), window, 1, 0});
    forget_now();
    return !standing_.counters.empty();
  }

  FactPlan plan_{};
};

TEST_F(Forget, IdsBehindTheLateHorizonAndTheSkew) {
  const Instant last = facts_.decided_at - plan_.late_horizon_micros - plan_.clock_skew_micros;
  facts_.remembered.push({id_of("old"), 1, last - 1, 0, 0});
  facts_.remembered.push({id_of("kept"), 1, last, 0, 0});
  forget_now();
  ASSERT_EQ(facts_.remembered.size(), 1U);
  EXPECT_EQ(facts_.remembered[0].id, id_of("kept"));
}

TEST_F(Forget, WindowsThatNoLateEventCanFallInto) {
  EXPECT_TRUE(keeps(CounterPeriod::day, kToday - 32));
  EXPECT_FALSE(keeps(CounterPeriod::day, kToday - 33));
  EXPECT_TRUE(keeps(CounterPeriod::month, kToday - 62));
  EXPECT_FALSE(keeps(CounterPeriod::month, kToday - 63));
  EXPECT_TRUE(keeps(CounterPeriod::once, kToday - 9'999)) << "once is for ever";
}

TEST_F(Forget, MarksOfSkusThatNoReviewCanMeet) {
  standing_.skus.push({id_of("sku"), 1, kToday - 15 - 14 - 31, 1});
  forget_now();
  EXPECT_EQ(standing_.skus.size(), 1U);
  standing_.skus[0].day -= 1;
  forget_now();
  EXPECT_TRUE(standing_.skus.empty());
}

}  // namespace
}  // namespace loyaltycore::kernel::forget_test
