// due.hpp: what falls due is settled in order, dated at its instant.
#include "loyaltycore/kernel/due.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::due_test {
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

}  // namespace
}  // namespace loyaltycore::kernel::due_test
