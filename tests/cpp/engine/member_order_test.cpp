// The order of rows is that of their texts, for integers as well.
#include "engine/member_order.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace loyaltycore::engine::member_order_test {
namespace {

const std::vector<std::int64_t> kNumbers{0,
                                         1,
                                         9,
                                         10,
                                         11,
                                         100,
                                         99,
                                         -1,
                                         -10,
                                         -9,
                                         123456789012345678,
                                         12,
                                         2,
                                         std::numeric_limits<std::int64_t>::max(),
                                         std::numeric_limits<std::int64_t>::min()};

TEST(DecimalKey, ComparesLikeTheText) {
  for (const std::int64_t a : kNumbers) {
    for (const std::int64_t b : kNumbers) {
      EXPECT_EQ(DecimalKey{a} < DecimalKey{b}, std::to_string(a) < std::to_string(b))
          << a << ' ' << b;
      EXPECT_EQ(DecimalKey{a} == DecimalKey{b}, a == b);
    }
  }
}

IdField integers(std::vector<std::int64_t> numbers) {
  IdField out;
  out.integers = true;
  out.numbers = std::move(numbers);
  return out;
}

TEST(MemberOrder, GroupsSparseIntegersByTheirText) {
  const IdField members = integers(kNumbers);
  const std::vector<std::int64_t> times(kNumbers.size(), 5);
  OrderKeys keys;
  keys.member = &members;
  keys.event_id = &members;
  keys.recorded_at = times;
  const MemberOrder order = member_order(keys);
  ASSERT_EQ(order.first.size(), kNumbers.size() + 1);
  for (std::size_t i = 1; i < order.rows.size(); ++i) {
    EXPECT_LT(std::to_string(kNumbers[order.rows[i - 1]]), std::to_string(kNumbers[order.rows[i]]));
  }
}

TEST(MemberOrder, TakesTwoCodesOfOneTextForOneMember) {
  IdField members;
  members.texts = std::make_shared<const Dictionary>(std::vector<std::string>{"b", "a", "b"});
  members.codes = {0, 1, 2, 0};
  const IdField ids = integers({1, 2, 3, 4});
  const std::vector<std::int64_t> times{4, 3, 2, 1};
  OrderKeys keys;
  keys.member = &members;
  keys.event_id = &ids;
  keys.recorded_at = times;
  const MemberOrder order = member_order(keys);
  EXPECT_EQ(order.rows, (std::vector<std::uint32_t>{1, 3, 2, 0}));
  EXPECT_EQ(order.first, (std::vector<std::uint64_t>{0, 1, 4}));
}

TEST(MemberOrder, TakesTheSequenceOnlyWhereAllHaveOne) {
  const IdField members = integers({1, 1, 2, 2});
  const IdField ids = integers({1, 2, 3, 4});
  const std::vector<std::int64_t> times{1, 2, 1, 2};
  const std::vector<std::int64_t> sequence{2, 1, 2, 0};
  const std::vector<std::uint8_t> sequenced{1, 1, 1, 0};
  OrderKeys keys{&members, &ids, times, sequence, sequenced};
  const MemberOrder order = member_order(keys);
  EXPECT_EQ(order.rows, (std::vector<std::uint32_t>{1, 0, 2, 3}));
  EXPECT_EQ(order.by_sequence, (std::vector<std::uint8_t>{1, 0}));
}

TEST(MemberOrder, PlacesATickWithoutSequenceByItsTime) {
  const auto tick = static_cast<std::uint8_t>(EventKind::tick);
  const auto login = static_cast<std::uint8_t>(EventKind::login);
  const IdField members = integers({1, 1, 1, 1, 1, 2, 2});
  const IdField ids = integers({1, 2, 3, 4, 5, 6, 7});
  const std::vector<std::int64_t> times{5, 8, 6, 9, 1, 2, 1};
  const std::vector<std::int64_t> sequence{2, 1, 0, 0, 0, 0, 0};
  const std::vector<std::uint8_t> sequenced{1, 1, 0, 0, 0, 0, 0};
  Field<std::uint8_t> kind;
  kind.values = {login, login, tick, tick, tick, tick, login};
  const MemberOrder order =
      member_order({&members, &ids, times, sequence, sequenced, nullptr, &kind});
  // By sequence row 1 (at 8) comes before row 0 (at 5); of member 2 nothing has a sequence.
  EXPECT_EQ(order.rows, (std::vector<std::uint32_t>{4, 2, 1, 0, 3, 6, 5}));
  EXPECT_EQ(order.by_sequence, (std::vector<std::uint8_t>{1, 0}));
}

TEST(CompareIds, PutsNoIdFirst) {
  IdField field = integers({7, 7, 8});
  field.present = {0, 1, 1};
  EXPECT_EQ(compare_ids(field, 0, 1), std::strong_ordering::less);
  EXPECT_EQ(compare_ids(field, 1, 1), std::strong_ordering::equal);
  EXPECT_EQ(compare_ids(field, 2, 1), std::strong_ordering::greater);
}

}  // namespace
}  // namespace loyaltycore::engine::member_order_test
