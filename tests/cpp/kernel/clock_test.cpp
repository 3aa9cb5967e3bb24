// When an event may be told: skew, lateness, nightly jobs, and the time before the programme.
#include <gtest/gtest.h>

#include "loyaltycore/kernel/apply.hpp"
#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::clock_test {
namespace {

using namespace support;
using K = EventKind;

std::string purchases() {
  return programme(sections(kTiers, kGrowth, beans(kPurchaseBeans, kToNextYear)));
}

EventData login(Instant occurred_at, Instant recorded_at) {
  EventData out;
  out.kind = K::login;
  out.occurred_at = occurred_at;
  out.recorded_at = recorded_at;
  return out;
}

TEST(Clock, SkewAndLateness) {
  Story member(purchases());
  member.on("2016-05-03");
  const Instant now = member.now();
  constexpr Instant kSkew = 300 * kMicrosPerSecond;
  EXPECT_EQ(member.tell(login(now + kSkew + 1, now)).refusal, Refusal::occurred_after_recorded);
  EXPECT_TRUE(member.tell(login(now + kSkew, now)).accepted());
  EXPECT_EQ(member.tell(login(now - kSkew - 1, now - kSkew - 1)).refusal,
            Refusal::clock_regression);
  EXPECT_TRUE(member.tell(login(now - kSkew, now - kSkew)).accepted());
  EXPECT_EQ(member.member().facts.decided_at, now) << "decision time never goes back";
  EXPECT_EQ(member.tell(login(now - 35 * kMicrosPerDay - 1, now)).refusal, Refusal::too_late);
  EXPECT_TRUE(member.tell(login(now - 35 * kMicrosPerDay, now)).accepted());
}

TEST(Clock, ANightlyJobRefusesNothingThatItDidNotDecide) {
  Story member(programme(sections(
      beans(R"("login": {"trigger": "login", "fixed": 3})", R"("expire": {"after_days": 30})"))));
  member.on("2016-05-03").does(K::login);
  const Instant noon = member.member().facts.decided_at;
  member.at(noon + 3 * kMicrosPerDay).settle();
  EXPECT_EQ(member.member().facts.decided_at, noon) << "nothing fell due";
  const Instant told_late = noon + kMicrosPerDay;
  EXPECT_TRUE(member.tell(login(told_late, told_late)).accepted());
  EXPECT_EQ(member.member().facts.decided_at, told_late);

  // Expiry is a decision of its instant, and it stands.
  member.on("2016-06-10").settle();
  EXPECT_EQ(member.account(Account::expired), 6);
  const Instant expired_at = member.program().zone().start_of(day_in("2016-06-03"));
  EXPECT_EQ(member.member().facts.decided_at, expired_at);
  const Instant before = expired_at - 3600 * kMicrosPerSecond;
  EXPECT_EQ(member.tell(login(before, before)).refusal, Refusal::clock_regression);
  EXPECT_TRUE(member.tell(login(expired_at, expired_at)).accepted());
}

TEST(Clock, NothingHappensBeforeTheProgramme) {
  Story member(purchases());
  const Instant start = member.program().zone().start_of(day_in("2016-01-01"));
  EXPECT_EQ(member.tell(login(start - 1, start)).refusal, Refusal::before_programme);
  EXPECT_TRUE(member.tell(login(start, start)).accepted());
}

}  // namespace
}  // namespace loyaltycore::kernel::clock_test
