// hash.hpp: the published test vectors of XXH3-128, and 128-bit sums.
#include "loyaltycore/base/hash.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace loyaltycore::hash_test {
namespace {

/// The buffer of xxHash's own sanity test.
std::vector<std::byte> sanity_buffer(std::size_t size) {
  std::vector<std::byte> out;
  std::uint64_t state = 2654435761U;
  for (std::size_t i = 0; i < size; ++i) {
    out.push_back(static_cast<std::byte>(state >> 56U));
    state *= 11400714785074694797U;
  }
  return out;
}

/// From xxHash 0.8, XXH128 with seed 0: length, low word, high word.
TEST(Hash, AgreesWithThePublishedVectors) {
  struct Row {
    std::size_t length;
    Hash128 hash;
  };
  const Row rows[] = {
      {0, {0x6001C324468D497F, 0x99AA06D3014798D8}},
      {1, {0xC44BDFF4074EECDB, 0xA6CD5E9392000F6A}},
      {6, {0x3E7039BDDA43CFC6, 0x082AFE0B8162D12A}},
      {12, {0x061A192713F69AD9, 0x6E3EFD8FC7802B18}},
      {24, {0x1E7044D28B1B901D, 0x0CE966E4678D3761}},
      {48, {0xF942219AED80F67B, 0xA002AC4E5478227E}},
      {81, {0x5E8BAFB9F95FB803, 0x4952F58181AB0042}},
      {222, {0xF1AEBD597CEC6B3A, 0x337E09641B948717}},
      {403, {0xCDEB804D65C6DEA4, 0x1B6DE21E332DD73D}},
      {512, {0x617E49599013CB6B, 0x18D2D110DCC9BCA1}},
      {2048, {0xDD59E2C3A5F038E0, 0xF736557FD47073A5}},
      {2240, {0x6E73A90539CF2948, 0xCCB134FBFA7CE49D}},
      {2367, {0xCB37AEB9E5D361ED, 0xE89C0F6FF369B427}},
  };
  for (const Row& row : rows) EXPECT_EQ(hash128(sanity_buffer(row.length)), row.hash) << row.length;
}

TEST(Hash, TextAndItsBytesAreOneInput) {
  const std::string text = "m-17";
  EXPECT_EQ(hash128(std::string_view(text)),
            hash128(std::as_bytes(std::span(text.data(), text.size()))));
  EXPECT_NE(hash128(std::string_view("a")), hash128(std::string_view("b")));
}

TEST(Hash, HexWritesTheHighWordFirst) {
  EXPECT_EQ(to_hex({0x0123456789ABCDEF, 0x00000000000000FE}), "00000000000000fe0123456789abcdef");
  EXPECT_EQ(to_hex(hash128(std::string_view())), "99aa06d3014798d86001c324468d497f");
}

TEST(Hash, SumsCarryIntoTheHighWordAndWrapAt128Bits) {
  Hash128 sum{~std::uint64_t{0}, 0};
  sum += Hash128{1, 0};
  EXPECT_EQ(sum, (Hash128{0, 1}));
  sum += Hash128{~std::uint64_t{0}, ~std::uint64_t{0}};
  EXPECT_EQ(sum, (Hash128{~std::uint64_t{0}, 0}));
}

TEST(Hash, OrderIsThatOfThe128BitNumber) {
  EXPECT_LT((Hash128{9, 1}), (Hash128{0, 2}));
  EXPECT_LT((Hash128{1, 2}), (Hash128{2, 2}));
  EXPECT_FALSE((Hash128{2, 2}) < (Hash128{2, 2}));
}

}  // namespace
}  // namespace loyaltycore::hash_test
