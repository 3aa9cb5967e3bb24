// Lines find their events by row or by id; what does not fit is named.
#include "engine/row_join.hpp"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine::row_join_test {
namespace {

/// Three events, in final order, that stood in the rows 2, 0, 1.
struct Events {
  std::vector<std::uint32_t> rows{2, 0, 1};
  IdField ids;

  explicit Events(std::vector<std::int64_t> numbers) {
    ids.integers = true;
    ids.numbers = std::move(numbers);
  }
};

TEST(RowJoin, JoinsByRow) {
  const Events events{{30, 10, 20}};
  const std::vector<std::int64_t> event_row{0, 2, 0, 1};
  const JoinedRows joined = RowJoin{events.ids, events.rows}.join(
      TableReader{"lines", 4, Checks::all}, {std::span<const std::int64_t>{event_row}, {}}, {});
  EXPECT_EQ(joined.first, (std::vector<std::uint64_t>{0, 1, 3, 4}));
  EXPECT_EQ(joined.rows, (std::vector<std::uint32_t>{1, 0, 2, 3}));
}

TEST(RowJoin, JoinsIntegersWithTheirTexts) {
  const Events events{{30, 10, 20}};
  const std::vector<std::uint32_t> codes{0, 1, 0, 2};
  const auto texts = std::make_shared<const Dictionary>(std::vector<std::string>{"10", "30", "20"});
  const JoinedRows joined = RowJoin{events.ids, events.rows}.join(
      TableReader{"lines", 4, Checks::all}, {}, {Coded{codes, texts}, {}});
  EXPECT_EQ(joined.rows, (std::vector<std::uint32_t>{1, 0, 2, 3}));
}

TEST(RowJoin, NamesTheRowThatFindsNoEvent) {
  const Events events{{30, 10, 10}};
  const TableReader reader{"lines", 2, Checks::all};
  RowJoin join{events.ids, events.rows};
  const auto code_of = [&](std::vector<std::int64_t> ids) {
    try {
      static_cast<void>(join.join(reader, {}, {std::span<const std::int64_t>{ids}, {}}));
    } catch (const DataError& error) {
      return error.code() + " " + std::to_string(error.row());
    }
    return std::string{};
  };
  EXPECT_EQ(code_of({30, 30}), "");
  EXPECT_EQ(code_of({30, 31}), "unknown_event 1");
  EXPECT_EQ(code_of({10, 30}), "ambiguous_event 0");
}

TEST(RowJoin, OfNoRowsIsEmpty) {
  const Events events{{1, 2, 3}};
  EXPECT_TRUE(RowJoin(events.ids, events.rows)
                  .join(TableReader{"lines", 0, Checks::all}, {}, {})
                  .rows.empty());
}

}  // namespace
}  // namespace loyaltycore::engine::row_join_test
