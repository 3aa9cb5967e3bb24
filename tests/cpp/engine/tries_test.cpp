// tries.hpp: a new time is a new try, the same time a retry.
#include "engine/tries.hpp"

#include <functional>
#include <string>

#include <gtest/gtest.h>

namespace loyaltycore::engine {
namespace {

TEST(Tries, CountTimesAndRetries) {
  Tries<std::string, std::hash<std::string>> tries;
  EXPECT_EQ(tries.of("a", 10), (Try{0, 0}));
  EXPECT_EQ(tries.of("b", 10), (Try{0, 0}));
  EXPECT_EQ(tries.of("b", 10), (Try{0, 1}));
  EXPECT_EQ(tries.of("a", 20), (Try{1, 0}));
  EXPECT_EQ(tries.of("b", 20), (Try{1, 0})) << "the retry of one side does not shift its next try";
  tries.clear();
  EXPECT_EQ(tries.of("a", 10), (Try{0, 0}));
}

}  // namespace
}  // namespace loyaltycore::engine
