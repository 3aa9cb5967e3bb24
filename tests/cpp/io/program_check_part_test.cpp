// program_check_part.hpp: a rule and a task are told the same of the same mistake, where it stands.
#include "io/program_check_part.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::io::program_check_part_test {
namespace {

/// Opens what every part is checked by.
class Part : public PartChecks {
 public:
  Part(const Draft& draft, ProblemList& problems, Steps place) : PartChecks(draft, 0, problems) {
    place_ = std::move(place);
  }
  using PartChecks::ascending;
  using PartChecks::conditions;
  using PartChecks::input;
  using PartChecks::trigger;
};

TEST(ProgramCheckPart, TellsTheSameOfEveryPart) {
  ProblemList problems;
  const Draft draft = draft_of(
      Json::parse(R"({"format": 1, "meta": {"id": "p"}, "tiers": {"levels": [{"id": "base"}]},
                      "inputs": ["score"], "events": ["flight"]})"),
      problems);
  ASSERT_TRUE(problems.empty());
  Part rule(draft, problems, {"beans", "earn", "r"});
  EXPECT_EQ(rule.trigger(Json::parse(R"({"trigger": "flight"})")), EventKind::declared);
  EXPECT_EQ(rule.trigger(Json::parse(R"({"trigger": "login"})")), EventKind::login);
  rule.input("score", "when");
  rule.ascending(Json::parse(R"([{"from": 1}, {"from": 2}])"), "table", "from");
  rule.conditions(Json::parse(R"({"tiers": ["base"]})"), "when", false);
  EXPECT_TRUE(problems.empty());
  for (const Steps& place : {Steps{"beans", "earn", "r"}, Steps{"tasks", "t"}}) {
    Part part(draft, problems, place);
    EXPECT_EQ(part.trigger(Json::parse(R"({"trigger": "flights"})")), std::nullopt);
    part.input("scores", "when");
    part.ascending(Json::parse(R"([{"from": 1}, {"from": 1}])"), "table", "from");
    part.conditions(Json::parse(R"({"tiers": ["gold"]})"), "when", false);
  }
  const std::vector<Problem> told = problems.take();
  ASSERT_EQ(told.size(), 8U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(told[i].what, told[i + 4].what);
    EXPECT_EQ(told[i].pointer.substr(0, 13), "/beans/earn/r");
    EXPECT_EQ(told[i + 4].pointer.substr(0, 8), "/tasks/t");
  }
}

}  // namespace
}  // namespace loyaltycore::io::program_check_part_test
