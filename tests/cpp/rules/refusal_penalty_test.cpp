// refusal_penalty.hpp: what refused deliveries and cancelled parts cost. Numbers: DOMAIN 3.3.
#include "loyaltycore/rules/refusal_penalty.hpp"

#include <gtest/gtest.h>

#include "support/eight.hpp"

namespace loyaltycore::rules::refusal_penalty_test {
namespace {

ReverseTerms<> published() {
  ReverseTerms<> terms;
  terms.refusal_penalty = 500;
  terms.refusals_free_per_month = 1;
  terms.refusals_free_per_year = 3;
  return terms;
}

std::int64_t penalty(const ReverseTerms<>& terms, std::int64_t in_month, std::int64_t in_year,
                     std::int64_t freight = 0) {
  return refusal_penalty(terms, in_month, in_year, Fen{freight}, 100);
}

TEST(RefusalPenalty, SecondOfAMonthCosts) {
  EXPECT_EQ(penalty(published(), 1, 1), 0);
  EXPECT_EQ(penalty(published(), 2, 2), 500);
}

TEST(RefusalPenalty, FourthOfAYearCosts) {
  EXPECT_EQ(penalty(published(), 1, 3), 0);
  EXPECT_EQ(penalty(published(), 1, 4), 500);
}

TEST(RefusalPenalty, FreightComesOnTopIfTheProgrammeSaysSo) {
  ReverseTerms<> terms = published();
  EXPECT_EQ(penalty(terms, 2, 2, 600), 500);
  terms.refusal_charges_freight = true;
  EXPECT_EQ(penalty(terms, 2, 2, 600), 1100);
  EXPECT_EQ(penalty(terms, 1, 1, 600), 0);
}

ReverseTerms<> recovering() {
  ReverseTerms<> terms;
  terms.freight_recovered = true;
  terms.freight_free_from = Fen{9900};
  terms.freight = Fen{600};
  return terms;
}

TEST(FreightRecovery, WhenTheRestIsBelowTheThreshold) {
  const auto owed = [](std::int64_t before, std::int64_t left) {
    return recovered_freight(recovering(), Fen{before}, Fen{left}, 100);
  };
  EXPECT_EQ(owed(12'000, 6000), 600);
  EXPECT_EQ(owed(12'000, 9900), 0);
  EXPECT_EQ(owed(12'000, 0), 0) << "all is cancelled";
  EXPECT_EQ(owed(9899, 6000), 0) << "was never free";
  EXPECT_EQ(recovered_freight(ReverseTerms<>{}, Fen{12'000}, Fen{6000}, 100), 0);
}

TEST(RefusalPenalty, LanesAreScalars) {
  support::Dice dice(6);
  for (int round = 0; round < 200; ++round) {
    ReverseTerms<Lanes8> wide;
    ReverseTerms<> narrow = published();
    wide.refusals_free_per_month = narrow.refusals_free_per_month;
    wide.refusals_free_per_year = narrow.refusals_free_per_year;
    wide.refusal_charges_freight = narrow.refusal_charges_freight = dice.once_in(2);
    for (auto& each : wide.refusal_penalty.value) each = dice.roll(3) * 250;
    const std::int64_t month = dice.roll(4);
    const std::int64_t year = dice.roll(6);
    const Lanes8 found = refusal_penalty(wide, month, year, Fen{600}, 100);
    for (int k = 0; k < kLanes; ++k) {
      narrow.refusal_penalty = wide.refusal_penalty[k];
      ASSERT_EQ(found[k], penalty(narrow, month, year, 600));
    }
  }
}

}  // namespace
}  // namespace loyaltycore::rules::refusal_penalty_test
