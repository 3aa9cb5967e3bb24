// growth.hpp: the tier follows growth at once; a period ends with the deduction of the tier held.
#include "loyaltycore/kernel/growth.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::growth_test {
namespace {

using namespace support;

Story story() { return Story(programme(sections(kTiers, kGrowth))); }

TEST(Growth, AnUpgradeRestartsThePeriod) {
  Story member = story();
  member.on("2016-05-03").completes("o1", {line(1, 200'000)});
  EXPECT_EQ(member.tier_until(), "2017-05-03");
  member.on("2016-11-20").completes("o2", {line(1, 800'000)});
  EXPECT_EQ(member.ledger().back(), "tier: silver -> gold until 2017-11-20");
  member.on("2017-05-04").settle();
  EXPECT_EQ(member.growth(), 10'000) << "the silver period is gone, nothing is deducted";
}

TEST(Growth, MoreOfTheSameTierKeepsThePeriod) {
  Story member = story();
  member.on("2016-05-03").completes("o1", {line(1, 200'000)});
  member.on("2016-11-20").completes("o2", {line(1, 100'000)});
  EXPECT_EQ(member.tier_until(), "2017-05-03");
}

struct Row {
  std::int64_t yuan;
  std::int64_t growth;
  const char* tier;
};

class PeriodEnd : public testing::TestWithParam<Row> {};

TEST_P(PeriodEnd, DeductsAndFindsTheTierAgain) {
  const Row& row = GetParam();
  Story member = story();
  member.on("2016-05-03").completes("o1", {line(1, row.yuan * 100)});
  member.on("2017-05-03").settle();
  EXPECT_EQ(member.growth(), row.growth);
  EXPECT_EQ(member.tier(), row.tier);
}

INSTANTIATE_TEST_SUITE_P(Published, PeriodEnd,
                         testing::Values(Row{2500, 1500, "bronze"}, Row{12'000, 8000, "silver"},
                                         Row{3000, 2000, "silver"}, Row{20'000, 16'000, "gold"},
                                         Row{1999, 1999, "bronze"}));

TEST(Growth, ARuleSaysWhetherItsGrowthLeavesTheFirstLevel) {
  const auto tier_after = [](std::string_view login, std::string_view order) {
    Story member(programme(sections(
        R"("tiers": {"levels": [{"id": "none"}, {"id": "bronze", "threshold": 0}]})",
        R"("growth": {"earn": {"in": {"trigger": "login", "fixed": 5)" + std::string(login) +
            R"(}, "p": {"trigger": "order_completed", "per_yuan": 1)" + std::string(order) +
            "}}}")));
    member.on("2016-05-03").does(EventKind::login);
    std::string out = member.tier();
    member.completes("o1", {line(1, 10'000)});
    return out + " " + member.tier();
  };
  EXPECT_EQ(tier_after("", ""), "none bronze") << "orders do, unless the rule says otherwise";
  EXPECT_EQ(tier_after(R"(, "qualifies": true)", ""), "bronze bronze");
  EXPECT_EQ(tier_after("", R"(, "qualifies": false)"), "none none");
}

TEST(Growth, ThatComesNeverLowersALevelThatWasGiven) {
  Story member(programme(sections(kTiers, kGrowth,
                                  R"("overlays": [{"id": "new", "from": "2016-07-01", "changes": {},
          "migration": {"tiers": {"bronze": "silver"}}}])")));
  member.on("2016-05-03").completes("o1", {line(1, 60'000)});
  member.on("2016-07-02").completes("o2", {line(1, 5000)});
  EXPECT_EQ(member.growth(), 650);
  EXPECT_EQ(member.tier(), "silver") << "650 would give bronze, but bronze was lifted";
  EXPECT_EQ(member.tier_until(), "2017-07-01") << "a level that stands keeps its period";
  member.on("2016-07-03").completes("o3", {line(1, 1'000'000)});
  EXPECT_EQ(member.tier(), "gold") << "it still climbs";
}

TEST(Growth, ThatIsTakenFindsAGivenLevelAnew) {
  Story member(programme(sections(kTiers, kGrowth,
                                  R"("overlays": [{"id": "new", "from": "2016-07-01", "changes": {},
          "migration": {"tiers": {"bronze": "silver"}}}])")));
  member.on("2016-06-20").completes("o1", {line(1, 60'000), line(2, 5000)});
  member.on("2016-07-02").returns("o1", 2);
  EXPECT_EQ(member.growth(), 600);
  EXPECT_EQ(member.tier(), "bronze");
}

TEST(Growth, IsDeductedAtExpiryNotAtAReturn) {
  Story member = story();
  member.on("2016-05-03").completes("o1", {line(1, 1'000'000), line(2, 5000)});
  member.on("2016-05-10").returns("o1", 1);
  EXPECT_EQ(member.growth(), 50);
  EXPECT_EQ(member.tier(), "bronze");
  EXPECT_EQ(member.tier_until(), "never");
}

}  // namespace
}  // namespace loyaltycore::kernel::growth_test
