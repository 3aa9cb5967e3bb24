// names.hpp: numbers are dense from 1 within a kind, 0 is a name that nobody mentioned.
#include "loyaltycore/model/names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace loyaltycore::names_test {
namespace {

TEST(Names, NumbersAreDenseFromOneWithinAKind) {
  NameTable table;
  EXPECT_EQ(table.intern(NameKind::tier, "bronze"), 1);
  EXPECT_EQ(table.intern(NameKind::tier, "silver"), 2);
  EXPECT_EQ(table.intern(NameKind::tier, "bronze"), 1);
  EXPECT_EQ(table.intern(NameKind::store, "silver"), 1);
  EXPECT_EQ(table.count(NameKind::tier), 2);
  EXPECT_EQ(table.count(NameKind::brand), 0);
  EXPECT_EQ(table.name(NameKind::tier, 2), "silver");
}

TEST(Names, UnknownNamesAreZero) {
  NameTable table;
  table.intern(NameKind::category, "books");
  EXPECT_EQ(table.find(NameKind::category, "Books"), 0);
  EXPECT_EQ(table.find(NameKind::category, ""), 0);
  EXPECT_EQ(table.find(NameKind::channel, "books"), 0);
  EXPECT_EQ(table.find(NameKind::category, "books"), 1);
  EXPECT_EQ(table.name(NameKind::category, 0), "");
}

TEST(NamesDeathTest, ANumberThatWasNeverGivenOutIsABrokenInvariant) {
  const NameTable table;
  EXPECT_DEATH(static_cast<void>(table.name(NameKind::tier, 1)), "number");
}

TEST(Names, ManyNamesKeepTheirNumbers) {
  NameTable table;
  for (int i = 1; i <= 5000; ++i) {
    ASSERT_EQ(table.intern(NameKind::sku, "sku-" + std::to_string(i)), i);
  }
  EXPECT_EQ(table.find(NameKind::sku, "sku-4999"), 4999);
}

}  // namespace
}  // namespace loyaltycore::names_test
