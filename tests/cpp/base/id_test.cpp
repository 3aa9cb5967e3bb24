// id.hpp: which texts are ids. Bytes decide: nothing is normalised.
#include "loyaltycore/base/id.hpp"

#include <gtest/gtest.h>

#include <string>

namespace loyaltycore::id_test {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string out;
  for (const int value : values) out += static_cast<char>(value);
  return out;
}

TEST(Id, LengthIsOneTo128Bytes) {
  EXPECT_FALSE(is_valid_id(""));
  EXPECT_TRUE(is_valid_id("a"));
  EXPECT_TRUE(is_valid_id(std::string(128, 'x')));
  EXPECT_FALSE(is_valid_id(std::string(129, 'x')));
}

TEST(Id, WellFormedUtf8IsAccepted) {
  EXPECT_TRUE(is_valid_id(bytes({0x7F})));
  EXPECT_TRUE(is_valid_id(bytes({0xC2, 0x80})));
  EXPECT_TRUE(is_valid_id(bytes({0xDF, 0xBF})));
  EXPECT_TRUE(is_valid_id(bytes({0xE0, 0xA0, 0x80})));
  EXPECT_TRUE(is_valid_id(bytes({0xED, 0x9F, 0xBF})));
  EXPECT_TRUE(is_valid_id(bytes({0xEE, 0x80, 0x80})));
  EXPECT_TRUE(is_valid_id(bytes({0xEF, 0xBF, 0xBF})));
  EXPECT_TRUE(is_valid_id(bytes({0xF0, 0x90, 0x80, 0x80})));
  EXPECT_TRUE(is_valid_id(bytes({0xF4, 0x8F, 0xBF, 0xBF})));
  EXPECT_TRUE(is_valid_id(bytes({0xF0, 0x9F, 0x98, 0x80, 0xE2, 0x80, 0x8F})));  // emoji, RTL mark
}

TEST(Id, BrokenTextIsRefused) {
  EXPECT_FALSE(is_valid_id(bytes({0})));
  EXPECT_FALSE(is_valid_id(bytes({'a', 0, 'b'})));
  EXPECT_FALSE(is_valid_id(bytes({0x80})));                    // a tail without a head
  EXPECT_FALSE(is_valid_id(bytes({0xC0, 0xAF})));              // overlong "/"
  EXPECT_FALSE(is_valid_id(bytes({0xC1, 0xBF})));              // overlong
  EXPECT_FALSE(is_valid_id(bytes({0xE0, 0x9F, 0xBF})));        // overlong
  EXPECT_FALSE(is_valid_id(bytes({0xF0, 0x8F, 0xBF, 0xBF})));  // overlong
  EXPECT_FALSE(is_valid_id(bytes({0xED, 0xA0, 0x80})));        // surrogate
  EXPECT_FALSE(is_valid_id(bytes({0xED, 0xBF, 0xBF})));        // surrogate
  EXPECT_FALSE(is_valid_id(bytes({0xF4, 0x90, 0x80, 0x80})));  // past U+10FFFF
  EXPECT_FALSE(is_valid_id(bytes({0xF5, 0x80, 0x80, 0x80})));
  EXPECT_FALSE(is_valid_id(bytes({0xFF})));
  EXPECT_FALSE(is_valid_id(bytes({0xE2, 0x82})));  // cut off
  EXPECT_FALSE(is_valid_id(bytes({0xC3, 'a'})));
  EXPECT_FALSE(is_valid_id(bytes({0xF0, 0x9F, 0x98, 'a'})));
}

/// "e" with an accent, as one code point and as two: two members.
TEST(Id, TwinsOfNormalisationAreTwoIds) {
  const std::string composed = bytes({0xC3, 0xA9});
  const std::string decomposed = bytes({'e', 0xCC, 0x81});
  EXPECT_TRUE(is_valid_id(composed));
  EXPECT_TRUE(is_valid_id(decomposed));
  EXPECT_NE(id_of(composed), id_of(decomposed));
}

TEST(Id, ANumberIsItsDecimalText) {
  EXPECT_EQ(id_of(std::int64_t{17}), id_of("17"));
  EXPECT_EQ(id_of(std::int64_t{-5}), id_of("-5"));
  EXPECT_NE(id_of("17"), id_of("017"));
  EXPECT_NE(id_of("17"), kNoId);
}

}  // namespace
}  // namespace loyaltycore::id_test
