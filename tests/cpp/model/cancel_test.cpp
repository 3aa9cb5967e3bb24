// cancel.hpp: a flag that is set ends the work and says how far it came.
#include "loyaltycore/model/cancel.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::cancel_test {
namespace {

TEST(Cancel, OnlyASetFlagEndsTheWork) {
  EXPECT_NO_THROW(check_cancel(nullptr));
  CancelFlag flag{false};
  EXPECT_NO_THROW(check_cancel(&flag, 3));
  flag = true;
  try {
    check_cancel(&flag, 3);
    FAIL();
  } catch (const Cancelled& cancelled) {
    EXPECT_EQ(cancelled.code(), "cancelled");
    EXPECT_EQ(cancelled.done(), 3U);
  }
}

}  // namespace
}  // namespace loyaltycore::cancel_test
