// The engine gives what replay gives, event by event, from many threads, and survives misuse.
#include "loyaltycore/engine/engine.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::engine_test {
namespace {

using testing::decided_order;
using testing::event_of;
using testing::history_of;
using testing::kBegin;
using testing::kDay;
using testing::order_of;
using testing::Storyteller;

const Program& program() { return support::shop(); }

TEST(Engine, AgreesWithReplay) {
  const auto journal = Storyteller{21}.journal(30, 50);
  const History history = history_of(journal);
  ReplayOptions options;
  options.as_of = history.latest() + 40 * kDay;
  const Replay expected = replay(program(), history, options);

  Engine one_by_one{program()};
  for (const EventData& event : decided_order(journal)) {
    static_cast<void>(one_by_one.apply(event));
  }
  EXPECT_EQ(one_by_one.digest(*options.as_of), expected.digest);
  EXPECT_EQ(one_by_one.size(), expected.digest.members);
  EXPECT_EQ(one_by_one.verify(), "");

  Engine at_once{program()};
  EXPECT_EQ(at_once.apply_batch(decided_order(journal)).size(), journal.size());
  EXPECT_EQ(at_once.digest(*options.as_of), expected.digest);

  static_cast<void>(at_once.settle_all(*options.as_of));
  EXPECT_TRUE(at_once.settle_all(*options.as_of).empty()) << "settling twice is settling once";
  EXPECT_EQ(at_once.digest(*options.as_of), expected.digest);
}

TEST(Engine, AnswersARetryWithTheFirstResult) {
  Engine engine{program()};
  const EventData order = order_of("m", "o", kBegin, 10'000);
  const Applied first = engine.apply(order);
  ASSERT_TRUE(first.outcome.accepted());
  EXPECT_EQ(first.outcome.beans, 10);
  const Digest before = engine.digest(kBegin);
  const Applied again = engine.apply(order);
  EXPECT_TRUE(again.outcome.duplicate);
  EXPECT_EQ(again.outcome.beans, 10);
  EXPECT_TRUE(again.effects.entries.empty());
  EventData other = order;
  other.lines[0].amount_fen = 20'000;
  EXPECT_EQ(engine.apply(other).outcome.refusal, Refusal::id_conflict);
  EXPECT_EQ(engine.digest(kBegin), before);
}

TEST(Engine, KeepsNoTextOfAnErasedMember) {
  Engine engine{program()};
  engine.apply(order_of("ann", "o", kBegin, 10'000));
  EventData erased = event_of(EventKind::erased, "ann", "gone", kBegin);
  ASSERT_TRUE(engine.apply(erased).outcome.accepted());
  const std::string tombstone = tombstone_of(id_of("ann"));
  engine.visit(
      [&](std::string_view, std::string_view id, const Member& member, const IdTexts& texts) {
        EXPECT_TRUE(texts.open_texts(member).empty());
        EXPECT_EQ(id, tombstone);
        EXPECT_TRUE(member.facts.erased);
      });
  for (const std::string& name : {std::string{"ann"}, tombstone}) {
    EXPECT_TRUE(engine.contains(name));
    EXPECT_EQ(engine.apply(event_of(EventKind::login, name, "l", kBegin)).outcome.refusal,
              Refusal::member_erased);
  }
  EXPECT_TRUE(engine.apply(erased).outcome.duplicate);
  Engine at_once{program()};
  const std::vector<EventData> batch{order_of("ann", "o", kBegin, 10'000), erased};
  at_once.apply_batch(batch);
  EXPECT_EQ(at_once.digest(kBegin), engine.digest(kBegin));
  Engine restored{program()};
  restored.restore("", "ann", *engine.member("ann"));
  EXPECT_EQ(restored.digest(kBegin), engine.digest(kBegin));
  EXPECT_THROW(engine.apply(event_of(EventKind::login, tombstone_of(id_of("x")), "l", kBegin)),
               DataError);
  Member living = *engine.member("ann");
  living.facts.erased = false;
  EXPECT_THROW(restored.restore("", tombstone_of(id_of("x")), living), SnapshotError);
}

TEST(Engine, KeepsNoMemberThatNothingHappenedTo) {
  Engine engine{program()};
  EventData cancelled = event_of(EventKind::order_cancelled, "m", "1", kBegin);
  cancelled.order = "unknown";
  EXPECT_EQ(engine.apply(cancelled).outcome.refusal, Refusal::order_unknown);
  EXPECT_TRUE(engine.apply(event_of(EventKind::tick, "m", "", kBegin)).outcome.accepted());
  EXPECT_EQ(engine.size(), 0U);
  EXPECT_FALSE(engine.contains("m"));
  EXPECT_FALSE(engine.member("m").has_value());
  EXPECT_TRUE(engine.settle("m", kBegin).effects.entries.empty());
  EXPECT_EQ(engine.digest(kBegin), (Digest{kBegin, 0, {}}));
}

TEST(Engine, ReadsABatchBeforeItDecides) {
  Engine engine{program()};
  std::vector<EventData> events{order_of("a", "1", kBegin, 10'000),
                                order_of("\xFF", "2", kBegin, 10'000)};
  try {
    static_cast<void>(engine.apply_batch(events));
    FAIL() << "an id that is not UTF-8 was taken";
  } catch (const DataError& error) {
    EXPECT_EQ(error.row(), 1);
    EXPECT_EQ(error.column(), "member");
  }
  EXPECT_EQ(engine.size(), 0U);
  EventData nobody = order_of("", "3", kBegin, 10'000);
  EXPECT_THROW(static_cast<void>(engine.apply(nobody)), DataError);
}

/// Sets a flag from another thread while the work goes on, and returns how much was done.
template <class Work>
std::uint64_t done_when_cancelled(std::uint64_t all, Work work) {
  CancelFlag cancel{true};
  EXPECT_THROW(work(&cancel), Cancelled) << "a flag that is set ends the work at once";
  for (int milliseconds = 1; milliseconds < 1000; milliseconds += 2) {
    cancel = false;
    std::thread other{[&cancel, milliseconds] {
      std::this_thread::sleep_for(std::chrono::milliseconds{milliseconds});
      cancel = true;
    }};
    std::uint64_t done = all;
    try {
      work(&cancel);
    } catch (const Cancelled& cancelled) {
      done = cancelled.done();
    }
    other.join();
    if (done > 0) return done;
  }
  return 0;
}

TEST(Engine, LeavesWholeEventsWhenABatchIsCancelled) {
  const auto journal = decided_order(Storyteller{23}.journal(40, 60));
  Engine whole{program()};
  static_cast<void>(whole.apply_batch(journal));
  const Instant as_of = history_of(journal).latest();
  Engine engine{program()};
  const std::uint64_t done = done_when_cancelled(journal.size(), [&](const CancelFlag* cancel) {
    static_cast<void>(engine.apply_batch(journal, cancel));
  });
  EXPECT_EQ(engine.verify(), "");
  EXPECT_LE(done, journal.size());
  static_cast<void>(engine.apply_batch(journal));
  EXPECT_EQ(engine.digest(as_of), whole.digest(as_of)) << "the same batch again completes it";
}

TEST(Engine, LeavesWholeMembersWhenSettlingIsCancelled) {
  const auto journal = decided_order(Storyteller{24}.journal(40, 40));
  const Instant later = history_of(journal).latest() + 800 * kDay;
  Engine engine{program()};
  static_cast<void>(engine.apply_batch(journal));
  const Digest before = engine.digest(later);
  CancelFlag cancel{true};
  EXPECT_THROW(static_cast<void>(engine.settle_all(later, &cancel)), Cancelled);
  EXPECT_THROW(static_cast<void>(engine.digest(later, &cancel)), Cancelled);
  EXPECT_THROW(static_cast<void>(engine.verify(&cancel)), Cancelled);
  EXPECT_EQ(engine.digest(later), before);
}

TEST(Engine, QuotesWithoutChangingAnything) {
  Engine engine{program()};
  static_cast<void>(engine.apply(order_of("m", "o", kBegin, 5'000'000)));
  const Digest before = engine.digest(kBegin + kDay);
  EventData cart = order_of("m", "cart", kBegin + kDay, 100'000);
  cart.kind = EventKind::order_placed;
  const kernel::Quote quote = engine.quote(cart, {});
  EXPECT_EQ(quote.outcome.refusal, Refusal::none);
  EXPECT_EQ(quote.numbers.goods, Fen{100'000});
  cart.member = "stranger";
  EXPECT_EQ(engine.quote(cart, {}).outcome.refusal, Refusal::none);
  EXPECT_FALSE(engine.contains("stranger"));
  EXPECT_EQ(engine.digest(kBegin + kDay), before);
}

TEST(Engine, TellsTheIdsThatEarlierEventsTold) {
  Engine engine{program()};
  EventData first = order_of("m", "o", kBegin, 90'000);
  EXPECT_EQ(engine.apply(first).texts.size(), 0U) << "its own ids the caller knows";
  const Applied later = engine.apply(event_of(EventKind::login, "m", "l", kBegin + 900 * kDay));
  ASSERT_EQ(later.effects.archived.size(), 1U);
  EXPECT_EQ(later.texts.shown(id_of("o")), "o") << "the line that closed";
  EXPECT_EQ(engine.texts("nobody").size(), 0U);

  first.order = "p";
  first.id = "p:done";
  first.occurred_at = kBegin + 901 * kDay;
  static_cast<void>(engine.apply(first));
  const Settled settled = engine.settle("m", kBegin + 1800 * kDay);
  EXPECT_EQ(settled.member, "m");
  ASSERT_EQ(settled.effects.archived.size(), 1U);
  EXPECT_EQ(settled.texts.shown(id_of("p")), "p");
}

TEST(Engine, ForgetsTheTextsOfWhatIsClosed) {
  Engine engine{program()};
  std::size_t most = 0;
  for (int n = 0; n < 60; ++n) {
    const std::string order = "o" + std::to_string(n);
    static_cast<void>(engine.apply(order_of("m", order, kBegin + n * 100 * kDay, 90'000)));
    most = std::max(most, engine.texts("m").size());
  }
  // An order, its event and its SKU each; some ten of them are open at a time.
  EXPECT_LT(most, 60U);
  for (int n = 0; n < 100; ++n) {
    const Instant at = kBegin + 9000 * kDay + n;
    static_cast<void>(engine.apply(event_of(EventKind::login, "m", "l" + std::to_string(n), at)));
  }
  EXPECT_EQ(engine.texts("m").size(), 0U) << "logins leave nothing open";
}

TEST(Engine, GoesThroughVisitAndRestore) {
  const auto journal = decided_order(Storyteller{22}.journal(20, 30));
  Engine engine{program()};
  static_cast<void>(engine.apply_batch(journal));
  const Instant as_of = kBegin + 2000 * kDay;
  Engine copy{program()};
  copy.reserve(engine.size());
  std::vector<std::string> slots;
  engine.visit(
      [&](std::string_view scope, std::string_view id, const Member& member, const IdTexts& texts) {
        slots.emplace_back(id);
        std::vector<std::string> all = texts.open_texts(member);
        all.push_back("of nothing open");
        copy.restore(scope, id, member, all);
      });
  EXPECT_EQ(copy.digest(as_of), engine.digest(as_of));
  // Each engine locks itself for its visitor: the other one is asked afterwards.
  std::vector<std::string> copied;
  std::vector<std::vector<std::string>> texts_copied;
  std::size_t open = 0;
  copy.visit([&](std::string_view, std::string_view id, const Member&, const IdTexts& texts) {
    copied.emplace_back(id);
    texts_copied.push_back(texts.texts());
    open += texts.size();
  });
  for (std::size_t i = 0; i < copied.size(); ++i) {
    const Member member = *engine.member(copied[i]);
    EXPECT_EQ(texts_copied[i], engine.texts(copied[i]).open_texts(member));
  }
  EXPECT_GT(open, 20U);
  EXPECT_EQ(copied, slots);
  const Member member = *engine.member(slots[0]);
  EXPECT_THROW(copy.restore("", slots[0], member), SnapshotError) << "taken";
  EXPECT_THROW(copy.restore("shop", "new", member), SnapshotError);
  EXPECT_THROW(copy.restore("", "\xFF", member), SnapshotError);
  EXPECT_THROW(copy.restore("", "new", Member{}), SnapshotError);
  Member broken = member;
  broken.standing.purses[0][Account::available] += 1;
  EXPECT_THROW(copy.restore("", "new", broken), SnapshotError);
}

TEST(Engine, RefusesWritesOnceFrozen) {
  Engine engine{program()};
  static_cast<void>(engine.apply(order_of("m", "o", kBegin, 10'000)));
  engine.freeze("the host's books differ");
  EXPECT_NE(engine.frozen().find("differ"), std::string::npos);
  EXPECT_THROW(static_cast<void>(engine.apply(order_of("m", "p", kBegin, 1))), InvariantError);
  EXPECT_THROW(static_cast<void>(engine.apply(order_of("n", "p", kBegin, 1))), InvariantError);
  EXPECT_THROW(static_cast<void>(engine.apply_batch({})), InvariantError);
  EXPECT_THROW(static_cast<void>(engine.settle_all(kBegin)), InvariantError);
  EXPECT_TRUE(engine.member("m").has_value());
  EXPECT_EQ(engine.digest(kBegin).members, 1U);
}

TEST(Engine, TakesManyThreads) {
  const auto journal = decided_order(Storyteller{23}.journal(32, 20));
  Engine expected{program()};
  static_cast<void>(expected.apply_batch(journal));
  Engine engine{program()};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (const EventData& event : journal) {
        if (std::stoull(event.member) % 4 == t) static_cast<void>(engine.apply(event));
        static_cast<void>(engine.member(event.member));
      }
    });
  }
  for (int i = 0; i < 10; ++i) static_cast<void>(engine.digest(kBegin));
  for (std::thread& thread : threads) thread.join();
  const Instant as_of = kBegin + 2000 * kDay;
  EXPECT_EQ(engine.digest(as_of), expected.digest(as_of));
}

TEST(Engine, LetsOneOfManySpendEachBean) {
  Engine engine{program()};
  EventData grant = event_of(EventKind::adjusted, "m", "grant", kBegin);
  grant.beans = 1000;
  ASSERT_TRUE(engine.apply(grant).outcome.accepted());
  std::atomic<int> spent{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&engine, &spent, t] {
      for (int i = 0; i < 25; ++i) {
        EventData take =
            event_of(EventKind::adjusted, "m", std::to_string(t) + ":" + std::to_string(i), kBegin);
        take.beans = -10;
        if (engine.apply(take).outcome.accepted()) ++spent;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(spent.load(), 100);
  EXPECT_EQ(engine.member("m")->standing.purses[0][Account::available], 0);
  EXPECT_EQ(engine.verify(), "");
}

}  // namespace
}  // namespace loyaltycore::engine::engine_test
