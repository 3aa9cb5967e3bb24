// replay_view.cpp: what a replay made as columns of NumPy and plain values, each moved, not copied.
#include "bindings/replay_view.hpp"

#include <algorithm>
#include <string_view>

#include "bindings/columns_view.hpp"
#include "bindings/effect_view.hpp"
#include "bindings/interruptible.hpp"
#include "bindings/medal_view.hpp"
#include "bindings/score_view.hpp"

namespace loyaltycore::bindings {
namespace {

using engine::LedgerColumns;
using engine::MemberTable;
using engine::Replay;

template <class T>
void put(py::dict& out, const char* name, std::vector<T>& column) {
  out[name] = to_array(std::move(column));
}

template <class Names>
py::tuple name_tuple(const Names& names) {
  py::list out;
  for (const std::string_view name : names) out.append(to_str(name));
  return py::tuple(out);
}

py::tuple names_in(const Program& program, NameKind kind) {
  py::list out;
  for (std::uint32_t i = 0; i <= program.names().count(kind); ++i) {
    out.append(to_str(program.names().name(kind, static_cast<std::uint16_t>(i))));
  }
  return py::tuple(out);
}

py::object ids_of(engine::MemberIds& ids) {
  if (ids.integers) return to_array(std::move(ids.numbers));
  py::list out;
  for (std::size_t row = 0; row < ids.size(); ++row) {
    check_signals(row);
    out.append(to_str(ids.text(row)));
  }
  return out;
}

py::dict members_of(MemberTable& table) {
  py::dict out;
  out["member"] = ids_of(table.ids);
  put(out, "tier", table.tier);
  put(out, "tier_name", table.tier_name);
  put(out, "tier_expires_at_us", table.tier_expires_at_us);
  put(out, "growth", table.growth);
  put(out, "issued", table.issued);
  put(out, "pending", table.pending);
  put(out, "available", table.available);
  put(out, "held", table.held);
  put(out, "redeemed", table.redeemed);
  put(out, "expired", table.expired);
  put(out, "clawed_back", table.clawed_back);
  put(out, "forfeited", table.forfeited);
  put(out, "debt", table.debt);
  put(out, "next_expiry_on", table.next_expiry_on);
  put(out, "next_expiry_beans", table.next_expiry_beans);
  py::list available;
  for (auto& each : table.available_in) available.append(to_array(std::move(each)));
  py::list growth;
  for (auto& each : table.growth_on) growth.append(to_array(std::move(each)));
  py::list tiers;
  for (auto& each : table.tier_on) tiers.append(to_array(std::move(each)));
  out["available_in"] = available;
  out["growth_on"] = growth;
  out["tier_on"] = tiers;
  py::list scores;
  for (auto& each : table.score) scores.append(to_array(std::move(each)));
  out["score"] = scores;
  py::list medals;
  for (auto& each : table.medal) medals.append(to_array(std::move(each)));
  out["medal"] = medals;
  put(out, "orders", table.orders);
  put(out, "accepted", table.accepted);
  put(out, "refused", table.refused);
  put(out, "duplicates", table.duplicates);
  put(out, "first_at_us", table.first_at_us);
  put(out, "decided_at_us", table.decided_at_us);
  return out;
}

/// Numbers of texts, of one place in every entry.
py::object text_numbers(const LedgerColumns& ledger, std::uint32_t engine::EntryTexts::*place) {
  std::vector<std::uint32_t> out;
  out.reserve(ledger.ids.size());
  // What has no text gets the one behind the last.
  const auto none = static_cast<std::uint32_t>(ledger.texts.size());
  for (const engine::EntryTexts& entry : ledger.ids) out.push_back(std::min(entry.*place, none));
  return to_array(std::move(out));
}

/// The same with "" behind the last.
py::list texts_and_none(const engine::TextList& texts) {
  py::list out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    check_signals(i);
    out.append(to_str(texts.text(i)));
  }
  out.append("");
  return out;
}

/// The rule or the item of every entry, as an effect tells it online.
py::object owner_numbers(const LedgerColumns& ledger,
                         std::uint16_t (*number)(const Effect<>&) noexcept) {
  std::vector<std::uint16_t> out;
  out.reserve(ledger.size());
  for (std::size_t at = 0; at < ledger.size(); ++at) {
    out.push_back(number(ledger.entry(at).effect));
  }
  return to_array(std::move(out));
}

/// Number of a purse or ladder in the words `book`: purses first.
std::uint8_t book_word(Currency currency, std::uint8_t index) {
  return static_cast<std::uint8_t>(currency == Currency::beans ? index : kMostPurses + index);
}
/// The word of what stands in no book.
constexpr std::uint8_t kNoBookWord = kMostPurses + kMostLadders;

py::tuple book_names(const NameTable& names) {
  py::list out;
  const auto add = [&](NameKind kind, std::size_t most) {
    for (std::size_t i = 0; i < most; ++i) {
      const bool has = i <= names.count(kind);
      out.append(to_str(has ? book_name(names, kind, i) : std::string_view{}));
    }
  };
  add(NameKind::purse, kMostPurses);
  add(NameKind::ladder, kMostLadders);
  out.append("");
  return py::tuple(out);
}

py::object books_of(const LedgerColumns& ledger) {
  std::vector<std::uint8_t> out;
  out.reserve(ledger.size());
  for (std::size_t at = 0; at < ledger.size(); ++at) {
    const Effect<> effect = ledger.entry(at).effect;
    const bool has = has_purse(effect) || has_ladder(effect);
    out.push_back(has ? book_word(effect.currency, effect.purse) : kNoBookWord);
  }
  return to_array(std::move(out));
}

py::dict ledger_of(const Program& program, LedgerColumns& ledger) {
  py::dict out;
  // Before the columns that they read move away.
  out["rule"] = owner_numbers(ledger, &rule_number);
  out["item"] = owner_numbers(ledger, &item_number);
  out["book"] = books_of(ledger);
  put_score_columns(out, program, ledger);
  put_medal_column(out, ledger);
  put(out, "member", ledger.member);
  put(out, "event_row", ledger.event_row);
  put(out, "at_us", ledger.at_us);
  put(out, "kind", ledger.kind);
  put(out, "cause", ledger.cause);
  put(out, "currency", ledger.currency);
  put(out, "from_account", ledger.from);
  put(out, "to_account", ledger.to);
  put(out, "funder", ledger.funder);
  put(out, "lot_class", ledger.lot_class);
  put(out, "version", ledger.version);
  put(out, "line", ledger.line);
  put(out, "expires_on", ledger.expires_on);
  put(out, "until_us", ledger.until_us);
  put(out, "amount", ledger.amount);
  put(out, "before", ledger.before);
  put(out, "after", ledger.after);
  out["event_id"] = text_numbers(ledger, &engine::EntryTexts::event);
  out["subject"] = text_numbers(ledger, &engine::EntryTexts::subject);
  out["source"] = text_numbers(ledger, &engine::EntryTexts::source);
  out["texts"] = texts_and_none(ledger.texts);
  return out;
}

py::dict archived_of(engine::ArchivedColumns& archived) {
  py::list orders;
  py::list records;
  for (std::size_t row = 0; row < archived.size(); ++row) {
    check_signals(row);
    orders.append(to_str(archived.order.text(row)));
    const std::string_view record = archived.record.text(row);
    records.append(py::bytes(record.data(), record.size()));
  }
  py::dict out;
  put(out, "member", archived.member);
  out["order"] = orders;
  put(out, "line", archived.line);
  put(out, "closed_at_us", archived.closed_at_us);
  out["record"] = records;
  return out;
}

template <class Row, class Get>
auto column(const std::vector<Row>& rows, Get get) {
  std::vector<decltype(get(rows[0]))> out;
  out.reserve(rows.size());
  for (const Row& row : rows) out.push_back(get(row));
  return to_array(std::move(out));
}

py::dict monthly_of(const engine::Monthly& monthly) {
  using namespace engine;
  const auto day = [](const auto& row) { return first_day_of(row.month); };
  const auto currency = [](const auto& row) { return static_cast<std::uint8_t>(row.currency); };
  const auto book = [](const auto& row) { return book_word(row.currency, row.book); };
  py::dict flows;
  flows["month"] = column(monthly.flows, day);
  flows["currency"] = column(monthly.flows, currency);
  flows["book"] = column(monthly.flows, book);
  flows["cause"] = column(monthly.flows,
                          [](const MonthlyFlow& r) { return static_cast<std::uint8_t>(r.cause); });
  flows["amount"] = column(monthly.flows, [](const MonthlyFlow& r) { return r.amount; });
  flows["entries"] = column(monthly.flows, [](const MonthlyFlow& r) { return r.entries; });
  py::dict accounts;
  const auto& rows = monthly.accounts;
  accounts["month"] = column(rows, day);
  accounts["currency"] = column(rows, currency);
  accounts["book"] = column(rows, book);
  accounts["account"] =
      column(rows, [](const MonthlyAccount& r) { return static_cast<std::uint8_t>(r.account); });
  accounts["opening"] = column(rows, [](const MonthlyAccount& r) { return r.opening; });
  accounts["in"] = column(rows, [](const MonthlyAccount& r) { return r.in; });
  accounts["out"] = column(rows, [](const MonthlyAccount& r) { return r.out; });
  accounts["closing"] = column(rows, [](const MonthlyAccount& r) { return r.closing; });
  py::dict liability;
  const auto& owed = monthly.liability;
  liability["month"] = column(owed, day);
  liability["outstanding"] = column(owed, [](const MonthlyLiability& r) { return r.outstanding; });
  liability["debt"] = column(owed, [](const MonthlyLiability& r) { return r.debt; });
  liability["value_fen"] = column(owed, [](const MonthlyLiability& r) { return r.value_fen; });
  py::dict tiers;
  tiers["month"] = column(monthly.tiers, day);
  tiers["tier"] = column(monthly.tiers, [](const MonthlyTier& r) { return r.tier; });
  tiers["members"] = column(monthly.tiers, [](const MonthlyTier& r) { return r.members; });
  py::dict out;
  out["flows"] = flows;
  out["accounts"] = accounts;
  out["liability"] = liability;
  out["tiers"] = tiers;
  return out;
}

py::dict counters_of(const Replay& replay) {
  const engine::Counters& counters = replay.counters;
  py::dict codes;
  for (const engine::RefusalCount& each : counters.refused_by_code) {
    codes[to_str(info_of(each.code).name)] = each.events;
  }
  py::dict out;
  out["members"] = counters.members;
  out["events"] = counters.events;
  out["accepted"] = counters.accepted;
  out["duplicates"] = counters.duplicates;
  out["refused"] = counters.refused;
  out["ticks"] = counters.ticks;
  out["unnumbered"] = counters.unnumbered;
  out["unknown_categories"] = counters.unknown_categories;
  out["lines"] = counters.lines;
  out["effects"] = counters.effects;
  out["refused_by_code"] = codes;
  return out;
}

/// Names of the numbers in the columns, by table and column.
py::dict words_of(const Program& program) {
  py::list versions;
  for (std::size_t i = 0; i < program.versions().size(); ++i) {
    versions.append(to_str(program.version_id(i)));
  }
  py::dict out;
  out["tier"] = names_in(program, NameKind::tier);
  out["rule"] = names_in(program, NameKind::rule);
  out["item"] = names_in(program, NameKind::item);
  out["score"] = names_in(program, NameKind::score);
  out["medal"] = names_in(program, NameKind::medal);
  out["book"] = book_names(program.names());
  out["version"] = py::tuple(versions);
  out["kind"] = name_tuple(kEffectKindNames);
  out["cause"] = name_tuple(kCauseNames);
  out["currency"] = name_tuple(kCurrencyNames);
  out["account"] = name_tuple(kAccountNames);
  out["funder"] = name_tuple(kFunderNames);
  return out;
}

py::dict refusals_of(engine::RefusalColumns& columns) {
  py::list codes;
  for (std::size_t row = 0; row < columns.code.size(); ++row) {
    check_signals(row);
    codes.append(to_str(info_of(static_cast<Refusal>(columns.code[row])).name));
  }
  py::dict out;
  put(out, "member", columns.member);
  put(out, "event_row", columns.event_row);
  out["code"] = codes;
  return out;
}

}  // namespace

