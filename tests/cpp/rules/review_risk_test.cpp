// review_risk.hpp: which reviews earn nothing. Numbers: DOMAIN 1.3.
#include "loyaltycore/rules/review_risk.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::rules::review_risk_test {
namespace {

constexpr ReviewRisk kPublished{80, 60, 5, 5, 365};

Event review(std::uint8_t copied, std::uint8_t duplicate, std::uint16_t reporters) {
  Event event;
  event.copied_percent = copied;
  event.duplicate_percent = duplicate;
  event.reporters = reporters;
  return event;
}

TEST(ReviewRisk, IsAboveALimit) {
  EXPECT_FALSE(is_invalid_review(kPublished, review(80, 60, 5)));
  EXPECT_TRUE(is_invalid_review(kPublished, review(81, 0, 0)));
  EXPECT_TRUE(is_invalid_review(kPublished, review(0, 61, 0)));
  EXPECT_TRUE(is_invalid_review(kPublished, review(0, 0, 6)));
}

TEST(ReviewRisk, NoLimitAsksNothing) {
  EXPECT_FALSE(is_invalid_review(ReviewRisk{}, review(100, 100, 9999)));
  EXPECT_FALSE(suspends_reviews(ReviewRisk{}, 1'000'000));
}

TEST(ReviewRisk, MoreThanFiveInvalidReviewsSuspend) {
  EXPECT_FALSE(suspends_reviews(kPublished, 5));
  EXPECT_TRUE(suspends_reviews(kPublished, 6));
}

}  // namespace
}  // namespace loyaltycore::rules::review_risk_test
