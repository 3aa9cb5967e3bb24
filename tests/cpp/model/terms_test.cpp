// terms.hpp: sets of classes and the defaults that mean "any" and "no cap".
#include "loyaltycore/model/terms.hpp"

#include <gtest/gtest.h>

#include <array>

namespace loyaltycore {
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
  b.insert(70);
  EXPECT_FALSE(a == b);
}

TEST(Terms, DefaultsMeanAnyAndNoCap) {
  const Conditions<> conditions;
  EXPECT_EQ(conditions.from, kFirstInstant);
  EXPECT_EQ(conditions.until, kNever);
  EXPECT_EQ(conditions.weekdays, 0);
  EXPECT_TRUE(conditions.channels.empty());
  const Caps<> caps;
  EXPECT_EQ(caps.unit, kNoCap);
  EXPECT_EQ(caps.order, kNoCap);
  EXPECT_EQ(caps.times_per_day, 0);
  EXPECT_EQ(Terms<>{}.until, kNever);
}

}  // namespace
}  // namespace loyaltycore
