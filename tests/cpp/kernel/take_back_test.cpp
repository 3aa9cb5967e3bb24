// take_back.hpp: what a return takes, and what it cannot.
#include "loyaltycore/kernel/take_back.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::take_back_test {
namespace {

using namespace support;
using K = EventKind;

/// Bought for 500.00, 50 beans earned, 30 of them spent.
Story spent(std::string_view policy) {
  Story out(programme(beans(
      R"("purchase": {"trigger": "order_completed", "rate": "0.1%"},
         "review": {"trigger": "review_approved", "fixed": 10})",
      R"("redeem": {"max_share": "100%"}, "reverse": {"shortfall": ")" + std::string(policy) +
          "\"}")));
  out.on("2016-05-03").completes("o1", {line(1, 50'000)});
  EXPECT_EQ(out.beans(), 50);
  EventData data;
  data.kind = K::beans_redeemed;
  data.beans = 30;
  data.amount_fen = 10'000;
  out.tell(data);
  EXPECT_EQ(out.beans(), 20);
  return out;
}

TEST(TakeBack, ShortfallIsWithheldFromTheRefund) {
  Story member = spent("withhold");
  member.returns("o1", 1);
  EXPECT_EQ(member.ledger(), (Ledger{"clawed_back: available -> clawed_back 20", "fell short: 30",
                                     "refund: 49970 fen, withheld 30"}));
  EXPECT_EQ(member.beans(), 0);
}

TEST(TakeBack, ShortfallBecomesDebtThatALaterGrantRepays) {
  Story member = spent("debt");
  member.returns("o1", 1);
  EXPECT_EQ(member.ledger(),
            (Ledger{"clawed_back: available -> clawed_back 20",
                    "clawed_back: debt -> clawed_back 30", "refund: 50000 fen, withheld 0"}));
  EXPECT_EQ(member.account(Account::debt), -30);
  member.completes("o2", {line(1, 20'000)});
  EXPECT_EQ(member.ledger(),
            (Ledger{"earned: issuer -> available 20", "debt_repaid: available -> debt 20"}));
  member.completes("o3", {line(1, 20'000)});
  EXPECT_EQ(member.ledger(),
            (Ledger{"earned: issuer -> available 20", "debt_repaid: available -> debt 10"}));
  EXPECT_EQ(member.beans(), 10);
  EXPECT_EQ(member.account(Account::debt), 0);
}

TEST(TakeBack, ShortfallIsForgotten) {
  Story member = spent("clamp");
  member.returns("o1", 1);
  EXPECT_EQ(member.ledger(), (Ledger{"clawed_back: available -> clawed_back 20", "fell short: 30",
                                     "refund: 50000 fen, withheld 0"}));
  member.completes("o2", {line(1, 20'000)});
  EXPECT_EQ(member.beans(), 20);
}

TEST(TakeBack, ShortfallRefusesTheReturn) {
  Story member = spent("refuse");
  EXPECT_EQ(member.returns("o1", 1).refusal, Refusal::clawback_exceeds_balance);
  EXPECT_EQ(member.beans(), 20);
  member.adjust(30);
  EXPECT_TRUE(member.returns("o1", 1).accepted());
  EXPECT_EQ(member.beans(), 0);
}

TEST(TakeBack, ShortfallRefusesTheCancellation) {
  Story member(programme(beans(R"("placed": {"trigger": "order_placed", "fixed": 10})",
                               R"("redeem": {"max_share": "100%"},
                                  "reverse": {"shortfall": "refuse"})")));
  member.on("2016-05-03").places("o1", {line(1, 1000)});
  EventData data;
  data.kind = K::beans_redeemed;
  data.beans = 4;
  data.amount_fen = 100;
  EXPECT_TRUE(member.tell(data).accepted());
  EXPECT_EQ(member.order(K::order_cancelled, "o1").refusal, Refusal::clawback_exceeds_balance);
  EXPECT_EQ(member.order(K::order_refused, "o1").refusal, Refusal::clawback_exceeds_balance);
  EXPECT_EQ(member.beans(), 6);
}

TEST(TakeBack, WithheldMoneyIsAtMostTheRefund) {
  Story member = spent("withhold");
  member.completes("o2", {line(1, 50'000)}, {pays(TenderKind::coupon, 50'000)});
  EventData review;
  review.kind = K::review_approved;
  review.subject = "r1";
  review.order = "o2";
  review.line = 1;
  member.tell(review);
  EventData spend;
  spend.kind = K::beans_redeemed;
  spend.beans = 30;
  spend.amount_fen = 100;
  EXPECT_TRUE(member.tell(spend).accepted());
  member.returns("o2", 1);
  EXPECT_EQ(member.ledger(), (Ledger{"fell short: 10", "refund: 0 fen, withheld 0"}));
}

TEST(TakeBack, DrawsOnTheGrantsOwnBucketFirst) {
  Story member(programme(beans(R"("short": {"trigger": "order_completed", "rate": "0.1%",
                                            "expire": {"after_days": 90}})",
                               R"("expire": {"after_days": 30})")));
  member.on("2016-05-03").completes("o1", {line(1, 50'000)});
  member.adjust(40);
  EXPECT_EQ(member.buckets(), (Ledger{"40 until 2016-06-02", "50 until 2016-08-01"}));
  member.returns("o1", 1);
  EXPECT_EQ(member.buckets(), (Ledger{"40 until 2016-06-02"}));
}

TEST(TakeBack, LastPieceTakesWhatItsReviewEarned) {
  Story member = spent("debt");
  member.completes("o2", {pieces(1, 1000, 2)});
  EventData review;
  review.kind = K::review_approved;
  review.subject = "r1";
  review.order = "o2";
  review.line = 1;
  member.tell(review);
  EXPECT_EQ(member.beans(), 31);
  member.returns("o2", 1);
  EXPECT_EQ(member.beans(), 31) << "half of the single bean is none";
  member.returns("o2", 1);
  EXPECT_EQ(member.beans(), 20);
  EXPECT_TRUE(member.about(K::review_deleted, "r1").accepted());
  EXPECT_EQ(member.ledger(), Ledger{}) << "nothing is left to take";
}

/// Callers count orders and reviews apart: both may have number 17.
TEST(TakeBack, KeepsAnOrderAndAReviewOfOneNumberApart) {
  Story member = spent("debt");
  member.completes("17", {pieces(1, 20'000, 2)});
  EventData review;
  review.kind = K::review_approved;
  review.subject = "17";
  review.order = "17";
  review.line = 1;
  member.tell(review);
  EXPECT_EQ(member.beans(), 50);
  member.returns("17", 1);
  EXPECT_EQ(member.beans(), 40) << "the review stands until the last piece comes back";
  member.about(K::review_deleted, "17");
  EXPECT_EQ(member.beans(), 30) << "only the review is taken back";
}

TEST(TakeBack, GrowthNeverGoesBelowZero) {
  Story member(programme(sections(kTiers, kGrowth)));
  member.on("2016-05-03").completes("o1", {line(1, 250'000)});
  member.on("2017-05-03").settle();
  EXPECT_EQ(member.growth(), 1500);
  EXPECT_EQ(member.tier(), "bronze");
  EXPECT_TRUE(member.returns("o1", 1).accepted());
  EXPECT_EQ(member.growth(), 0);
  EXPECT_EQ(member.ledger(), (Ledger{"clawed_back: available -> clawed_back 1500 growth",
                                     "fell short: 1000", "refund: 250000 fen, withheld 0"}));
}

}  // namespace
}  // namespace loyaltycore::kernel::take_back_test
