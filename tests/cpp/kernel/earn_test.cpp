// earn.hpp: rules are asked, combined, capped and split over lines.
#include "loyaltycore/kernel/earn.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::earn_test {
namespace {

using namespace support;
using K = EventKind;

Story with(std::string_view rules) {
  Story out(programme(beans(rules)));
  out.on("2016-05-03");
  return out;
}

std::string order_rule(std::string_view name, std::string_view rest) {
  return "\"" + std::string(name) + R"(": {"trigger": "order_completed", )" + std::string(rest) +
         "}";
}

TEST(Earn, PiecesAreJudgedOneByOne) {
  const auto earns = [](std::string_view unit) {
    Story member = with(order_rule("a", R"("rate": "0.1%", "when": {"min_amount_fen": 5000},
                                          "unit": ")" +
                                            std::string(unit) + "\""));
    member.completes("o1", {pieces(1, 6000, 2)});
    return member.beans();
  };
  EXPECT_EQ(earns("piece"), 0) << "30 yuan each";
  EXPECT_EQ(earns("line"), 6);
}

TEST(Earn, PiecesTakeTheOddFenFromTheFirst) {
  Story member = with(order_rule("a", R"("fixed": 1, "unit": "piece",
                                        "when": {"min_amount_fen": 3334})"));
  member.completes("o1", {pieces(1, 10'000, 3)});
  EXPECT_EQ(member.beans(), 1) << "3334, 3333, 3333";
}

TEST(Earn, SubOrdersAreJudgedApart) {
  Story member(programme(R"("growth": {"earn": {"a": {"trigger": "order_completed", "per_yuan": 1,
      "unit": "sub_order", "when": {"min_amount_fen": 2000}}}})"));
  member.on("2016-05-03").completes("o1", {part(1, 1200, 0), part(2, 1800, 1)});
  EXPECT_EQ(member.growth(), 0);
  member.completes("o2", {part(1, 1200, 1), part(2, 1800, 1)});
  EXPECT_EQ(member.ledger(), (Ledger{"earned: issuer -> available 12 growth",
                                     "earned: issuer -> available 18 growth"}));
}

TEST(Earn, OrderAwardIsSplitByAmount) {
  Story member = with(order_rule("a", R"("fixed": 100, "unit": "order")"));
  member.completes("o1", {line(1, 1000), line(2, 1000), line(3, 1000)});
  EXPECT_EQ(member.ledger(),
            (Ledger{"earned: issuer -> available 34", "earned: issuer -> available 33",
                    "earned: issuer -> available 33"}));
}

TEST(Earn, ExclusiveAndStopCloseTheLine) {
  const auto earns = [](std::string_view first, std::string_view second) {
    Story member = with(
        order_rule("a", R"("fixed": 1, "priority": 2, "combine": ")" + std::string(first) + "\"") +
        ", " + order_rule("b", R"("fixed": 10, "combine": ")" + std::string(second) + "\""));
    member.completes("o1", {line(1, 1000)});
    return member.beans();
  };
  EXPECT_EQ(earns("stack", "stack"), 11);
  EXPECT_EQ(earns("stop", "stack"), 1);
  EXPECT_EQ(earns("exclusive", "stack"), 1);
  EXPECT_EQ(earns("stack", "exclusive"), 1);
  EXPECT_EQ(earns("stack", "stop"), 11);
}

TEST(Earn, AClosedLineIsLeftOutOfTheOrder) {
  Story member = with(
      order_rule("a",
                 R"("fixed": 1, "priority": 2, "combine": "stop", "when": {"categories": ["x"]})") +
      ", " + order_rule("b", R"("rate": "1%", "unit": "order")"));
  member.completes("o1", {goods(1, 1000, "x"), line(2, 500)});
  EXPECT_EQ(member.ledger(),
            (Ledger{"earned: issuer -> available 1", "earned: issuer -> available 5"}));
}

TEST(Earn, CapsOfAnEventCutFromTheLastLine) {
  Story member = with(order_rule("a", R"("rate": "1%", "caps": {"order": 15, "unit": 12})"));
  member.completes("o1", {line(1, 1000), line(2, 2000), line(3, 1000)});
  EXPECT_EQ(member.ledger(),
            (Ledger{"earned: issuer -> available 10", "earned: issuer -> available 5"}));
}

TEST(Earn, TimesPerDayCountsEventsThatEarned) {
  Story member = with(R"("a": {"trigger": "store_visited", "fixed": 5, "caps": {"times_per_day": 2},
                              "when": {"stores": ["s1", "s2"]}})");
  for (const char* store : {"s3", "s1", "s1", "s2"}) {
    EventData data;
    data.kind = K::store_visited;
    data.store = store;
    member.tell(data);
  }
  EXPECT_EQ(member.beans(), 10);
}

