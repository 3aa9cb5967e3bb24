// group_verdicts.hpp: a replay decides groups as batches do, with any threads and any order of
// rows.
#include "engine/group_verdicts.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/deals.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/engine/replay_stream.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::group_verdicts_test {
namespace {

using testing::event_of;
using testing::gift;
using testing::history_of;
using testing::kBegin;
using testing::kDay;
using testing::market;
using testing::transfer;

const Program& program() { return support::shop(); }

ReplayOptions with_refusals(int threads) {
  ReplayOptions options;
  options.threads = threads;
  options.outputs = {true, true, true, true};
  return options;
}

TEST(GroupVerdicts, OneEventAloneNeedsNoOther) {
  Engine engine{program()};
  const auto sides = transfer("g1", "a", "b", 5, kBegin);
  EXPECT_TRUE(engine.apply(sides[1]).outcome.accepted());
  const Replay replayed = replay(program(), history_of({sides[1]}), with_refusals(1));
  EXPECT_EQ(replayed.digest, engine.digest(replayed.digest.as_of));
}

TEST(GroupVerdicts, ReplayIsBatchesRepeatedWithAnyThreads) {
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    const auto told = market(seed, 3 + static_cast<int>(seed), 120);
    Engine engine{program()};
    const auto applied = engine.apply_batch(told);
    std::set<std::int64_t> refused_rows;
    std::map<std::pair<std::string, Instant>, std::set<bool>> booked;
    for (std::size_t i = 0; i < told.size(); ++i) {
      if (applied[i].outcome.refusal != Refusal::none) {
        refused_rows.insert(static_cast<std::int64_t>(i));
      }
      if (applied[i].outcome.refusal == Refusal::group_refused) ++refused;
      if (!told[i].group.empty() && !applied[i].outcome.duplicate) {
        booked[{told[i].group, told[i].occurred_at}].insert(applied[i].outcome.accepted());
      }
    }
    for (const auto& [telling, answers] : booked) EXPECT_EQ(answers.size(), 1U) << telling.first;
    const History history = history_of(told);
    for (const int threads : {1, 2, 8}) {
      const Replay replayed = replay(program(), history, with_refusals(threads));
      ASSERT_EQ(replayed.digest, engine.digest(replayed.digest.as_of));
      EXPECT_EQ(std::set<std::int64_t>(replayed.refusals.event_row.begin(),
                                       replayed.refusals.event_row.end()),
                refused_rows);
      EXPECT_EQ(replayed.counters.events, told.size());
      EXPECT_EQ(replayed.members.size(), replayed.counters.members);
    }
  }
  EXPECT_GT(refused, 300U);
}

TEST(GroupVerdicts, RowsInAnyOrderAreDecidedAlike) {
  auto told = market(7, 9, 200);
  const Replay expected = replay(program(), history_of(told), with_refusals(1));
  std::mt19937_64 random{7};
  std::shuffle(told.begin(), told.end(), random);
  EXPECT_EQ(replay(program(), history_of(told), with_refusals(2)).digest, expected.digest);
}

/// Counts of accepted events, duplicates and refusals of a replay.
std::vector<std::uint64_t> counts_of(const std::vector<EventData>& told) {
  const Replay replayed = replay(program(), history_of(told), with_refusals(1));
  const Counters& counters = replayed.counters;
  return {counters.accepted, counters.duplicates, counters.refused};
}

TEST(GroupVerdicts, ARetryUndoesNothing) {
  std::vector<EventData> told{gift("a", "1", 50, kBegin)};
  const auto sides = transfer("g1", "a", "b", 30, kBegin + 1);
  told.insert(told.end(), sides.begin(), sides.end());
  EXPECT_EQ(counts_of(told), (std::vector<std::uint64_t>{3, 0, 0}));
  told.push_back(sides[1]);
  EXPECT_EQ(counts_of(told), (std::vector<std::uint64_t>{3, 1, 0}));
  told.push_back(sides[0]);
  EXPECT_EQ(counts_of(told), (std::vector<std::uint64_t>{3, 2, 0}));
}

