// accruals.hpp: which accrual an effect opens, releases or takes back.
#include "loyaltycore/kernel/accruals.hpp"

#include <gtest/gtest.h>

#include "support/posted.hpp"

namespace loyaltycore::kernel::accruals_test {
namespace {

using Accruals = support::Posted;

Effect<> accrued(std::int64_t amount, Instant due_at) {
  Effect<> effect = movement(Account::issuer, Account::pending, Cause::earned, amount);
  effect.source = id_of("e1");
  effect.subject = id_of("o1");
  effect.flags = kTracked | kOrder;
  effect.until = due_at;
  return effect;
}

TEST_F(Accruals, ArePendingUntilTheyAreReleased) {
  Effect<> effect = accrued(7, 100);
  post(effect);
  ASSERT_EQ(standing_.grants.size(), 1U);
  EXPECT_EQ(standing_.grants[0].due_at, 100);
  EXPECT_EQ(standing_.grants[0].pending, 7);
  effect.from = Account::pending;
  effect.to = Account::available;
  effect.expires_on = 30;
  post(effect);
  EXPECT_EQ(standing_.grants[0].pending, 0);
  EXPECT_EQ(standing_.grants[0].due_at, kNever);
  EXPECT_EQ(standing_.grants[0].expires_on, 30) << "it points to the bucket of its beans";
}

TEST_F(Accruals, OfOneIdAreToldApartByWhatTheyHold) {
  post(accrued(9, 100));
  post(accrued(4, 300));
  post(accrued(4, 200));
  EXPECT_EQ(find_pending(standing_, accrued(4, kNever)), 2U) << "just so much, and due first";
  EXPECT_EQ(find_pending(standing_, accrued(5, kNever)), 0U) << "the one that holds more";
  EXPECT_EQ(find_pending(standing_, accrued(10, kNever)), kNotFound);
}

TEST_F(Accruals, RememberWhatWasTakenBack) {
  Effect<> effect = accrued(7, 100);
  effect.to = Account::available;
  post(effect);
  effect.amount = 3;
  take_from_grant(standing_, effect);
  EXPECT_EQ(standing_.grants[0].granted, 7);
  EXPECT_EQ(standing_.grants[0].reversed, 3);
}

}  // namespace
}  // namespace loyaltycore::kernel::accruals_test
