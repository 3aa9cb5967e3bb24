// What the kept patch adds: a condition that reaches the rule from the document. Built by
// .ci/kept_patch.sh after the patch; it does not compile without it.
#include <gtest/gtest.h>

#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/rules/conditions.hpp"

namespace loyaltycore {
namespace {

constexpr const char* kProgramme = R"({
  "format": 1, "meta": {"id": "patched"}, "from": "2016-01-01",
  "beans": {"earn": {"small": {"trigger": "order_completed", "fixed": 1,
                               "when": {"max_quantity": 3}}}}})";

TEST(MaxQuantityPatch, ReachesTheRuleFromTheDocument) {
  const Program program = Program::from_json(kProgramme);
  const auto& when = program.versions()[0].rules[0].when;
  rules::Goods goods;
  goods.quantity = 3;
  EXPECT_EQ(rules::failed_on_goods(when, goods), Condition::none);
  goods.quantity = 4;
  EXPECT_EQ(rules::failed_on_goods(when, goods), Condition::max_quantity);
}

}  // namespace
}  // namespace loyaltycore
