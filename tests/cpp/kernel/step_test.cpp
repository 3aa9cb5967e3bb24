// step.hpp: the laws of the one rule body, on random histories of random programmes.
#include "loyaltycore/kernel/step.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

#include <set>

#include "loyaltycore/kernel/verify.hpp"
#include "support/audit.hpp"
#include "support/eight_member.hpp"
#include "support/random_history.hpp"
#include "support/random_programme.hpp"
#include "support/sizes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::step_test {
namespace {

using support::RandomHistory;
using support::RandomProgramme;

const int kHistories = support::size_of_run(300, 300, 5000);
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
  support::Audit audit;
  for (std::uint64_t seed = 0;
       seed < static_cast<std::uint64_t>(kHistories) && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    support::Story story(random_program(seed));
    RandomHistory history(seed);
    std::vector<ArchivedLine> closed;
    for (int i = 0; i < kEvents && !testing::Test::HasFailure(); ++i) {
      const EventData data = history.next();
      const Outcome outcome = story.tell_as_it_is(data, history.record_for(data, closed));
      audit.note(data.kind, outcome);
      if (!outcome.accepted()) continue;
      const auto& archived = story.effects().archived;
      closed.insert(closed.end(), archived.begin(), archived.end());
    }
  }
  EXPECT_GT(audit.accepted(), audit.events() / 3) << "histories must be more than refusals";
  EXPECT_THAT(audit.missing(), testing::IsEmpty()) << "the histories must reach everything";
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
    std::vector<EventData> told;
    for (int i = 0; i < kEvents; ++i) told.push_back(history.next());
    // A tick is an event as well: none may stand behind one that was recorded before it.
    std::vector<Instant> latest(told.size(), kNever);
    for (std::size_t i = told.size(); i-- > 0;) {
      const Instant own = told[i].recorded_at.value_or(told[i].occurred_at);
      latest[i] = i + 1 < told.size() ? min(own, latest[i + 1]) : own;
    }
    for (std::size_t i = 0; i < told.size(); ++i) {
      const Event& event = bound.bind(program, told[i]);
      for (auto ticks = dice.roll(3); ticks > 0; --ticks) {
        const Instant last = ticked.facts.decided_at;
        if (last == kNever || latest[i] <= last) break;
        const Instant at = last + dice.roll(latest[i] - last + 1);
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

/// No answer depends on a nightly job: one that finds nothing due may run long before the events of
/// the day are told.
TEST(StepLaws, TicksThatBookNothingMayComeBeforeWhatIsTold) {
  std::size_t early = 0;
  for (std::uint64_t seed = 0;
       seed < static_cast<std::uint64_t>(kHistories) && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const Program program = random_program(seed);
    RandomHistory history(seed);
    support::Dice dice(seed);
    Workspace workspace;
    BoundEvent bound;
    Effects booked;
    Member plain;
    Member ticked;
    for (int i = 0; i < kEvents; ++i) {
      const Event& event = bound.bind(program, history.next());
      Member tried = ticked;
      const Instant ahead = event.recorded_at + dice.roll(9) * kMicrosPerDay;
      if (event.kind != EventKind::tick) {
        settle(program, tried, ahead, workspace, &booked);
        if (booked.entries.empty()) {
          ticked = tried;
          ++early;
        }
      }
      const Outcome expected = step_in_place(program, plain, event, workspace, nullptr);
      const Outcome outcome = step_in_place(program, ticked, event, workspace, nullptr);
      ASSERT_TRUE(support::same_outcome(expected, outcome)) << "event " << i;
      ASSERT_TRUE(same_member(plain, ticked, program.plan())) << "event " << i;
    }
  }
  EXPECT_GT(early, static_cast<std::size_t>(kHistories) * kEvents / 4);
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

/// Where the two differ, in words; empty if nowhere.
std::string difference(const Program& program, const std::vector<Effect<>>& expected,
                       const std::vector<Effect<>>& found) {
  const std::size_t common = std::min(expected.size(), found.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (support::same_effect(expected[i], found[i])) continue;
    return "effect " + std::to_string(i) + ": " + support::words_of(program, expected[i], {}) +
           " in the scalar, " + support::words_of(program, found[i], {}) + " in the lane";
  }
  if (expected.size() == found.size()) return "";
  return std::to_string(expected.size()) + " effects in the scalar, " +
         std::to_string(found.size()) + " in the lane";
}

std::vector<std::pair<Day, Funder>> spend_order(const Member& member) {
  std::vector<std::pair<Day, Funder>> out;
  for (const Bucket<>& each : member.standing.buckets) {
    out.emplace_back(each.expires_on, each.funder);
  }
  return out;
}

std::unique_ptr<support::EightMember> side_by_side(Isa isa, const std::vector<Program>& programs) {
  std::array<const Program*, kLanes> handles{};
  for (std::size_t i = 0; i < handles.size(); ++i) handles[i] = &programs[i];
#ifdef LOYALTYCORE_HAS_AVX2
  if (isa == Isa::avx2) return isa_entry::eight_member<Isa::avx2>(handles);
#endif
  return isa == Isa::baseline ? isa_entry::eight_member<Isa::baseline>(handles) : nullptr;
}

class StepInLanes : public testing::TestWithParam<Isa> {};

INSTANTIATE_TEST_SUITE_P(Built, StepInLanes, testing::ValuesIn(support::built_isas()),
                         [](const auto& isa) { return name_of(isa.param); });

TEST_P(StepInLanes, LanesAreScalars) {
  if (!runs_here(GetParam())) {
    GTEST_SKIP() << "NOT RUN: this machine has no " << name_of(GetParam());
  }
  int whole = 0;
  int told = 0;
  std::size_t booked = 0;
  std::set<std::int64_t> different;
  for (std::uint64_t seed = 0;
       seed < static_cast<std::uint64_t>(kHistories) && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const support::Eight eight = support::eight_of([&](int lane) {
      return RandomProgramme(seed, seed * 8 + static_cast<std::uint64_t>(lane)).json();
    });
    const auto lanes = side_by_side(GetParam(), eight.alone);
    ASSERT_NE(lanes, nullptr);
    std::vector<Member> alone(kLanes);
    RandomHistory history(seed);
    Workspace workspace;
    BoundEvent bound;
    bool diverged = false;
    for (int i = 0; i < kEvents * 2 / 3 && !diverged; ++i) {
      EventData data = history.next();
      // A quote binds one programme's numbers: the door of one programme checks it, not step.
      data.quoted.reset();
      const Event& event = bound.bind(eight.alone[0], data);
      const Outcome outcome = lanes->step(event);
      diverged = outcome.diverged;
      if (diverged) break;
      ++told;
      for (int k = 0; k < kLanes; ++k) {
        const auto at = static_cast<std::size_t>(k);
        Effects effects;
        const Outcome own = step_in_place(eight.alone[at], alone[at], event, workspace, &effects);
        ASSERT_EQ(own.refusal, outcome.refusal) << "event " << i << ", lane " << k;
        if (own.accepted()) {
          booked += effects.entries.size();
          ASSERT_EQ(difference(eight.alone[at], effects.entries, lanes->effects_of(k)), "")
              << "event " << i << ", lane " << k;
        }
        const Member lane = lanes->lane_of(k);
        ASSERT_EQ(spend_order(lane), spend_order(alone[at])) << "event " << i << ", lane " << k;
        ASSERT_EQ(seen_by_digest(eight.alone[at], lane), seen_by_digest(eight.alone[at], alone[at]))
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
  EXPECT_GT(booked, static_cast<std::size_t>(told) * 4) << "events must have had effects";
  RecordProperty("whole_histories", whole);
  RecordProperty("events_side_by_side", told);
}

}  // namespace
}  // namespace loyaltycore::kernel::step_test
