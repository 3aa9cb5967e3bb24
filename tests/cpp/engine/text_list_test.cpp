// Texts of several lists stand one after the other when they are joined.
#include "loyaltycore/engine/text_list.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace loyaltycore::engine::text_list_test {
namespace {

TEST(TextList, JoinsWhatFollows) {
  TextList first;
  TextList next;
  next.push("a");
  next.push("");
  first.append(std::move(next));
  EXPECT_EQ(next.size(), 0U) << "handed over";
  TextList last;
  last.push("bc");
  first.append(std::move(last));
  first.append({});
  ASSERT_EQ(first.size(), 3U);
  EXPECT_EQ(first.text(0), "a");
  EXPECT_EQ(first.text(1), "");
  EXPECT_EQ(first.text(2), "bc");
}

TEST(TextList, KeepsEmptyTextsInFront) {
  TextList first;
  first.push("");
  TextList next;
  next.push("x");
  first.append(std::move(next));
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first.text(0), "");
  EXPECT_EQ(first.text(1), "x");
}

}  // namespace
}  // namespace loyaltycore::engine::text_list_test
