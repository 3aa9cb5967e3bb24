// room.hpp: once there is room, a step never allocates.
#include "loyaltycore/kernel/room.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/kernel/step.hpp"
#include "support/lanes_member.hpp"
#include "support/random_history.hpp"
#include "support/random_programme.hpp"

namespace loyaltycore::kernel::room_test {
namespace {

struct NoEffects {
  static constexpr bool kTraces = false;
  void on(const Effect<>&) noexcept {}
  template <class Standing>
  void closes(Facts&, const Standing&, const OpenLine&) noexcept {}
};

std::vector<std::size_t> capacities(const Facts& facts, const Standing<>& standing) {
  return {
      facts.orders.capacity(),         facts.lines.capacity(),      facts.reviews.capacity(),
      facts.remembered.capacity(),     standing.buckets.capacity(), standing.grants.capacity(),
      standing.allocations.capacity(), standing.holds.capacity(),   standing.counters.capacity(),
      standing.skus.capacity(),        standing.scores.capacity()};
}

TEST(Room, IsEnoughForAnyEvent) {
  for (std::uint64_t seed = 200; seed < 230; ++seed) {
    const Program program = Program::from_json(support::RandomProgramme(seed, seed).json());
    const Timeline<std::int64_t> timeline = timeline_of(program);
    support::RandomHistory history(seed);
    BoundEvent bound;
    Member member;
    Scratch<std::int64_t> scratch;
    NoEffects sink;
    for (int i = 0; i < 100; ++i) {
      const Event& event = bound.bind(program, history.next());
      Member next = member;
      make_room(timeline, next.facts, next.standing, &event, scratch);
      const auto before = capacities(next.facts, next.standing);
      const Outcome outcome = step(timeline, next.facts, next.standing, event, scratch, sink);
      ASSERT_EQ(before, capacities(next.facts, next.standing)) << seed << ", event " << i;
      if (outcome.accepted()) member = std::move(next);
    }
  }
}

}  // namespace
}  // namespace loyaltycore::kernel::room_test
