// party_player.hpp: a replay decides groups as batches do, with any threads and any order of rows.
#include "engine/party_player.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/deals.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/engine/replay_stream.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine {
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

TEST(PartyPlayer, OneEventAloneNeedsNoOther) {
  Engine engine{program()};
  const auto sides = transfer("g1", "a", "b", 5, kBegin);
  EXPECT_TRUE(engine.apply(sides[1]).outcome.accepted());
  const Replay replayed = replay(program(), history_of({sides[1]}), with_refusals(1));
  EXPECT_EQ(replayed.digest, engine.digest(replayed.digest.as_of));
}

TEST(PartyPlayer, ReplayIsBatchesRepeatedWithAnyThreads) {
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    const auto told = market(seed, 3 + static_cast<int>(seed), 120);
    Engine engine{program()};
    const auto applied = engine.apply_batch(told);
    std::set<std::int64_t> refused_rows;
    std::map<std::string, std::set<bool>> booked;
    for (std::size_t i = 0; i < told.size(); ++i) {
      if (applied[i].outcome.refusal != Refusal::none) {
        refused_rows.insert(static_cast<std::int64_t>(i));
      }
      if (applied[i].outcome.refusal == Refusal::group_refused) ++refused;
      if (!told[i].group.empty() && !applied[i].outcome.duplicate) {
        booked[told[i].group].insert(applied[i].outcome.accepted());
      }
    }
    for (const auto& [group, answers] : booked) EXPECT_EQ(answers.size(), 1U) << group;
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

TEST(PartyPlayer, RowsInAnyOrderAreDecidedAlike) {
  auto told = market(7, 9, 200);
  const Replay expected = replay(program(), history_of(told), with_refusals(1));
  std::mt19937_64 random{7};
  std::shuffle(told.begin(), told.end(), random);
  EXPECT_EQ(replay(program(), history_of(told), with_refusals(2)).digest, expected.digest);
}

TEST(PartyPlayer, OfMembersThatWaitForEachOtherAreAnError) {
  auto told = transfer("g1", "a", "b", 5, kBegin);
  auto other = transfer("g2", "a", "b", 5, kBegin + 1);
  // b meets g2 before g1.
  told[1].occurred_at = told[1].occurred_at + 2;
  told.insert(told.end(), other.begin(), other.end());
  try {
    static_cast<void>(replay(program(), history_of(told), with_refusals(1)));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "groups_cross");
    EXPECT_EQ(error.row(), 0);
    EXPECT_EQ(error.column(), "events.group");
  }
}

TEST(PartyPlayer, AStreamRefusesThem) {
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
}  // namespace loyaltycore::engine
