// Replay is apply repeated, and nothing of it depends on threads, row order, id style or retries.
#include "loyaltycore/engine/replay.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "engine/tables.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::replay_test {
namespace {

using testing::decided_order;
using testing::history_of;
using testing::IdStyle;
using testing::Storyteller;
using testing::Tables;

const Program& program() { return support::shop(); }

ReplayOptions everything(int threads = 1) {
  ReplayOptions options;
  options.threads = threads;
  options.outputs = {true, true, true, true, true};
  return options;
}

/// Every column of every table, so that "equal" means equal.
void expect_equal(const Replay& a, const Replay& b, bool rows_too = true) {
  EXPECT_EQ(a.digest, b.digest);
  EXPECT_EQ(a.counters, b.counters);
  ASSERT_EQ(a.members.size(), b.members.size());
  for (std::size_t i = 0; i < a.members.size(); ++i) {
    ASSERT_EQ(a.members.ids.text(i), b.members.ids.text(i));
  }
  EXPECT_EQ(a.members.tier, b.members.tier);
  EXPECT_EQ(a.members.available, b.members.available);
  EXPECT_EQ(a.members.growth, b.members.growth);
  EXPECT_EQ(a.members.orders, b.members.orders);
  EXPECT_EQ(a.members.accepted, b.members.accepted);
  EXPECT_EQ(a.members.next_expiry_on, b.members.next_expiry_on);
  EXPECT_EQ(a.ledger.member, b.ledger.member);
  EXPECT_EQ(a.ledger.at_us, b.ledger.at_us);
  EXPECT_EQ(a.ledger.kind, b.ledger.kind);
  EXPECT_EQ(a.ledger.cause, b.ledger.cause);
  EXPECT_EQ(a.ledger.amount, b.ledger.amount);
  EXPECT_EQ(a.ledger.after, b.ledger.after);
  EXPECT_EQ(a.ledger.subject, b.ledger.subject);
  EXPECT_EQ(a.ledger.ids, b.ledger.ids);
  EXPECT_EQ(a.ledger.texts.bytes, b.ledger.texts.bytes);
  EXPECT_EQ(a.ledger.texts.offsets, b.ledger.texts.offsets);
  EXPECT_EQ(a.archived.member, b.archived.member);
  EXPECT_EQ(a.archived.order.bytes, b.archived.order.bytes);
  EXPECT_EQ(a.archived.line, b.archived.line);
  EXPECT_EQ(a.archived.closed_at_us, b.archived.closed_at_us);
  EXPECT_EQ(a.archived.record.bytes, b.archived.record.bytes);
  EXPECT_EQ(a.refusals.member, b.refusals.member);
  EXPECT_EQ(a.refusals.code, b.refusals.code);
  if (rows_too) {
    EXPECT_EQ(a.ledger.event_row, b.ledger.event_row);
    EXPECT_EQ(a.refusals.event_row, b.refusals.event_row);
  }
  ASSERT_EQ(a.monthly.accounts.size(), b.monthly.accounts.size());
  for (std::size_t i = 0; i < a.monthly.accounts.size(); ++i) {
    EXPECT_EQ(a.monthly.accounts[i].closing, b.monthly.accounts[i].closing);
  }
  ASSERT_EQ(a.monthly.tiers.size(), b.monthly.tiers.size());
  for (std::size_t i = 0; i < a.monthly.tiers.size(); ++i) {
    EXPECT_EQ(a.monthly.tiers[i].members, b.monthly.tiers[i].members);
  }
}

TEST(Replay, IsApplyAndFoldRepeated) {
  const auto journal = Storyteller{1}.journal(40, 60);
  const Replay replayed = replay(program(), history_of(journal), everything());

  std::map<std::string, Member> members;
  std::map<std::string, std::vector<Effect<>>> effects_of;
  kernel::Workspace workspace;
  BoundEvent bound;
  std::uint64_t accepted = 0;
  for (const EventData& data : decided_order(journal)) {
    Member& member = members[data.member];
    const Event& event = bound.bind(program(), data);
    kernel::Effects effects;
    const kernel::Outcome outcome = kernel::apply(program(), member, event, workspace, effects);
    if (!outcome.accepted()) continue;
    accepted += data.kind != EventKind::tick ? 1 : 0;
    kernel::fold(program().plan(), member, event, effects);
    auto& all = effects_of[data.member];
    all.insert(all.end(), effects.entries.begin(), effects.entries.end());
  }
  Hash128 sum;
  std::vector<std::byte> bytes;
  std::vector<std::int64_t> amounts;
  std::vector<std::int64_t> instants;
  for (auto& [id, member] : members) {
    kernel::Effects due;
    kernel::settle(program(), member, replayed.digest.as_of, workspace, &due);
    auto& all = effects_of[id];
    all.insert(all.end(), due.entries.begin(), due.entries.end());
    for (const Effect<>& effect : all) {
      amounts.push_back(effect.amount);
      instants.push_back(effect.at);
    }
    sum += member_hash(id, member, program().plan(), bytes);
  }
  EXPECT_EQ(replayed.counters.accepted, accepted);
  EXPECT_EQ(replayed.digest.sum, sum);
  EXPECT_EQ(replayed.digest.members, members.size());
  EXPECT_EQ(replayed.ledger.amount, amounts);
  EXPECT_EQ(replayed.ledger.at_us, instants);
}

TEST(Replay, ReachesMostKindsOfOutcome) {
  const Replay result = replay(program(), history_of(Storyteller{2}.journal(60, 80)), everything());
  EXPECT_GT(result.counters.accepted, 2000U);
  EXPECT_GT(result.counters.duplicates, 100U);
  EXPECT_GT(result.counters.ticks, 20U);
  EXPECT_GE(result.counters.refused_by_code.size(), 8U);
  std::map<std::uint8_t, int> causes;
  for (std::size_t i = 0; i < result.ledger.size(); ++i) {
    if (result.ledger.kind[i] == static_cast<std::uint8_t>(EffectKind::moved)) {
      ++causes[result.ledger.cause[i]];
    }
  }
  for (const Cause cause : {Cause::earned, Cause::redeemed, Cause::expired, Cause::clawed_back,
                            Cause::held, Cause::hold_ended, Cause::tier_deduction}) {
    EXPECT_GT(causes[static_cast<std::uint8_t>(cause)], 0)
        << kCauseNames[static_cast<std::size_t>(cause)];
  }
}

TEST(Replay, DoesNotDependOnThreads) {
  const History history = history_of(Storyteller{3}.journal(400, 25));
  const Replay one = replay(program(), history, everything(1));
  expect_equal(one, replay(program(), history, everything(2)));
  expect_equal(one, replay(program(), history, everything(8)));
  expect_equal(one, replay(program(), history, everything(0)));
}

TEST(Replay, DoesNotDependOnTheOrderOfRows) {
  const auto journal = Storyteller{4}.journal(30, 40);
  const Tables in_order{journal, IdStyle::texts, 0};
  const Replay expected = replay(program(), in_order.history(), everything());
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
    const Tables shuffled{journal, IdStyle::texts, seed};
    const Replay result = replay(program(), shuffled.history(), everything());
    expect_equal(expected, result, false);
    ASSERT_EQ(expected.ledger.size(), result.ledger.size());
    for (std::size_t i = 0; i < result.ledger.size(); ++i) {
      const std::int64_t row = result.ledger.event_row[i];
      const std::int64_t original = expected.ledger.event_row[i];
      ASSERT_EQ(row < 0, original < 0);
      if (row < 0) continue;
      // A retry may be the row that counts: then it is the same event.
      const auto& a = journal[shuffled.rows()[static_cast<std::size_t>(row)]];
      ASSERT_EQ(a, journal[static_cast<std::size_t>(original)]);
    }
  }
}

