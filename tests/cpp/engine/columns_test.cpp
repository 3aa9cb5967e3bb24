// Columns: dictionaries hash their texts once and know which may stand as ids.
#include "loyaltycore/engine/columns.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine::columns_test {
namespace {

TEST(Dictionary, HashesItsTexts) {
  const Dictionary texts{{"apple", "", "17"}};
  ASSERT_EQ(texts.size(), 3U);
  EXPECT_EQ(texts.text(0), "apple");
  EXPECT_EQ(texts.id(0), id_of("apple"));
  EXPECT_EQ(texts.text(1), "");
  EXPECT_EQ(texts.id(1), kNoId);
  EXPECT_EQ(texts.id(2), id_of(17));
}

TEST(Dictionary, ReadsBytesAndOffsets) {
  const Dictionary texts{"appleplum", {0, 5, 5, 9}};
  ASSERT_EQ(texts.size(), 3U);
  EXPECT_EQ(texts.text(0), "apple");
  EXPECT_EQ(texts.text(1), "");
  EXPECT_EQ(texts.text(2), "plum");
}

TEST(DictionaryBuilder, NumbersTextsInTheirOrder) {
  DictionaryBuilder builder;
  EXPECT_EQ(builder.code_of("plum"), 0U);
  EXPECT_EQ(builder.code_of(""), 1U);
  EXPECT_EQ(builder.code_of("apple"), 2U);
  EXPECT_EQ(builder.code_of("plum"), 0U);
  for (std::uint32_t n = 0; n < 100; ++n) {
    EXPECT_EQ(builder.code_of("word" + std::to_string(n)), 3 + n);
  }
  EXPECT_EQ(builder.size(), 103U);
  const auto texts = builder.build();
  EXPECT_EQ(texts->size(), 103U);
  EXPECT_EQ(texts->text(2), "apple");
  EXPECT_EQ(texts->id(102), id_of("word99"));
  EXPECT_EQ(builder.size(), 0U);
  EXPECT_EQ(builder.code_of("apple"), 0U);
  CancelFlag cancel{true};
  EXPECT_THROW(static_cast<void>(builder.build(&cancel)), Cancelled);
}

TEST(Dictionary, RefusesOffsetsThatDoNotFit) {
  EXPECT_THROW((Dictionary{"apple", {}}), DataError);
  EXPECT_THROW((Dictionary{"apple", {1, 5}}), DataError);
  EXPECT_THROW((Dictionary{"apple", {0, 4}}), DataError);
  EXPECT_THROW((Dictionary{"apple", {0, 5, 3, 5}}), DataError);
}

TEST(Dictionary, MarksWhatIsNoId) {
  const Dictionary texts{{"caf\xC3\xA9", "\xFF", std::string(128, 'x'), std::string(129, 'x'),
                          std::string("a\0b", 3), "\xED\xA0\x80", ""}};
  const std::vector<bool> expected{true, false, true, false, false, false, true};
  for (std::uint32_t code = 0; code < texts.size(); ++code) {
    EXPECT_EQ(texts.valid(code), expected[code]) << code;
  }
}

TEST(Column, KnowsItsLengthAndNulls) {
  const std::vector<std::int64_t> numbers{1, 2, 3};
  const std::vector<std::uint8_t> present{1, 0, 1};
  EXPECT_FALSE(Column{}.given());
  EXPECT_EQ(Column{}.size(), 0U);
  const Column column{std::span<const std::int64_t>{numbers}, present};
  EXPECT_TRUE(column.given());
  EXPECT_EQ(column.size(), 3U);
  EXPECT_TRUE(column.has(0));
  EXPECT_FALSE(column.has(1));
}

}  // namespace
}  // namespace loyaltycore::engine::columns_test
