// Runs of members are played by any number of threads into one output.
#include "engine/member_runs.hpp"

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::member_runs_test {
namespace {

TEST(MemberRuns, JoinInTheOrderOfMembers) {
  const Program& program = support::shop();
  const History history = testing::history_of(testing::Storyteller{61}.journal(300, 20));
  const EventBinding binding{history.parts(), &program.names()};
  const PlayJob job{program, binding, {}, history.latest(), 1'000'000};
  const ReplayOptions options;
  for (const int threads : {1, 3}) {
    Pulse pulse{options, 0, history.events()};
    PlayOutput out{program};
    EXPECT_EQ(play_members(job, 10, 290, threads, pulse, out), threads);
    ASSERT_EQ(out.members.size(), 280U);
    for (std::size_t i = 0; i < out.members.size(); ++i) {
      EXPECT_EQ(out.members.ids.text(i), history.member_id(i + 10));
    }
    ASSERT_GT(out.refusals.size(), 0U);
    EXPECT_GE(out.refusals.event_row[0], 1'000'000);
  }
}

TEST(MemberRuns, OfNoMembersDoNothing) {
  const Program& program = support::shop();
  const History history;
  const EventBinding binding{history.parts(), &program.names()};
  const PlayJob job{program, binding, {}, 0, 0};
  const ReplayOptions options;
  Pulse pulse{options, 0, 0};
  PlayOutput out{program};
  EXPECT_EQ(play_members(job, 0, 0, 4, pulse, out), 1);
  EXPECT_EQ(out.counters.members, 0U);
}

TEST(MemberRuns, TakeNoMoreThreadsThanThereIsWorkFor) {
  const Program& program = support::shop();
  const History history = testing::history_of(testing::Storyteller{62}.journal(300, 20));
  const EventBinding binding{history.parts(), &program.names()};
  const PlayJob job{program, binding, {}, history.latest(), 0};
  const ReplayOptions options;
  Pulse pulse{options, 0, history.events()};
  PlayOutput out{program};
  const int used = play_members(job, 0, history.members(), 100'000, pulse, out);
  EXPECT_GE(used, 2);
  EXPECT_LE(used, static_cast<int>(history.events() / 2'048 + 1));
}

TEST(Threads, DefaultToTheMachine) {
  EXPECT_EQ(threads_for(3), 3);
  EXPECT_GE(threads_for(0), 1);
}

}  // namespace
}  // namespace loyaltycore::engine::member_runs_test
