// missing_field.hpp: every kind that needs a field says which.
#include "loyaltycore/kernel/missing_field.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/kernel/checks.hpp"

namespace loyaltycore::kernel::missing_field_test {
namespace {

using K = EventKind;

Event bare(EventKind kind) {
  Event event;
  event.kind = kind;
  event.id = id_of("e1");
  return event;
}

TEST(MissingField, IsNamedForEveryKindThatNeedsOne) {
  for (const K kind : {K::order_placed, K::order_paid, K::order_completed, K::order_cancelled,
                       K::order_refused, K::line_returned}) {
    EXPECT_EQ(missing_field(bare(kind)), "order");
  }
  for (const K kind : {K::review_deleted, K::beans_released, K::beans_held}) {
    EXPECT_EQ(missing_field(bare(kind)), "subject");
  }
  EXPECT_EQ(missing_field(bare(K::beans_redeemed)), "beans");
  EXPECT_EQ(missing_field(bare(K::beans_exchanged)), "item");
  EXPECT_EQ(missing_field(bare(K::credit_updated)), "input");
  Event held = bare(K::beans_held);
  held.subject = id_of("h");
  EXPECT_EQ(missing_field(held), "beans");
  Event imported = bare(K::imported);
  EXPECT_EQ(missing_field(imported), "");
  imported.tier = 0;
  EXPECT_EQ(missing_field(imported), "tier");
}

TEST(MissingField, IsThereWhereTheCheckRefusesForIt) {
  for (std::size_t kind = 0; kind < kEventKinds; ++kind) {
    const Event event = bare(static_cast<EventKind>(kind));
    const Refusal refusal = refuse_event(event, {});
    if (refusal == Refusal::kind_not_built || refusal == Refusal::kind_unknown) continue;
    EXPECT_EQ(refusal == Refusal::field_missing, !missing_field(event).empty()) << kind;
  }
}

}  // namespace
}  // namespace loyaltycore::kernel::missing_field_test
