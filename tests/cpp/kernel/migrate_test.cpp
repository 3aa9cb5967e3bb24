// migrate.hpp: what becomes of levels and lots when a version begins.
#include "loyaltycore/kernel/migrate.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::migrate_test {
namespace {

using namespace support;
using K = EventKind;

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

constexpr std::string_view kTwoLevels =
    R"("tiers": {"levels": [{"id": "guest"}, {"id": "friend", "threshold": 100}]})";

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
}  // namespace loyaltycore::kernel::migrate_test
