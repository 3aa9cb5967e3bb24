// fact_plan.hpp: equal plans have equal fingerprints, every field is part of it.
#include "loyaltycore/model/fact_plan.hpp"

#include <gtest/gtest.h>

#include "support/sample_member.hpp"

namespace loyaltycore {
namespace {

FactPlan sample() { return support::sample_parts().plan; }

template <class Change>
bool changes_fingerprint(Change change) {
  FactPlan plan = sample();
  change(plan);
  return plan.fingerprint() != sample().fingerprint();
}

TEST(FactPlan, EveryFieldIsPartOfTheFingerprint) {
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.tender_class[9] = 1; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.tender_classes += 1; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.refundable_classes = 1; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.beans_class = 0; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.coupon_class = 0; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.returns_horizon_days += 1; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.late_horizon_micros += 1; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.clock_skew_micros += 1; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.sku_window_days += 1; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.activity_of_kind[6] = 1; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.activity_of_declared = {0, 1}; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.class_of_category = {0, 1}; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.zone = Zone(0); }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) {
    p.zone = Zone({{std::numeric_limits<std::int64_t>::min(), 8 * 3600}, {5, 9 * 3600}});
  }));
  EXPECT_FALSE(changes_fingerprint([](FactPlan&) {}));
}

/// Snapshots carry this value: a change needs another layout number in fact_plan.cpp.
TEST(FactPlan, TheFingerprintIsFixed) {
  EXPECT_EQ(to_hex(sample().fingerprint()), "29f13f1c70dd78d03bd6c4b339c4f012");
}

TEST(FactPlan, AKindHasItsClass) {
  EXPECT_EQ(sample().class_of(TenderKind::beans), 4);
  EXPECT_EQ(sample().class_of(TenderKind::postal_remittance), 0);
}

}  // namespace
}  // namespace loyaltycore
