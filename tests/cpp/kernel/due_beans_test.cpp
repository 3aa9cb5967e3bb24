// due_beans.hpp: pending beans are released or lapse, and what was held goes back.
#include "loyaltycore/kernel/due_beans.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::due_beans_test {
namespace {

using namespace support;
using K = EventKind;

std::string pending_programme(std::string_view wait, std::string_view returns) {
  return programme(
      sections(returns, beans(R"("purchase": {"trigger": "order_completed", "rate": "0.1%", )" +
                                  std::string(wait) + "}",
                              R"("expire": {"after_days": 30})")));
}

TEST(DueBeans, PendingBeansCountTheirDaysFromTheRelease) {
  Story member(pending_programme(R"("pending_days": 7)", R"("returns": {"horizon_days": 100})"));
  member.on("2016-05-03").completes("o1", {line(1, 10'000)});
  EXPECT_EQ(member.ledger(), (Ledger{"earned: issuer -> pending 10"}));
  member.on("2016-05-10").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-05-10] released: pending -> available 10"}));
  EXPECT_EQ(member.buckets(), (Ledger{"10 until 2016-06-09"}));
  member.returns("o1", 1);
  EXPECT_EQ(member.account(Account::clawed_back), 10);
}

TEST(DueBeans, PendingBeansAreTakenBackBeforeTheyCome) {
  Story member(pending_programme(R"("pending_days": 7)", R"("returns": {"horizon_days": 100})"));
  member.on("2016-05-03").completes("o1", {pieces(1, 20'000, 2)});
  member.on("2016-05-05").returns("o1", 1);
  EXPECT_EQ(member.ledger(),
            (Ledger{"clawed_back: pending -> clawed_back 10", "refund: 10000 fen, withheld 0"}));
  member.on("2016-05-10").settle();
  EXPECT_EQ(member.beans(), 10);
}

TEST(DueBeans, ArePostedOnADayOfTheNextMonth) {
  for (const char* day : {"2016-05-01", "2016-05-31"}) {
    Story member(pending_programme(R"("post_day": 3)", R"("returns": {"horizon_days": 100})"));
    member.on(day).completes("o1", {line(1, 10'000)});
    member.on("2016-06-02").settle();
    EXPECT_EQ(member.account(Account::pending), 10);
    member.on("2016-06-03").settle();
    EXPECT_EQ(member.ledger(), (Ledger{"[2016-06-03] released: pending -> available 10"})) << day;
  }
}

TEST(DueBeans, ThatWaitForTheNextMonthGoWithTheirLine) {
  Story member(pending_programme(R"("post_day": 1)", R"("returns": {"horizon_days": 100})"));
  member.on("2016-05-03").completes("o1", {line(1, 10'000)});
  member.on("2016-05-20").returns("o1", 1);
  member.on("2016-06-01").settle();
  EXPECT_EQ(member.beans(), 0);
}

TEST(DueBeans, PendingBeansOutliveTheirLine) {
  Story member(pending_programme(R"("pending_days": 30)", R"("returns": {"horizon_days": 7})"));
  member.on("2016-05-03").completes("o1", {line(1, 10'000)});
  member.on("2016-06-30").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-05-10] closed: o1/1",
                                     "[2016-06-02] released: pending -> available 10"}));
}

TEST(DueBeans, UnclaimedBeansLapse) {
  Story member(pending_programme(R"("claim_days": 30)", R"("returns": {"horizon_days": 100})"));
  member.on("2016-03-01").completes("o1", {line(1, 80'000)});
  member.on("2016-03-30").settle();
  EXPECT_EQ(member.account(Account::pending), 80);
  member.on("2016-03-31").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-03-31] claim_lapsed: pending -> forfeited 80"}));
}

TEST(DueBeans, HeldBeansOfAnOrderNobodyPaidGoBackWhenItCloses) {
  Story member(programme(sections(R"("returns": {"horizon_days": 10})",
                                  beans("", R"("redeem": {"max_share": "100%"})"))));
  member.on("2016-05-03").adjust(100);
  member.places("o1", {line(1, 100)}, {pays(TenderKind::beans, 100)});
  member.on("2016-06-01").settle();
  EXPECT_EQ(member.ledger(), (Ledger{"[2016-05-13] returned_to_member: held -> available 100",
                                     "[2016-05-13] closed: o1/1"}));
}

}  // namespace
}  // namespace loyaltycore::kernel::due_beans_test
