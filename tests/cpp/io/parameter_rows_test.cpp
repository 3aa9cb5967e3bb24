// The tree that the loader walks, and the nearest name for a typo.
#include "io/parameter_rows.hpp"

#include <array>

#include <gtest/gtest.h>

namespace loyaltycore::io::parameter_rows_test {
namespace {

TEST(ParameterTree, KnowsKeysAndElements) {
  const ParameterNode* const earn = parameter_tree().child("beans")->child("earn");
  ASSERT_NE(earn, nullptr);
  ASSERT_EQ(earn->element.size(), 1U);
  const ParameterNode* const rate = earn->element.front().child("rate");
  ASSERT_NE(rate, nullptr);
  EXPECT_EQ(rate->parameter->path, "beans.earn.*.rate");
  EXPECT_EQ(earn->element.front().child("per_yuan"), nullptr);
}

TEST(ParameterTree, HoldsEveryRowOfTheTable) {
  for (const Parameter& parameter : parameter_table()) {
    const ParameterNode* at = &parameter_tree();
    for (const std::string_view step : split(parameter.path, '.')) {
      at = step == "*" ? &at->element.front() : at->child(step);
      ASSERT_NE(at, nullptr) << parameter.path;
    }
    EXPECT_EQ(at->parameter, &parameter) << parameter.path;
  }
}

TEST(NearestName, FindsTyposAndNothingElse) {
  constexpr std::array<std::string_view, 3> kKnown{"min_balance", "step", "max_share"};
  EXPECT_EQ(nearest_name("stpe", kKnown), "step");
  EXPECT_EQ(nearest_name("min_balence", kKnown), "min_balance");
  EXPECT_EQ(nearest_name("stepqz", kKnown), "step");
  EXPECT_EQ(nearest_name("zebra", kKnown), "");
  EXPECT_EQ(nearest_name("", kKnown), "");
  EXPECT_EQ(nearest_name(std::string(100'000, 's'), kKnown), "");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a..b", '.'), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", '.'), (std::vector<std::string_view>{""}));
}

}  // namespace
}  // namespace loyaltycore::io::parameter_rows_test
