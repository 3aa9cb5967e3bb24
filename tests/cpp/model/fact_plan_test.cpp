// fact_plan.hpp: equal plans have equal fingerprints, every field is part of it.
#include "loyaltycore/model/fact_plan.hpp"

#include <gtest/gtest.h>

#include "support/sample_member.hpp"

namespace loyaltycore::fact_plan_test {
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
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.first_tender.per_yuan = 50; }));
  EXPECT_TRUE(
      changes_fingerprint([](FactPlan& p) { p.first_tender.ordinary.min_amount = Fen{1}; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.first_tender.classes = {GoodsClass{}}; }));
  EXPECT_TRUE(changes_fingerprint([](FactPlan& p) { p.later_tenders = {{5, BeanTender{}}}; }));
  EXPECT_FALSE(changes_fingerprint([](FactPlan&) {}));
}

FactPlan with_later(Instant from, const GoodsClass& goods) {
  FactPlan plan = sample();
  plan.later_tenders = {{from, BeanTender{1000, {}, {goods}}}};
  return plan;
}

TEST(FactPlan, EveryFieldOfABeanTenderIsPartOfTheFingerprint) {
  GoodsClass goods{{}, Fen{500}, true};
  goods.categories.insert(3);
  const Hash128 before = with_later(5, goods).fingerprint();
  EXPECT_EQ(with_later(5, goods).fingerprint(), before);
  EXPECT_NE(with_later(6, goods).fingerprint(), before);
  GoodsClass other = goods;
  other.categories.insert(4);
  EXPECT_NE(with_later(5, other).fingerprint(), before);
  other = goods;
  other.min_amount = Fen{501};
  EXPECT_NE(with_later(5, other).fingerprint(), before);
  other = goods;
  other.allowed = false;
  EXPECT_NE(with_later(5, other).fingerprint(), before);
}

TEST(FactPlan, ABeanTenderHoldsFromItsInstantOn) {
  FactPlan plan = sample();
  plan.later_tenders = {{5, BeanTender{50, {}, {}}}, {9, BeanTender{20, {}, {}}}};
  EXPECT_EQ(plan.bean_tender_at(kFirstInstant).per_yuan, 100);
  EXPECT_EQ(plan.bean_tender_at(4).per_yuan, 100);
  EXPECT_EQ(plan.bean_tender_at(5).per_yuan, 50);
  EXPECT_EQ(plan.bean_tender_at(8).per_yuan, 50);
  EXPECT_EQ(plan.bean_tender_at(9).per_yuan, 20);
}

/// Snapshots carry this value: a change needs another layout number in fact_plan.cpp.
TEST(FactPlan, TheLayoutIsFixedAndKnowsNoBeanTender) {
  EXPECT_EQ(to_hex(sample().layout()), "29f13f1c70dd78d03bd6c4b339c4f012");
  EXPECT_EQ(with_later(5, {}).layout(), sample().layout());
  FactPlan other = sample();
  other.returns_horizon_days += 1;
  EXPECT_NE(other.layout(), sample().layout());
}

TEST(FactPlan, AKindHasItsClass) {
  EXPECT_EQ(sample().class_of(TenderKind::beans), 4);
  EXPECT_EQ(sample().class_of(TenderKind::postal_remittance), 0);
}

}  // namespace
}  // namespace loyaltycore::fact_plan_test