TEST(Replay, TakesColumnsAndEventsAlike) {
  const auto journal = Storyteller{5}.journal(30, 40);
  const Tables tables{journal, IdStyle::texts, 0};
  expect_equal(replay(program(), tables.history(), everything()),
               replay(program(), history_of(journal), everything()));
}

TEST(Replay, GivesIntegersAndTheirTextOneDigest) {
  const auto journal = Storyteller{6}.journal(200, 12);
  const Replay integers =
      replay(program(), Tables{journal, IdStyle::integers, 0}.history(), everything());
  const Replay texts =
      replay(program(), Tables{journal, IdStyle::texts, 9}.history(), everything());
  EXPECT_TRUE(integers.members.ids.integers);
  EXPECT_FALSE(texts.members.ids.integers);
  expect_equal(integers, texts, false);
}

TEST(Replay, IsNotChangedByRetries) {
  const auto journal = Storyteller{7}.journal(30, 40);
  auto twice = journal;
  for (std::size_t i = 0; i < journal.size(); i += 3) twice.push_back(journal[i]);
  const Replay once = replay(program(), history_of(journal), everything());
  const Replay again = replay(program(), history_of(twice), everything());
  EXPECT_EQ(once.digest, again.digest);
  EXPECT_EQ(once.counters.accepted, again.counters.accepted);
  EXPECT_EQ(once.ledger.amount, again.ledger.amount);
  EXPECT_EQ(once.ledger.at_us, again.ledger.at_us);
}

