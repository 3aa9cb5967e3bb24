// lane_packer.hpp: numbers go side by side, anything else must be one.
#include "model/lane_packer.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::lane_packer_test {
namespace {

struct Row {
  std::int64_t number{};
  int word{};
  Ratio<> rate{};
  std::vector<Row> rows{};
};

Eight<Row> eight_of(const std::array<Row, 8>& rows) {
  Eight<Row> out{};
  for (std::size_t i = 0; i < rows.size(); ++i) out[i] = &rows[i];
  return out;
}

TEST(LanePacker, PutsNumbersSideBySide) {
  std::array<Row, 8> rows{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].number = static_cast<std::int64_t>(i) * 10;
    rows[i].rate = {static_cast<std::int64_t>(i), 7};
  }
  LanePacker<Isa::baseline> packer;
  EXPECT_EQ(packer.number(eight_of(rows), &Row::number)[3], 30);
  EXPECT_EQ(packer.ratio(eight_of(rows), &Row::rate).numerator[5], 5);
  EXPECT_EQ(packer.ratio(eight_of(rows), &Row::rate).denominator[5], 7);
  EXPECT_TRUE(packer.packs());
}

TEST(LanePacker, SeesWhatDiffersElsewhere) {
  std::array<Row, 8> rows{};
  rows[6].word = 1;
  LanePacker<Isa::baseline> packer;
  EXPECT_EQ(packer.same(eight_of(rows), &Row::word), 0);
  EXPECT_FALSE(packer.packs());
}

TEST(LanePacker, ListsOfOneLengthAlone) {
  std::array<Row, 8> rows{};
  for (Row& each : rows) each.rows.resize(2);
  rows[7].rows[1].number = 5;
  const auto number_of = [](LanePacker<Isa::baseline>& packer, const Eight<Row>& each) {
    return packer.number(each, &Row::number);
  };
  LanePacker<Isa::baseline> packer;
  const auto packed = packer.list(eight_of(rows), &Row::rows,
                                  [&](const Eight<Row>& each) { return number_of(packer, each); });
  ASSERT_EQ(packed.size(), 2U);
  EXPECT_EQ(packed[1][7], 5);
  EXPECT_TRUE(packer.packs());
  rows[0].rows.resize(1);
  const auto refused = packer.list(eight_of(rows), &Row::rows,
                                   [&](const Eight<Row>& each) { return number_of(packer, each); });
  EXPECT_TRUE(refused.empty());
  EXPECT_FALSE(packer.packs());
}

}  // namespace
}  // namespace loyaltycore::lane_packer_test
