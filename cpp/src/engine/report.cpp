#include "loyaltycore/engine/report.hpp"

#include <array>
#include <set>
#include <string>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/base/ratio.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

namespace {

/// Purses first, then ladders.
constexpr std::size_t kBooks = kMostPurses + kMostLadders;

std::size_t book_at(Currency currency, std::size_t index) noexcept {
  return currency == Currency::beans ? index : kMostPurses + index;
}
Currency currency_at(std::size_t book) noexcept {
  return book < kMostPurses ? Currency::beans : Currency::growth;
}
std::uint8_t index_at(std::size_t book) noexcept {
  return static_cast<std::uint8_t>(book < kMostPurses ? book : book - kMostPurses);
}

/// The first books are there in every programme, the others where it declares them.
bool has_book(const NameTable& names, std::size_t book) noexcept {
  const NameKind kind = book < kMostPurses ? NameKind::purse : NameKind::ladder;
  return index_at(book) <= names.count(kind);
}

/// Programme totals may leave the range that one member's numbers are bound to.
void add(std::int64_t& total, std::int64_t amount) {
  if (__builtin_add_overflow(total, amount, &total)) {
    throw Error("total_out_of_range", "a total of the whole programme passes 2^63");
  }
}

void add_all(std::vector<std::int64_t>& totals, const std::vector<std::int64_t>& amounts) {
  if (totals.size() < amounts.size()) totals.resize(amounts.size());
  for (std::size_t i = 0; i < amounts.size(); ++i) add(totals[i], amounts[i]);
}

}  // namespace

std::int64_t liability_fen(std::int64_t outstanding_beans, std::int64_t per_yuan) {
  LC_CHECK(outstanding_beans >= 0 && per_yuan > 0);
  return static_cast<std::int64_t>(Int128{outstanding_beans} * 100 / per_yuan);
}

MonthlyBooks::MonthlyBooks(const Program& program) : program_(program) {}

MonthlyBooks::Cell& MonthlyBooks::cell_at(Instant at) {
  if (at >= cached_from_ && at < cached_until_) return *cached_;
  const Zone& zone = program_.zone();
  const Month month = month_of(zone.day_at(at));
  Cell& cell = cells_[month];
  if (cell.flows.empty()) {
    cell.flows.resize(kBooks * kCauses);
    cell.in.resize(kBooks * kAccounts);
    cell.out.resize(kBooks * kAccounts);
  }
  cached_ = &cell;
  cached_from_ = zone.start_of(first_day_of(month));
  cached_until_ = zone.start_of(first_day_of(month + 1));
  return cell;
}

void MonthlyBooks::join(Instant first_at, std::uint16_t tier) {
  std::vector<std::int64_t>& tiers = cell_at(first_at).tiers;
  if (tiers.size() <= tier) tiers.resize(tier + 1U);
  ++tiers[tier];
}

void MonthlyBooks::change_tier(Instant at, std::uint16_t before, std::uint16_t after) {
  if (before == after) return;
  std::vector<std::int64_t>& tiers = cell_at(at).tiers;
  const std::uint16_t higher = before < after ? after : before;
  if (tiers.size() <= higher) tiers.resize(higher + 1U);
  --tiers[before];
  ++tiers[after];
}

void MonthlyBooks::move(const Effect<>& effect) {
  if (effect.kind != EffectKind::moved) return;
  Cell& cell = cell_at(effect.at);
  const std::size_t book = book_at(effect.currency, effect.purse);
  Flow& flow = cell.flows[book * kCauses + static_cast<std::size_t>(effect.cause)];
  add(flow.amount, effect.amount);
  ++flow.entries;
  add(cell.out[book * kAccounts + static_cast<std::size_t>(effect.from)], effect.amount);
  add(cell.in[book * kAccounts + static_cast<std::size_t>(effect.to)], effect.amount);
}

void MonthlyBooks::merge(const MonthlyBooks& other) {
  for (const auto& [month, cell] : other.cells_) {
    Cell& mine = cells_[month];
    if (mine.flows.empty()) mine.flows.resize(kBooks * kCauses);
    for (std::size_t i = 0; i < cell.flows.size(); ++i) {
      add(mine.flows[i].amount, cell.flows[i].amount);
      mine.flows[i].entries += cell.flows[i].entries;
    }
    add_all(mine.in, cell.in);
    add_all(mine.out, cell.out);
    add_all(mine.tiers, cell.tiers);
  }
}

Monthly MonthlyBooks::tables(Instant as_of) const {
  Monthly out;
  if (cells_.empty()) return out;
  const Zone& zone = program_.zone();
  const Month last = static_cast<Month>(max(cells_.rbegin()->first, month_of(zone.day_at(as_of))));
  std::vector<std::int64_t> balances(kBooks * kAccounts);
  std::vector<std::int64_t> members;
  std::set<std::uint16_t> tiers_seen;
  for (const auto& [month, cell] : cells_) {
    for (std::size_t tier = 0; tier < cell.tiers.size(); ++tier) {
      if (cell.tiers[tier] != 0) tiers_seen.insert(static_cast<std::uint16_t>(tier));
    }
  }
  for (Month month = cells_.begin()->first; month <= last; ++month) {
    const auto found = cells_.find(month);
    Cell quiet;
    const Cell& cell = found == cells_.end() ? quiet : found->second;
    for (std::size_t i = 0; i < cell.flows.size(); ++i) {
      if (cell.flows[i].entries == 0) continue;
      const std::size_t book = i / kCauses;
      out.flows.push_back({month, currency_at(book), index_at(book),
                           static_cast<Cause>(i % kCauses), cell.flows[i].amount,
                           cell.flows[i].entries});
    }
    for (std::size_t i = 0; i < balances.size(); ++i) {
      const std::size_t book = i / kAccounts;
      if (!has_book(program_.names(), book)) continue;
      MonthlyAccount row{month,
                         currency_at(book),
                         index_at(book),
                         static_cast<Account>(i % kAccounts),
                         balances[i],
                         0,
                         0,
                         0};
      row.in = cell.in.empty() ? 0 : cell.in[i];
      row.out = cell.out.empty() ? 0 : cell.out[i];
      add(balances[i], row.in);
      add(balances[i], -row.out);
      row.closing = balances[i];
      out.accounts.push_back(row);
    }
    const auto beans = [&balances](Account account) {
      return balances[static_cast<std::size_t>(account)];
    };
    MonthlyLiability owed{month, beans(Account::pending), -beans(Account::debt), 0};
    add(owed.outstanding, beans(Account::available));
    add(owed.outstanding, beans(Account::held));
    const Instant end = zone.start_of(first_day_of(month + 1)) - 1;
    owed.value_fen = liability_fen(owed.outstanding, program_.plan().bean_tender_at(end).per_yuan);
    out.liability.push_back(owed);
    add_all(members, cell.tiers);
    for (const std::uint16_t tier : tiers_seen) {
      out.tiers.push_back({month, tier, tier < members.size() ? members[tier] : 0});
    }
  }
  return out;
}

}  // namespace loyaltycore::engine
