// Events of one group are booked together or not at all, at every door alike.
#include "engine/groups.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/engine/replay_stream.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine {
namespace {

using testing::decided_order;
using testing::event_of;
using testing::history_of;
using testing::kBegin;
using testing::kDay;

const Program& program() { return support::shop(); }

/// `beans` from one member to another, as the two events of a group.
std::vector<EventData> transfer(const std::string& group, const std::string& from,
                                const std::string& to, std::int64_t beans, Instant at) {
  std::vector<EventData> out{event_of(EventKind::adjusted, from, group + "-a", at),
                             event_of(EventKind::adjusted, to, group + "-b", at)};
  out[0].beans = -beans;
  out[1].beans = beans;
  for (EventData& event : out) event.group = group;
  return out;
}

EventData gift(const std::string& member, const std::string& id, std::int64_t beans, Instant at) {
  EventData event = event_of(EventKind::adjusted, member, id, at);
  event.beans = beans;
  return event;
}

/// Gifts and transfers among few members; many transfers are larger than what the giver has.
std::vector<EventData> market(std::uint64_t seed, int members, int deals) {
  std::mt19937_64 random{seed};
  const auto below = [&random](int bound) {
    return static_cast<int>(random() % static_cast<std::uint64_t>(bound));
  };
  std::vector<EventData> out;
  Instant now = kBegin;
  for (int i = 0; i < deals; ++i) {
    now += 1 + below(3) * kDay;
    const std::string from = std::to_string(below(members));
    const std::string to = std::to_string(below(members));
    if (below(3) == 0) {
      out.push_back(gift(from, "gift" + std::to_string(i), 1 + below(60), now));
    } else {
      const auto sides = transfer("deal" + std::to_string(i), from, to, 1 + below(40), now);
      out.insert(out.end(), sides.begin(), sides.end());
      if (below(4) == 0) out.insert(out.end(), sides.begin(), sides.end());
    }
    if (below(9) == 0) out.push_back(event_of(EventKind::tick, from, "tick", now + 1));
  }
  return out;
}

ReplayOptions with_refusals(int threads) {
  ReplayOptions options;
  options.threads = threads;
  options.outputs = {true, true, true, true};
  return options;
}

TEST(Groups, AreBookedWholeOrNotAtAll) {
  Engine engine{program()};
  static_cast<void>(engine.apply(gift("a", "1", 50, kBegin)));
  const auto too_much = transfer("g1", "a", "b", 51, kBegin + 1);
  std::vector<Applied> applied = engine.apply_batch(too_much);
  EXPECT_EQ(applied[0].outcome.refusal, Refusal::insufficient_beans);
  EXPECT_EQ(applied[1].outcome.refusal, Refusal::group_refused);
  EXPECT_TRUE(applied[1].effects.entries.empty());
  EXPECT_FALSE(engine.contains("b")) << "nothing happened to it";

  // The credit is told first: the order of the two decides nothing.
  auto fits = transfer("g2", "a", "b", 20, kBegin + 2);
  std::swap(fits[0], fits[1]);
  applied = engine.apply_batch(fits);
  EXPECT_TRUE(applied[0].outcome.accepted() && applied[1].outcome.accepted());
  EXPECT_EQ(engine.member("b")->standing.purses[0][Account::available], 20);
  EXPECT_EQ(engine.member("a")->standing.purses[0][Account::available], 30);

  applied = engine.apply_batch(fits);
  EXPECT_TRUE(applied[0].outcome.duplicate && applied[1].outcome.duplicate);
  // One side of a booked group beside a new event is another group.
  auto mixed = fits;
  mixed[0].id = "new";
  applied = engine.apply_batch(mixed);
  EXPECT_EQ(applied[0].outcome.refusal, Refusal::group_refused);
  EXPECT_TRUE(applied[1].outcome.duplicate);
  EXPECT_EQ(engine.member("b")->standing.purses[0][Account::available], 20);
  EXPECT_EQ(engine.verify(), "");
}

TEST(Groups, StandSideBySideInABatch) {
  Engine engine{program()};
  auto batch = transfer("g1", "a", "b", 5, kBegin + 1);
  batch.insert(batch.begin() + 1, gift("c", "1", 50, kBegin));
  try {
    static_cast<void>(engine.apply_batch(batch));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "group_apart");
    EXPECT_EQ(error.row(), 2);
  }
  EXPECT_EQ(engine.size(), 0U) << "a batch that cannot be read changes nothing";
}

TEST(Groups, OneEventAloneNeedsNoOther) {
  Engine engine{program()};
  const auto sides = transfer("g1", "a", "b", 5, kBegin);
  EXPECT_TRUE(engine.apply(sides[1]).outcome.accepted());
  const Replay replayed = replay(program(), history_of({sides[1]}), with_refusals(1));
  EXPECT_EQ(replayed.digest, engine.digest(replayed.digest.as_of));
}

TEST(Groups, ReplayIsBatchesRepeatedWithAnyThreads) {
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

TEST(Groups, RowsInAnyOrderAreDecidedAlike) {
  auto told = market(7, 9, 200);
  const Replay expected = replay(program(), history_of(told), with_refusals(1));
  std::mt19937_64 random{7};
  std::shuffle(told.begin(), told.end(), random);
  EXPECT_EQ(replay(program(), history_of(told), with_refusals(2)).digest, expected.digest);
}

TEST(Groups, OfMembersThatWaitForEachOtherAreAnError) {
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

TEST(Groups, AStreamRefusesThem) {
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
