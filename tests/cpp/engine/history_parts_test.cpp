// Fields answer their defaults; integers and their texts are one id.
#include "engine/history_parts.hpp"

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace loyaltycore::engine::history_parts_test {
namespace {

TEST(DecimalText, WritesEveryInt64) {
  DecimalText decimal;
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{-7}, std::numeric_limits<std::int64_t>::min(),
        std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_EQ(decimal.write(number), std::to_string(number));
  }
}

TEST(IdField, GivesIntegersTheIdOfTheirText) {
  IdField integers;
  integers.integers = true;
  integers.numbers = {17, 18};
  integers.present = {1, 0};
  DecimalText decimal;
  EXPECT_EQ(integers.id(0), id_of("17"));
  EXPECT_EQ(integers.text(0, decimal), "17");
  EXPECT_EQ(integers.id(1), kNoId);
  EXPECT_EQ(integers.text(1, decimal), "");

  IdField texts;
  texts.texts = std::make_shared<const Dictionary>(std::vector<std::string>{"17"});
  texts.codes = {0, kNoCode};
  EXPECT_EQ(texts.id(0), integers.id(0));
  EXPECT_EQ(texts.id(1), kNoId);
  EXPECT_FALSE(IdField{}.has(0));
}

TEST(Field, AnswersItsDefaultWhenAbsent) {
  const Field<std::int32_t> absent{{}, 1};
  EXPECT_EQ(absent[99], 1);
  const Field<std::int32_t> given{{5}, 1};
  EXPECT_EQ(given[0], 5);
}

TEST(Parts, RecordedAtDefaultsToOccurredAt) {
  History::Parts parts;
  parts.event.occurred_at = {5};
  EXPECT_EQ(parts.recorded_at(0), 5);
  parts.event.recorded_at = {6};
  EXPECT_EQ(parts.recorded_at(0), 6);
}

}  // namespace
}  // namespace loyaltycore::engine::history_parts_test
