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

TEST(Archive, LeavesBehindWhatStillWaits) {
  Story member(programme(sections(beans(R"("now": {"trigger": "order_completed", "fixed": 5},
               "later": {"trigger": "order_completed", "fixed": 7, "pending_days": 100})"),
                                  R"("returns": {"horizon_days": 10})")));
  member.member().facts.member = id_of("ann");
  member.on("2016-05-03").completes("o1", {line(1, 4000)});
  member.on("2016-05-20").settle();
  const ArchivedLine record = member.effects().archived.at(0);
  EXPECT_EQ(record.member, id_of("ann"));
  ASSERT_EQ(record.grants.size(), 1U);
  EXPECT_EQ(record.grants[0].granted, 5);
  member.on("2016-06-01").returns("o1", 1, 1, &record);
  EXPECT_EQ(member.beans(), 0);
  EXPECT_EQ(member.account(Account::pending), 7) << "cannot be taken back any more";
}

}  // namespace
}  // namespace loyaltycore::kernel::archive_test
