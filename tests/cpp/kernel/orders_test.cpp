// orders.hpp: an order is placed, paid, completed, cancelled, refused; its lines come back.
#include "loyaltycore/kernel/orders.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::orders_test {
namespace {

using namespace support;
using K = EventKind;
using T = TenderKind;

constexpr std::string_view kRest =
    R"("expire": {"after_months": 12, "granularity": "year"},
       "redeem": {"max_share": "100%", "excluded_categories": ["gold"]},
       "refused_delivery": {"beans": 500, "free_per_month": 1, "free_per_year": 3,
                            "charge_freight": true},
       "freight_recovery": {"free_from_fen": 9900, "freight_fen": 600})";

Story story() {
  Story out(programme(sections(kTiers, kGrowth, beans(kPurchaseBeans, kRest))));
  out.on("2016-05-03");
  return out;
}

TEST(Orders, CompletionEarnsGrowthFirstThenBeans) {
  Story member = story();
  EXPECT_TRUE(member.completes("o1", {line(1, 29'900)}).accepted());
  EXPECT_EQ(member.ledger(),
            (Ledger{"earned: issuer -> available 299 growth",
                    "tier: registered -> bronze until never", "earned: issuer -> available 29"}));
  EXPECT_EQ(member.buckets(), (Ledger{"29 until 2018-01-01"}));
}

TEST(Orders, TendersThatDoNotCountEarnNothing) {
  Story member = story();
  member.completes("o1", {line(1, 30'000)},
                   {pays(T::bank_card, 20'000), pays(T::store_card, 5000), pays(T::coupon, 5000)});
  EXPECT_EQ(member.growth(), 250);
  member.completes("o2", {line(1, 10'000)}, {pays(T::gift_card, 10'000)});
  EXPECT_EQ(member.growth(), 250);
}

TEST(Orders, LinesShareTheirTendersAndFreightEarnsNothing) {
  Story member = story();
  EventData order;
  order.kind = K::order_completed;
  order.order = "o1";
  order.freight_fen = 600;
  order.lines = {line(1, 6000), line(2, 3000), line(3, 1000)};
  order.tenders = {pays(T::coupon, 1000), pays(T::cash, 9600)};
  EXPECT_TRUE(member.tell(order).accepted());
  // 9000 fen of goods are paid in money: 5400, 2700 and 900.
  EXPECT_EQ(
      member.ledger(),
      (Ledger{"earned: issuer -> available 54 growth", "earned: issuer -> available 27 growth",
              "earned: issuer -> available 9 growth", "tier: registered -> bronze until never",
              "earned: issuer -> available 5", "earned: issuer -> available 2"}));
}

TEST(Orders, BeansOfAPlacedOrderAreHeldUntilItIsPaid) {
  Story member = story();
  member.adjust(1000);
  member.places("o1", {line(1, 6000), line(2, 3000), line(3, 1000)},
                {pays(T::beans, 1000), pays(T::cash, 9000)});
  EXPECT_EQ(member.ledger(), (Ledger{"held: available -> held 1000"}));
  const auto& lines = member.member().facts.lines;
  EXPECT_EQ(lines[0].beans.count, 600);
  EXPECT_EQ(lines[1].beans.count, 300);
  EXPECT_EQ(lines[2].beans.count, 100);
  member.order(K::order_paid, "o1");
  EXPECT_EQ(member.ledger(), (Ledger{"redeemed: held -> redeemed 1000"}));
  member.completes("o1");
  EXPECT_EQ(member.growth(), 90);
}

TEST(Orders, BeansTenderFallsOnGoodsThatBeansMayPay) {
  Story member = story();
  member.adjust(1000);
  member.places("o1", {goods(1, 1000, "gold"), line(2, 1000), line(3, 1000), line(4, 1000)},
                {pays(T::beans, 1000), pays(T::cash, 3000)});
  const auto& lines = member.member().facts.lines;
  EXPECT_EQ(lines[0].beans.count, 0);
  EXPECT_EQ(lines[1].beans.count, 334);
  EXPECT_EQ(lines[2].beans.count, 333);
  EXPECT_EQ(lines[3].beans.count, 333);
}

TEST(Orders, CancellationGivesHeldBeansBack) {
  Story member = story();
  member.adjust(1000);
  member.places("o1", {line(1, 1000)}, {pays(T::beans, 1000)});
  member.order(K::order_cancelled, "o1");
  EXPECT_EQ(member.ledger(),
            (Ledger{"returned_to_member: held -> available 1000", "closed: o1/1"}));
  EXPECT_EQ(member.buckets(), (Ledger{"1000 until 2018-01-01"}));
  EXPECT_EQ(member.order(K::order_cancelled, "o1").refusal, Refusal::order_unknown);
}

TEST(Orders, SubOrdersCompleteOneAfterTheOther) {
  Story member = story();
  member.places("o1", {part(1, 5000, 0), part(2, 7000, 1)});
  EventData done;
  done.kind = K::order_completed;
  done.order = "o1";
  done.sub_order = std::uint16_t{1};
  EXPECT_TRUE(member.tell(done).accepted());
  EXPECT_EQ(member.growth(), 70);
  EXPECT_EQ(member.tell(done).refusal, Refusal::order_already_completed);
  done.sub_order = std::uint16_t{7};
  EXPECT_EQ(member.tell(done).refusal, Refusal::line_unknown);
  EXPECT_TRUE(member.completes("o1").accepted());
  EXPECT_EQ(member.growth(), 120);
  EXPECT_EQ(member.completes("o1").refusal, Refusal::order_already_completed);
  EXPECT_EQ(member.member().facts.months[(2016 - 1970) * 12 % 16 + 4].orders, 1)
      << "one order, however often a part of it completes";
}

TEST(Orders, KnowTheirStory) {
  Story member = story();
  EXPECT_EQ(member.completes("o1").refusal, Refusal::order_unknown);
  EXPECT_TRUE(member.places("o1", {line(1, 100)}).accepted());
  EXPECT_EQ(member.places("o1", {line(1, 100)}).refusal, Refusal::order_exists);
  EXPECT_EQ(member.returns("o1", 1).refusal, Refusal::order_not_completed);
  EXPECT_TRUE(member.order(K::order_paid, "o1").accepted());
  EXPECT_EQ(member.order(K::order_paid, "o1").refusal, Refusal::order_already_paid);
  EXPECT_TRUE(member.completes("o1").accepted());
  EXPECT_EQ(member.order(K::order_paid, "o1").refusal, Refusal::order_already_paid);
  EXPECT_EQ(member.order(K::order_cancelled, "o1").refusal, Refusal::order_already_completed);
  EXPECT_EQ(member.returns("o1", 2).refusal, Refusal::line_unknown);
  EXPECT_EQ(member.returns("o2", 1).refusal, Refusal::order_unknown);
  EXPECT_EQ(member.returns("o1", 1, 2).refusal, Refusal::return_exceeds_line);
}

TEST(Orders, RefusedDeliveriesBeyondTheFreeOnesCost) {
  Story member = story();
  member.adjust(700);
  const auto refuses = [&](const std::string& order, const char* date, std::int64_t freight) {
    member.on(date).places(order, {line(1, 1000)});
    EventData data;
    data.kind = K::order_refused;
    data.order = order;
    data.freight_fen = freight;
    EXPECT_TRUE(member.tell(data).accepted());
  };
  refuses("o1", "2016-05-04", 600);
  EXPECT_EQ(member.ledger(), (Ledger{"closed: o1/1"})) << "the first of a month is free";
  refuses("o2", "2016-05-05", 0);
  EXPECT_EQ(member.ledger(),
            (Ledger{"closed: o2/1", "refusal_penalty: available -> forfeited 500"}));
  refuses("o3", "2016-06-05", 0);
  EXPECT_EQ(member.beans(), 200) << "the first of June, the third of the year";
  refuses("o4", "2016-07-05", 600);
  EXPECT_EQ(member.ledger(), (Ledger{"closed: o4/1", "refusal_penalty: available -> forfeited 200",
                                     "refusal_penalty: debt -> forfeited 900"}));
}

TEST(Orders, FreightIsRecoveredOnceWhenTheRestIsTooSmall) {
  Story member = story();
  member.adjust(200);
  member.places("o1", {part(1, 6000, 0), part(2, 6000, 1)});
  EventData data;
  data.kind = K::order_cancelled;
  data.order = "o1";
  data.sub_order = std::uint16_t{1};
  EXPECT_TRUE(member.tell(data).accepted());
  EXPECT_EQ(member.ledger(), (Ledger{"closed: o1/2", "freight_recovered: available -> redeemed 200",
                                     "freight_recovered: debt -> redeemed 400"}));
  EXPECT_EQ(member.account(Account::debt), -400);
}

TEST(Returns, TakeBackAndGiveBackInPartsThatSum) {
  Story member = story();
  member.adjust(100);
  member.completes("o1", {pieces(1, 10'000, 3)}, {pays(T::beans, 100), pays(T::cash, 9900)});
  EXPECT_EQ(member.growth(), 99);
  EXPECT_EQ(member.beans(), 9);
  member.returns("o1", 1);
  EXPECT_EQ(member.ledger(),
            (Ledger{"returned_to_member: redeemed -> available 33",
                    "clawed_back: available -> clawed_back 33 growth",
                    "clawed_back: available -> clawed_back 3", "refund: 3300 fen, withheld 0"}));
  member.returns("o1", 1, 2);
  EXPECT_EQ(member.ledger(),
            (Ledger{"returned_to_member: redeemed -> available 67",
                    "clawed_back: available -> clawed_back 66 growth",
                    "clawed_back: available -> clawed_back 6", "refund: 6600 fen, withheld 0"}));
  EXPECT_EQ(member.growth(), 0);
  EXPECT_EQ(member.beans(), 100);
  EXPECT_EQ(member.returns("o1", 1).refusal, Refusal::return_exceeds_line);
}

TEST(Returns, KeepTheDayThatTheBeansHad) {
  Story member = story();
  EventData lot;
  lot.kind = K::imported;
  lot.beans = 100;
  lot.expires_at = member.program().zone().start_of(day_in("2016-05-13"));
  member.tell(lot);
  member.on("2016-05-03").completes("o1", {line(1, 100)}, {pays(T::beans, 100)});
  member.on("2016-05-05").returns("o1", 1);
  EXPECT_EQ(member.buckets(), (Ledger{"100 until 2016-05-13"})) << "8 days are left";
}

TEST(Returns, BeansPastTheirDayExpireAgain) {
  Story member = story();
  EventData lot;
  lot.kind = K::imported;
  lot.beans = 100;
  lot.expires_at = member.program().zone().start_of(day_in("2016-05-13"));
  member.tell(lot);
  member.completes("o1", {line(1, 100)}, {pays(T::beans, 100)});
  member.on("2016-05-13").returns("o1", 1);
  EXPECT_EQ(member.ledger(),
            (Ledger{"returned_to_member: redeemed -> available 100",
                    "expired: available -> expired 100", "refund: 0 fen, withheld 0"}));
}

TEST(Returns, BeansPastTheirDayComeBackForAGrace) {
  Story member(programme(beans("", R"("redeem": {"max_share": "100%", "returned_expired": "grace",
                                                 "grace_days": 5})")));
  EventData lot;
  lot.kind = K::imported;
  lot.beans = 100;
  lot.expires_at = member.program().zone().start_of(day_in("2016-05-13"));
  member.on("2016-05-03").tell(lot);
  member.completes("o1", {line(1, 100)}, {pays(T::beans, 100)});
  member.on("2016-05-20").returns("o1", 1);
  EXPECT_EQ(member.buckets(), (Ledger{"100 until 2016-05-25"}));
}

TEST(Returns, GoldBecomesSilverAtOnce) {
  Story member = story();
  member.completes("o1", {line(1, 995'000), line(2, 10'000)});
  EXPECT_EQ(member.tier(), "gold");
  member.on("2016-06-01").returns("o1", 2);
  EXPECT_EQ(member.growth(), 9950);
  EXPECT_EQ(member.tier(), "silver");
  EXPECT_EQ(member.tier_until(), "2017-06-01");
}

/// Closes after ten days; the record of line 1 of `o1` as its closing wrote it.
struct Closed {
  Story member{
      programme(sections(beans(kPurchaseBeans, kRest), R"("returns": {"horizon_days": 10})"))};
  ArchivedLine record;

  Closed() {
    member.member().facts.member = id_of("ann");
    member.on("2016-05-03").adjust(10'000);
    member.completes("o1", {pieces(1, 20'000, 2)}, {pays(T::beans, 5000), pays(T::cash, 15'000)});
    member.on("2016-05-15").settle();
    record = member.effects().archived.at(0);
  }
};

TEST(LateReturns, ARecordServesOnceAndTheNextOneIsNewer) {
  Closed closed;
  Story& member = closed.member;
  EXPECT_TRUE(member.returns("o1", 1, 1, &closed.record).accepted());
  const std::int64_t beans_after = member.beans();
  const ArchivedLine newer = member.effects().archived.at(0);
  EXPECT_EQ(member.returns("o1", 1, 1, &closed.record).refusal, Refusal::archived_line_mismatch);
  EXPECT_EQ(member.beans(), beans_after);
  EXPECT_TRUE(member.returns("o1", 1, 1, &newer).accepted());
  EXPECT_EQ(member.returns("o1", 1, 1, &newer).refusal, Refusal::archived_line_mismatch);
  EXPECT_EQ(member.beans(), 10'000);
  EXPECT_EQ(member.account(Account::redeemed), 0);
}

TEST(LateReturns, ARecordOfAnotherMemberIsRefused) {
  Closed closed;
  Story other(closed.member.program());
  other.member().facts.member = id_of("bob");
  other.on("2016-05-20").does(K::login);
  EXPECT_EQ(other.returns("o1", 1, 1, &closed.record).refusal, Refusal::archived_line_mismatch);
  EXPECT_EQ(other.beans(), 0);
}

TEST(LateReturns, ANewOrderOfAnOldIdKeepsWhatTheOldOneEarned) {
  Story member(programme(sections(
      beans(R"("purchase": {"trigger": "order_completed", "rate": "1%", "pending_days": 100})"),
      R"("returns": {"horizon_days": 5})")));
  member.on("2016-05-03").completes("o1", {line(1, 100'000)});
  member.on("2016-05-13").completes("o1", {line(1, 50'000)});
  EXPECT_EQ(member.account(Account::pending), 1500);
  member.returns("o1", 1);
  EXPECT_EQ(member.account(Account::pending), 1000);
}

}  // namespace
}  // namespace loyaltycore::kernel::orders_test