TEST(Earn, AReturnDoesNotReopenACap) {
  Story member = with(order_rule("a", R"("rate": "1%", "caps": {"day": 10})"));
  member.completes("o1", {line(1, 1000)});
  member.returns("o1", 1);
  member.completes("o2", {line(1, 1000)});
  EXPECT_EQ(member.beans(), 0);
}

TEST(Earn, OneSkuOnceInFifteenDays) {
  Story member = with(R"("a": {"trigger": "review_approved", "fixed": 20,
                              "when": {"same_sku_days": 15}})");
  const auto reviews = [&](const char* date, const char* sku) {
    EventData data;
    data.kind = K::review_approved;
    data.sku = sku;
    member.on(date).tell(data);
    return member.beans();
  };
  EXPECT_EQ(reviews("2016-05-01", "k1"), 20);
  EXPECT_EQ(reviews("2016-05-15", "k1"), 20);
  EXPECT_EQ(reviews("2016-05-15", "k2"), 40);
  EXPECT_EQ(reviews("2016-05-16", "k1"), 60);
  EXPECT_EQ(reviews("2016-05-16", ""), 80);
  EXPECT_EQ(reviews("2016-05-16", ""), 100);
}

/// "Orders less than 15 days apart": days are those of the purchases, whenever they are reviewed.
TEST(Earn, TheDaysOfASkuAreThoseOfItsPurchases) {
  Story member = with(R"("a": {"trigger": "review_approved", "fixed": 20,
                              "when": {"same_sku_days": 15}})");
  for (const char* date : {"2016-05-01", "2016-05-10", "2016-05-16", "2016-06-30"}) {
    member.on(date).completes(date, {line(1, 1000)});
  }
  const auto reviews = [&](const char* date, const char* order) {
    EventData data;
    data.kind = K::review_approved;
    data.sku = "k";
    data.order = order;
    data.line = 1;
    member.on(date).tell(data);
    return member.beans();
  };
  EXPECT_EQ(reviews("2016-07-01", "2016-05-01"), 20);
  EXPECT_EQ(reviews("2016-07-01", "2016-05-10"), 20) << "9 days after the first";
  EXPECT_EQ(reviews("2016-07-01", "2016-05-16"), 40) << "15 days after the first";
  EXPECT_EQ(reviews("2016-07-01", "2016-06-30"), 60);
  EXPECT_EQ(reviews("2016-07-14", "of another shop"), 60) << "unknown: the day of the review";
  EXPECT_EQ(reviews("2016-07-15", "of another shop"), 80);
  EXPECT_EQ(reviews("2016-08-20", "2016-05-10"), 80) << "6 days before one that earned";
}

TEST(Earn, SignInsOnConsecutiveDaysMakeARun) {
  Story member = with(R"("a": {"trigger": "sign_in", "streak": [1, 1, 2, 2, 3, 3, 10]})");
  const auto signs = [&](const char* date) {
    const std::int64_t before = member.beans();
    EXPECT_TRUE(member.on(date).does(K::sign_in).accepted());
    return member.beans() - before;
  };
  EXPECT_EQ(signs("2016-05-01"), 1);
  EXPECT_EQ(signs("2016-05-02"), 1);
  EXPECT_EQ(signs("2016-05-02"), 0) << "again on one day";
  EXPECT_EQ(signs("2016-05-03"), 2);
  EXPECT_EQ(signs("2016-05-04"), 2);
  EXPECT_EQ(signs("2016-05-06"), 1) << "a day was left out";
  EventData late;
  late.kind = K::sign_in;
  late.recorded_at = member.now();
  late.occurred_at = member.now() - kMicrosPerDay;
  EXPECT_TRUE(member.tell(late).accepted());
  EXPECT_EQ(signs("2016-05-07"), 1) << "a late day changes nothing";
  EXPECT_EQ(signs("2016-08-07"), 1) << "long after";
}

