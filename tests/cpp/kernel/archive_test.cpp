// archive.hpp: the record of a closed line holds all that a late return needs.
#include "loyaltycore/kernel/archive.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::archive_test {
namespace {

using namespace support;
using T = TenderKind;

TEST(Archive, KeepsEveryAccrualAndBucket) {
  std::string rules;
  for (int i = 0; i < 40; ++i) {
    rules += (i == 0 ? "\"r" : ", \"r") + std::to_string(i) +
             R"(": {"trigger": "order_completed", "fixed": 10})";
  }
  Story member(programme(
      sections(beans(rules, R"("redeem": {"max_share": "100%"}, "expire": {"after_days": 900})"),
               R"("returns": {"horizon_days": 10})")));
  for (int day = 0; day < 40; ++day) {
    member.at(member.program().zone().start_of(day_in("2016-05-01") + day)).adjust(100);
  }
  member.completes("o1", {line(1, 4000)}, {pays(T::beans, 4000)});
  const auto before = member.beans();
  EXPECT_EQ(before, 400);
  member.on("2016-07-01").settle();
  const ArchivedLine record = member.effects().archived.at(0);
  EXPECT_EQ(record.grants.size(), 40U);
  EXPECT_EQ(record.allocations.size(), 40U);
  EXPECT_TRUE(member.returns("o1", 1, 1, &record).accepted());
  EXPECT_EQ(member.beans(), 4000);
  EXPECT_EQ(member.buckets().size(), 40U) << "each hundred went back to its own day";
}

/// Ann has completed a line of two pieces that earned 5 beans now and 8 later, and it has closed.
Story closed_line(const std::string& later) {
  Story member(programme(sections(beans(R"("now": {"trigger": "order_completed", "fixed": 5},
               "later": {"trigger": "order_completed", "fixed": 8, )" +
                                            later + "}",
                                        R"("expire": {"after_days": 900})"),
                                  R"("returns": {"horizon_days": 10})")));
  member.member().facts.member = id_of("ann");
  member.on("2016-05-03").completes("o1", {pieces(1, 4000, 2)});
  member.on("2016-05-20").settle();
  return member;
}

TEST(Archive, ReachesWhatStillWaits) {
  Story member = closed_line(R"("pending_days": 100)");
  const ArchivedLine record = member.effects().archived.at(0);
  EXPECT_EQ(record.member, id_of("ann"));
  ASSERT_EQ(record.grants.size(), 2U);
  EXPECT_TRUE(member.on("2016-06-01").returns("o1", 1, 1, &record).accepted());
  EXPECT_EQ(member.account(Account::pending), 4);
  const ArchivedLine next = member.effects().archived.at(0);
  EXPECT_TRUE(member.on("2016-06-02").returns("o1", 1, 1, &next).accepted());
  EXPECT_EQ(member.account(Account::pending), 0);
  member.on("2016-09-01").settle();
  EXPECT_EQ(member.beans(), 0) << "nothing is posted any more";
}

TEST(Archive, TakesBackWhatWasPostedSinceFromItsOwnBucket) {
  Story member = closed_line(R"("pending_days": 20)");
  const ArchivedLine record = member.effects().archived.at(0);
  member.on("2016-05-22").adjust(3);
  member.on("2016-06-01").settle();
  ASSERT_EQ(member.beans(), 16);
  EXPECT_TRUE(member.returns("o1", 1, 2, &record).accepted());
  ASSERT_EQ(member.buckets().size(), 1U);
  EXPECT_EQ(member.buckets()[0].substr(0, 2), "3 ") << "other beans stay, that expire before";
}

TEST(Archive, LeavesWhatWasClaimedOrLapsedSince) {
  Story member = closed_line(R"("claim_days": 60)");
  const ArchivedLine record = member.effects().archived.at(0);
  EXPECT_EQ(member.account(Account::pending), 8);
  member.on("2016-08-01").settle();
  EXPECT_TRUE(member.returns("o1", 1, 2, &record).accepted());
  EXPECT_EQ(member.beans(), 0) << "what lapsed was never the member's: nothing is owed";
  EXPECT_EQ(member.account(Account::debt), 0);
}

}  // namespace
}  // namespace loyaltycore::kernel::archive_test
