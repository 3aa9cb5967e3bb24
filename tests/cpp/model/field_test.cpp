// field.hpp: a name and a meaning beside a value that stays where it is.
#include "model/field.hpp"

#include <type_traits>

#include <gtest/gtest.h>

namespace loyaltycore::encoding::field_test {
namespace {

TEST(Field, PointsToItsValue) {
  std::int32_t days = 3;
  const auto closes = field<As::day>("closes_on", days);
  closes.value = 5;
  EXPECT_EQ(days, 5);
  EXPECT_EQ(closes.name, "closes_on");
}

TEST(Field, OfAConstantIsForReading) {
  const std::int64_t beans = 7;
  const auto shown = field("beans", beans);
  static_assert(std::is_same_v<decltype(shown.value), const std::int64_t&>);
  EXPECT_EQ(shown.value, 7);
}

}  // namespace
}  // namespace loyaltycore::encoding::field_test
