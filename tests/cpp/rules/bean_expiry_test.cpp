// bean_expiry.hpp: the first day on which beans are gone. Dates: DOMAIN 3.3.
#include "loyaltycore/rules/bean_expiry.hpp"

#include <gtest/gtest.h>

#include "support/ledger_words.hpp"

namespace loyaltycore::rules::bean_expiry_test {
namespace {

using support::day_in;
using support::day_word;

struct Row {
  Expiry expiry;
  const char* granted;
  const char* first_day_gone;
};

class BeanExpiry : public testing::TestWithParam<Row> {};

TEST_P(BeanExpiry, FirstDayGone) {
  const Row& row = GetParam();
  EXPECT_EQ(day_word(expires_on(row.expiry, day_in(row.granted))), row.first_day_gone);
}

TEST(BeansWait, ForDaysOrForADayOfTheNextMonth) {
  EarningRule<> rule;
  const Day granted = day_in("2016-05-31");
  EXPECT_EQ(usable_on(rule, granted), granted);
  rule.pending_days = 3;
  EXPECT_EQ(day_word(usable_on(rule, granted)), "2016-06-03");
  rule.pending_days = 0;
  rule.claim_days = 30;
  rule.claim_through_end_of_day = true;
  EXPECT_EQ(day_word(usable_on(rule, granted)), "2016-07-01");
  EarningRule<> posted;
  posted.post_day = 1;
  EXPECT_EQ(day_word(usable_on(posted, granted)), "2016-06-01");
  EXPECT_EQ(day_word(usable_on(posted, day_in("2016-12-01"))), "2017-01-01");
}

constexpr Expiry kEndOfNextYear{ExpiryUnit::months, 12, Granularity::year};
constexpr Expiry kDays180{ExpiryUnit::days, 180, Granularity::day};

INSTANTIATE_TEST_SUITE_P(Published, BeanExpiry,
                         testing::Values(Row{kEndOfNextYear, "2014-01-01", "2016-01-01"},
                                         Row{kEndOfNextYear, "2014-12-31", "2016-01-01"},
                                         Row{kEndOfNextYear, "2025-12-31", "2027-01-01"},
                                         Row{kDays180, "2026-01-10", "2026-07-09"}));

INSTANTIATE_TEST_SUITE_P(
    Calendar, BeanExpiry,
    testing::Values(Row{{ExpiryUnit::months, 1, Granularity::day}, "2016-01-31", "2016-02-29"},
                    Row{{ExpiryUnit::months, 1, Granularity::day}, "2015-01-31", "2015-02-28"},
                    Row{{ExpiryUnit::months, 1, Granularity::month}, "2016-01-31", "2016-03-01"},
                    Row{{ExpiryUnit::days, 1, Granularity::day}, "2015-12-31", "2016-01-01"},
                    Row{{ExpiryUnit::days, 30, Granularity::month}, "2015-12-02", "2016-02-01"},
                    Row{{ExpiryUnit::days, 1, Granularity::year}, "2015-12-31", "2017-01-01"},
                    Row{{ExpiryUnit::never, 0, Granularity::day}, "2015-12-31", "never"}));

}  // namespace
}  // namespace loyaltycore::rules::bean_expiry_test
