// record.hpp: facts from events: tenders over lines, months, what a late return brings back.
#include "loyaltycore/kernel/record.hpp"

#include <gtest/gtest.h>

#include "support/eight.hpp"
#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::record_test {
namespace {

using namespace support;
using K = EventKind;
using T = TenderKind;

/// Every share lies between 0 and what is unpaid; lines and tenders both sum.
TEST(SplitTenders, SumsOverLinesAndOverTenders) {
  const Program program = Program::from_json(programme(beans(
      kPurchaseBeans, R"("redeem": {"max_share": "100%", "excluded_categories": ["gold"]})")));
  const FactPlan& plan = program.plan();
  Dice dice(12);
  Scratch<std::int64_t> scratch;
  scratch.reserve(9);
  BoundEvent bound;
  for (int round = 0; round < 3000; ++round) {
    EventData data;
    data.kind = EventKind::order_placed;
    data.order = "o1";
    data.id = "e1";
    data.freight_fen = dice.roll(50);
    std::int64_t sum = 0;
    std::int64_t eligible = 0;
    for (std::uint16_t i = 0; i < 5; ++i) {
      data.lines.push_back(
          goods(i, dice.roll(dice.once_in(3) ? 4 : 999), dice.once_in(4) ? "gold" : ""));
      sum += data.lines.back().amount_fen;
      if (data.lines.back().category.empty()) eligible += data.lines.back().amount_fen;
    }
    const std::int64_t beans_fen = dice.roll(eligible / 2 + 1);
    const std::int64_t coupon = dice.roll(eligible / 2 + 1);
    const std::int64_t rest = sum + data.freight_fen - beans_fen - coupon;
    const std::int64_t card = dice.roll(rest + 1);
    data.tenders = {pays(T::gift_card, card), pays(T::beans, beans_fen), pays(T::coupon, coupon),
                    pays(T::cash, rest - card)};
    split_tenders(plan, bound.bind(program, data), scratch);
    std::array<std::int64_t, kMostTenderClasses> by_class{};
    std::int64_t beans_shared = 0;
    for (std::size_t i = 0; i <= data.lines.size(); ++i) {
      std::int64_t of_line = 0;
      for (std::size_t each = 0; each < kMostTenderClasses; ++each) {
        const std::int64_t part = scratch.paid[i * kMostTenderClasses + each];
        ASSERT_GE(part, 0) << "round " << round;
        of_line += part;
        by_class[each] += part;
      }
      const bool freight = i == data.lines.size();
      ASSERT_EQ(of_line, freight ? data.freight_fen : data.lines[i].amount_fen) << round;
      if (!freight) beans_shared += scratch.beans[i];
    }
    ASSERT_EQ(by_class[plan.beans_class], beans_fen);
    ASSERT_EQ(by_class[plan.coupon_class], coupon);
    ASSERT_EQ(beans_shared, beans_fen) << "a bean is a fen here";
  }
}

const MonthCategory* baby_goods(Story& member, std::string_view date) {
  for (const MonthCategory& each : member.member().facts.categories) {
    if (each.month == month_of(day_in(date)) && each.category_class == 1) return &each;
  }
  return nullptr;
}

/// DOMAIN 5 [derived]: 3200 yuan in 7 orders of a class, one of them (900) returned: 2300 in 6.
TEST(Months, SumTheGoodsOfACategoryClass) {
  Story member(programme(R"("facts": {"category_classes": {
      "baby": {"categories": ["milk", "toys"]}, "read": {"categories": ["book"]}}})"));
  member.on("2016-05-03").completes("o1", {goods(1, 50'000, "milk"), goods(2, 40'000, "toys")});
  for (const char* order : {"o2", "o3", "o4", "o5", "o6"}) {
    member.completes(order, {goods(1, 30'000, "milk"), goods(2, 70, "book")});
  }
  member.completes("o7", {goods(1, 80'000, "toys"), goods(2, 99, "")});
  EXPECT_EQ(*baby_goods(member, "2016-05-01"), (MonthCategory{556, 1, 7, Fen{320'000}, Fen{}}));
  member.on("2016-06-02").returns("o1", 1);
  EXPECT_EQ(*baby_goods(member, "2016-05-01"),
            (MonthCategory{556, 1, 7, Fen{320'000}, Fen{50'000}}))
      << "a piece of the class is left";
  member.returns("o1", 2);
  member.returns("o2", 2);
  EXPECT_EQ(*baby_goods(member, "2016-05-01"),
            (MonthCategory{556, 1, 6, Fen{320'000}, Fen{90'000}}));
  EXPECT_EQ(baby_goods(member, "2016-06-01"), nullptr) << "goods belong to their purchase";
  member.on("2017-09-01").completes("o8", {goods(1, 100, "milk")});
  EXPECT_EQ(baby_goods(member, "2016-05-01"), nullptr) << "16 months later";
}

TEST(Months, CountWhatTheProgrammeCounts) {
  Story member(programme(R"("events": ["quiz"],
      "facts": {"activities": ["review_approved", "photo_shown", "quiz"]})"));
  const auto tells = [&](K kind, std::string_view subject = {}) {
    EventData data;
    data.kind = kind;
    data.subject = subject;
    if (kind == K::declared) data.declared = "quiz";
    EXPECT_TRUE(member.tell(data).accepted());
  };
  const auto count = [&](std::string_view name) {
    const std::uint16_t number = member.program().names().find(NameKind::activity, name);
    const MonthActivity* found = nullptr;
    for (const MonthActivity& each : member.member().facts.activities) {
      if (each.month == 556 && each.activity == number) found = &each;
    }
    return found == nullptr ? 0U : found->count;
  };
  member.on("2016-05-03");
  tells(K::review_approved, "r1");
  tells(K::review_approved, "r2");
  tells(K::photo_shown, "p1");
  tells(K::declared);
  tells(K::sign_in);
  EXPECT_EQ(count("review_approved"), 2);
  EXPECT_EQ(count("photo_shown"), 1);
  EXPECT_EQ(count("quiz"), 1);
  EXPECT_EQ(member.member().facts.activities.size(), 3) << "sign_in is not counted";
  member.on("2016-06-05");
  tells(K::review_deleted, "r1");
  tells(K::review_deleted, "p1");
  EXPECT_EQ(count("review_approved"), 1) << "it counts no more in its own month";
  EXPECT_EQ(count("photo_shown"), 0);
}

TEST(Months, HoldOrdersSpendDaysAndReturns) {
  Story member(programme(""));
  member.on("2016-05-03").completes("o1", {pieces(1, 1000, 3)});
  member.on("2016-05-17").places("o2", {line(1, 500)});
  member.on("2016-06-01").completes("o2");
  member.returns("o1", 1);
  const MonthFacts& may = *month_slot(member.member().facts, month_of(day_in("2016-05-01")));
  EXPECT_EQ(may.orders, 2) << "booked to the month of the purchase";
  EXPECT_EQ(may.spend.count, 1500);
  EXPECT_EQ(may.returned.count, 333);
  EXPECT_EQ(may.purchase_days, (1U << 2) | (1U << 16));
  EXPECT_EQ(day_word(member.member().facts.last_purchase_on), "2016-05-17");
}

const MonthFacts& may_of(Story& member) { return member.member().facts.months[556 % kMonthsKept]; }

/// 3 pieces of 10.00 that cash and a gift card paid, one of which comes back.
MonthCategory baby_goods_paid(std::string_view spend) {
  Story member(programme(R"("facts": {"category_classes": {"baby": {"categories": ["milk"]}})" +
                         std::string(spend) + "}"));
  LineData milk = goods(1, 1000, "milk");
  milk.quantity = 3;
  member.on("2016-05-03").completes("o1", {milk}, {pays(T::cash, 601), pays(T::gift_card, 399)});
  member.returns("o1", 1);
  EXPECT_EQ(may_of(member).spend, baby_goods(member, "2016-05-01")->spend);
  EXPECT_EQ(may_of(member).returned, baby_goods(member, "2016-05-01")->returned);
  return *baby_goods(member, "2016-05-01");
}

TEST(Months, SpendIsWhatCountedTendersPaid) {
  EXPECT_EQ(baby_goods_paid(""), (MonthCategory{556, 1, 1, Fen{1000}, Fen{333}}));
  EXPECT_EQ(baby_goods_paid(R"(, "spend": {"tenders": ["cash", "beans"]})"),
            (MonthCategory{556, 1, 1, Fen{601}, Fen{200}}));
  EXPECT_EQ(baby_goods_paid(R"(, "spend": {"tenders": ["gift_card"]})"),
            (MonthCategory{556, 1, 1, Fen{399}, Fen{133}}));
  EXPECT_EQ(baby_goods_paid(R"(, "spend": {"tenders": []})"),
            (MonthCategory{556, 1, 1, Fen{}, Fen{}}));
}

}  // namespace
}  // namespace loyaltycore::kernel::record_test
