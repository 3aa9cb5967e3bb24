// code_table.hpp: every entry is found again, however often the table grew.
#include "loyaltycore/engine/code_table.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace loyaltycore::engine::code_table_test {
namespace {

/// Numbers in the order in which they first come.
std::vector<std::uint32_t> codes_of(const std::vector<std::int64_t>& numbers,
                                    std::uint64_t (*hash)(std::int64_t)) {
  CodeTable table;
  std::vector<std::int64_t> known;
  std::vector<std::uint32_t> out;
  for (const std::int64_t number : numbers) {
    const auto next = static_cast<std::uint32_t>(known.size());
    const std::uint32_t code = table.find_or_add(
        hash(number), next, [&](std::uint32_t each) { return known[each] == number; },
        [&](std::uint32_t each) { return hash(each < known.size() ? known[each] : number); });
    if (code == next) known.push_back(number);
    out.push_back(code);
  }
  return out;
}

TEST(CodeTable, FindsEachEntryAgain) {
  std::vector<std::int64_t> numbers;
  std::vector<std::uint32_t> expected;
  for (int round = 0; round < 3; ++round) {
    for (std::uint32_t i = 0; i < 5000; ++i) {
      numbers.push_back(std::int64_t{i} * 1'000'003 - 7);
      expected.push_back(i);
    }
  }
  EXPECT_EQ(codes_of(numbers, [](std::int64_t number) { return spread(number); }), expected);
  numbers.resize(900);
  expected.resize(900);
  EXPECT_EQ(codes_of(numbers, [](std::int64_t) { return std::uint64_t{7}; }), expected)
      << "all in one slot";
}

TEST(CodeTable, SpreadsNeighbours) {
  EXPECT_NE(spread(1) & 0xFFU, spread(2) & 0xFFU);
  EXPECT_NE(spread(0), spread(std::int64_t{1} << 40));
}

}  // namespace
}  // namespace loyaltycore::engine::code_table_test
