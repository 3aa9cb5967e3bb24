// encoding.hpp: explicit little-endian bytes; a reader that cannot be led past its end.
#include "model/encoding.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::encoding::encoding_test {
namespace {

std::vector<std::byte> bytes(std::initializer_list<int> values) {
  std::vector<std::byte> out;
  for (const int value : values) out.push_back(static_cast<std::byte>(value));
  return out;
}

TEST(Encoding, IntegersAreLittleEndian) {
  std::vector<std::byte> out;
  Writer write(out);
  write(std::uint8_t{1}, std::uint16_t{0x0203}, std::int32_t{-2}, true, Fen{5}, Currency::growth);
  EXPECT_EQ(out, bytes({1, 3, 2, 0xFE, 0xFF, 0xFF, 0xFF, 1, 5, 0, 0, 0, 0, 0, 0, 0, 1}));
}

TEST(Encoding, ReadsBackEveryType) {
  std::vector<std::byte> out;
  Writer write(out);
  write(std::int64_t{-7}, Hash128{1, 2}, false, HoldStatus::released, Beans{-9});
  Reader read(out);
  std::int64_t number{};
  Hash128 hash;
  bool flag = true;
  HoldStatus status{};
  Beans beans;
  read(number, hash, flag, status, beans);
  EXPECT_TRUE(read.ok());
  EXPECT_TRUE(read.at_end());
  EXPECT_EQ(number, -7);
  EXPECT_EQ(hash, (Hash128{1, 2}));
  EXPECT_FALSE(flag);
  EXPECT_EQ(status, HoldStatus::released);
  EXPECT_EQ(beans.count, -9);
}

TEST(Encoding, AReaderStopsAtItsEnd) {
  const auto in = bytes({1, 2, 3});
  Reader read(in);
  std::uint32_t number = 9;
  read(number);
  EXPECT_FALSE(read.ok());
  EXPECT_EQ(number, 0U);
  std::uint8_t byte = 9;
  read(byte);
  EXPECT_EQ(byte, 0);
  EXPECT_FALSE(read.ok());
}

TEST(Encoding, OnlyZeroAndOneAreTruthValues) {
  const auto in = bytes({2});
  Reader read(in);
  bool flag = true;
  read(flag);
  EXPECT_FALSE(read.ok());
  EXPECT_FALSE(flag);
}

TEST(Encoding, UnknownEnumeratorsAreRefused) {
  for (const int number : {3, 255}) {
    const auto in = bytes({number});
    Reader read(in);
    Funder funder{};
    read(funder);
    EXPECT_FALSE(read.ok());
    EXPECT_EQ(funder, Funder::platform);
  }
}

TEST(Encoding, ACountNeverAsksForMoreThanIsThere) {
  const auto in = bytes({2, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8});
  Reader enough(in);
  EXPECT_EQ(enough.count_of(4), 2U);
  Reader greedy(in);
  EXPECT_EQ(greedy.count_of(5), 0U);
  EXPECT_FALSE(greedy.ok());
  const auto huge = bytes({0xFF, 0xFF, 0xFF, 0xFF, 1});
  Reader hostile(huge);
  EXPECT_EQ(hostile.count_of(1), 0U);
  EXPECT_FALSE(hostile.ok());
}

}  // namespace
}  // namespace loyaltycore::encoding::encoding_test
