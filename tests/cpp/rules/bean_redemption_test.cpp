// bean_redemption.hpp: how many beans may pay. Numbers: DOMAIN 3.2.
#include "loyaltycore/rules/bean_redemption.hpp"

#include <gtest/gtest.h>

#include "support/eight.hpp"

namespace loyaltycore::rules::bean_redemption_test {
namespace {

RedemptionTerms<> published(std::int64_t min_balance, std::int64_t step) {
  RedemptionTerms<> terms;
  terms.min_balance = min_balance;
  terms.ordinary.max_share = {1, 2};
  terms.ordinary.step = step;
  return terms;
}

std::int64_t usable(const RedemptionTerms<>& terms, std::int64_t fen, std::int64_t available) {
  RedemptionLimit<std::int64_t> limit;
  add_class(limit, terms, BeanTender{}, 0, Fen{fen});
  return usable_beans(terms, limit, available);
}

struct Row {
  std::int64_t fen;
  std::int64_t available;
  std::int64_t beans;
};

class Redemption : public testing::TestWithParam<Row> {};

TEST_P(Redemption, OfHalfTheOrderInThousands) {
  const Row& row = GetParam();
  EXPECT_EQ(usable(published(1000, 1000), row.fen, row.available), row.beans);
}

INSTANTIATE_TEST_SUITE_P(Published, Redemption,
                         testing::Values(Row{10'000, 99'999, 5000}, Row{4000, 99'999, 2000},
                                         Row{4000, 1500, 1000}, Row{9999, 8600, 4000},
                                         Row{10'000, 999, 0}, Row{1900, 8600, 0},
                                         Row{10'000, 1000, 1000}));

TEST(Redemption, From2023InSingleBeans) {
  EXPECT_EQ(usable(published(500, 1), 9999, 600), 600);
  EXPECT_EQ(usable(published(500, 1), 9999, 499), 0);
  EXPECT_EQ(usable(published(500, 1), 9999, 8600), 4999);
}

TEST(Redemption, GoodsOfAClassHaveTheirOwnShareAndMinimum) {
  RedemptionTerms<> terms = published(0, 1000);
  terms.classes = {{{1, 5}, 1}, {{0, 1}, 1}};
  BeanTender tender;
  GoodsClass& games = tender.classes.emplace_back();
  games.categories.insert(7);
  games.min_amount = Fen{5000};
  GoodsClass& gold = tender.classes.emplace_back();
  gold.categories.insert(8);
  gold.allowed = false;
  EXPECT_EQ(redemption_class_of(tender, 7), 0U);
  EXPECT_EQ(redemption_class_of(tender, 8), 1U);
  EXPECT_EQ(redemption_class_of(tender, 9), 2U);
  EXPECT_EQ(redemption_class_of(tender, 0), 2U);
  const auto cap = [&](std::size_t index, std::int64_t fen) {
    return class_cap(redemption_class(terms, index), goods_class(tender, index), Fen{fen}, 100);
  };
  EXPECT_EQ(cap(0, 5000), 1000);
  EXPECT_EQ(cap(0, 4999), 0);
  EXPECT_EQ(cap(1, 5000), 0);
  EXPECT_EQ(cap(2, 5000), 2500);

  RedemptionLimit<std::int64_t> limit;
  add_class(limit, terms, tender, 1, Fen{5000});
  EXPECT_FALSE(limit.payable);
  add_class(limit, terms, tender, 0, Fen{5000});
  EXPECT_TRUE(limit.payable);
  EXPECT_EQ(limit.cap, 1000);
  EXPECT_EQ(limit.step, 1);
  add_class(limit, terms, tender, 2, Fen{5000});
  EXPECT_EQ(limit.cap, 3500);
  EXPECT_EQ(limit.step, 1000) << "the largest step among the goods";
}

TEST(Redemption, NothingWhereItIsNotAllowed) {
  RedemptionTerms<> terms = published(0, 1);
  terms.allowed = false;
  EXPECT_EQ(usable(terms, 10'000, 10'000), 0);
}

TEST(BeanMoney, OfAVirtualRecharge) {
  EXPECT_EQ(money_of(1530, 100), 1530) << "15.30 yuan";
  EXPECT_EQ(beans_of(Fen{600}, 100), 600);
  EXPECT_EQ(money_of(1539, 1000), 153);
  EXPECT_EQ(beans_of(Fen{153}, 1000), 1530);
  EXPECT_TRUE(is_whole_money(1530, 1000));
  EXPECT_FALSE(is_whole_money(1539, 1000));
  EXPECT_EQ(beans_of(Fen{kLargestAmount}, 1'000), kLargestAmount * 10);
}

TEST(Redemption, LanesAreScalars) {
  support::Dice dice(4);
  for (int round = 0; round < 500; ++round) {
    RedemptionTerms<Lanes8> wide;
    std::array<RedemptionTerms<>, 8> narrow;
    wide.allowed = !dice.once_in(9);
    BeanTender tender;
    tender.ordinary.min_amount = Fen{dice.roll(300)};
    Lanes8 available;
    for (std::size_t k = 0; k < narrow.size(); ++k) {
      narrow[k] = published(dice.roll(50), dice.roll(20) + 1);
      narrow[k].ordinary.max_share = {dice.roll(7) + 1, 7};
      narrow[k].allowed = wide.allowed;
      wide.min_balance.value[k] = narrow[k].min_balance;
      wide.ordinary.step.value[k] = narrow[k].ordinary.step;
      wide.ordinary.max_share.numerator.value[k] = narrow[k].ordinary.max_share.numerator;
      wide.ordinary.max_share.denominator.value[k] = narrow[k].ordinary.max_share.denominator;
      available.value[k] = dice.roll(300);
    }
    const Fen amount{dice.roll(900)};
    RedemptionLimit<Lanes8> limit;
    add_class(limit, wide, tender, 0, amount);
    const Lanes8 found = usable_beans(wide, limit, available);
    for (std::size_t k = 0; k < narrow.size(); ++k) {
      RedemptionLimit<std::int64_t> own;
      add_class(own, narrow[k], tender, 0, amount);
      ASSERT_EQ(limit.cap.value[k], own.cap);
      ASSERT_EQ(limit.step.value[k], own.step);
      ASSERT_EQ(limit.payable, own.payable);
      ASSERT_EQ(found.value[k], usable_beans(narrow[k], own, available.value[k]));
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::bean_redemption_test
