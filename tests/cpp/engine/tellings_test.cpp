// tellings.hpp: one group and one time make one telling.
#include "engine/tellings.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::engine::tellings_test {
namespace {

ToldEvent told(const char* group, Instant at, const char* event, std::size_t place) {
  return {id_of(group), at, id_of("m"), id_of(event), place};
}

TEST(Tellings, AreOfOneGroupAndOneTime) {
  Tellings tellings;
  const std::uint32_t first = tellings.add(told("g", 10, "a", 0));
  EXPECT_FALSE(tellings.is_shared(first));
  EXPECT_EQ(tellings.add(told("g", 10, "a", 1)), first);
  EXPECT_FALSE(tellings.is_shared(first)) << "a retry shares it with itself alone";
  EXPECT_EQ(tellings.add(told("g", 10, "b", 2)), first);
  EXPECT_TRUE(tellings.is_shared(first));
  EXPECT_EQ(tellings.size_of(first), 3U);
  EXPECT_NE(tellings.add(told("g", 20, "a", 3)), first);
  EXPECT_NE(tellings.add(told("h", 10, "a", 4)), first);
  EXPECT_EQ(tellings.size(), 3U);
  EXPECT_EQ(tellings.apart(), std::nullopt);
}

TEST(Tellings, ThatShareNoTimeAreToldApart) {
  Tellings tellings;
  tellings.add(told("alone", 10, "a", 0));
  tellings.add(told("alone", 20, "a", 1));
  EXPECT_EQ(tellings.apart(), std::nullopt) << "one event, told twice";
  tellings.add(told("g", 10, "a", 2));
  tellings.add(told("g", 11, "b", 3));
  EXPECT_EQ(tellings.apart(), 3U);
  tellings.add(told("g", 12, "a", 4));
  tellings.add(told("g", 12, "b", 5));
  EXPECT_EQ(tellings.apart(), std::nullopt) << "a later try has both";
}

}  // namespace
}  // namespace loyaltycore::engine::tellings_test
