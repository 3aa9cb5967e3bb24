// plausible.hpp: numbers that no history leads to are refused before anything relies on them.
#include "model/plausible.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::encoding::plausible_test {
namespace {

constexpr std::int64_t kTooMuch = (std::int64_t{1} << 60) + 1;

TEST(Plausible, LinesHaveTheirPieces) {
  OpenLine line;
  line.quantity = 2;
  EXPECT_TRUE(is_plausible(line));
  line.returned = 3;
  EXPECT_FALSE(is_plausible(line));
  line.returned = 2;
  line.paid[1] = Fen{kTooMuch};
  EXPECT_FALSE(is_plausible(line));
}

TEST(Plausible, BooksAreThere) {
  Grant<> grant;
  grant.purse = kMostPurses - 1;
  EXPECT_TRUE(is_plausible(grant));
  grant.currency = Currency::growth;
  EXPECT_FALSE(is_plausible(grant)) << "there are fewer ladders";
  Bucket<> bucket;
  bucket.purse = kMostPurses;
  EXPECT_FALSE(is_plausible(bucket));
}

TEST(Plausible, ScoresHaveANameAndANumber) {
  ScoreStanding<> score{1, -5, 0, 0};
  EXPECT_TRUE(is_plausible(score));
  score.carried = kTooMuch;
  EXPECT_FALSE(is_plausible(score));
  EXPECT_FALSE(is_plausible(ScoreStanding<>{0, 5, 0, 0}));
}

}  // namespace
}  // namespace loyaltycore::encoding::plausible_test
