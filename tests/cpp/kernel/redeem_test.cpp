// redeem.hpp: beans are spent, held, exchanged and claimed.
#include "loyaltycore/kernel/redeem.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::redeem_test {
namespace {

using namespace support;
using K = EventKind;
using T = TenderKind;

constexpr std::string_view kRedeem =
    R"("expire": {"after_days": 100},
       "redeem": {"min_balance": 1000, "step": 1000, "max_share": "50%",
                  "excluded_categories": ["gold"], "not_with_tenders": ["red_packet"]},
       "catalogue": {"draw": {"kind": "lottery_entry", "beans": 100, "limit_per_day": 2,
                              "limit_per_month": 3},
                     "pair": {"kind": "beans_plus_cash", "beans": 500, "cash_fen": 990}})";

Story owns(std::int64_t beans_owned) {
  Story out(programme(beans("", kRedeem)));
  out.on("2016-05-03").adjust(beans_owned);
  return out;
}

Refusal pays_beans(Story& member, std::int64_t fen, std::int64_t beans_asked,
                   std::string_view category = "", std::int64_t red_packet = 0) {
  static int number = 0;
  std::vector<TenderData> tenders{pays(T::beans, beans_asked)};
  if (red_packet > 0) tenders.push_back(pays(T::red_packet, red_packet));
  tenders.push_back(pays(T::cash, fen - beans_asked - red_packet));
  return member.places("o" + std::to_string(++number), {goods(1, fen, category)}, tenders).refusal;
}

TEST(Redeem, AtMostHalfTheOrderInWholeSteps) {
  Story member = owns(8600);
  EXPECT_EQ(pays_beans(member, 9999, 5000), Refusal::redemption_exceeds_order_cap);
  EXPECT_EQ(pays_beans(member, 9999, 4999), Refusal::redemption_not_whole_steps);
  EXPECT_EQ(pays_beans(member, 9999, 4000), Refusal::none);
  EXPECT_EQ(member.beans(), 4600);
}

