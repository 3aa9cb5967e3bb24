// class_set.hpp: a set of numbered names.
#include "loyaltycore/model/class_set.hpp"

#include <array>

#include <gtest/gtest.h>

namespace loyaltycore::class_set_test {
namespace {

TEST(ClassSet, HoldsWhatWasInserted) {
  ClassSet set;
  EXPECT_TRUE(set.empty());
  constexpr std::array<std::uint16_t, 4> kInside{1, 63, 64, 200};
  constexpr std::array<std::uint16_t, 7> kOutside{0, 2, 62, 65, 199, 201, 65535};
  for (const std::uint16_t name : kInside) set.insert(name);
  EXPECT_FALSE(set.empty());
  for (const std::uint16_t name : kInside) EXPECT_TRUE(set.contains(name));
  for (const std::uint16_t name : kOutside) EXPECT_FALSE(set.contains(name));
}

TEST(ClassSet, IsEqualByItsClasses) {
  ClassSet a;
  ClassSet b;
  a.insert(5);
  b.insert(5);
  EXPECT_EQ(a, b);
  EXPECT_EQ(a.words().size(), 1U);
  EXPECT_EQ(a.words()[0], std::uint64_t{1} << 5U);
  b.insert(70);
  EXPECT_FALSE(a == b);
}

}  // namespace
}  // namespace loyaltycore::class_set_test
