// step.hpp: the laws of the one rule body, on random histories of random programmes.
#include "loyaltycore/kernel/step.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "loyaltycore/kernel/verify.hpp"
#include "support/lanes_member.hpp"
#include "support/random_history.hpp"
#include "support/random_programme.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel {
namespace {

using support::RandomHistory;
using support::RandomProgramme;

/// More of them in the long run.
const int kHistories = std::getenv("LOYALTYCORE_SOAK") != nullptr ? 3000 : 60;
constexpr int kEvents = 120;

Program random_program(std::uint64_t seed) {
  return Program::from_json(RandomProgramme(seed, seed + 1000).json());
}

std::vector<std::byte> seen_by_digest(const Program& program, const Member& member) {
  std::vector<std::byte> out;
  encode_member(member, program.plan(), Memory::left_out, out);
  return out;
}

std::vector<std::string> words_of(const Program& program, const Effects& effects) {
  std::vector<std::string> out;
  for (const Effect<>& each : effects.entries) {
    out.push_back(support::words_of(program, each, {}));
  }
  return out;
}

/// Story checks apply + fold = step in place, refusals without a trace, and the books.
TEST(StepLaws, ApplyAndFoldAreAStepInPlace) {
  std::set<Refusal> refusals;
  int accepted = 0;
  for (std::uint64_t seed = 0;
       seed < static_cast<std::uint64_t>(kHistories) && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    support::Story story(random_program(seed));
    RandomHistory history(seed);
    for (int i = 0; i < kEvents && !testing::Test::HasFailure(); ++i) {
      const Outcome outcome = story.tell(history.next());
      refusals.insert(outcome.refusal);
      accepted += outcome.accepted() ? 1 : 0;
    }
  }
  EXPECT_GT(accepted, kHistories * kEvents / 3) << "histories must be more than refusals";
  EXPECT_GT(refusals.size(), 15U) << "histories must meet most refusals";
}

TEST(StepLaws, TicksAnywhereChangeNothing) {
  for (std::uint64_t seed = 0;
       seed < static_cast<std::uint64_t>(kHistories) && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const Program program = random_program(seed);
    RandomHistory history(seed);
    support::Dice dice(seed);
    Workspace workspace;
    BoundEvent bound;
    Member plain;
    Member ticked;
    for (int i = 0; i < kEvents; ++i) {
      const Event& event = bound.bind(program, history.next());
      for (auto ticks = dice.roll(3); ticks > 0; --ticks) {
        const Instant last = ticked.facts.decided_at;
        if (last == kNever || event.recorded_at <= last) break;
        const Instant at = last + dice.roll(event.recorded_at - last + 1);
        settle(program, ticked, at, workspace, nullptr);
      }
      const Outcome expected = step_in_place(program, plain, event, workspace, nullptr);
      const Outcome outcome = step_in_place(program, ticked, event, workspace, nullptr);
      ASSERT_TRUE(support::same_outcome(expected, outcome)) << "event " << i;
      if (!outcome.accepted()) continue;
      ASSERT_EQ(seen_by_digest(program, plain), seen_by_digest(program, ticked)) << "event " << i;
    }
  }
}

TEST(StepLaws, SettlingTwiceIsSettlingOnce) {
  for (std::uint64_t seed = 0; seed < static_cast<std::uint64_t>(kHistories); ++seed) {
    SCOPED_TRACE(seed);
    support::Story story(random_program(seed));
    RandomHistory history(seed);
    for (int i = 0; i < 40; ++i) story.tell(history.next());
    Member once = story.member();
    Member twice = story.member();
    Effects all;
    Effects first;
    Effects second;
    const Instant from = once.facts.decided_at;
    Workspace workspace;
    for (const int days : {1, 9, 40, 400}) {
      settle(story.program(), twice, from + days * kMicrosPerDay, workspace, &second);
      first.entries.insert(first.entries.end(), second.entries.begin(), second.entries.end());
      first.archived.insert(first.archived.end(), second.archived.begin(), second.archived.end());
    }
    settle(story.program(), once, from + 400 * kMicrosPerDay, workspace, &all);
    ASSERT_TRUE(same_member(once, twice, story.program().plan()));
    ASSERT_TRUE(support::same_effects(all, first));
    settle(story.program(), once, from + 400 * kMicrosPerDay, workspace, &all);
    ASSERT_TRUE(all.entries.empty());
    ASSERT_EQ(broken_invariant(story.program(), once), "");
  }
}

/// A member read back from its bytes goes on to write the same ledger.
TEST(StepLaws, AMemberReadBackGoesOnAlike) {
  for (std::uint64_t seed = 0;
       seed < static_cast<std::uint64_t>(kHistories) && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const Program program = random_program(seed);
    RandomHistory history(seed);
    Workspace workspace;
    BoundEvent bound;
    Member kept;
    for (int i = 0; i < kEvents; ++i) {
      const Event& event = bound.bind(program, history.next());
      std::vector<std::byte> bytes;
      encode_member(kept, program.plan(), Memory::included, bytes);
      Member read;
      ASSERT_TRUE(decode_member(bytes, read));
      Effects expected;
      Effects effects;
      const Outcome before = step_in_place(program, kept, event, workspace, &expected);
      const Outcome outcome = step_in_place(program, read, event, workspace, &effects);
      ASSERT_TRUE(support::same_outcome(before, outcome)) << "event " << i;
      ASSERT_EQ(words_of(program, expected), words_of(program, effects)) << "event " << i;
      ASSERT_TRUE(support::same_effects(expected, effects)) << "event " << i;
    }
  }
}

/// What a lane cannot say: since when a bucket is open. Its place in spend order stays.
Member without_openings(Member member) {
  for (Bucket<>& each : member.standing.buckets) each.opened_at = 0;
  for (Allocation<>& each : member.standing.allocations) each.opened_at = 0;
  return member;
}

std::vector<std::pair<Day, Funder>> spend_order(const Member& member) {
  std::vector<std::pair<Day, Funder>> out;
  for (const Bucket<>& each : member.standing.buckets) {
    out.emplace_back(each.expires_on, each.funder);
  }
  return out;
}

TEST(StepLaws, LanesAreScalars) {
  int whole = 0;
  int told = 0;
  std::set<std::int64_t> different;
  for (std::uint64_t seed = 0;
       seed < static_cast<std::uint64_t>(kHistories) && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const support::Eight eight = support::eight_of([&](int lane) {
      return RandomProgramme(seed, seed * 8 + static_cast<std::uint64_t>(lane)).json();
    });
    support::LanesMember lanes(eight.alone[0].plan(), eight.side_by_side);
    std::vector<Member> alone(kLanes);
    RandomHistory history(seed);
    Workspace workspace;
    BoundEvent bound;
    bool diverged = false;
    for (int i = 0; i < kEvents * 2 / 3 && !diverged; ++i) {
      const Event& event = bound.bind(eight.alone[0], history.next());
      const Outcome outcome = lanes.step(event);
      diverged = outcome.diverged;
      if (diverged) break;
      ++told;
      for (int k = 0; k < kLanes; ++k) {
        const auto at = static_cast<std::size_t>(k);
        const Outcome own = step_in_place(eight.alone[at], alone[at], event, workspace, nullptr);
        ASSERT_EQ(own.refusal, outcome.refusal) << "event " << i << ", lane " << k;
        const Member lane = lanes.lane_of(k);
        ASSERT_EQ(spend_order(lane), spend_order(alone[at])) << "event " << i << ", lane " << k;
        ASSERT_EQ(seen_by_digest(eight.alone[at], without_openings(lane)),
                  seen_by_digest(eight.alone[at], without_openings(alone[at])))
            << "event " << i << ", lane " << k;
      }
    }
    whole += diverged ? 0 : 1;
    for (const Member& each : alone) {
      different.insert(each.standing.purses[0][Account::issuer] * 100'000 -
                       each.standing.ladders[0].growth.count);
    }
  }
  EXPECT_GE(whole, kHistories / 2) << "most histories run side by side to their end";
  EXPECT_GT(different.size(), static_cast<std::size_t>(kHistories) * 4)
      << "the parameters must have mattered";
  RecordProperty("whole_histories", whole);
  RecordProperty("events_side_by_side", told);
}

}  // namespace
}  // namespace loyaltycore::kernel
