// quote_numbers.hpp: which numbers a placement binds to.
#include "loyaltycore/model/quote_numbers.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::quote_numbers_test {
namespace {

QuotedNumbers sample() {
  QuotedNumbers quote;
  quote.quoted_at = 5;
  quote.valid_until = 9;
  quote.goods = Fen{1000};
  quote.beans_spent = Beans{10};
  quote.lines.push_back({1, Fen{1000}, Fen{10}, Beans{10}, Beans{9}, Growth{8}});
  return quote;
}

template <class Change>
bool binds(Change change) {
  QuotedNumbers other = sample();
  change(other);
  return !other.same_numbers(sample());
}

TEST(QuoteNumbers, WhatIsBesideTheOrderDoesNotBind) {
  EXPECT_FALSE(binds([](QuotedNumbers& q) { q.beans_available += Beans{1}; }));
  EXPECT_FALSE(binds([](QuotedNumbers& q) { q.beans_usable += Beans{1}; }));
}

TEST(QuoteNumbers, TheInstantsDoNotBind) {
  EXPECT_FALSE(binds([](QuotedNumbers& q) { q.quoted_at += 1; }));
  EXPECT_FALSE(binds([](QuotedNumbers& q) { q.valid_until += 1; }));
}

TEST(QuoteNumbers, TheNumbersBind) {
  EXPECT_TRUE(binds([](QuotedNumbers& q) { q.goods += Fen{1}; }));
  EXPECT_TRUE(binds([](QuotedNumbers& q) { q.freight += Fen{1}; }));
  EXPECT_TRUE(binds([](QuotedNumbers& q) { q.cash_due += Fen{1}; }));
  EXPECT_TRUE(binds([](QuotedNumbers& q) { q.beans_spent += Beans{1}; }));
  EXPECT_TRUE(binds([](QuotedNumbers& q) { q.beans_earned += Beans{1}; }));
  EXPECT_TRUE(binds([](QuotedNumbers& q) { q.growth_earned += Growth{1}; }));
  EXPECT_TRUE(binds([](QuotedNumbers& q) { q.tier_then += 1; }));
  EXPECT_TRUE(binds([](QuotedNumbers& q) { q.lines[0].beans_money += Fen{1}; }));
  EXPECT_TRUE(binds([](QuotedNumbers& q) { q.lines.clear(); }));
}

TEST(QuoteNumbers, EqualityKnowsEveryField) {
  QuotedNumbers other = sample();
  EXPECT_EQ(other, sample());
  other.quoted_at += 1;
  EXPECT_NE(other, sample());
}

}  // namespace
}  // namespace loyaltycore::quote_numbers_test