TEST(Earn, MemberDayIsThatOfThePurchase) {
  Story member = with(order_rule("a", R"("rate": "1%", "multipliers": {"day": {"times": "2",
                                        "when": {"weekdays": ["tue"]}}})"));
  member.on("2016-05-03").places("o1", {line(1, 1000)});
  member.on("2016-05-04").completes("o1");
  EXPECT_EQ(member.beans(), 20);
}

TEST(Earn, TierMovesBeforeBeansAreAsked) {
  Story member(programme(sections(
      kTiers, kGrowth, beans(order_rule("a", R"("fixed": 7, "when": {"tiers": ["silver"]})")))));
  member.on("2016-05-03").completes("o1", {line(1, 200'000)});
  EXPECT_EQ(member.tier(), "silver");
  EXPECT_EQ(member.beans(), 7);
}

TEST(Earn, OnlyOrdersQualifyForTheFirstLevel) {
  Story member(
      programme(sections(kTiers, R"("growth": {"earn": {"login": {"trigger": "login", "fixed": 5},
                 "purchase": {"trigger": "order_completed", "per_yuan": 1}}})")));
  member.on("2016-05-03").does(K::login);
  EXPECT_EQ(member.growth(), 5);
  EXPECT_EQ(member.tier(), "registered");
  member.completes("o1", {line(1, 100)});
  EXPECT_EQ(member.tier(), "bronze");
}

TEST(Earn, BeansOfTheEventAreGivenAsReserved) {
  Story member(programme(
      sections(R"("events": ["grab"])",
               beans(R"("grab": {"trigger": "grab", "from_event": true, "funder": "merchant"})"))));
  EventData data;
  data.kind = K::declared;
  data.declared = "grab";
  data.beans = 42;
  member.on("2016-05-03").tell(data);
  EXPECT_EQ(member.beans(), 42);
  EXPECT_EQ(member.member().standing.buckets[0].funder, Funder::merchant);
  data.declared = "gift";
  data.id.clear();
  EXPECT_EQ(member.tell(data).refusal, Refusal::kind_unknown);
}

TEST(Caps, OfAnOrderBindAllItsParts) {
  Story member = with(order_rule("a", R"("fixed": 8, "unit": "line", "caps": {"order": 10})"));
  member.order(K::order_paid, "o1", {part(1, 5000, 0), part(2, 5000, 1)});
  EventData half;
  half.kind = K::order_completed;
  half.order = "o1";
  half.sub_order = 0;
  EXPECT_EQ(member.tell(half).beans, 8);
  half.sub_order = 1;
  EXPECT_EQ(member.tell(half).beans, 2);
}

TEST(Claims, MayLastToTheEndOfTheLastDay) {
  const auto lapses_on = [](std::string_view rest) {
    Story member(
        programme(beans(order_rule("a", R"("fixed": 8, "claim_days": 30)" + std::string(rest)))));
    member.on("2022-03-01").completes("o1", {line(1, 5000)});
    return instant_word(member.program().zone(), member.member().standing.grants[0].due_at);
  };
  EXPECT_EQ(lapses_on(""), "2022-03-31");
  EXPECT_EQ(lapses_on(R"(, "claim_through_end_of_day": true)"), "2022-04-01");
}

TEST(Streaks, CountNoDayBelowTheMinimumAmount) {
  Story member = with(R"("run": {"trigger": "sign_in", "streak": [1, 5],
                                 "when": {"min_amount_fen": 1000}})");
  EventData day;
  day.kind = K::sign_in;
  day.amount_fen = 999;
  EXPECT_EQ(member.tell(day).beans, 0);
  day.amount_fen = 1000;
  EXPECT_EQ(member.tell(day).beans, 1) << "the day had not counted yet";
  member.on("2016-05-04");
  EXPECT_EQ(member.tell(day).beans, 5);
}

TEST(Channels, OfALineWinOverThatOfItsOrder) {
  const std::string rule =
      order_rule("a", R"("fixed": 8, "unit": "line", "when": {"channels": ["app"]})");
  Story member(programme(sections(R"("channels": {"known": ["web"]})", beans(rule))));
  member.on("2016-05-03");
  EventData order;
  order.kind = K::order_completed;
  order.order = "o1";
  order.channel = "web";
  order.lines = {line(1, 5000), line(2, 5000)};
  order.lines[1].channel = "app";
  EXPECT_EQ(member.tell(order).beans, 8);
}

}  // namespace
}  // namespace loyaltycore::kernel::earn_test
