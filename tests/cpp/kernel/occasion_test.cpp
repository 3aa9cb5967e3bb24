// Counters of caps and tasks: found by key and window, booked as effects, gone at zero.
#include "loyaltycore/kernel/occasion.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/kernel/explain.hpp"

namespace loyaltycore::kernel::occasion_test {
namespace {

struct Keeping {
  [[maybe_unused]] static constexpr bool kTraces = false;
  std::vector<Effect<>> effects;
  void on(const Effect<>& effect) { effects.push_back(effect); }
  template <class Standing>
  void closes(Facts&, const Standing&, const OpenLine&) noexcept {}
};

TEST(Occasion, CountersAreKeptByKeyAndWindow) {
  const FactPlan plan;
  const std::vector<Terms<>> versions(1);
  const Timeline<std::int64_t> timeline{plan, versions};
  Facts facts;
  Standing<> standing;
  standing.counters.reserve_more(4);
  Scratch<std::int64_t> scratch;
  Keeping sink;
  Machine<std::int64_t, Keeping> m{timeline, facts, standing, scratch, sink};
  const std::uint16_t key = counter_key(3, CounterPeriod::day);

  set_counter(m, key, 10, std::int64_t{2});
  set_counter(m, key, 11, std::int64_t{5});
  EXPECT_EQ(counter_value(standing, key, 10), 2);
  EXPECT_EQ(counter_value(standing, key, 11), 5);
  EXPECT_EQ(counter_value(standing, key, 12), 0);

  set_counter(m, key, 10, std::int64_t{2});
  EXPECT_EQ(sink.effects.size(), 2U) << "what stays is not booked";
  set_counter(m, key, 10, std::int64_t{0});
  EXPECT_EQ(standing.counters.size(), 1U);
  EXPECT_EQ(sink.effects.back().before, 2);
}

TEST(Occasion, CountedAmountIsWhatTheCountedClassesPaid) {
  OpenLine line;
  line.paid = {Fen{100}, Fen{20}, Fen{3}};
  EXPECT_EQ(counted_amount<std::int64_t>(line, 0b101), 103);
  EXPECT_EQ(counted_amount<std::int64_t>(line, 0), 0);
}

}  // namespace
}  // namespace loyaltycore::kernel::occasion_test
