// isa.hpp: every machine has the baseline; of the rest it says what the system says.
#include "loyaltycore/base/isa.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace loyaltycore::isa_test {
namespace {

TEST(InstructionSets, TheBaselineRunsEverywhere) { EXPECT_TRUE(runs_here(Isa::baseline)); }

TEST(InstructionSets, HaveNames) {
  EXPECT_STREQ(name_of(Isa::baseline), "baseline");
  EXPECT_STREQ(name_of(Isa::avx2), "avx2");
}

TEST(InstructionSets, AreWhatTheSystemSays) {
  std::ifstream file("/proc/cpuinfo");
  if (!file) GTEST_SKIP() << "NOT RUN: this system does not list what its processors can do";
  bool listed = false;
  for (std::string word; file >> word;) listed = listed || word == "avx2";
  EXPECT_EQ(runs_here(Isa::avx2), listed);
}

}  // namespace
}  // namespace loyaltycore::isa_test
