// member_json_words.hpp: days, months and hashes have one spelling each.
#include "io/member_json_words.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::io::member_json_words_test {
namespace {

TEST(MemberJsonWords, DaysReadBack) {
  for (const Day day : {day_of({1, 1, 1}), day_of({1969, 12, 31}), 0, day_of({2016, 2, 29}),
                        day_of({9999, 12, 31})}) {
    EXPECT_TRUE(has_text(day));
    EXPECT_EQ(day_in(iso_day(day)), day);
    EXPECT_EQ(month_in(iso_month(month_of(day))), month_of(day));
  }
  EXPECT_EQ(iso_day(day_of({2016, 3, 1})), "2016-03-01");
  EXPECT_EQ(iso_month(month_of(day_of({987, 3, 1}))), "0987-03");
  EXPECT_FALSE(has_text(day_of({1, 1, 1}) - 1));
  EXPECT_FALSE(has_text(kNoDay));
  EXPECT_FALSE(month_has_text(month_of(day_of({9999, 12, 31})) + 1));
}

TEST(MemberJsonWords, OtherTextIsNoDay) {
  for (const char* text : {"", "2016-3-01", "2016-02-30", "2015-02-29", "2016-00-01", "2016-13-01",
                           "2016-01-00", "0000-01-01", "2016-01-01 ", "2016/01/01", "+016-01-01"}) {
    EXPECT_FALSE(day_in(text)) << text;
  }
  for (const char* text : {"2016", "2016-00", "2016-13", "2016-1", "0000-01", "2016-1a"}) {
    EXPECT_FALSE(month_in(text)) << text;
  }
}

TEST(MemberJsonWords, HashesReadBack) {
  EXPECT_EQ(hex_of(0xFEDCBA9876543210U), "fedcba9876543210");
  EXPECT_EQ(number_in("fedcba9876543210"), 0xFEDCBA9876543210U);
  const Hash128 hash{1, 0xFF00000000000000U};
  EXPECT_EQ(hash_in(to_hex(hash)), hash);
  EXPECT_FALSE(number_in("FEDCBA9876543210"));
  EXPECT_FALSE(number_in("fedcba987654321"));
  EXPECT_FALSE(hash_in("fedcba9876543210"));
}

TEST(MemberJsonWords, TendersOfOneClassAreNamedTogether) {
  FactPlan plan;
  plan.tender_class = {0, 0, 1, 1, 2, 3, 4, 2, 0, 0};
  EXPECT_EQ(tenders_of(plan, 0), "cash|bank_card|company_transfer|postal_remittance");
  EXPECT_EQ(tenders_of(plan, 4), "beans");
  EXPECT_EQ(tenders_of(plan, 5), "");
}

}  // namespace
}  // namespace loyaltycore::io::member_json_words_test