Dict replay_dict(const Program& program, Replay replay) {
  Dict out;
  out["program_id"] = to_str(replay.program_id);
  out["fingerprint"] = to_hex(replay.program_fingerprint);
  out["plan_fingerprint"] = to_hex(replay.plan_fingerprint);
  out["threads"] = replay.threads;
  out["as_of"] = replay.digest.as_of;
  out["digest_members"] = replay.digest.members;
  out["digest"] = to_hex(replay.digest.sum);
  out["counters"] = counters_of(replay);
  out["members"] = members_of(replay.members);
  out["ledger"] = ledger_of(program, replay.ledger);
  out["refusals"] = refusals_of(replay.refusals);
  out["archived"] = archived_of(replay.archived);
  out["monthly"] = monthly_of(replay.monthly);
  out["words"] = words_of(program);
  py::dict elapsed;
  elapsed["bind_ns"] = replay.elapsed.bind;
  elapsed["play_ns"] = replay.elapsed.play;
  elapsed["merge_ns"] = replay.elapsed.merge;
  out["elapsed"] = elapsed;
  return out;
}

engine::Outputs outputs_of(const std::vector<std::string>& names) {
  engine::Outputs out{false, false, false, false, false};
  for (const std::string& name : names) {
    if (name == "members") {
      out.members = true;
    } else if (name == "ledger") {
      out.ledger = true;
    } else if (name == "monthly") {
      out.monthly = true;
    } else if (name == "refusals") {
      out.refusals = true;
    } else if (name == "archived") {
      out.archived = true;
    } else {
      throw DataError("output_unknown", concat({"outputs: no table '", printable(name), "'"}),
                      "outputs", -1, "write members, ledger, monthly, refusals or archived");
    }
  }
  return out;
}

}  // namespace loyaltycore::bindings
