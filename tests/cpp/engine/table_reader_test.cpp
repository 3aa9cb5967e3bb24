// Columns are read as they are, in the asked order, or refused.
#include "engine/table_reader.hpp"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/kinds.hpp"

namespace loyaltycore::engine::table_reader_test {
namespace {

TEST(TableReader, GathersInOrderWithDefaultsForNulls) {
  const std::vector<std::int32_t> values{10, 20, 30};
  const std::vector<std::uint8_t> present{1, 0, 1};
  const std::vector<std::uint32_t> order{2, 1, 0};
  TableReader reader{"t", 3, Checks::all};
  reader.set_order(order);
  const Column column{std::span<const std::int32_t>{values}, present};
  const Field<std::int64_t> field = reader.numbers<std::int64_t>(column, "c", {0, 99}, -7);
  EXPECT_EQ(field.values, (std::vector<std::int64_t>{30, -7, 10}));
}

TEST(TableReader, AnswersTheDefaultOfAnAbsentColumn) {
  const TableReader reader{"t", 3, Checks::all};
  const Field<std::uint16_t> field = reader.numbers<std::uint16_t>({}, "c", {0, 9}, 5);
  EXPECT_FALSE(field.given());
  EXPECT_EQ(field[2], 5);
}

TEST(TableReader, DoesNotJudgeWhatANullHolds) {
  const std::vector<std::int64_t> values{-5, 1};
  const std::vector<std::uint8_t> present{0, 1};
  const TableReader reader{"t", 2, Checks::all};
  const Column column{std::span<const std::int64_t>{values}, present};
  EXPECT_EQ(reader.numbers<std::int64_t>(column, "c", {0, 9}, 3)[0], 3);
  EXPECT_THROW(reader.check_numbers(column, "c", {0, 9}, false), DataError);
}

TEST(TableReader, LeavesAmountsOfTheBuilderToTheKernel) {
  const std::vector<std::int64_t> values{-5};
  const Column column{std::span<const std::int64_t>{values}, {}};
  const TableReader reader{"t", 1, Checks::representable};
  EXPECT_EQ(reader.numbers<std::int64_t>(column, "c", {0, 9}, 0)[0], -5);
}

TEST(TableReader, TurnsIntegerNamesIntoTexts) {
  const std::vector<std::int64_t> values{42, 7, 42};
  const TableReader reader{"t", 3, Checks::all};
  const NameField field = reader.names({std::span<const std::int64_t>{values}, {}}, "store");
  ASSERT_NE(field.texts, nullptr);
  EXPECT_EQ(field.texts->size(), 2U);
  EXPECT_EQ(field.texts->text(field[0]), "42");
  EXPECT_EQ(field[0], field[2]);
}

TEST(TableReader, ReadsLists) {
  const auto texts = std::make_shared<const Dictionary>(std::vector<std::string>{"gift", "fresh"});
  const std::vector<std::uint32_t> codes{0, 1, kNoCode, 1};
  std::vector<std::int64_t> offsets{0, 2, 2, 4};
  const std::vector<std::uint32_t> order{2, 1, 0};
  TableReader reader{"t", 3, Checks::all};
  reader.set_order(order);
  const NamesField field = reader.lists({offsets, {codes, texts}}, "labels");
  EXPECT_EQ(field.first, (std::vector<std::uint64_t>{0, 1, 1, 3}));
  EXPECT_EQ(field.codes, (std::vector<std::uint32_t>{1, 0, 1}));
  offsets[1] = 5;
  EXPECT_THROW(static_cast<void>(reader.lists({offsets, {codes, texts}}, "labels")), DataError);
  offsets.pop_back();
  EXPECT_THROW(static_cast<void>(reader.lists({offsets, {codes, texts}}, "labels")), DataError);
}

TEST(TableReader, NamesTheRowOfAListThatHoldsNoName) {
  const std::vector<std::uint32_t> codes{0, 0, 1};
  const std::vector<std::int64_t> offsets{0, 1, 3};
  for (const std::string& bad : {std::string{}, std::string(129, 'x'), std::string{"\xFF"}}) {
    const auto texts = std::make_shared<const Dictionary>(std::vector<std::string>{"gift", bad});
    const TableReader reader{"t", 2, Checks::all};
    try {
      static_cast<void>(reader.lists({offsets, {codes, texts}}, "labels"));
      FAIL() << "a name of " << bad.size() << " bytes was taken";
    } catch (const DataError& error) {
      EXPECT_EQ(error.code(), "id_invalid");
      EXPECT_EQ(error.column(), "t.labels");
      EXPECT_EQ(error.row(), 1);
      EXPECT_FALSE(error.remedy().empty());
    }
  }
}

TEST(TableReader, RefusesFlagsAsIdsAndTextsAsNumbers) {
  const std::vector<std::uint8_t> flags{1};
  const TableReader reader{"t", 1, Checks::all};
  EXPECT_THROW(static_cast<void>(reader.ids({std::span<const std::uint8_t>{flags}, {}}, "member")),
               DataError);
  const std::vector<std::uint32_t> codes{0};
  const auto texts = std::make_shared<const Dictionary>(std::vector<std::string>{"x"});
  EXPECT_THROW(
      static_cast<void>(reader.numbers<std::int64_t>({Coded{codes, texts}, {}}, "amount", {}, 0)),
      DataError);
  EXPECT_THROW(static_cast<void>(reader.ids({Coded{codes, nullptr}, {}}, "member")), DataError);
}

}  // namespace
}  // namespace loyaltycore::engine::table_reader_test
