// program.hpp: a cheap handle on parts that nobody changes any more.
#include "loyaltycore/model/program.hpp"

#include <gtest/gtest.h>

#include "support/sample_member.hpp"

namespace loyaltycore::program_test {
namespace {

TEST(Program, GivesBackItsParts) {
  const Program program = support::sample_program("p1");
  EXPECT_EQ(program.id(), "p1");
  EXPECT_EQ(program.to_json(), "{}");
  EXPECT_EQ(program.versions().size(), 1U);
  EXPECT_EQ(program.version_id(0), "base");
  EXPECT_EQ(program.names().find(NameKind::category, "food"), 2);
  EXPECT_EQ(program.plan().returns_horizon_days, 400);
  EXPECT_EQ(program.zone().offsets().front().seconds, 8 * 3600);
}

TEST(Program, CopiesShareTheirParts) {
  const Program program = support::sample_program();
  const Program copy = program;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_EQ(&copy.names(), &program.names());
  EXPECT_EQ(copy.fingerprint(), program.fingerprint());
}

TEST(ProgramDeathTest, PartsThatDoNotFitAreABrokenInvariant) {
  EXPECT_DEATH(Program{ProgramParts{}}, "versions");
}

}  // namespace
}  // namespace loyaltycore::program_test
