// The months of a programme close exactly, and count each member once.
#include "loyaltycore/engine/report.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/replay.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::report_test {
namespace {

using testing::history_of;
using testing::kBegin;
using testing::kDay;
using testing::order_of;
using testing::Storyteller;

const Program& program() { return support::shop(); }

Effect<> movement(Account from, Account to, Cause cause, Instant at, std::int64_t amount) {
  Effect<> effect;
  effect.from = from;
  effect.to = to;
  effect.cause = cause;
  effect.at = at;
  effect.amount = amount;
  return effect;
}

TEST(Liability, IsWorthItsYuan) {
  EXPECT_EQ(liability_fen(0, 100), 0);
  EXPECT_EQ(liability_fen(1234, 100), 1234);
  EXPECT_EQ(liability_fen(999, 1000), 99);
  EXPECT_EQ(liability_fen(kLargestBalance, 1), kLargestBalance * 100);
}

TEST(MonthlyBooks, RollForwardInTheProgrammesMonths) {
  // 30 June 2016, 15:59:59 and 16:00 UTC: the last second of June and the first of July there.
  const Instant june = (day_of({2016, 7, 1}) * 24 - 8) * testing::kHour - 1;
  MonthlyBooks books{program()};
  books.move(movement(Account::issuer, Account::available, Cause::earned, june, 100));
  books.move(movement(Account::available, Account::redeemed, Cause::redeemed, june + 1, 30));
  books.join(june, 2);
  books.change_tier(june + 1, 2, 3);
  const Monthly tables = books.tables(june + 40 * kDay);
  ASSERT_EQ(tables.liability.size(), 3U);
  EXPECT_EQ(tables.liability[0].month, (2016 - 1970) * 12 + 5);
  EXPECT_EQ(tables.liability[0].outstanding, 100);
  EXPECT_EQ(tables.liability[1].outstanding, 70);
  EXPECT_EQ(tables.liability[2].value_fen, 70);
  ASSERT_EQ(tables.flows.size(), 2U);
  EXPECT_EQ(tables.flows[0].cause, Cause::earned);
  EXPECT_EQ(tables.flows[1].amount, 30);
  std::map<std::pair<Month, std::uint16_t>, std::int64_t> tiers;
  for (const MonthlyTier& row : tables.tiers)
    tiers[{row.month - tables.tiers[0].month, row.tier}] = row.members;
  EXPECT_EQ(tiers[std::pair(0, 2)], 1);
  EXPECT_EQ(tiers[std::pair(0, 3)], 0);
  EXPECT_EQ(tiers[std::pair(1, 2)], 0);
  EXPECT_EQ(tiers[std::pair(2, 3)], 1);
}

TEST(MonthlyBooks, MergeAsASum) {
  MonthlyBooks a{program()};
  MonthlyBooks b{program()};
  a.move(movement(Account::issuer, Account::available, Cause::earned, kBegin, 1));
  b.move(movement(Account::issuer, Account::available, Cause::earned, kBegin, 2));
  b.move(movement(Account::issuer, Account::available, Cause::earned, kBegin + 90 * kDay, 4));
  a.merge(b);
  EXPECT_EQ(a.tables(kBegin).liability.back().outstanding, 7);
}

TEST(MonthlyBooks, RefuseATotalBeyondInt64) {
  MonthlyBooks books{program()};
  const auto grant = [&](std::int64_t amount) {
    books.move(movement(Account::issuer, Account::available, Cause::earned, kBegin, amount));
  };
  grant(std::numeric_limits<std::int64_t>::max());
  EXPECT_THROW(grant(1), Error);
}

TEST(Monthly, RollsEveryAccountForward) {
  ReplayOptions options;
  options.as_of = kBegin + 1500 * kDay;
  const Replay r = replay(program(), history_of(Storyteller{41}.journal(80, 50)), options);
  std::map<std::pair<Currency, Account>, std::int64_t> last;
  std::map<Month, std::int64_t> sums;
  for (const MonthlyAccount& row : r.monthly.accounts) {
    EXPECT_EQ(row.opening, (last[{row.currency, row.account}]));
    EXPECT_EQ(row.opening + row.in - row.out, row.closing);
    last[{row.currency, row.account}] = row.closing;
    sums[row.month] += row.closing;
  }
  for (const auto& [month, sum] : sums) EXPECT_EQ(sum, 0) << month;
  // The last month is where the members stand now.
  std::int64_t available = 0;
  std::int64_t debt = 0;
  std::int64_t growth = 0;
  for (std::size_t i = 0; i < r.members.size(); ++i) {
    available += r.members.available[i];
    debt += r.members.debt[i];
    growth += r.members.growth[i];
  }
  EXPECT_EQ((last[{Currency::beans, Account::available}]), available);
  EXPECT_EQ((last[{Currency::beans, Account::debt}]), -debt);
  EXPECT_EQ((last[{Currency::growth, Account::available}]), growth);
  EXPECT_EQ(r.monthly.liability.back().debt, debt);
}

TEST(Monthly, CountsEachMemberOnceInItsTier) {
  ReplayOptions options;
  options.as_of = kBegin + 1500 * kDay;
  const Replay r = replay(program(), history_of(Storyteller{42}.journal(80, 50)), options);
  std::map<std::uint16_t, std::int64_t> now;
  for (const std::uint16_t tier : r.members.tier_name) ++now[tier];
  std::map<Month, std::int64_t> members;
  const Month last = r.monthly.tiers.back().month;
  for (const MonthlyTier& row : r.monthly.tiers) {
    EXPECT_GE(row.members, 0);
    members[row.month] += row.members;
    if (row.month == last) {
      EXPECT_EQ(row.members, now[row.tier]);
    }
  }
  std::int64_t before = 0;
  for (const auto& [month, count] : members) {
    EXPECT_GE(count, before);
    before = count;
  }
  EXPECT_EQ(before, static_cast<std::int64_t>(r.members.size()));
}

}  // namespace
}  // namespace loyaltycore::engine::report_test
