// score_terms.hpp: words in the order of their numbers, and windows that count days.
#include "loyaltycore/model/score_terms.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::score_terms_test {
namespace {

TEST(ScoreTerms, WordsStandInTheOrderOfTheirNumbers) {
  EXPECT_EQ(kMeasureKindNames[static_cast<std::size_t>(MeasureKind::months_with)], "months_with");
  EXPECT_EQ(kMeasureKindNames[static_cast<std::size_t>(MeasureKind::score)], "score");
  EXPECT_EQ(kSpanNames[static_cast<std::size_t>(Span::lifetime)], "lifetime");
}

TEST(ScoreTerms, AWindowCountsDaysIfItSaysSoOrRunsFromAnAnniversary) {
  EXPECT_FALSE((WindowTerms{}.in_days()));
  EXPECT_TRUE((WindowTerms{Span::rolling, 12, 365}.in_days()));
  EXPECT_TRUE((WindowTerms{Span::anniversary, 12, 0}.in_days()));
  EXPECT_FALSE((WindowTerms{Span::lifetime, 12, 0}.in_days()));
}

}  // namespace
}  // namespace loyaltycore::score_terms_test