TEST(Replay, IsNotChangedByTicks) {
  auto journal = Storyteller{8}.journal(40, 40);
  std::erase_if(journal, [](const EventData& e) { return e.kind == EventKind::tick; });
  const Replay quiet = replay(program(), history_of(journal), everything());
  auto ticked = journal;
  for (std::size_t i = 0; i < journal.size(); ++i) {
    const auto offset = static_cast<Instant>(i * 7919 % 400) * testing::kDay;
    ticked.push_back(testing::event_of(EventKind::tick, journal[i].member, "t" + std::to_string(i),
                                       journal[i].occurred_at + offset - 100 * testing::kDay));
  }
  const Replay result = replay(program(), history_of(ticked), everything());
  EXPECT_EQ(quiet.digest, result.digest);
  EXPECT_EQ(quiet.ledger.at_us, result.ledger.at_us);
  EXPECT_EQ(quiet.ledger.amount, result.ledger.amount);
  EXPECT_EQ(quiet.ledger.kind, result.ledger.kind);
  EXPECT_EQ(result.counters.ticks, journal.size());
}

TEST(Replay, SettlesToAsOf) {
  const History history = history_of({testing::order_of("m", "o", testing::kBegin, 10'000)});
  ReplayOptions options = everything();
  EXPECT_EQ(replay(program(), history, options).members.available[0], 10);
  options.as_of = testing::kBegin + 1000 * testing::kDay;
  const Replay later = replay(program(), history, options);
  EXPECT_EQ(later.members.available[0], 0);
  EXPECT_EQ(later.members.expired[0], 10);
  EXPECT_EQ(later.members.decided_at_us[0], testing::kBegin) << "settling is no decision";
  options.as_of = testing::kBegin - 1;
  EXPECT_THROW(static_cast<void>(replay(program(), history, options)), Error);
}

TEST(Replay, LeavesOutWhatNothingHappenedTo) {
  EventData refused = testing::event_of(EventKind::order_cancelled, "b", "1", testing::kBegin);
  refused.order = "unknown";
  const Replay result =
      replay(program(), history_of({testing::order_of("a", "o", testing::kBegin, 10'000), refused}),
             everything());
  EXPECT_EQ(result.counters.members, 2U);
  EXPECT_EQ(result.digest.members, 1U);
  EXPECT_EQ(result.members.first_at_us[1], kNever);
  ASSERT_EQ(result.refusals.size(), 1U);
  EXPECT_EQ(result.refusals.event_row[0], 1);
  EXPECT_EQ(result.refusals.code[0], static_cast<std::uint16_t>(Refusal::order_unknown));
}

TEST(Replay, OfNothingIsEmpty) {
  const Replay result = replay(program(), History{}, everything(4));
  EXPECT_EQ(result.digest.members, 0U);
  EXPECT_EQ(result.digest.sum, Hash128{});
  EXPECT_EQ(result.members.size(), 0U);
  EXPECT_TRUE(result.monthly.accounts.empty());
}

TEST(Replay, KeepsDigestAndCountersWithoutTables) {
  const History history = history_of(Storyteller{9}.journal(20, 30));
  ReplayOptions bare;
  bare.outputs = {false, false, false, false};
  const Replay result = replay(program(), history, bare);
  EXPECT_EQ(result.digest, replay(program(), history, everything()).digest);
  EXPECT_EQ(result.members.size(), 0U);
  EXPECT_EQ(result.counters.effects, 0U);
}

TEST(Replay, StopsWhenCancelled) {
  const std::atomic<bool> cancel{true};
  ReplayOptions options = everything(2);
  options.cancel = &cancel;
  EXPECT_THROW(
      static_cast<void>(replay(program(), history_of(Storyteller{1}.journal(9, 9)), options)),
      Cancelled);
}

TEST(Replay, PassesOnWhatTheProgressCallbackThrows) {
  ReplayOptions options = everything(2);
  std::uint64_t done = 0;
  std::uint64_t total = 0;
  options.progress = [&](std::uint64_t d, std::uint64_t t) {
    done = d;
    total = t;
  };
  const History history = history_of(Storyteller{1}.journal(9, 9));
  static_cast<void>(replay(program(), history, options));
  EXPECT_EQ(done, history.events());
  EXPECT_EQ(total, history.events());
  options.progress = [](std::uint64_t, std::uint64_t) { throw Error("stop", "enough"); };
  EXPECT_THROW(static_cast<void>(replay(program(), history, options)), Error);
}

TEST(Replay, ClosesTheBooksOfEveryMember) {
  const Replay r = replay(program(), history_of(Storyteller{10}.journal(80, 60)), everything());
  const MemberTable& m = r.members;
  for (std::size_t i = 0; i < m.size(); ++i) {
    EXPECT_EQ(m.issued[i], m.pending[i] + m.available[i] + m.held[i] + m.redeemed[i] +
                               m.expired[i] + m.clawed_back[i] + m.forfeited[i] - m.debt[i]);
  }
}

TEST(Replay, TellsHowManyThreadsWorked) {
  const History small =
      history_of({testing::event_of(EventKind::login, "m", "a", testing::kBegin)});
  ReplayOptions options;
  options.threads = 100'000;
  EXPECT_EQ(replay(program(), small, options).threads, 1);
  options.threads = -1;
  EXPECT_THROW(static_cast<void>(replay(program(), small, options)), DataError);
}

}  // namespace
}  // namespace loyaltycore::engine::replay_test
