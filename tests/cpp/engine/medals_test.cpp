// The medals of a member with names: the grade held, the one shown, and what is missing.
#include "loyaltycore/engine/medals.hpp"

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "support/programmes.hpp"

namespace loyaltycore::engine::medals_test {
namespace {

using testing::kBegin;
using testing::kDay;
using testing::order_of;

const Program& program() {
  static const Program value = Program::from_json(support::programme(R"(
    "categories": {"unknown": "accept"}, "medals": {"shopping": {"settle_day": 2,
      "grades": [{"at_least": {"spend": 200, "orders": 1}},
                 {"at_least": {"spend": 500, "orders": 2}}],
      "each": {"buyer": {"requires": {"spend": {"of": "spend"}, "orders": {"of": "orders"}}}}}})"));
  return value;
}

MemberMedal medal_of(const Member& member, Instant at) {
  const std::vector<MemberMedal> medals = medals_of(program(), member, at);
  EXPECT_EQ(medals.size(), 1U);
  return medals[0];
}

TEST(Medals, TellTheGradeAndWhatIsMissing) {
  Engine engine{program()};
  ASSERT_TRUE(engine.apply(order_of("lucy", "1", kBegin, 30'000)).outcome.accepted());
  const Member lucy = *engine.member("lucy");
  const MemberMedal june = medal_of(lucy, kBegin + 9 * kDay);
  EXPECT_EQ(june.medal, "buyer");
  EXPECT_EQ(june.family, "shopping");
  EXPECT_EQ(june.grade, 0);
  EXPECT_EQ(june.shown, 1) << "this month is in";
  EXPECT_EQ(june.grades, 2);
  EXPECT_EQ(june.settles_on, day_of({2016, 7, 2}));
  EXPECT_EQ(june.requirements[1], (RequirementState{"spend", 30'000, 20'000, 0}));
  const MemberMedal july = medal_of(lucy, kBegin + 40 * kDay);
  EXPECT_EQ(july.grade, 1);
  EXPECT_EQ(july.requirements[0], (RequirementState{"orders", 1, 2, 1}));
  EXPECT_EQ(july.requirements[1], (RequirementState{"spend", 30'000, 50'000, 20'000}));
}

TEST(Medals, AtTheTopNothingIsMissing) {
  Engine engine{program()};
  for (const char* id : {"1", "2"}) {
    ASSERT_TRUE(engine.apply(order_of("lucy", id, kBegin, 30'000)).outcome.accepted());
  }
  const MemberMedal july = medal_of(*engine.member("lucy"), kBegin + 40 * kDay);
  EXPECT_EQ(july.grade, 2);
  EXPECT_EQ(july.requirements[1], (RequirementState{"spend", 60'000, 0, 0}));
}

TEST(Medals, OfANewcomerAreThereWithoutAGrade) {
  const MemberMedal none = medal_of(Member{}, kBegin);
  EXPECT_EQ(none.grade, 0);
  EXPECT_EQ(none.settles_on, kNoDay);
  EXPECT_EQ(none.requirements[0], (RequirementState{"orders", 0, 1, 1}));
}

}  // namespace
}  // namespace loyaltycore::engine::medals_test
