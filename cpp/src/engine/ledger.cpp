#include "loyaltycore/engine/ledger.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

namespace {

template <class T>
void append_to(std::vector<T>& to, std::vector<T>& from) {
  if (to.empty()) {
    to = std::move(from);
  } else {
    to.insert(to.end(), from.begin(), from.end());
  }
  from = {};  // A large ledger must not stand in memory twice.
}

void book(Accounts& accounts, const Effect<>& effect) {
  accounts[static_cast<std::size_t>(effect.from)] -= effect.amount;
  accounts[static_cast<std::size_t>(effect.to)] += effect.amount;
}

}  // namespace

void LedgerColumns::push(std::uint32_t member_row, std::int64_t row, const Effect<>& effect,
                         const EntryTexts& id_texts) {
  member.push_back(member_row);
  event_row.push_back((effect.flags & kDue) != 0 ? kNoRow : row);
  at_us.push_back(effect.at);
  kind.push_back(static_cast<std::uint8_t>(effect.kind));
  cause.push_back(static_cast<std::uint8_t>(effect.cause));
  currency.push_back(static_cast<std::uint8_t>(effect.currency));
  from.push_back(static_cast<std::uint8_t>(effect.from));
  to.push_back(static_cast<std::uint8_t>(effect.to));
  purse.push_back(effect.purse);
  funder.push_back(static_cast<std::uint8_t>(effect.funder));
  lot_class.push_back(effect.lot_class);
  flags.push_back(effect.flags);
  rule.push_back(effect.rule);
  version.push_back(effect.version);
  line.push_back(effect.line);
  index.push_back(effect.index);
  expires_on.push_back(effect.expires_on);
  window.push_back(effect.window);
  until_us.push_back(effect.until);
  opened_at_us.push_back(effect.opened_at);
  amount.push_back(effect.amount);
  before.push_back(effect.before);
  after.push_back(effect.after);
  subject.push_back(effect.subject);
  source.push_back(effect.source);
  ids.push_back(id_texts);
}

void LedgerColumns::append(LedgerColumns&& other, std::uint32_t first_member) {
  for (std::uint32_t& row : other.member) row += first_member;
  const auto first_text = static_cast<std::uint32_t>(texts.size());
  for (EntryTexts& entry : other.ids) {
    for (std::uint32_t* text : {&entry.event, &entry.subject, &entry.source}) {
      if (*text != kNoText) *text += first_text;
    }
  }
  append_to(member, other.member);
  append_to(event_row, other.event_row);
  append_to(at_us, other.at_us);
  append_to(kind, other.kind);
  append_to(cause, other.cause);
  append_to(currency, other.currency);
  append_to(from, other.from);
  append_to(to, other.to);
  append_to(purse, other.purse);
  append_to(funder, other.funder);
  append_to(lot_class, other.lot_class);
  append_to(flags, other.flags);
  append_to(rule, other.rule);
  append_to(version, other.version);
  append_to(line, other.line);
  append_to(index, other.index);
  append_to(expires_on, other.expires_on);
  append_to(window, other.window);
  append_to(until_us, other.until_us);
  append_to(opened_at_us, other.opened_at_us);
  append_to(amount, other.amount);
  append_to(before, other.before);
  append_to(after, other.after);
  append_to(subject, other.subject);
  append_to(source, other.source);
  append_to(ids, other.ids);
  texts.append(std::move(other.texts));
}

LedgerEntry LedgerColumns::entry(std::size_t at) const {
  LedgerEntry out;
  out.event_row = event_row[at];
  Effect<>& effect = out.effect;
  effect.kind = static_cast<EffectKind>(kind[at]);
  effect.cause = static_cast<Cause>(cause[at]);
  effect.from = static_cast<Account>(from[at]);
  effect.to = static_cast<Account>(to[at]);
  effect.currency = static_cast<Currency>(currency[at]);
  effect.purse = purse[at];
  effect.funder = static_cast<Funder>(funder[at]);
  effect.lot_class = lot_class[at];
  effect.flags = flags[at];
  effect.rule = rule[at];
  effect.version = version[at];
  effect.line = line[at];
  effect.index = index[at];
  effect.expires_on = expires_on[at];
  effect.window = window[at];
  effect.at = at_us[at];
  effect.until = until_us[at];
  effect.opened_at = opened_at_us[at];
  effect.subject = subject[at];
  effect.source = source[at];
  effect.amount = amount[at];
  effect.before = before[at];
  effect.after = after[at];
  return out;
}

std::vector<LedgerEntry> entries_of(const LedgerColumns& ledger, std::uint32_t member_row) {
  const auto [first, last] =
      std::equal_range(ledger.member.begin(), ledger.member.end(), member_row);
  std::vector<LedgerEntry> out;
  out.reserve(static_cast<std::size_t>(last - first));
  for (auto it = first; it != last; ++it) {
    out.push_back(ledger.entry(static_cast<std::size_t>(it - ledger.member.begin())));
  }
  return out;
}

Statement statement_of(std::span<const LedgerEntry> entries, Instant from, Instant until) {
  if (until < from) {
    throw Error("period_reversed", "a statement's period must not end before it begins");
  }
  Statement out;
  out.from = from;
  out.until = until;
  for (const LedgerEntry& entry : entries) {
    const Effect<>& effect = entry.effect;
    if (effect.at >= until) break;  // Entries stand in the order of their instants.
    const bool before = effect.at < from;
    if (!before) out.entries.push_back(entry);
    if (effect.kind != EffectKind::moved || effect.purse != 0) continue;
    const bool beans = effect.currency == Currency::beans;
    if (before) book(beans ? out.beans_opening : out.growth_opening, effect);
    book(beans ? out.beans_closing : out.growth_closing, effect);
  }
  return out;
}

}  // namespace loyaltycore::engine
