// What the tables of a replay say: the ledger's ids and sums, the records of closed lines.
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/replay.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/archived_bytes.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::replay_tables_test {
namespace {

using testing::decided_order;
using testing::event_of;
using testing::history_of;
using testing::kBegin;
using testing::kDay;
using testing::order_of;
using testing::Storyteller;

const Program& program() { return support::shop(); }

const ReplayOptions everything = [] {
  ReplayOptions options;
  options.outputs = {true, true, true, true, true};
  return options;
}();

TEST(ReplayTables, TellsTheTextOfEveryIdInTheLedger) {
  const auto journal = Storyteller{6}.journal(60, 80);
  const Replay result = replay(program(), history_of(journal), everything);
  const LedgerColumns& ledger = result.ledger;
  std::size_t due = 0;
  for (std::size_t i = 0; i < ledger.size(); ++i) {
    const EntryTexts& ids = ledger.ids[i];
    const auto id = [&ledger](std::uint32_t text) {
      return text == kNoText ? kNoId : id_of(ledger.texts.text(text));
    };
    ASSERT_EQ(id(ids.subject), ledger.subject[i]);
    ASSERT_EQ(id(ids.source), ledger.source[i]);
    const std::int64_t row = ledger.event_row[i];
    ASSERT_EQ(id(ids.event),
              row == kNoRow ? kNoId : id_of(journal[static_cast<std::size_t>(row)].id));
    due += row == kNoRow && ids.subject != kNoText ? 1 : 0;
  }
  EXPECT_GT(due, 100U) << "what fell due names what an earlier event told";
}

TEST(ReplayTables, ShowsTheHashOfWhatNoEventTold) {
  Member member = newcomer("m");
  kernel::Workspace workspace;
  kernel::Effects effects;
  BoundEvent bound;
  const EventData bought = order_of("m", "o", kBegin, 90'000);
  kernel::step_in_place(program(), member, bound.bind(program(), bought), workspace, nullptr);
  const Instant late = kBegin + 900 * kDay;
  kernel::settle(program(), member, late, workspace, &effects);
  ASSERT_EQ(effects.archived.size(), 1U);
  EventData back = event_of(EventKind::line_returned, "m", "back", late);
  back.order = "o";
  back.line = 1;
  const std::vector<std::byte> own = encode_archived(effects.archived[0]);
  back.archived.assign(reinterpret_cast<const char*>(own.data()), own.size());
  const Replay result = replay(program(), history_of({back}), everything);
  ASSERT_EQ(result.counters.refused, 0U);
  std::string sources;
  for (const EntryTexts& ids : result.ledger.ids) {
    if (ids.source != kNoText) sources = result.ledger.texts.text(ids.source);
  }
  EXPECT_EQ(sources, "#" + to_hex(id_of(bought.id)));
}

TEST(ReplayTables, GivesTheRecordsThatApplyGives) {
  const auto journal = Storyteller{7}.journal(20, 60);
  const Instant as_of = kBegin + 2000 * kDay;
  ReplayOptions options = everything;
  options.as_of = as_of;
  const Replay result = replay(program(), history_of(journal), options);
  std::map<std::string, Member> members;
  std::map<std::string, std::string> records;
  kernel::Workspace workspace;
  BoundEvent bound;
  kernel::Effects effects;
  const auto take = [&](const std::string& id) {
    for (const ArchivedLine& line : effects.archived) {
      const std::vector<std::byte> bytes = encode_archived(line);
      records[id].append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
  };
  for (const EventData& data : decided_order(journal)) {
    Member& member = members.try_emplace(data.member, newcomer(data.member)).first->second;
    kernel::step_in_place(program(), member, bound.bind(program(), data), workspace, &effects);
    take(data.member);
  }
  std::string all;
  for (auto& [id, member] : members) {
    kernel::settle(program(), member, as_of, workspace, &effects);
    take(id);
    all += records[id];
  }
  EXPECT_GT(result.archived.size(), 200U);
  EXPECT_EQ(result.archived.record.bytes, all);
  ArchivedLine first;
  const std::string_view bytes = result.archived.record.text(0);
  ASSERT_TRUE(decode_archived(std::as_bytes(std::span{bytes}), first));
  EXPECT_EQ(first.order.order, id_of(result.archived.order.text(0)));
  EXPECT_EQ(first.line.line, result.archived.line[0]);
  EXPECT_TRUE(replay(program(), history_of(journal)).archived.member.empty()) << "not asked for";
}

TEST(ReplayTables, NamesMembersOfEveryTableAlone) {
  const History history = history_of(Storyteller{8}.journal(5, 60));
  ReplayOptions options;
  options.outputs = {false, true, false, false, false};
  const Replay result = replay(program(), history, options);
  ASSERT_FALSE(result.ledger.member.empty());
  EXPECT_EQ(result.members.size(), 0U);
  EXPECT_EQ(result.members.ids.text(result.ledger.member.back()), history.member_id(4));
}

TEST(ReplayTables, LedgerSumsToTheAccountsOfEveryMember) {
  const Replay result = replay(program(), history_of(Storyteller{9}.journal(60, 60)), everything);
  std::vector<Accounts> beans(result.members.size());
  std::vector<std::int64_t> growth(result.members.size());
  for (std::size_t i = 0; i < result.ledger.size(); ++i) {
    const Effect<> effect = result.ledger.entry(i).effect;
    if (effect.kind != EffectKind::moved || effect.purse != 0) continue;
    if (effect.currency == Currency::beans) {
      Accounts& accounts = beans[result.ledger.member[i]];
      accounts[static_cast<std::size_t>(effect.from)] -= effect.amount;
      accounts[static_cast<std::size_t>(effect.to)] += effect.amount;
    } else {
      std::int64_t& held = growth[result.ledger.member[i]];
      if (effect.from == Account::available) held -= effect.amount;
      if (effect.to == Account::available) held += effect.amount;
    }
  }
  const MemberTable& members = result.members;
  for (std::size_t m = 0; m < members.size(); ++m) {
    const auto in = [&](Account account) { return beans[m][static_cast<std::size_t>(account)]; };
    EXPECT_EQ(-in(Account::issuer), members.issued[m]);
    EXPECT_EQ(in(Account::pending), members.pending[m]);
    EXPECT_EQ(in(Account::available), members.available[m]);
    EXPECT_EQ(in(Account::held), members.held[m]);
    EXPECT_EQ(in(Account::redeemed), members.redeemed[m]);
    EXPECT_EQ(in(Account::expired), members.expired[m]);
    EXPECT_EQ(in(Account::clawed_back), members.clawed_back[m]);
    EXPECT_EQ(in(Account::forfeited), members.forfeited[m]);
    EXPECT_EQ(-in(Account::debt), members.debt[m]);
    EXPECT_EQ(growth[m], members.growth[m]);
  }
}

}  // namespace
}  // namespace loyaltycore::engine::replay_tables_test
