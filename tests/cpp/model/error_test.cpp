// error.hpp: messages carry everything, codes are stable.
#include "loyaltycore/model/error.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::error_test {
namespace {

TEST(Error, AProgrammeErrorListsEveryProblem) {
  const ProgramError error({{"/tiers/levels/1/treshold", "no such key", "a known key", "threshold"},
                            {"", "nothing in it", "", ""}});
  EXPECT_EQ(error.code(), "program_invalid");
  EXPECT_EQ(error.problems().size(), 2U);
  EXPECT_STREQ(error.what(),
               "2 problems in the programme\n"
               "  /tiers/levels/1/treshold: no such key; expected a known key; did you mean "
               "\"threshold\"?\n"
               "  document: nothing in it");
}

TEST(Error, OneProblemIsNotManyProblems) {
  const ProgramError error({{"/zone", "must be given", "an object", ""}});
  EXPECT_STREQ(error.what(),
               "1 problem in the programme\n  /zone: must be given; expected an object");
}

TEST(Error, ADataErrorSaysWhere) {
  const DataError error("field_range", "too large", "amount_fen", 7);
  EXPECT_EQ(error.code(), "field_range");
  EXPECT_EQ(error.column(), "amount_fen");
  EXPECT_EQ(error.row(), 7);
  EXPECT_STREQ(error.what(), "too large");
  EXPECT_EQ(error.remedy(), "");
}

TEST(Error, ADataErrorSaysWhatToWriteInstead) {
  const DataError error("null", "column at: is null", "at", -1, "drop the row");
  EXPECT_EQ(error.remedy(), "drop the row");
  EXPECT_STREQ(error.what(), "column at: is null; drop the row");
  const DataError placed = error.in_row(4, "line 5, ");
  EXPECT_STREQ(placed.what(), "line 5, column at: is null; drop the row");
  EXPECT_EQ(placed.row(), 4);
  EXPECT_EQ(placed.remedy(), error.remedy());
  EXPECT_EQ(placed.code(), error.code());
  EXPECT_EQ(placed.column(), error.column());
}

TEST(Error, EveryErrorIsAnError) {
  EXPECT_THROW(throw SnapshotError("snapshot_damaged", "x"), Error);
  EXPECT_THROW(throw InvariantError("books_broken", "x"), Error);
  EXPECT_THROW(throw ProgramError({}), std::runtime_error);
}

}  // namespace
}  // namespace loyaltycore::error_test
