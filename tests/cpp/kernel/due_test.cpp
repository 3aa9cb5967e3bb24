// due.hpp: what falls due is settled in order, dated at its instant.
#include "loyaltycore/kernel/due.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel {
namespace {

using namespace support;
using K = EventKind;

TEST(Due, BeansOf2014EndWith2015) {
  Story member(
      R"({"format": 1, "meta": {"id": "t"}, "from": "2013-01-01", "beans": {"expire":
          {"after_months": 12, "granularity": "year"}}})");
  member.on("2014-03-01").adjust(100);
  member.on("2015-12-31").settle();
  EXPECT_EQ(member.beans(), 100);
  member.on("2016-03-01").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-01-01] expired: available -> expired 100"}));
}

TEST(Due, ExpiredAtItsFirstInstantNotBefore) {
  Story member(programme(beans("", R"("expire": {"after_days": 2})")));
  member.on("2016-05-03").adjust(100);
  const Instant gone = member.program().zone().start_of(day_in("2016-05-05"));
  member.at(gone - 1).settle();
  EXPECT_EQ(member.beans(), 100);
  member.at(gone).settle();
  EXPECT_EQ(member.beans(), 0);
}

TEST(Due, SeveralYearsAtOnce) {
  Story member(programme(sections(kTiers, kGrowth, beans(kPurchaseBeans, kToNextYear))));
  member.on("2016-02-29").completes("o1", {line(1, 1'200'000)});
  EXPECT_EQ(member.tier(), "gold");
  EXPECT_EQ(member.tier_until(), "2017-02-28");
  member.on("2021-01-01").settle();
  EXPECT_EQ(member.ledger(),
            (Ledger{"[2017-02-28] tier_deduction: available -> expired 4000 growth",
                    "[2017-02-28] tier: gold -> silver until 2018-02-28",
                    "[2017-04-04] closed: o1/1", "[2018-01-01] expired: available -> expired 1200",
                    "[2018-02-28] tier_deduction: available -> expired 1000 growth",
                    "[2018-02-28] tier: silver -> silver until 2019-02-28",
                    "[2019-02-28] tier_deduction: available -> expired 1000 growth",
                    "[2019-02-28] tier: silver -> silver until 2020-02-28",
                    "[2020-02-28] tier_deduction: available -> expired 1000 growth",
                    "[2020-02-28] tier: silver -> silver until 2021-02-28"}));
}

