// workspace.hpp: one workspace serves any members and programmes, one after the other.
#include "kernel/workspace.hpp"

#include <gtest/gtest.h>

#include "support/random_history.hpp"
#include "support/random_programme.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::workspace_test {
namespace {

using namespace support;

TEST(Workspace, LeavesNothingBehind) {
  Workspace shared;
  BoundEvent bound;
  for (std::uint64_t seed = 300; seed < 320; ++seed) {
    const Program program = Program::from_json(RandomProgramme(seed, seed).json());
    RandomHistory history(seed);
    Member with_shared;
    Member with_own;
    for (int i = 0; i < 60; ++i) {
      const Event& event = bound.bind(program, history.next());
      Workspace own;
      Effects expected;
      Effects effects;
      const Outcome alone = step_in_place(program, with_own, event, own, &expected);
      const Outcome outcome = step_in_place(program, with_shared, event, shared, &effects);
      ASSERT_TRUE(same_outcome(alone, outcome));
      ASSERT_TRUE(same_effects(expected, effects));
    }
    ASSERT_TRUE(same_member(with_own, with_shared, program.plan()));
  }
}

TEST(Workspace, CanBeMoved) {
  Workspace first;
  Workspace second = std::move(first);
  first = std::move(second);
  Story story(programme(""));
  Effects effects;
  Member member;
  settle(story.program(), member, 0, first, &effects);
  EXPECT_TRUE(effects.entries.empty());
}

TEST(Workspace, TellsTheKernelItsProgramme) {
  const Program program = Program::from_json(programme(""));
  const Timeline<std::int64_t> timeline = timeline_of(program);
  EXPECT_EQ(&timeline.plan, &program.plan());
  EXPECT_EQ(timeline.versions.size(), program.versions().size());
}

}  // namespace
}  // namespace loyaltycore::kernel::workspace_test
