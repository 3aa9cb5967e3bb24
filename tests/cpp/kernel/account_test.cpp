// account.hpp: reviews, inputs, corrections by hand, imports.
#include "loyaltycore/kernel/account.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::account_test {
namespace {

using namespace support;
using K = EventKind;

constexpr std::string_view kRisk = R"("risk": {"review": {"copied_percent_max": 80,
  "duplicate_percent_max": 60, "reporters_max": 5, "invalid_limit": 5, "suspension_days": 365}})";
constexpr std::string_view kReviewTable = R"("review": {"trigger": "review_approved",
  "table": [{"from_fen": 2000, "amount": 10}, {"from_fen": 10000, "amount": 20}]})";

EventData review(std::string_view name, std::int64_t fen, std::uint8_t copied = 0) {
  EventData out;
  out.kind = K::review_approved;
  out.subject = name;
  out.amount_fen = fen;
  out.copied_percent = copied;
  return out;
}

TEST(Reviews, EarnByThePriceOfTheItem) {
  Story member(programme(beans(kReviewTable)));
  member.on("2016-05-03");
  EXPECT_EQ(member.tell(review("r1", 1999)).beans, 0);
  EXPECT_EQ(member.tell(review("r2", 2000)).beans, 10);
  EXPECT_EQ(member.tell(review("r3", 9900)).beans, 10);
  EXPECT_EQ(member.tell(review("r4", 10'000)).beans, 20);
  EXPECT_EQ(member.tell(review("r4", 10'000)).refusal, Refusal::review_exists);
}

TEST(Reviews, WithinThreeMonthsOfTheCompletion) {
  Story member(programme(beans(R"("review": {"trigger": "review_approved", "fixed": 10,
                                            "when": {"within_months": 3}})")));
  member.on("2016-05-03").completes("o1", {line(1, 5000)});
  EventData of_line = review("r1", 5000);
  of_line.order = "o1";
  of_line.line = 1;
  member.on("2016-08-02");
  EXPECT_EQ(member.tell(of_line).beans, 10);
  of_line.subject = "r2";
  member.on("2016-08-03");
  EXPECT_EQ(member.tell(of_line).beans, 0);
  EXPECT_EQ(member.tell(review("r3", 5000)).beans, 0) << "unknown completion";
}

TEST(Reviews, DeletedOnesAreTakenBackOnce) {
  Story member(programme(beans(kReviewTable)));
  member.on("2016-05-03").tell(review("r1", 5000));
  EXPECT_EQ(member.about(K::review_deleted, "r2").refusal, Refusal::review_unknown);
  EXPECT_TRUE(member.about(K::review_deleted, "r1").accepted());
  EXPECT_EQ(member.ledger(), (Ledger{"clawed_back: available -> clawed_back 10"}));
  EXPECT_EQ(member.about(K::review_deleted, "r1").refusal, Refusal::review_unknown);
}

TEST(Reviews, MoreThanFiveInvalidOnesSuspend) {
  Story member(programme(sections(kRisk, beans(kReviewTable))));
  member.on("2016-05-03");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(member.tell(review("bad" + std::to_string(i), 5000, 81)).beans, 0);
  }
  EXPECT_EQ(member.tell(review("good", 5000, 80)).beans, 10);
  member.tell(review("bad5", 5000, 81));
  EXPECT_EQ(member.ledger(), (Ledger{"reviews suspended until 2017-05-03"}));
  member.on("2017-05-02");
  EXPECT_EQ(member.tell(review("r1", 5000)).beans, 0);
  member.on("2017-05-03");
  EXPECT_EQ(member.tell(review("r2", 5000)).beans, 10);
}

TEST(Inputs, ChooseTheBandOfACoefficient) {
  Story member(programme(
      R"("inputs": ["xiaobai"], "growth": {"earn": {"purchase": {"trigger": "order_completed",
         "per_yuan": 1, "multipliers": {"xiaobai": {"input": "xiaobai", "bands": [
           {"from": 0, "times": "1"}, {"from": 90, "times": "1.2"}]}}}}})"));
  member.on("2016-05-03").completes("o1", {line(1, 29'900)});
  EXPECT_EQ(member.growth(), 299);
  EventData input;
  input.kind = K::credit_updated;
  input.input = "xiaobai";
  input.value = 90;
  EXPECT_TRUE(member.tell(input).accepted());
  EXPECT_EQ(member.completes("o2", {line(1, 29'900)}).growth, 358);
  input.input = "moon";
  EXPECT_EQ(member.tell(input).refusal, Refusal::input_unknown);
}

TEST(Adjusted, DownTakesGrowthToZeroAndNotMoreBeansThanThere) {
  Story member(programme(sections(kTiers, kGrowth, beans(""))));
  member.on("2016-05-03").completes("o1", {line(1, 200'000)});
  member.adjust(50);
  EXPECT_EQ(member.adjust(-51).refusal, Refusal::insufficient_beans);
  EXPECT_TRUE(member.adjust(-20, -5000).accepted());
  EXPECT_EQ(member.ledger(),
            (Ledger{"adjusted: available -> forfeited 2000 growth",
                    "tier: silver -> bronze until never", "adjusted: available -> forfeited 20"}));
  EXPECT_TRUE(member.adjust(0, 2000).accepted());
  EXPECT_EQ(member.tier(), "silver");
}

TEST(Adjusted, DoesNotQualifyForTheFirstLevel) {
  Story member(programme(sections(kTiers, beans(""))));
  member.on("2016-05-03").adjust(0, 5000);
  EXPECT_EQ(member.tier(), "registered");
}

TEST(Imported, BringsTierGrowthAndLots) {
  Story member(programme(sections(kTiers, beans("", kToNextYear))));
  EventData data;
  data.kind = K::imported;
  data.growth = 2500;
  data.tier = "silver";
  data.beans = 300;
  data.expires_at = member.on("2016-05-03").program().zone().start_of(day_in("2016-09-01"));
  EXPECT_TRUE(member.tell(data).accepted());
  EXPECT_EQ(member.ledger(), (Ledger{"imported: issuer -> available 2500 growth",
                                     "tier: registered -> silver until 2017-05-03",
                                     "imported: issuer -> available 300"}));
  EXPECT_EQ(member.buckets(), (Ledger{"300 until 2016-09-01"}));
  EXPECT_EQ(member.tell(data).refusal, Refusal::import_not_empty);
  data.growth = 0;
  data.tier = "";
  data.expires_at = kNever;
  EXPECT_TRUE(member.tell(data).accepted()) << "beans alone may come later";
  EXPECT_EQ(member.buckets(), (Ledger{"300 until 2016-09-01", "300 until 2018-01-01"}));
}

TEST(Imported, FindsTheTierByGrowthWhenNoneIsGiven) {
  Story member(programme(sections(kTiers)));
  EventData data;
  data.kind = K::imported;
  data.growth = 10'000;
  EXPECT_TRUE(member.on("2016-05-03").tell(data).accepted());
  EXPECT_EQ(member.tier(), "gold");
  data.tier = "platinum";
  EXPECT_EQ(member.tell(data).refusal, Refusal::field_missing);
}

TEST(Suspension, EndsTheRightToUseBeansUntilItIsRestored) {
  Story member(programme(
      beans(R"("login": {"trigger": "login", "fixed": 7})", R"("redeem": {"max_share": "100%"})")));
  member.on("2016-05-03").adjust(1000);
  EXPECT_TRUE(member.about(K::beans_held, "before", 300).accepted());
  EXPECT_TRUE(member.does(K::account_suspended).accepted());
  EXPECT_EQ(member.ledger(), (Ledger{"account: suspended"}));
  EXPECT_TRUE(member.does(K::account_suspended).accepted()) << "nothing new";
  EXPECT_TRUE(member.ledger().empty());
  EXPECT_EQ(member.about(K::beans_held, "after", 300).refusal, Refusal::account_suspended);
  EXPECT_EQ(member.places("o1", {line(1, 500)}, {pays(TenderKind::beans, 500)}).refusal,
            Refusal::account_suspended);
  EXPECT_EQ(member.does(K::login).beans, 7) << "it earns on";
  EXPECT_TRUE(member.about(K::beans_redeemed, "before", 300).accepted()) << "held before";
  EXPECT_TRUE(member.does(K::account_restored).accepted());
  EXPECT_TRUE(member.about(K::beans_held, "after", 300).accepted());
}

}  // namespace
}  // namespace loyaltycore::kernel::account_test
