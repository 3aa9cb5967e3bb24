// One player plays member after member; nothing of one reaches the next.
#include "engine/member_player.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "support/programmes.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::member_player_test {
namespace {

using testing::event_of;
using testing::history_of;
using testing::kBegin;
using testing::kDay;
using testing::order_of;

PlayOutput played(MemberPlayer& player, const Program& program, const History& history) {
  PlayOutput out{program};
  const EventBinding binding{history.parts(), &program.names()};
  EventSource events{binding};
  for (std::size_t member = 0; member < history.members(); ++member) {
    player.open(history.member_id(member), std::nullopt);
    for (auto at = history.parts().first[member]; at < history.parts().first[member + 1]; ++at) {
      player.play(events, at, history.row_at(at), {}, out);
    }
    player.close(out);
  }
  return out;
}

TEST(MemberPlayer, StartsEveryMemberAnew) {
  const Program& program = support::shop();
  const auto journal = testing::Storyteller{51}.journal(6, 60);
  const Instant as_of = kBegin + 2000 * kDay;
  MemberPlayer one{program, {}, as_of};
  const PlayOutput together = played(one, program, history_of(journal));
  Hash128 sum;
  for (std::size_t i = 0; i < 6; ++i) {
    std::vector<EventData> alone;
    for (const EventData& event : journal) {
      if (event.member == std::to_string(i * 7 + 1)) alone.push_back(event);
    }
    MemberPlayer fresh{program, {}, as_of};
    sum += played(fresh, program, history_of(alone)).sum;
  }
  EXPECT_EQ(together.sum, sum);
  EXPECT_EQ(together.digested, 6U);
}

TEST(MemberPlayer, CountsTicksApart) {
  const Program& program = support::shop();
  MemberPlayer player{program, {true, true, true, true}, kBegin + 5 * kDay};
  const PlayOutput out =
      played(player, program,
             history_of({event_of(EventKind::tick, "m", "0", kBegin - kDay),
                         order_of("m", "1", kBegin, 10'000),
                         event_of(EventKind::tick, "m", "2", kBegin + 900 * kDay)}));
  EXPECT_EQ(out.counters.events, 3U);
  EXPECT_EQ(out.counters.ticks, 2U);
  EXPECT_EQ(out.counters.accepted, 1U);
  EXPECT_EQ(out.members.available[0], 10) << "the last tick lies after the end of the replay";
  EXPECT_EQ(out.members.orders[0], 1);
  EXPECT_EQ(out.members.next_expiry_beans[0], 10);
}

std::uint64_t unnumbered(const Program& program, const std::vector<EventData>& told) {
  MemberPlayer player{program, {}, kBegin + kDay};
  return played(player, program, history_of(told)).counters.unnumbered;
}

TEST(MemberPlayer, CountsEventsWhoseOrdinalARuleAsks) {
  const auto asking = [](std::string_view rule) {
    return Program::from_json(support::programme(
        support::sections(R"("events": ["grab", "walk"])", support::beans(rule))));
  };
  EventData grab = event_of(EventKind::declared, "m", "1", kBegin);
  grab.declared = "grab";
  EventData walk = grab;
  walk.id = "2";
  walk.declared = "walk";
  EventData numbered = grab;
  numbered.id = "3";
  numbered.ordinal = 1;
  const std::vector<EventData> told{grab,
                                    walk,
                                    numbered,
                                    grab,
                                    event_of(EventKind::login, "m", "4", kBegin),
                                    event_of(EventKind::login, "m", "5", kBegin),
                                    event_of(EventKind::tick, "m", "6", kBegin)};
  EXPECT_EQ(unnumbered(asking(R"("a": {"trigger": "login", "fixed": 4})"), told), 0U);
  EXPECT_EQ(unnumbered(asking(R"("a": {"trigger": "login", "fixed": 4,
                                       "caps": {"programme_budget": 10}})"),
                       told),
            2U);
  EXPECT_EQ(unnumbered(asking(R"("a": {"trigger": "grab", "fixed": 4,
                                       "when": {"max_ordinal": 3}})"),
                       told),
            1U)
      << "a retry is no further event";
  EXPECT_EQ(unnumbered(asking(R"("a": {"trigger": "walk", "fixed": 4, "multipliers":
                                       {"m": {"times": "2", "when": {"max_ordinal": 3}}}})"),
                       told),
            1U);
}

}  // namespace
}  // namespace loyaltycore::engine::member_player_test
