// sinks.hpp: what a door hears of a step, and that a sink changes no decision.
#include "kernel/sinks.hpp"

#include <gtest/gtest.h>

#include "kernel/workspace.hpp"
#include "loyaltycore/kernel/step.hpp"
#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::sinks_test {
namespace {

using namespace support;

template <class Sink>
Member stepped(Sink& sink) {
  Story story(programme(sections(kTiers, kGrowth, beans(kPurchaseBeans))));
  EventData data;
  data.kind = EventKind::order_completed;
  data.id = "e1";
  data.order = "o1";
  data.lines = {line(1, 20'000)};
  data.occurred_at = story.on("2016-05-03").now();
  BoundEvent bound;
  const Event& event = bound.bind(story.program(), data);
  const Timeline<std::int64_t> timeline = timeline_of(story.program());
  Scratch<std::int64_t> scratch;
  Member member;
  make_room(timeline, member.facts, member.standing, &event, scratch);
  EXPECT_TRUE(step(timeline, member.facts, member.standing, event, scratch, sink).accepted());
  return member;
}

TEST(Sinks, HearDifferentThingsOfTheSameStep) {
  NoSink none;
  Effects effects;
  CollectingSink collecting{effects};
  Explanation explanation;
  TracingSink tracing{explanation};
  const Member quiet = stepped(none);
  const FactPlan plan;
  EXPECT_TRUE(same_member(quiet, stepped(collecting), plan));
  EXPECT_TRUE(same_member(quiet, stepped(tracing), plan));
  EXPECT_EQ(effects.entries.size(), 3U);
  EXPECT_TRUE(same_effects(effects, explanation.effects));
  EXPECT_EQ(explanation.steps.size(), 2U);
}

}  // namespace
}  // namespace loyaltycore::kernel::sinks_test
