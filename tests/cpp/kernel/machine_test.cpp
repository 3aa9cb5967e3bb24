// machine.hpp: versions by time, decisions of lanes, drawing in spend order, charges.
#include "loyaltycore/kernel/machine.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/kernel/room.hpp"
#include "support/lanes_member.hpp"

namespace loyaltycore::kernel::machine_test {
namespace {

TEST(Timeline, HasAVersionForEveryInstant) {
  const FactPlan plan;
  std::vector<Terms<>> versions(3);
  versions[0].from = 100;
  versions[1].from = 200;
  versions[2].from = 300;
  const Timeline<std::int64_t> timeline{plan, versions};
  EXPECT_EQ(timeline.version_at(50), 0) << "before the first it is asked for its limits";
  EXPECT_EQ(timeline.version_at(199), 0);
  EXPECT_EQ(timeline.version_at(200), 1);
  EXPECT_EQ(timeline.version_at(kNever - 1), 2);
}

TEST(Decision, TheFirstRefusalStands) {
  Decision<std::int64_t> decision;
  decision.refuse_if(false, Refusal::insufficient_beans);
  decision.refuse_if(true, Refusal::redemption_not_allowed);
  decision.refuse_if(true, Refusal::item_unknown);
  EXPECT_EQ(decision.refusal, Refusal::redemption_not_allowed);
  EXPECT_FALSE(decision.diverged);
}

TEST(Decision, LanesThatDisagreeEndTheStep) {
  LaneMask8 some;
  some.flag[3] = true;
  Decision<Lanes8> decision;
  decision.refuse_if(some, Refusal::insufficient_beans);
  decision.refuse_if(negate(LaneMask8{}), Refusal::item_unknown);
  EXPECT_TRUE(decision.diverged);
  EXPECT_EQ(decision.refusal, Refusal::none);
}

template <class Num>
struct Desk {
  Desk() : versions(1), timeline{plan, versions} {
    make_room(timeline, facts, standing, nullptr, scratch);
    m.now = 1000 * kMicrosPerDay;
  }
  void grant(Day day, const Num& amount, Funder funder = Funder::platform) {
    Effect<Num> effect = movement(Account::issuer, Account::available, Cause::adjusted, amount);
    effect.expires_on = day;
    effect.funder = funder;
    effect.opened_at = m.now;
    make_available(m, effect);
  }

  struct Sink {
    static constexpr bool kTraces = false;
    std::vector<Effect<Num>> effects;
    void on(const Effect<Num>& effect) { effects.push_back(effect); }
    template <class Standing>
    void closes(Facts&, const Standing&, const OpenLine&) noexcept {}
  };

  FactPlan plan;
  std::vector<Terms<Num>> versions;
  Timeline<Num> timeline;
  Facts facts;
  Standing<Num> standing;
  Scratch<Num> scratch;
  Sink sink;
  Machine<Num, Sink> m{timeline, facts, standing, scratch, sink};
};

TEST(Machine, DrawsInSpendOrderAndSaysWhatIsMissing) {
  Desk<std::int64_t> desk;
  desk.grant(3000, 10);
  desk.grant(2000, 5);
  const std::int64_t left =
      draw(desk.m, std::int64_t{12},
           movement(Account::available, Account::redeemed, Cause::redeemed, std::int64_t{0}));
  EXPECT_EQ(left, 0);
  ASSERT_EQ(desk.sink.effects.size(), 4U);
  EXPECT_EQ(desk.sink.effects[2].expires_on, 2000);
  EXPECT_EQ(desk.sink.effects[2].amount, 5);
  EXPECT_EQ(desk.sink.effects[3].amount, 7);
  EXPECT_EQ(draw(desk.m, std::int64_t{9},
                 movement(Account::available, Account::redeemed, Cause::redeemed, std::int64_t{0})),
            6);
  EXPECT_TRUE(desk.standing.buckets.empty());
}

TEST(Machine, WhatIsOwedBecomesDebtAndIsRepaidFirst) {
  Desk<std::int64_t> desk;
  desk.grant(3000, 10);
  charge(desk.m, std::int64_t{25}, Account::forfeited, Cause::refusal_penalty, kNoId);
  EXPECT_EQ(desk.m.standing.purses[0][Account::debt], -15);
  desk.grant(3000, 20);
  EXPECT_EQ(desk.m.standing.purses[0][Account::debt], 0);
  EXPECT_EQ(desk.m.available(), 5);
  EXPECT_EQ(desk.sink.effects.back().cause, Cause::debt_repaid);
}

TEST(Machine, BeansPastTheirDayExpireAtOnce) {
  Desk<std::int64_t> desk;
  desk.grant(1000, 10);
  EXPECT_EQ(desk.m.available(), 0);
  EXPECT_EQ(desk.m.standing.purses[0][Account::expired], 10);
}

TEST(Machine, NothingIsNotBooked) {
  Desk<std::int64_t> desk;
  desk.grant(3000, 0);
  EXPECT_TRUE(desk.sink.effects.empty());
}

TEST(Machine, SeesATotalBeyondTheLargestBalance) {
  Desk<std::int64_t> desk;
  desk.grant(3000, kLargestBalance);
  EXPECT_FALSE(desk.m.overflowed);
  desk.grant(3000, 1);
  EXPECT_TRUE(desk.m.overflowed);
}

TEST(Machine, LanesThatOpenABucketLaterHaveNoCommonSpendOrder) {
  Lanes8 some;
  some.value[2] = 5;
  Desk<Lanes8> alone;
  alone.grant(3000, some);
  alone.m.now += kMicrosPerDay;
  alone.grant(3000, Lanes8{1});
  EXPECT_FALSE(alone.m.diverged) << "one bucket of a day has no rank";
  Desk<Lanes8> rivals;
  rivals.grant(3000, some);
  rivals.m.now += kMicrosPerDay;
  rivals.grant(3000, Lanes8{1}, Funder::merchant);
  EXPECT_FALSE(rivals.m.diverged) << "both are opened once";
  rivals.m.now += kMicrosPerDay;
  rivals.grant(3000, Lanes8{1});
  EXPECT_TRUE(rivals.m.diverged) << "most lanes open theirs behind the merchant's";
}

/// A bucket of one lane, opened at the same instant in all of them.
Bucket<Lanes8> bucket_of_lane(int lane, Funder funder, Instant opened_at) {
  Bucket<Lanes8> out;
  out.expires_on = 30;
  out.funder = funder;
  out.opened_at = Lanes8{opened_at};
  set_lane(out.beans.count, lane, 5);
  return out;
}

TEST(Machine, LanesWhoseBucketsWouldCrossDiffer) {
  constexpr Instant kNow = 100;
  // In lane 0 the new bucket goes before the first, in lane 1 behind the second.
  const Bucket<Lanes8> later = bucket_of_lane(0, Funder::merchant, kNow);
  const Bucket<Lanes8> older = bucket_of_lane(1, Funder::merchant, kNow - 5);
  Effect<Lanes8> effect = movement(Account::issuer, Account::available, Cause::earned, Lanes8{7});
  effect.expires_on = 30;
  effect.opened_at = Lanes8{kNow};
  const auto differs = [&](const Bucket<Lanes8>& a, const Bucket<Lanes8>& b) {
    Standing<Lanes8> standing;
    standing.buckets.reserve_more(2);
    standing.buckets.push(a);
    standing.buckets.push(b).lot_class = 1;
    return rank_differs(standing, effect, kNow);
  };
  EXPECT_TRUE(differs(later, older));
  EXPECT_FALSE(differs(older, later));
}

}  // namespace
}  // namespace loyaltycore::kernel::machine_test
