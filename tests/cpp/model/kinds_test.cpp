// kinds.hpp: the numbers that snapshots and journals store, and their names.
#include "loyaltycore/model/kinds.hpp"

#include <gtest/gtest.h>

#include <set>

namespace loyaltycore::kinds_test {
namespace {

template <class Names>
void expect_distinct(const Names& names) {
  std::set<std::string_view> seen;
  for (const std::string_view name : names) {
    EXPECT_FALSE(name.empty());
    EXPECT_TRUE(seen.insert(name).second) << name;
  }
}

template <class Enum, class Names>
std::string_view name_of(Enum value, const Names& names) {
  return names.at(static_cast<std::size_t>(value));
}

TEST(Kinds, NamesAreDistinct) {
  expect_distinct(kEventKindNames);
  expect_distinct(kTenderKindNames);
  expect_distinct(kAccountNames);
  expect_distinct(kCurrencyNames);
  expect_distinct(kFunderNames);
}

TEST(Kinds, NamesStandAtTheirNumbers) {
  EXPECT_EQ(name_of(EventKind::order_placed, kEventKindNames), "order_placed");
  EXPECT_EQ(name_of(EventKind::line_returned, kEventKindNames), "line_returned");
  EXPECT_EQ(name_of(EventKind::credit_updated, kEventKindNames), "credit_updated");
  EXPECT_EQ(name_of(EventKind::beans_claimed, kEventKindNames), "beans_claimed");
  EXPECT_EQ(name_of(EventKind::referred, kEventKindNames), "referred");
  EXPECT_EQ(name_of(EventKind::tick, kEventKindNames), "tick");
  EXPECT_EQ(name_of(EventKind::declared, kEventKindNames), "declared");
  EXPECT_EQ(name_of(TenderKind::store_card, kTenderKindNames), "store_card");
  EXPECT_EQ(name_of(TenderKind::postal_remittance, kTenderKindNames), "postal_remittance");
  EXPECT_EQ(name_of(Account::clawed_back, kAccountNames), "clawed_back");
  EXPECT_EQ(name_of(Account::debt, kAccountNames), "debt");
  EXPECT_EQ(name_of(Currency::growth, kCurrencyNames), "growth");
  EXPECT_EQ(name_of(Funder::partner, kFunderNames), "partner");
}

}  // namespace
}  // namespace loyaltycore::kinds_test
