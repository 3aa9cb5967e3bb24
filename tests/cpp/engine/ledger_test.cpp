// The ledger as columns, as a statement, and bean by bean.
#include "loyaltycore/engine/ledger.hpp"

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/replay.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::ledger_test {
namespace {

using testing::event_of;
using testing::history_of;
using testing::kBegin;
using testing::kDay;
using testing::order_of;
using testing::Storyteller;

const Program& program() { return support::shop(); }

Replay replayed(const std::vector<EventData>& journal, std::optional<Instant> as_of = {}) {
  ReplayOptions options;
  options.outputs.ledger = true;
  options.as_of = as_of;
  return replay(program(), history_of(journal), options);
}

TEST(LedgerColumns, GiveBackTheirEntries) {
  Effect<> effect;
  effect.kind = EffectKind::tier_changed;
  effect.cause = Cause::adjusted;
  effect.from = Account::held;
  effect.to = Account::debt;
  effect.currency = Currency::growth;
  effect.purse = 1;
  effect.funder = Funder::partner;
  effect.lot_class = 2;
  effect.flags = kTracked;
  effect.rule = 3;
  effect.version = 4;
  effect.line = 5;
  effect.index = 6;
  effect.expires_on = 7;
  effect.window = 8;
  effect.at = 9;
  effect.until = 10;
  effect.opened_at = 11;
  effect.subject = id_of("s");
  effect.source = id_of("e");
  effect.amount = 12;
  effect.before = 13;
  effect.after = 14;
  LedgerColumns ledger;
  ledger.texts.push("e");
  ledger.push(0, 77, effect, {0, kNoText, 0});
  LedgerColumns more;
  effect.flags = kDue;
  more.texts.push("s");
  more.push(1, 78, effect, {kNoText, 0, kNoText});
  ledger.append(std::move(more), 1);
  EXPECT_EQ(ledger.ids[0], (EntryTexts{0, kNoText, 0}));
  EXPECT_EQ(ledger.ids[1], (EntryTexts{kNoText, 1, kNoText}));
  EXPECT_EQ(ledger.texts.text(1), "s");
  ASSERT_EQ(ledger.size(), 2U);
  EXPECT_EQ(ledger.member[1], 2U);
  EXPECT_EQ(ledger.event_row[1], kNoRow);
  const LedgerEntry entry = ledger.entry(0);
  EXPECT_EQ(entry.event_row, 77);
  const Effect<>& e = entry.effect;
  EXPECT_EQ(std::tuple(e.kind, e.cause, e.from, e.to, e.currency, e.purse, e.funder, e.lot_class),
            std::tuple(EffectKind::tier_changed, Cause::adjusted, Account::held, Account::debt,
                       Currency::growth, 1, Funder::partner, 2));
  EXPECT_EQ(std::tuple(e.flags, e.rule, e.version, e.line, e.index, e.expires_on, e.window, e.at),
            std::tuple(kTracked, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_EQ(std::tuple(e.until, e.opened_at, e.amount, e.before, e.after),
            std::tuple(10, 11, 12, 13, 14));
  EXPECT_EQ(e.subject, id_of("s"));
  EXPECT_EQ(e.source, id_of("e"));
  EXPECT_EQ(entries_of(ledger, 2).size(), 1U);
  EXPECT_TRUE(entries_of(ledger, 1).empty());
}

TEST(Statement, OpensWithWhatCameBefore) {
  const Replay r =
      replayed({order_of("m", "1", kBegin, 10'000), order_of("m", "2", kBegin + 10 * kDay, 20'000),
                order_of("m", "3", kBegin + 20 * kDay, 30'000)});
  const auto entries = entries_of(r.ledger, 0);
  const Statement s = statement_of(entries, kBegin + 5 * kDay, kBegin + 20 * kDay);
  const auto available = static_cast<std::size_t>(Account::available);
  EXPECT_EQ(s.beans_opening[available], 10);
  EXPECT_EQ(s.beans_closing[available], 30);
  EXPECT_EQ(s.growth_opening[available], 100);
  EXPECT_EQ(s.growth_closing[available], 300);
  ASSERT_FALSE(s.entries.empty());
  for (const LedgerEntry& entry : s.entries) EXPECT_EQ(entry.event_row, 1);
  EXPECT_THROW(static_cast<void>(statement_of(entries, 2, 1)), Error);
}

TEST(Lots, SayWhatBecameOfEachBean) {
  EventData spend = event_of(EventKind::beans_redeemed, "m", "spend", kBegin + 9 * kDay);
  spend.beans = 1000;
  spend.amount_fen = 100'000;
  spend.category = "books";
  EventData back = event_of(EventKind::line_returned, "m", "back", kBegin + 10 * kDay);
  back.order = "2";
  back.line = 1;
  std::vector<EventData> journal{order_of("m", "1", kBegin, 900'000),
                                 order_of("m", "2", kBegin + kDay, 600'000), spend, back};
  const Replay r = replayed(journal, kBegin + 900 * kDay);
  const auto entries = entries_of(r.ledger, 0);
  const Lots lots = lots_of(entries);
  ASSERT_EQ(lots.lots.size(), 2U);
  // 900 and 600 beans; 1000 spent, first in, first out; the second order came back: 600 were to
  // be taken back, 500 were left, and for the rest the refund was less.
  const Lot& first = lots.lots[0];
  EXPECT_EQ(std::tuple(first.issued, first.redeemed, first.clawed_back, first.expired),
            std::tuple(900, 900, 0, 0));
  EXPECT_EQ(first.event_row, 0);
  const Lot& second = lots.lots[1];
  EXPECT_EQ(std::tuple(second.issued, second.redeemed, second.clawed_back, second.expired),
            std::tuple(600, 100, 500, 0));
  EXPECT_EQ(second.subject, id_of("2"));
  EXPECT_EQ(lots.overdrawn, 0);
}

TEST(Lots, LoseWhatIsTakenBackFromTheirOwnAccrual) {
  EventData back = event_of(EventKind::line_returned, "m", "back", kBegin + 10 * kDay);
  back.order = "2";
  back.line = 1;
  std::vector<EventData> journal{order_of("m", "1", kBegin, 900'000),
                                 order_of("m", "2", kBegin + kDay, 600'000), back};
  const Replay r = replayed(journal, kBegin + 20 * kDay);
  const Lots lots = lots_of(entries_of(r.ledger, 0));
  ASSERT_EQ(lots.lots.size(), 2U);
  EXPECT_EQ(lots.lots[0].available, 900) << "the first order was not returned";
  EXPECT_EQ(lots.lots[1].clawed_back, 600);
}

TEST(Lots, SumToTheAccountsOfEveryMember) {
  const Replay r = replayed(Storyteller{31}.journal(60, 60), kBegin + 1500 * kDay);
  std::size_t all = 0;
  for (std::uint32_t row = 0; row < r.members.size(); ++row) {
    const Lots lots = lots_of(entries_of(r.ledger, row));
    Lot sum;
    for (const Lot& lot : lots.lots) {
      EXPECT_EQ(lot.issued, lot.pending + lot.available + lot.held + lot.redeemed + lot.expired +
                                lot.clawed_back + lot.forfeited + lot.repaid);
      for (const std::int64_t part : {lot.pending, lot.available, lot.held, lot.redeemed,
                                      lot.expired, lot.clawed_back, lot.forfeited, lot.repaid}) {
        EXPECT_GE(part, 0);
      }
      sum.issued += lot.issued;
      sum.available += lot.available;
      sum.held += lot.held;
      sum.redeemed += lot.redeemed;
      sum.expired += lot.expired;
      sum.clawed_back += lot.clawed_back;
      sum.forfeited += lot.forfeited;
      sum.repaid += lot.repaid;
    }
    all += lots.lots.size();
    EXPECT_EQ(sum.issued, r.members.issued[row]);
    EXPECT_EQ(sum.available, r.members.available[row]);
    EXPECT_EQ(sum.held, r.members.held[row]);
    EXPECT_EQ(sum.redeemed, r.members.redeemed[row]);
    EXPECT_EQ(sum.expired, r.members.expired[row]);
    EXPECT_EQ(sum.forfeited, r.members.forfeited[row]);
    EXPECT_EQ(sum.clawed_back + lots.overdrawn, r.members.clawed_back[row]);
    EXPECT_EQ(lots.overdrawn - sum.repaid, r.members.debt[row]);
  }
  EXPECT_GT(all, 500U);
}

TEST(Lots, RefuseALedgerThatDoesNotClose) {
  LedgerEntry entry;
  entry.effect.from = Account::available;
  entry.effect.to = Account::redeemed;
  entry.effect.amount = 1;
  EXPECT_THROW(static_cast<void>(lots_of(std::vector{entry})), InvariantError);
}

}  // namespace
}  // namespace loyaltycore::engine::ledger_test
