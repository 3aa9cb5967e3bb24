// settled_member.hpp: a copy of a member as of an instant; the member stays as it is.
#include "engine/settled_member.hpp"

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "support/programmes.hpp"

namespace loyaltycore::engine::settled_member_test {
namespace {

using testing::kBegin;
using testing::kDay;

TEST(SettledMember, HasWhatFellDueAndNeverALaterPast) {
  const Program program = Program::from_json(support::programme(
      R"("categories": {"unknown": "accept"}, "score": {"s": {"settle_day": 2, "dimensions": {
         "d": {"terms": {"spend": {"of": "spend"}}}}}})"));
  Engine engine{program};
  ASSERT_TRUE(engine.apply(testing::order_of("lucy", "1", kBegin, 30'000)).outcome.accepted());
  const Member lucy = *engine.member("lucy");
  const SettledMember later(program, lucy, kBegin + 40 * kDay);
  EXPECT_EQ(later.member.standing.scores.size(), 1U);
  EXPECT_TRUE(lucy.standing.scores.empty());
  EXPECT_EQ(later.today, program.zone().day_at(kBegin + 40 * kDay));
  EXPECT_EQ(&later.terms(), &program.versions()[0]);
  const SettledMember earlier(program, lucy, kBegin - 40 * kDay);
  EXPECT_EQ(earlier.today, program.zone().day_at(lucy.facts.decided_at));
  const Member nobody;
  const SettledMember unknown(program, nobody, kBegin);
  EXPECT_EQ(unknown.today, program.zone().day_at(kBegin));
}

}  // namespace
}  // namespace loyaltycore::engine::settled_member_test
