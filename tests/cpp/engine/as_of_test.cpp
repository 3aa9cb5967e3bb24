// as_of.hpp: an instant that no event could have is refused, not settled in silence.
#include "loyaltycore/engine/as_of.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::as_of_test {
namespace {

TEST(AsOf, LiesWhereEventsLie) {
  EXPECT_NO_THROW(check_as_of(kFirstInstant));
  EXPECT_NO_THROW(check_as_of(kLastInstant));
  EXPECT_THROW(check_as_of(kFirstInstant - 1), DataError);
  EXPECT_THROW(check_as_of(kLastInstant + 1), DataError);
}

TEST(AsOf, IsCheckedByEveryDoorThatSettles) {
  Engine engine(support::shop());
  const Instant beyond = kLastInstant + 1;
  EXPECT_THROW(static_cast<void>(engine.settle("m", beyond)), DataError);
  EXPECT_THROW(static_cast<void>(engine.settle_all(beyond)), DataError);
  EXPECT_THROW(static_cast<void>(engine.digest(beyond)), DataError);
}

}  // namespace
}  // namespace loyaltycore::engine::as_of_test