TEST(GroupVerdicts, ARefusedDealMayBeTriedAgain) {
  auto told = transfer("g1", "a", "b", 30, kBegin);
  const auto again = transfer("g1", "a", "b", 30, kBegin + 2);
  told.push_back(gift("a", "1", 50, kBegin + 1));
  told.insert(told.end(), again.begin(), again.end());
  EXPECT_EQ(counts_of(told), (std::vector<std::uint64_t>{3, 0, 2}));
}

TEST(GroupVerdicts, DealsOfOneInstantMeetTheirMembersInOneOrder) {
  // The ids alone would bring a to y first and b to x first.
  std::vector<EventData> told{gift("a", "1", 50, kBegin), gift("b", "2", 50, kBegin)};
  auto x = transfer("x", "a", "b", 5, kBegin + 1);
  auto y = transfer("y", "b", "a", 5, kBegin + 1);
  x[0].id = "7";
  x[1].id = "1";
  y[0].id = "9";
  y[1].id = "0";
  told.insert(told.end(), x.begin(), x.end());
  told.insert(told.end(), y.begin(), y.end());
  EXPECT_EQ(counts_of(told), (std::vector<std::uint64_t>{6, 0, 0}));
}

TEST(GroupVerdicts, AMemberMeetsItsOwnEventsOfAGroupThatFails) {
  // The second event of a needs the first; both fall with b's.
  std::vector<EventData> told{gift("a", "d1", 20, kBegin), gift("a", "d2", -20, kBegin),
                              gift("b", "d3", -1, kBegin)};
  for (EventData& event : told) event.group = "g";
  Engine engine{program()};
  const std::vector<Applied> applied = engine.apply_batch(told);
  const Replay replayed = replay(program(), history_of(told), with_refusals(2));
  ASSERT_EQ(replayed.refusals.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(replayed.refusals.code[i], static_cast<std::uint16_t>(applied[i].outcome.refusal));
  }
}

TEST(GroupVerdicts, ASideThatWasToldAloneShiftsNothing) {
  const auto first = transfer("g1", "a", "b", 30, kBegin);
  const auto later = transfer("g1", "a", "b", 30, kBegin + 2);
  const EventData more = gift("a", "1", 50, kBegin + 1);
  Engine engine{program()};
  EXPECT_FALSE(engine.apply(first[0]).outcome.accepted());
  static_cast<void>(engine.apply(more));
  static_cast<void>(engine.apply_batch(later));
  const Replay replayed =
      replay(program(), history_of({first[0], more, later[0], later[1]}), with_refusals(1));
  EXPECT_EQ(replayed.digest, engine.digest(replayed.digest.as_of));
  EXPECT_EQ(replayed.counters.accepted, 3U);
}

TEST(GroupVerdicts, ARetryOfOneSideOfARefusedDealBooksNothing) {
  auto told = transfer("g1", "a", "b", 30, kBegin);
  told.push_back(told[1]);
  EXPECT_EQ(counts_of(told), (std::vector<std::uint64_t>{0, 0, 3}));
}

TEST(GroupVerdicts, OfMembersThatWaitForEachOtherAreAnError) {
  auto told = transfer("g1", "a", "b", 5, kBegin);
  auto other = transfer("g2", "a", "b", 5, kBegin + 1);
  // b's own order has g2 before g1.
  told[1].sequence = 2;
  other[1].sequence = 1;
  told.insert(told.end(), other.begin(), other.end());
  try {
    static_cast<void>(replay(program(), history_of(told), with_refusals(1)));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "groups_cross");
    EXPECT_EQ(error.row(), 0);
    EXPECT_EQ(error.column(), "events.group");
    EXPECT_NE(
        std::string{error.what()}.find("group g1 waits for its event g1-b, which stands behind "
                                       "event g2-b of group g2 in the order of member b"),
        std::string::npos)
        << error.what();
  }
}

TEST(GroupVerdicts, AStreamRefusesThem) {
  ReplayOptions options = with_refusals(1);
  options.as_of = kBegin + kDay;
  ReplayStream stream{program(), options};
  stream.feed(history_of({gift("0", "1", 5, kBegin)}));
  try {
    stream.feed(history_of(transfer("g1", "a", "b", 5, kBegin)));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "groups_in_stream");
    EXPECT_EQ(error.row(), 1);
  }
}

}  // namespace
}  // namespace loyaltycore::engine::group_verdicts_test