TEST(Redeem, RefusalsHaveARank) {
  Story poor = owns(999);
  EXPECT_EQ(pays_beans(poor, 9999, 1001), Refusal::insufficient_beans);
  EXPECT_EQ(pays_beans(poor, 9999, 500), Refusal::redemption_below_minimum_balance);
  Story rich = owns(10'000);
  EXPECT_EQ(pays_beans(rich, 10'000, 1000, "", 50), Refusal::redemption_not_combinable);
  EXPECT_EQ(pays_beans(rich, 10'000, 1000, "gold"), Refusal::redemption_not_allowed);
  EXPECT_EQ(pays_beans(rich, 10'000, 6000, "gold", 50), Refusal::redemption_not_combinable);
  EXPECT_EQ(rich.beans(), 10'000);
}

TEST(Redeem, SpendsWhatEndsFirstThenWhatIsOldest) {
  Story member = owns(1000);
  EventData lot;
  lot.kind = K::imported;
  lot.beans = 700;
  lot.expires_at = member.program().zone().start_of(day_in("2016-06-01"));
  member.tell(lot);
  EventData spend;
  spend.kind = K::beans_redeemed;
  spend.beans = 1000;
  spend.amount_fen = 2000;
  EXPECT_TRUE(member.tell(spend).accepted());
  EXPECT_EQ(member.ledger(),
            (Ledger{"redeemed: available -> redeemed 700", "redeemed: available -> redeemed 300"}));
  EXPECT_EQ(member.buckets(), (Ledger{"700 until 2016-08-11"}));
}

EventData hold(std::string_view name, std::int64_t beans_held, Instant until = kNever) {
  EventData out;
  out.kind = K::beans_held;
  out.subject = name;
  out.beans = beans_held;
  out.expires_at = until;
  return out;
}

TEST(Holds, CommitTakesAPartAndReleasesTheRest) {
  Story member = owns(1000);
  member.tell(hold("h1", 300));
  EXPECT_EQ(member.ledger(), (Ledger{"held: available -> held 300", "hold h1: 0 -> 1"}));
  EXPECT_EQ(member.about(K::beans_redeemed, "h1", 301).refusal, Refusal::hold_exceeded);
  EXPECT_TRUE(member.about(K::beans_redeemed, "h1", 200).accepted());
  EXPECT_EQ(member.ledger(), (Ledger{"redeemed: held -> redeemed 200",
                                     "hold_ended: held -> available 100", "hold h1: 1 -> 3"}));
  EXPECT_EQ(member.about(K::beans_redeemed, "h1", 1).refusal, Refusal::hold_released);
  EXPECT_EQ(member.about(K::beans_released, "h1").refusal, Refusal::hold_released);
  EXPECT_EQ(member.tell(hold("h1", 10)).refusal, Refusal::hold_exists);
}

TEST(Holds, TimeOutReleasesAndIsRemembered) {
  Story member = owns(1000);
  member.tell(hold("h1", 300, member.program().zone().start_of(day_in("2016-05-05"))));
  member.on("2016-05-05");
  EXPECT_EQ(member.about(K::beans_redeemed, "h1", 300).refusal, Refusal::hold_released);
  member.settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-05-05] hold_ended: held -> available 300",
                                     "[2016-05-05] hold h1: 1 -> 4"}));
  member.on("2016-07-01");
  EXPECT_EQ(member.about(K::beans_released, "h1").refusal, Refusal::hold_unknown);
}

TEST(Holds, HeldBeansExpireWhenTheHoldEnds) {
  Story member = owns(1000);
  EventData doubtful = hold("h1", 300);
  doubtful.in_doubt = true;
  member.tell(doubtful);
  member.on("2016-12-01").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-08-11] expired: available -> expired 700"}));
  EXPECT_EQ(member.account(Account::held), 300);
  EXPECT_TRUE(member.about(K::beans_released, "h1").accepted());
  EXPECT_EQ(member.ledger(), (Ledger{"hold_ended: held -> available 300",
                                     "expired: available -> expired 300", "hold h1: 2 -> 4"}));
}

/// Callers count orders and holds apart.
TEST(Holds, AnOrderMayHaveTheSameNumber) {
  Story member = owns(5000);
  member.tell(hold("17", 1000));
  EXPECT_TRUE(
      member.places("17", {line(1, 4000)}, {pays(T::beans, 1000), pays(T::cash, 3000)}).accepted());
  member.order(K::order_paid, "17");
  EXPECT_EQ(member.account(Account::held), 1000);
  EXPECT_EQ(member.account(Account::redeemed), 1000);
}

TEST(Exchange, TakesItsPriceWithinItsLimits) {
  Story member = owns(900);
  const auto draws = [&](std::int32_t quantity) {
    EventData data;
    data.kind = K::beans_exchanged;
    data.item = "draw";
    data.quantity = quantity;
    return member.tell(data).refusal;
  };
  EXPECT_EQ(draws(3), Refusal::exchange_limit_reached);
  EXPECT_EQ(draws(2), Refusal::none) << "no minimum balance applies";
  EXPECT_EQ(member.ledger(), (Ledger{"exchanged: available -> redeemed 200", "handed out: 2"}));
  EXPECT_EQ(draws(1), Refusal::exchange_limit_reached);
  member.on("2016-05-04");
  EXPECT_EQ(draws(1), Refusal::none);
  member.on("2016-05-05");
  EXPECT_EQ(draws(1), Refusal::exchange_limit_reached) << "three a month";
  member.on("2016-06-01");
  EXPECT_EQ(draws(1), Refusal::none);
}

TEST(Exchange, AsksForTheCashPart) {
  Story member = owns(1200);
  EventData data;
  data.kind = K::beans_exchanged;
  data.item = "pair";
  EXPECT_EQ(member.tell(data).refusal, Refusal::exchange_price_differs);
  data.id.clear();
  data.amount_fen = 1980;
  data.quantity = 2;
  EXPECT_EQ(member.tell(data).refusal, Refusal::none);
  EXPECT_EQ(member.tell(data).refusal, Refusal::insufficient_beans);
  data.item = "moon";
  EXPECT_EQ(member.tell(data).refusal, Refusal::item_unknown);
}

TEST(Claims, MakeAvailableWhatWaitsForThem) {
  Story member(programme(beans(R"("purchase": {"trigger": "order_completed", "rate": "0.1%",
                                               "claim_days": 30})",
                               R"("expire": {"after_days": 10})")));
  member.on("2016-05-03").completes("o1", {line(1, 10'000)});
  member.completes("o2", {line(1, 20'000)});
  member.on("2016-05-10");
  EventData claim;
  claim.kind = K::beans_claimed;
  claim.order = "o2";
  EXPECT_TRUE(member.tell(claim).accepted());
  EXPECT_EQ(member.ledger(), (Ledger{"claimed: pending -> available 20"}));
  EXPECT_EQ(member.buckets(), (Ledger{"20 until 2016-05-20"})) << "counted from the claim";
  EXPECT_EQ(member.tell(claim).refusal, Refusal::claim_unknown);
  EXPECT_TRUE(member.does(K::beans_claimed).accepted());
  EXPECT_EQ(member.beans(), 30);
}

TEST(Holds, ThatWereOverWhenToldOfEndNow) {
  Story member = owns(1000);
  EventData hold;
  hold.kind = K::beans_held;
  hold.subject = "h1";
  hold.beans = 400;
  hold.expires_at = 1;
  member.tell(hold);
  const Instant told = member.now() - 60 * kMicrosPerSecond;
  member.settle();
  ASSERT_FALSE(member.effects().entries.empty());
  for (const Effect<>& effect : member.effects().entries) EXPECT_GE(effect.at, told);
  EXPECT_EQ(member.beans(), 1000);
  EXPECT_EQ(member.about(K::beans_redeemed, "h1", 400).refusal, Refusal::hold_released);
}

TEST(Exchange, SaysWhatABeanBought) {
  Story member(programme(beans("", R"("catalogue": {
      "card": {"kind": "phone_credit", "beans": 500, "cash_fen": 400, "value_fen": 1000}})")));
  member.on("2016-05-03").adjust(1000);
  EventData exchange;
  exchange.kind = K::beans_exchanged;
  exchange.item = "card";
  exchange.quantity = 2;
  exchange.amount_fen = 800;
  EXPECT_TRUE(member.tell(exchange).accepted());
  const Effect<>& effect = member.effects().entries.back();
  EXPECT_EQ(effect.kind, EffectKind::item_exchanged);
  EXPECT_EQ(effect.amount, 1000) << "beans";
  EXPECT_EQ(effect.before, 1200) << "fen that they bought";
}

}  // namespace
}  // namespace loyaltycore::kernel::redeem_test
