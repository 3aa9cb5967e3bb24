// ratio.hpp: exact fractions, rounded once.
#include "loyaltycore/base/ratio.hpp"

#include <gtest/gtest.h>

#include <random>

namespace loyaltycore::ratio_test {
namespace {

struct RoundingRow {
  std::int64_t numerator;
  std::int64_t denominator;
  std::int64_t floor;
  std::int64_t ceil;
  std::int64_t half_even;
};

TEST(Ratio, RoundingTable) {
  const RoundingRow rows[] = {
      {0, 7, 0, 0, 0},      {7, 7, 1, 1, 1},       {1, 2, 0, 1, 0},       {3, 2, 1, 2, 2},
      {5, 2, 2, 3, 2},      {7, 2, 3, 4, 4},       {1, 3, 0, 1, 0},       {2, 3, 0, 1, 1},
      {999, 1000, 0, 1, 1}, {1001, 1000, 1, 2, 1}, {499, 1000, 0, 1, 0},  {500, 1000, 0, 1, 0},
      {501, 1000, 0, 1, 1}, {1500, 1000, 1, 2, 2}, {2500, 1000, 2, 3, 2},
  };
  for (const RoundingRow& row : rows) {
    const auto rounded = [&row](Rounding rounding) {
      return round_quotient(row.numerator, row.denominator, rounding);
    };
    EXPECT_EQ(rounded(Rounding::floor), row.floor) << row.numerator << '/' << row.denominator;
    EXPECT_EQ(rounded(Rounding::ceil), row.ceil) << row.numerator << '/' << row.denominator;
    EXPECT_EQ(rounded(Rounding::half_even), row.half_even)
        << row.numerator << '/' << row.denominator;
  }
}

TEST(Ratio, AProductIsRoundedOnceAtTheEnd) {
  // 10 * 1/3 * 3 is 10, not 9.
  Product<std::int64_t> product{10};
  product.times({1, 3}).times({3, 1});
  EXPECT_EQ(product.rounded(Rounding::floor), 10);
}

TEST(Ratio, TheLargestProductStopsPastTheLargestBalance) {
  Product<std::int64_t> product{kLargestAmount};
  product.times({kLargestRatioTerm, 1});
  for (int i = 0; i < kMostMultipliers; ++i) product.times({kLargestTimesTerm, 1});
  EXPECT_EQ(product.rounded(Rounding::ceil), kLargestBalance + 1);

  Product<std::int64_t> exact{kLargestBalance};
  EXPECT_EQ(exact.rounded(Rounding::floor), kLargestBalance);
}

TEST(Ratio, EightLanesAreEightScalars) {
  std::mt19937_64 random{11};
  const auto draw = [&random](std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random);
  };
  for (int round = 0; round < 500; ++round) {
    Lanes8 amount;
    std::array<Ratio<Lanes8>, 3> ratios;
    for (std::size_t i = 0; i < kLanes; ++i) {
      amount.value.at(i) = draw(0, round % 2 == 0 ? 100 : kLargestAmount);
      for (auto& ratio : ratios) {
        ratio.numerator.value.at(i) = draw(0, kLargestTimesTerm);
        ratio.denominator.value.at(i) = draw(1, kLargestTimesTerm);
      }
    }
    Product<Lanes8> wide{amount};
    for (const auto& ratio : ratios) wide.times(ratio);
    for (const Rounding rounding : {Rounding::floor, Rounding::ceil, Rounding::half_even}) {
      for (int i = 0; i < kLanes; ++i) {
        Product<std::int64_t> narrow{amount[i]};
        for (const auto& ratio : ratios) {
          narrow.times({ratio.numerator[i], ratio.denominator[i]});
        }
        ASSERT_EQ(wide.rounded(rounding)[i], narrow.rounded(rounding));
      }
    }
  }
}

TEST(Ratio, CumulativeSharesSumToTheWhole) {
  for (std::int64_t whole = 0; whole <= 20; ++whole) {
    for (std::int64_t total = 1; total <= 7; ++total) {
      std::int64_t taken = 0;
      for (std::int64_t part = 1; part <= total; ++part) {
        const std::int64_t now = share_floor(whole, part, total);
        EXPECT_GE(now, taken);
        taken = now;
      }
      EXPECT_EQ(taken, whole);
    }
  }
  EXPECT_EQ(share_floor(kLargestBalance, kLargestAmount, kLargestAmount), kLargestBalance);
}

TEST(Ratio, SharesOfLanesAreSharesOfScalars) {
  Lanes8 whole;
  for (std::size_t i = 0; i < kLanes; ++i) whole.value.at(i) = static_cast<std::int64_t>(i * 13);
  const Lanes8 shares = share_floor(whole, 2, 7);
  for (int i = 0; i < kLanes; ++i) EXPECT_EQ(shares[i], share_floor(whole[i], 2, 7));
}

}  // namespace
}  // namespace loyaltycore::ratio_test
