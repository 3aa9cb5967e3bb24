// quantity.hpp: one thing is counted with itself only.
#include "loyaltycore/base/quantity.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "loyaltycore/base/lanes.hpp"

namespace loyaltycore::quantity_test {
namespace {

template <class A, class B>
concept CanAdd = requires(A a, B b) {
  a + b;
};

static_assert(CanAdd<Fen, Fen>);
static_assert(!CanAdd<Fen, Beans>);
static_assert(!CanAdd<Beans, Growth>);
static_assert(!CanAdd<Fen, std::int64_t>);
static_assert(!std::is_convertible_v<std::int64_t, Fen>);
static_assert(!std::is_convertible_v<Fen, std::int64_t>);
static_assert(sizeof(Fen) == sizeof(std::int64_t));

TEST(Quantity, AddsAndCompares) {
  Beans beans{5};
  beans += Beans{3};
  beans -= Beans{1};
  EXPECT_EQ(beans.count, 7);
  EXPECT_TRUE(beans == Beans{7});
  EXPECT_TRUE(beans != Beans{8});
  EXPECT_TRUE(beans < Beans{8});
  EXPECT_TRUE(beans <= Beans{7});
  EXPECT_TRUE(beans > Beans{6});
  EXPECT_TRUE(beans >= Beans{7});
  EXPECT_EQ((Fen{5} - Fen{8}).count, -3);
  EXPECT_EQ((Fen{5} + Fen{8}).count, 13);
  EXPECT_EQ(min(Fen{5}, Fen{8}), Fen{5});
  EXPECT_EQ(max(Fen{5}, Fen{8}), Fen{8});
}

TEST(Quantity, LanesCompareLaneByLane) {
  Lanes8 counts;
  for (int i = 0; i < kLanes; ++i) counts.value.at(static_cast<std::size_t>(i)) = i;
  const BeansOf<Lanes8> beans{counts};
  const LaneMask8 few = beans < BeansOf<Lanes8>{Lanes8{3}};
  for (std::size_t i = 0; i < kLanes; ++i) EXPECT_EQ(few.flag.at(i), i < 3);
  EXPECT_EQ(min(beans, BeansOf<Lanes8>{Lanes8{3}}).count[7], 3);
}

}  // namespace
}  // namespace loyaltycore::quantity_test
