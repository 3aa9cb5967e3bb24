// fold of apply.hpp: a member follows from events, effects and the fact plan; no rule is asked.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "support/programmes.hpp"
#include "support/random_history.hpp"
#include "support/random_programme.hpp"
#include "support/sizes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::fold_laws_test {
namespace {

using support::RandomHistory;
using support::RandomProgramme;

const int kPairs = support::size_of_run(50, 150, 2000);
constexpr int kEvents = 120;

/// Two programmes of other rules and numbers that share their facts.
struct Pair {
  Program one;
  Program other;
};

std::vector<Pair> pairs() {
  std::vector<Pair> out;
  for (std::uint64_t seed = 0; out.size() < static_cast<std::size_t>(kPairs); ++seed) {
    Pair pair{Program::from_json(RandomProgramme(seed, seed).json()),
              Program::from_json(RandomProgramme(seed + 50'000, seed + 60'000).json())};
    EXPECT_NE(pair.one.fingerprint(), pair.other.fingerprint());
    const bool shares = pair.one.facts_fingerprint() == pair.other.facts_fingerprint();
    if (shares) out.push_back(std::move(pair));
    if (testing::Test::HasFailure() || seed > 40'000) break;
  }
  return out;
}

/// Tells a history to a member under `decider`; after each event a replica that knows the effects
/// and a plan is the same member. Number of events that fold posted; ends at a first difference.
int told_alike(const Program& decider, const FactPlan& plan, std::uint64_t seed) {
  RandomHistory history(seed);
  Workspace workspace;
  BoundEvent bound;
  std::vector<ArchivedLine> closed;
  Effects effects;
  Member member;
  Member replica;
  int folded = 0;
  for (int i = 0; i < kEvents; ++i) {
    const EventData data = history.next();
    const Event& event = bound.bind(decider, data, history.record_for(data, closed));
    static_cast<void>(apply(decider, member, event, workspace, effects));
    if (!effects.accepted) continue;
    fold(plan, replica, event, effects);
    static_cast<void>(step_in_place(decider, member, event, workspace, nullptr));
    closed.insert(closed.end(), effects.archived.begin(), effects.archived.end());
    if (!same_member(member, replica, decider.plan())) return -1 - i;
    EXPECT_EQ(member.standing.next_due, replica.standing.next_due) << "event " << i;
    ++folded;
  }
  return folded;
}

TEST(FoldLaws, AMemberFollowsFromEventsEffectsAndAnEqualPlan) {
  int folded = 0;
  std::uint64_t seed = 0;
  for (const Pair& pair : pairs()) {
    SCOPED_TRACE(++seed);
    ASSERT_EQ(pair.one.plan().fingerprint(), pair.other.plan().fingerprint());
    const int alike = told_alike(pair.one, pair.other.plan(), seed);
    ASSERT_GE(alike, 0) << "event " << -1 - alike;
    folded += alike;
  }
  EXPECT_GT(folded, kPairs * kEvents / 3);
}

/// What happened. When the last decision fell, whether freight was recovered and which ids are
/// still remembered is what a programme made of it.
std::vector<std::byte> bytes_of(const Facts& facts, const FactPlan& plan) {
  Member member;
  member.facts = facts;
  member.facts.decided_at = kNever;
  for (OpenOrder& each : member.facts.orders) each.freight_recovered = false;
  std::vector<std::byte> out;
  encode_member(member, plan, Memory::left_out, out);
  return out;
}

/// Candidates with one fact plan share facts: of events that both accept they keep the same.
TEST(FoldLaws, EqualPlansKeepEqualFacts) {
  int told = 0;
  int booked_apart = 0;
  std::uint64_t seed = 0;
  for (const Pair& pair : pairs()) {
    SCOPED_TRACE(++seed);
    RandomHistory history(seed);
    Workspace workspace;
    BoundEvent bound;
    std::vector<ArchivedLine> closed;
    Effects first;
    Effects second;
    Member one;
    Member other;
    for (int i = 0; i < kEvents; ++i) {
      EventData data = history.next();
      // A quote and an archived record bind one programme's numbers.
      data.quoted.reset();
      const Event& event = bound.bind(pair.one, data, history.record_for(data, closed));
      static_cast<void>(apply(pair.one, one, event, workspace, first));
      static_cast<void>(apply(pair.other, other, event, workspace, second));
      if (!first.accepted || !second.accepted) continue;
      fold(pair.one.plan(), one, event, first);
      fold(pair.other.plan(), other, event, second);
      closed.insert(closed.end(), first.archived.begin(), first.archived.end());
      booked_apart += first.entries.size() != second.entries.size() ? 1 : 0;
      ASSERT_EQ(bytes_of(one.facts, pair.one.plan()), bytes_of(other.facts, pair.other.plan()))
          << "event " << i;
      ++told;
    }
  }
  EXPECT_GT(told, kPairs * kEvents / 4);
  EXPECT_GT(booked_apart, told / 20) << "the rules must have differed";
}

/// Beans pay half of an order of books and gold.
EventData paid_in_beans() {
  EventData data;
  data.kind = EventKind::order_completed;
  data.id = "e1";
  data.order = "o1";
  data.occurred_at = data.recorded_at.emplace(support::day_in("2020-05-01") * kMicrosPerDay);
  data.lines = {support::goods(1, 500, "book"), support::goods(2, 500, "gold")};
  data.tenders = {support::pays(TenderKind::beans, 400), support::pays(TenderKind::cash, 600)};
  return data;
}

/// Whatever changes how an order is split is another plan, because it makes other facts.
TEST(FoldLaws, WhatSplitsAnOrderIsPartOfThePlan) {
  const Program base = Program::from_json(support::programme(
      R"("categories": {"known": ["book", "gold"]}, "beans": {"redeem": {"max_share": "100%"}})"));
  const EventData order = paid_in_beans();
  const auto facts_under = [&](const FactPlan& plan) {
    BoundEvent bound;
    Effects effects;
    effects.accepted = true;
    Member member;
    fold(plan, member, bound.bind(base, order), effects);
    return bytes_of(member.facts, plan);
  };
  const std::vector<std::vector<PathValue>> changes{
      {{"beans.per_yuan", "50"}},
      {{"beans.redeem.min_amount_fen", "600"},
       {"beans.redeem.classes", R"({"c": {"categories": ["gold"]}})"}},
      {{"beans.redeem.excluded_categories", R"(["gold"])"}},
      {{"beans.redeem.classes", R"({"c": {"categories": ["gold"], "min_amount_fen": 600}})"}},
      {{"overlays", R"([{"id": "later", "from": "2020-01-01",
                         "changes": {"beans": {"redeem": {"excluded_categories": ["book"]}}}}])"}}};
  for (const std::vector<PathValue>& values : changes) {
    const Program changed = with_values(base, values);
    EXPECT_NE(changed.plan().fingerprint(), base.plan().fingerprint()) << values.front().first;
    EXPECT_NE(facts_under(changed.plan()), facts_under(base.plan())) << values.front().first;
    EXPECT_EQ(changed.plan().layout(), base.plan().layout()) << "kept facts look the same";
  }
}

}  // namespace
}  // namespace loyaltycore::kernel::fold_laws_test