TEST(Due, ThePublishedGoldMemberStaysGold) {
  Story member(programme(sections(kTiers)));
  EventData data;
  data.kind = K::imported;
  data.growth = 20'000;
  data.tier = "gold";
  member.on("2016-02-01").tell(data);
  EXPECT_EQ(member.tier_until(), "2017-02-01");
  member.on("2017-01-31").settle();
  EXPECT_EQ(member.growth(), 20'000);
  member.on("2017-02-01").settle();
  EXPECT_EQ(member.ledger(),
            (Ledger{"[2017-02-01] tier_deduction: available -> expired 4000 growth",
                    "[2017-02-01] tier: gold -> gold until 2018-02-01"}));
  EXPECT_EQ(member.growth(), 16'000);
}

std::string pending_programme(std::string_view wait, std::string_view returns) {
  return programme(
      sections(returns, beans(R"("purchase": {"trigger": "order_completed", "rate": "0.1%", )" +
                                  std::string(wait) + "}",
                              R"("expire": {"after_days": 30})")));
}

TEST(Due, PendingBeansCountTheirDaysFromTheRelease) {
  Story member(pending_programme(R"("pending_days": 7)", R"("returns": {"horizon_days": 100})"));
  member.on("2016-05-03").completes("o1", {line(1, 10'000)});
  EXPECT_EQ(member.ledger(), (Ledger{"earned: issuer -> pending 10"}));
  member.on("2016-05-10").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-05-10] released: pending -> available 10"}));
  EXPECT_EQ(member.buckets(), (Ledger{"10 until 2016-06-09"}));
  member.returns("o1", 1);
  EXPECT_EQ(member.account(Account::clawed_back), 10);
}

TEST(Due, PendingBeansAreTakenBackBeforeTheyCome) {
  Story member(pending_programme(R"("pending_days": 7)", R"("returns": {"horizon_days": 100})"));
  member.on("2016-05-03").completes("o1", {pieces(1, 20'000, 2)});
  member.on("2016-05-05").returns("o1", 1);
  EXPECT_EQ(member.ledger(),
            (Ledger{"clawed_back: pending -> clawed_back 10", "refund: 10000 fen, withheld 0"}));
  member.on("2016-05-10").settle();
  EXPECT_EQ(member.beans(), 10);
}

TEST(Due, PendingBeansOutliveTheirLine) {
  Story member(pending_programme(R"("pending_days": 30)", R"("returns": {"horizon_days": 7})"));
  member.on("2016-05-03").completes("o1", {line(1, 10'000)});
  member.on("2016-06-30").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-05-10] closed: o1/1",
                                     "[2016-06-02] released: pending -> available 10"}));
}

TEST(Due, UnclaimedBeansLapse) {
  Story member(pending_programme(R"("claim_days": 30)", R"("returns": {"horizon_days": 100})"));
  member.on("2016-03-01").completes("o1", {line(1, 80'000)});
  member.on("2016-03-30").settle();
  EXPECT_EQ(member.account(Account::pending), 80);
  member.on("2016-03-31").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-03-31] claim_lapsed: pending -> forfeited 80"}));
}

TEST(Due, HeldBeansOfAnOrderNobodyPaidGoBackWhenItCloses) {
  Story member(programme(sections(R"("returns": {"horizon_days": 10})",
                                  beans("", R"("redeem": {"max_share": "100%"})"))));
  member.on("2016-05-03").adjust(100);
  member.places("o1", {line(1, 100)}, {pays(TenderKind::beans, 100)});
  member.on("2016-06-01").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-05-13] returned_to_member: held -> available 100",
                                     "[2016-05-13] closed: o1/1"}));
}

TEST(Versions, TiersMigrateByNameMapAndGrowth) {
  const std::string json = programme(sections(
      R"("tiers": {"levels": [{"id": "start"}, {"id": "iron", "threshold": 0},
          {"id": "silver", "threshold": 100, "validity_months": 12}]})",
      kGrowth,
      R"("overlays": [{"id": "new", "from": "2016-07-01", "changes": {"tiers": {"levels": [
          {"id": "start"}, {"id": "bronze", "threshold": 0}, {"id": "copper", "threshold": 50},
          {"id": "silver", "threshold": 100, "validity_months": 6}]}},
          "migration": {"tiers": {"iron": "bronze"}, "bought_within_days": 30}}])"));
  Story lately(json);
  lately.on("2016-06-20").completes("o1", {line(1, 6000)});
  lately.on("2016-07-02").settle();
  EXPECT_EQ(lately.ledger(), (Ledger{"[2016-07-01] version: new",
                                     "[2016-07-01] tier: bronze -> bronze until never"}))
      << "iron was mapped, although growth would give copper";
  Story long_ago(json);
  long_ago.on("2016-03-20").completes("o1", {line(1, 6000)});
  long_ago.on("2016-07-02").settle();
  EXPECT_EQ(long_ago.tier(), "copper") << "found anew by growth";
  Story silver(json);
  silver.on("2016-03-20").completes("o1", {line(1, 20'000)});
  silver.on("2016-07-02").settle();
  EXPECT_EQ(silver.tier(), "silver");
  EXPECT_EQ(silver.tier_until(), "2017-03-20") << "its name stays, so its period does";
}

std::string lots_programme(std::string_view lots) {
  return programme(
      sections(beans(R"("a": {"trigger": "login", "fixed": 1, "expire": {"after_days": 100}},
               "b": {"trigger": "login", "fixed": 2, "expire": {"after_days": 200}},
               "c": {"trigger": "login", "fixed": 4, "expire": {"after_days": 300}})",
                     R"("expire": {"after_days": 400})"),
               R"("overlays": [{"id": "new", "from": "2016-06-01",
          "changes": {"beans": {"expire": {"after_days": 50}}},
          "migration": {"lots": ")" +
                   std::string(lots) + "\"}}]"));
}

TEST(Versions, LotsKeepTheirDay) {
  Story member(lots_programme("keep"));
  member.on("2016-05-01").does(K::login);
  member.on("2016-06-02").settle();
  EXPECT_EQ(member.buckets(),
            (Ledger{"1 until 2016-08-09", "2 until 2016-11-17", "4 until 2017-02-25"}));
}

TEST(Versions, AllLotsAreRedated) {
  Story member(lots_programme("redate"));
  member.on("2016-05-01").does(K::login);
  member.on("2016-06-02").settle();
  EXPECT_EQ(member.buckets(), (Ledger{"7 until 2016-07-21"}));
}

TEST(Versions, ALateEventIsJudgedByItsOwn) {
  const std::string json = programme(sections(beans(R"("login": {"trigger": "login", "fixed": 1})"),
                                              R"("overlays": [{"id": "new", "from": "2016-06-01",
          "changes": {"beans": {"earn": {"login": {"fixed": 5}}}}}])"));
  Story member(json);
  member.on("2016-06-02").does(K::login);
  EXPECT_EQ(member.beans(), 5);
  EventData late;
  late.kind = K::login;
  late.occurred_at = member.program().zone().start_of(day_in("2016-05-31"));
  late.recorded_at = member.now();
  EXPECT_TRUE(member.tell(late).accepted());
  EXPECT_EQ(member.beans(), 6);
}

constexpr std::string_view kTwoLevels =
    R"("tiers": {"levels": [{"id": "guest"}, {"id": "friend", "threshold": 100}]})";

TEST(Versions, ThatDropTheTiersLeaveNoLevelBehind) {
  const std::string json = programme(sections(kTwoLevels, R"("overlays": [
      {"id": "none", "from": "2016-06-01", "changes": {"tiers": null}},
      {"id": "again", "from": "2016-07-01", "changes": {"tiers": {"levels": [
          {"id": "a"}, {"id": "b", "threshold": 100}, {"id": "c", "threshold": 1000}]}}}])"));
  Story member(json);
  member.on("2016-05-03").adjust(0, 500);
  EventData imported;
  imported.kind = K::imported;
  imported.growth = 500;
  Story other(json);
  other.on("2016-05-03").tell(imported);
  EXPECT_EQ(other.tier(), "friend");
  other.on("2016-06-02").settle();
  EXPECT_EQ(other.member().standing.ladders[0].tier, 0);
  EXPECT_EQ(other.tier_until(), "never");
  other.on("2016-07-02").settle();
  EXPECT_EQ(other.tier(), "b") << "found anew by growth";
}

}  // namespace
}  // namespace loyaltycore::kernel
