// apply.hpp: deciding changes nothing, folding does; retries, clocks, versions, records, erasure.
#include "loyaltycore/kernel/apply.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/random_history.hpp"
#include "support/random_programme.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::apply_test {
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

TEST(Apply, SaysWhatTheEventChanged) {
  Story member(purchases());
  const Outcome outcome = member.on("2016-05-03").completes("o1", {line(1, 29'900)});
  EXPECT_EQ(outcome.beans, 29);
  EXPECT_EQ(outcome.growth, 299);
}

TEST(Apply, SettlingIsNoPartOfTheEventsResult) {
  Story member(programme(
      beans(R"("login": {"trigger": "login", "fixed": 3})", R"("expire": {"after_days": 1})")));
  member.on("2016-05-03").does(K::login);
  const Outcome outcome = member.on("2016-05-05").does(K::login);
  EXPECT_EQ(outcome.beans, 3);
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-05-04] expired: available -> expired 3",
                                     "earned: issuer -> available 3"}));
}

TEST(Retries, AnswerTheFirstResult) {
  Story member(purchases());
  EventData order;
  order.kind = K::order_completed;
  order.id = "e1";
  order.order = "o1";
  order.lines = {line(1, 29'900)};
  member.on("2016-05-03");
  order.occurred_at = member.now();
  EXPECT_TRUE(member.tell(order).accepted());
  const Outcome again = member.tell(order);
  EXPECT_TRUE(again.duplicate);
  EXPECT_EQ(again.beans, 29);
  EXPECT_EQ(again.growth, 299);
  EXPECT_EQ(member.beans(), 29);
  order.lines[0].amount_fen += 1;
  EXPECT_EQ(member.tell(order).refusal, Refusal::id_conflict);
}

TEST(Retries, EndWhenTheyAreTooLateAndNeverBookTwice) {
  const std::string json = programme(
      sections(beans(R"("login": {"trigger": "login", "fixed": 3})"),
               R"("events_accepted": {"late_horizon_days": 10, "clock_skew_seconds": 300})"));
  Story member(json);
  member.on("2016-05-03");
  const Instant recorded = member.now();
  // The shop's clock is ahead, within the skew.
  EventData first = login(recorded + 200 * kMicrosPerSecond, recorded);
  first.id = "e1";
  EXPECT_TRUE(member.tell(first).accepted());
  const Instant horizon = recorded + 10 * kMicrosPerDay;
  EventData other = login(horizon + 300 * kMicrosPerSecond, horizon + 300 * kMicrosPerSecond);
  other.id = "e2";
  EXPECT_TRUE(member.tell(other).accepted());
  EXPECT_TRUE(member.tell(first).duplicate);
  other.occurred_at += 1;
  other.recorded_at = other.occurred_at;
  other.id = "e3";
  member.at(other.occurred_at).settle();
  EXPECT_TRUE(member.tell(first).duplicate) << "a tick that books nothing decides nothing";
  EXPECT_TRUE(member.tell(other).accepted());
  EXPECT_EQ(member.tell(first).refusal, Refusal::clock_regression);
  first.recorded_at = member.now();
  EXPECT_EQ(member.tell(first).refusal, Refusal::too_late);
  EXPECT_EQ(member.account(Account::issuer), -9) << "three logins, one told four times";
}

TEST(Refused, FirstEventLeavesAFreshMember) {
  Story member(programme(
      sections(beans(""), R"("overlays": [{"id": "new", "from": "2016-02-01", "changes": {}}])")));
  member.on("2016-05-03");
  EXPECT_EQ(member.adjust(-5).refusal, Refusal::insufficient_beans);
  EXPECT_EQ(member.member().standing.version, 0);
  member.settle();
  EXPECT_TRUE(same_member(member.member(), Member{}, member.program().plan()))
      << "a tick before the first event does nothing";
  member.does(K::login);
  EXPECT_EQ(member.ledger(), Ledger{});
  EXPECT_EQ(member.member().standing.version, 1);
}

TEST(Overflow, IsRefusedWithNothingChanged) {
  Story member(programme(beans("")));
  member.on("2016-05-03");
  for (int i = 0; i < 900; ++i) member.adjust(kLargestAmount);
  EXPECT_EQ(member.beans(), 900 * kLargestAmount);
  EXPECT_EQ(member.adjust(kLargestAmount).refusal, Refusal::balance_out_of_range);
  EXPECT_TRUE(member.adjust(kLargestBalance - 900 * kLargestAmount).accepted());
  EXPECT_EQ(member.beans(), kLargestBalance);
  EXPECT_EQ(member.adjust(1).refusal, Refusal::balance_out_of_range);
}

TEST(Overflow, OfMultipliedAwardsIsSeenAsWell) {
  Story member(
      programme(R"("events": ["grab"], )" +
                beans(R"("p": {"trigger": "order_completed", "unit": "piece", "fixed": 1000000000,
                     "multipliers": {"a": {"times": "10000"}, "b": {"times": "10000"}}},
               "q": {"trigger": "order_completed", "unit": "piece", "fixed": 1000000000,
                     "caps": {"order": 7}, "multipliers": {"a": {"times": "10000"}},
                     "when": {"categories": ["x"]}, "priority": 1, "combine": "stop"},
               "g": {"trigger": "grab", "from_event": true,
                     "multipliers": {"a": {"times": "10000"}}})")));
  member.on("2016-05-03");
  std::vector<LineData> lines;
  for (std::uint16_t i = 0; i < 2000; ++i) lines.push_back(pieces(i, 1, 1'000'000));
  EXPECT_EQ(member.completes("o1", {line(1, 100)}).refusal, Refusal::balance_out_of_range);
  EXPECT_EQ(member.completes("o1", lines).refusal, Refusal::balance_out_of_range);
  for (LineData& each : lines) each.category = "x";
  lines.resize(1);
  EXPECT_EQ(member.completes("o1", lines).beans, 7) << "a cap makes it small again";
  EventData grab;
  grab.kind = K::declared;
  grab.declared = "grab";
  grab.beans = kLargestAmount;
  EXPECT_EQ(member.tell(grab).refusal, Refusal::balance_out_of_range);
  EXPECT_EQ(member.beans(), 7);
}

std::string short_horizon() {
  return programme(sections(R"("returns": {"horizon_days": 10})", kTiers, kGrowth,
                            beans(kPurchaseBeans, R"("redeem": {"max_share": "100%"})")));
}

TEST(ArchivedLine, IsAskedForByALateReturn) {
  Story member(short_horizon());
  member.on("2016-05-03").adjust(100);
  member.completes("o1", {pieces(1, 10'000, 2)},
                   {pays(TenderKind::beans, 100), pays(TenderKind::cash, 9900)});
  member.on("2016-06-01").settle();
  EXPECT_EQ(member.effects().archived.size(), 1U);
  EXPECT_EQ(member.returns("o1", 1).refusal, Refusal::order_unknown);
}

/// Settles and answers the records of the lines that closed.
std::vector<ArchivedLine> close(Story& member, const char* date) {
  member.on(date).settle();
  std::vector<ArchivedLine> out;
  for (const ArchivedLine& each : member.effects().archived) {
    ArchivedLine stored;
    EXPECT_TRUE(decode_archived(encode_archived(each), stored));
    out.push_back(stored);
  }
  return out;
}

TEST(ArchivedLine, TakesBackWhatTheLineEarned) {
  Story member(short_horizon());
  member.on("2016-05-03").adjust(100);
  member.completes("o1", {pieces(1, 10'000, 2)},
                   {pays(TenderKind::beans, 100), pays(TenderKind::cash, 9900)});
  const auto records = close(member, "2016-06-01");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_TRUE(member.returns("o1", 1, 1, &records[0]).accepted());
  EXPECT_EQ(member.ledger(), (Ledger{"returned_to_member: redeemed -> available 50",
                                     "clawed_back: available -> clawed_back 49 growth",
                                     "clawed_back: available -> clawed_back 4",
                                     "refund: 4950 fen, withheld 0", "closed: o1/1"}));
  const std::vector<ArchivedLine> again = member.effects().archived;
  ASSERT_EQ(again.size(), 1U);
  EXPECT_TRUE(member.returns("o1", 1, 1, &again[0]).accepted());
  EXPECT_EQ(member.growth(), 0);
  EXPECT_EQ(member.beans(), 100);
  const std::vector<ArchivedLine> whole = member.effects().archived;
  EXPECT_EQ(member.returns("o1", 1, 1, &whole[0]).refusal, Refusal::return_exceeds_line);
}

TEST(ArchivedLine, EachLineTakesItsOwnBeansAlong) {
  Story member(short_horizon());
  EventData lot;
  lot.kind = K::imported;
  lot.beans = 100;
  lot.expires_at = member.program().zone().start_of(day_in("2017-01-01"));
  member.on("2016-05-03").tell(lot);
  lot.id.clear();
  lot.occurred_at = 0;
  lot.expires_at = member.program().zone().start_of(day_in("2018-01-01"));
  member.tell(lot);
  member.completes("o1", {line(1, 100), line(2, 100)}, {pays(TenderKind::beans, 200)});
  const auto records = close(member, "2016-06-01");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_TRUE(member.returns("o1", 1, 1, &records[0]).accepted());
  EXPECT_TRUE(member.returns("o1", 2, 1, &records[1]).accepted());
  EXPECT_EQ(member.buckets(), (Ledger{"100 until 2017-01-01", "100 until 2018-01-01"}));
}

TEST(ArchivedLine, MustBeOfTheLineThatComesBack) {
  Story member(short_horizon());
  member.on("2016-05-03").completes("o1", {line(1, 100), line(2, 100)});
  const auto records = close(member, "2016-06-01");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(member.returns("o1", 2, 1, &records[0]).refusal, Refusal::archived_line_mismatch);
}

TEST(Erased, ForfeitsEverythingAndLeavesATombstone) {
  Story member(programme(
      sections(kTiers, kGrowth, beans(R"("purchase": {"trigger": "order_completed", "rate": "0.1%"},
               "waits": {"trigger": "order_completed", "fixed": 7, "pending_days": 9})"))));
  member.on("2016-05-03").completes("o1", {line(1, 300'000)});
  EventData hold;
  hold.kind = K::beans_held;
  hold.subject = "h1";
  hold.beans = 100;
  member.tell(hold);
  EXPECT_TRUE(member.does(K::erased).accepted());
  EXPECT_EQ(member.ledger(),
            (Ledger{"erased: available -> forfeited 200", "erased: pending -> forfeited 7",
                    "erased: held -> forfeited 100", "erased: available -> forfeited 3000 growth",
                    "tier: silver -> registered until never", "member_erased"}));
  EXPECT_TRUE(member.member().facts.lines.empty());
  EXPECT_EQ(member.does(K::login).refusal, Refusal::member_erased);
  const Standing<>& left = member.member().standing;
  EXPECT_EQ(left.ladders[0].qualified, 0);
  EXPECT_EQ(left.reviews_suspended_until, 0);
  EXPECT_EQ(member.member().facts.remembered.size(), 1U) << "the erasure alone";
  member.on("2020-01-01").settle();
  EXPECT_EQ(member.ledger(), Ledger{});
}

TEST(Erased, DebtIsWrittenOff) {
  Story member(programme(beans(kPurchaseBeans, R"("redeem": {"max_share": "100%"})")));
  member.on("2016-05-03").completes("o1", {line(1, 50'000)});
  EventData spend;
  spend.kind = K::beans_redeemed;
  spend.beans = 50;
  spend.amount_fen = 100;
  member.tell(spend);
  member.returns("o1", 1);
  EXPECT_EQ(member.account(Account::debt), -50);
  member.does(K::erased);
  EXPECT_EQ(member.ledger(), (Ledger{"erased: issuer -> debt 50", "member_erased"}));
}

TEST(BoundedEffects, ThatAreFullChangeNothing) {
  Story member(purchases());
  member.on("2016-05-03").does(K::login);
  EventData order;
  order.kind = K::order_completed;
  order.id = "bounded";
  order.order = "o1";
  order.occurred_at = member.now();
  order.lines = {line(1, 29'900)};
  BoundEvent bound;
  const Event& event = bound.bind(member.program(), order);
  Effects all;
  ASSERT_TRUE(apply(member.program(), member.member(), event, member.workspace(), all).accepted());
  ASSERT_GE(all.entries.size(), 2U);
  const Member before = member.member();
  Effects few;
  for (few.most = 0; few.most < all.entries.size(); ++few.most) {
    EXPECT_TRUE(apply(member.program(), before, event, member.workspace(), few).needs_more);
    EXPECT_TRUE(step_in_place(member.program(), member.member(), event, member.workspace(), &few)
                    .needs_more);
    EXPECT_TRUE(few.entries.empty());
    EXPECT_TRUE(same_member(before, member.member(), member.program().plan()));
  }
  EXPECT_TRUE(
      step_in_place(member.program(), member.member(), event, member.workspace(), &few).accepted());
  EXPECT_TRUE(same_effects(all, few));
  EXPECT_EQ(few.entries.capacity(), few.most);
}

/// Settles in calls that hold at most `most` entries each, raising it where one due item needs
/// more.
Effects settled_in_parts(const Program& program, Member& member, Instant as_of, std::size_t most) {
  Workspace workspace;
  Effects out;
  Effects part;
  part.most = most;
  for (bool waiting = true; waiting;) {
    waiting = settle(program, member, as_of, workspace, &part).needs_more;
    if (waiting && part.entries.empty()) ++part.most;
    out.entries.insert(out.entries.end(), part.entries.begin(), part.entries.end());
    out.archived.insert(out.archived.end(), part.archived.begin(), part.archived.end());
  }
  return out;
}

TEST(BoundedEffects, SettlingGoesOnWhereItStopped) {
  std::size_t calls_matter = 0;
  for (std::uint64_t seed = 500; seed < 620; ++seed) {
    const Program program = Program::from_json(RandomProgramme(seed, seed).json());
    RandomHistory history(seed);
    Member whole;
    Workspace workspace;
    BoundEvent bound;
    for (int i = 0; i < 60; ++i) {
      static_cast<void>(
          step_in_place(program, whole, bound.bind(program, history.next()), workspace, nullptr));
    }
    Member parts = whole;
    const Instant as_of = whole.facts.decided_at + 1000 * kMicrosPerDay;
    Effects expected;
    EXPECT_FALSE(settle(program, whole, as_of, workspace, &expected).needs_more);
    const Effects effects = settled_in_parts(program, parts, as_of, 1);
    EXPECT_TRUE(same_effects(expected, effects)) << "seed " << seed;
    EXPECT_TRUE(same_member(whole, parts, program.plan())) << "seed " << seed;
    calls_matter += expected.entries.size() > 8 ? 1U : 0U;
  }
  EXPECT_GT(calls_matter, 20U);
}

TEST(Retries, AnIdUsedAgainAfterTheHorizonHarmsNobody) {
  Story member(programme(sections(
      beans(R"("r": {"trigger": "login", "fixed": 10, "pending_days": 300})"),
      R"("overlays": [{"id": "v1", "from": "2016-07-01", "changes": {"beans": {"earn": {"r": {
          "fixed": 20, "pending_days": 5}}}}}])")));
  EventData twice = login(0, 0);
  twice.id = "e";
  member.on("2016-06-01");
  twice.occurred_at = member.now();
  twice.recorded_at = member.now();
  EXPECT_TRUE(member.tell(twice).accepted());
  member.on("2016-07-20");
  twice.occurred_at = member.now();
  twice.recorded_at = member.now();
  EXPECT_TRUE(member.tell(twice).accepted());
  EXPECT_EQ(member.account(Account::pending), 30);
  member.on("2016-07-30").settle();
  EXPECT_EQ(member.beans(), 20) << "the one that was due";
  member.on("2017-06-01").settle();
  EXPECT_EQ(member.beans(), 30);
}

TEST(Balances, DebtIsBoundedAsEveryAccountIs) {
  Story member(programme(beans("", R"("per_yuan": 1000000, "refused_delivery": {
      "beans": 1, "charge_freight": true})")));
  member.on("2016-05-03");
  Refusal refusal = Refusal::none;
  for (int i = 0; i < 20 && refusal == Refusal::none; ++i) {
    const std::string order = "o" + std::to_string(i);
    member.places(order, {line(1, 100)});
    EventData refused;
    refused.kind = K::order_refused;
    refused.order = order;
    refused.freight_fen = 1'000'000'000'000;
    refusal = member.tell(refused).refusal;
  }
  EXPECT_EQ(refusal, Refusal::balance_out_of_range);
  EXPECT_GE(member.account(Account::debt), -kLargestBalance);
}

}  // namespace
}  // namespace loyaltycore::kernel::apply_test
