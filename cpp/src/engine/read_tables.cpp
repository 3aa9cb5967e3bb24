// The three tables into one history: check, order, gather.
#include <algorithm>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "engine/content_order.hpp"
#include "engine/event_source.hpp"
#include "engine/history_parts.hpp"
#include "engine/member_order.hpp"
#include "engine/row_join.hpp"
#include "engine/table_reader.hpp"
#include "loyaltycore/model/archived_bytes.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore::engine {

namespace {

constexpr std::int64_t kMostPieces = 1'000'000;
constexpr Bounds kTime{kFirstInstant, kLastInstant};
constexpr Bounds kMoney{0, kLargestAmount};
constexpr Bounds kSigned{-kLargestAmount, kLargestAmount};
constexpr Bounds kPieces{1, kMostPieces};
constexpr Bounds kSmall{0, 0xFFFE};  // 0xFFFF stands for "no sub-order"
constexpr Bounds kPercent{0, 100};
constexpr Bounds kAny{};

/// What decides the order, by row; kept until no second order is needed.
struct Keys {
  IdField member;
  IdField id;
  IdField group;
  Field<std::uint8_t> kind;
  std::vector<std::int64_t> occurred_at;
  std::vector<std::int64_t> recorded_at;
  std::vector<std::int64_t> sequence;
  std::vector<std::uint8_t> sequenced;
};

Keys read_keys(const TableReader& reader, const EventTable& table) {
  Keys keys;
  keys.kind = reader.kinds(table.kind, "kind", kEventKindNames);
  reader.require(table.member, "member");
  reader.check_texts(table.member, "member", false);
  keys.member = reader.ids(table.member, "member");
  reader.require(table.id, "id");
  keys.id = reader.ids(table.id, "id");
  keys.group = reader.ids(table.group, "group");
  for (std::size_t row = 0; row < reader.rows() && reader.checks() == Checks::all; ++row) {
    // Nothing ever speaks of a tick: it may go without an id.
    if (!keys.id.has(row) && keys.kind[row] != static_cast<std::uint8_t>(EventKind::tick)) {
      reader.fail("null", "is null", "id", static_cast<std::int64_t>(row),
                  "every event but a tick has an id");
    }
  }
  const bool strict = reader.checks() == Checks::all;
  reader.require(table.occurred_at_us, "occurred_at_us");
  reader.check_numbers(table.occurred_at_us, "occurred_at_us", strict ? kTime : kAny, false);
  keys.occurred_at =
      reader.numbers<std::int64_t>(table.occurred_at_us, "occurred_at_us", kTime, 0).values;
  keys.recorded_at =
      reader.numbers<std::int64_t>(table.recorded_at_us, "recorded_at_us", kTime, 0).values;
  for (std::size_t row = 0; row < keys.recorded_at.size(); ++row) {
    if (!table.recorded_at_us.has(row)) keys.recorded_at[row] = keys.occurred_at[row];
  }
  keys.sequence = reader.numbers<std::int64_t>(table.sequence, "sequence", kAny, 0).values;
  if (!keys.sequence.empty()) {
    keys.sequenced.assign(table.sequence.present.begin(), table.sequence.present.end());
  }
  return keys;
}

template <class T>
std::vector<T> in_order(const std::vector<T>& values, const std::vector<std::uint32_t>& rows) {
  std::vector<T> out(values.size());
  std::transform(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(values.size()),
                 out.begin(), [&values](std::uint32_t row) { return values[row]; });
  return out;
}

IdField in_order(const IdField& field, const std::vector<std::uint32_t>& rows) {
  return {field.integers, in_order(field.numbers, rows), in_order(field.present, rows),
          in_order(field.codes, rows), field.texts};
}

void gather_events(const TableReader& reader, const EventTable& table, const Keys& keys,
                   const std::vector<std::uint32_t>& rows, EventFields& out) {
  out.kind.values = in_order(keys.kind.values, rows);
  out.id = in_order(keys.id, rows);
  out.occurred_at = in_order(keys.occurred_at, rows);
  out.recorded_at = in_order(keys.recorded_at, rows);
  out.sequence.values = in_order(keys.sequence, rows);
  out.declared = reader.names(table.declared, "declared");
  out.channel = reader.names(table.channel, "channel");
  out.category = reader.names(table.category, "category");
  out.store = reader.names(table.store, "store");
  out.brand = reader.names(table.brand, "brand");
  out.item = reader.names(table.item, "item");
  out.input = reader.names(table.input, "input");
  out.tier = reader.names(table.tier, "tier");
  out.purse = reader.names(table.purse, "purse");
  out.ladder = reader.names(table.ladder, "ladder");
  out.labels = reader.lists(table.labels, "labels");
  out.segments = reader.lists(table.segments, "segments");
  out.sku = reader.ids(table.sku, "sku");
  out.order = reader.ids(table.order, "order");
  out.subject = reader.ids(table.subject, "subject");
  out.group = in_order(keys.group, rows);
  out.token = reader.ids(table.token, "token");
  out.sub_order = reader.numbers(table.sub_order, "sub_order", kSmall, kWholeOrder);
  out.line = reader.numbers<std::uint16_t>(table.line, "line", kSmall, 0);
  out.quantity = reader.numbers<std::int32_t>(table.quantity, "quantity", kPieces, 1);
  out.amount = reader.numbers<std::int64_t>(table.amount_fen, "amount_fen", kMoney, 0);
  out.freight = reader.numbers<std::int64_t>(table.freight_fen, "freight_fen", kMoney, 0);
  out.beans = reader.numbers<std::int64_t>(table.beans, "beans", kSigned, 0);
  out.growth = reader.numbers<std::int64_t>(table.growth, "growth", kSigned, 0);
  out.value = reader.numbers<std::int64_t>(table.value, "value", kAny, 0);
  out.expires_at =
      reader.numbers<std::int64_t>(table.expires_at_us, "expires_at_us", {0, kNever}, kNever);
  out.completed_at =
      reader.numbers<std::int64_t>(table.completed_at_us, "completed_at_us", {0, kNever}, kNever);
  out.ordinal = reader.numbers<std::int32_t>(table.ordinal, "ordinal", {0, 0x7FFF'FFFF}, 0);
  out.in_doubt = reader.numbers<std::uint8_t>(table.in_doubt, "in_doubt", {0, 1}, 0);
  out.copied_percent =
      reader.numbers<std::uint8_t>(table.copied_percent, "copied_percent", kPercent, 0);
  out.duplicate_percent =
      reader.numbers<std::uint8_t>(table.duplicate_percent, "duplicate_percent", kPercent, 0);
  out.reporters = reader.numbers<std::uint16_t>(table.reporters, "reporters", {0, 0xFFFF}, 0);
}

/// Puts the rows of each event in the order of `before`.
template <class Before>
void sort_within_events(JoinedRows& joined, Before before) {
  for (std::size_t e = 0; e + 1 < joined.first.size(); ++e) {
    const auto from = joined.rows.begin() + static_cast<std::ptrdiff_t>(joined.first[e]);
    const auto until = joined.rows.begin() + static_cast<std::ptrdiff_t>(joined.first[e + 1]);
    if (until - from > 1 && !std::is_sorted(from, until, before)) {
      std::stable_sort(from, until, before);
    }
  }
}

/// Lines without numbers are numbered from 1 within their event, in the order of their rows.
Field<std::uint16_t> numbers_in_events(const TableReader& reader, const JoinedRows& joined) {
  Field<std::uint16_t> out;
  out.values.resize(joined.rows.size());
  for (std::size_t e = 0; e + 1 < joined.first.size(); ++e) {
    for (std::uint64_t at = joined.first[e]; at < joined.first[e + 1]; ++at) {
      const std::uint64_t number = at - joined.first[e] + 1;
      if (number > static_cast<std::uint64_t>(kSmall.most)) {
        reader.fail("out_of_range", "is missing, and an event has more lines than numbers", "line",
                    static_cast<std::int64_t>(joined.rows[at]),
                    "give at most 65534 lines an event");
      }
      out.values[at] = static_cast<std::uint16_t>(number);
    }
  }
  return out;
}

void gather_lines(const LineTable& table, Checks checks, RowJoin& join, const CancelFlag* cancel,
                  LineFields& out) {
  TableReader reader{"lines", table.rows, checks, cancel};
  JoinedRows joined = join.join(reader, table.event_row, table.event_id);
  if (table.rows == 0) return;
  if (table.line.given()) reader.check_numbers(table.line, "line", kSmall, false);
  reader.require(table.amount_fen, "amount_fen");
  reader.check_numbers(table.amount_fen, "amount_fen", checks == Checks::all ? kMoney : kAny,
                       false);
  if (checks == Checks::all && table.line.given()) {
    const Field<std::int64_t> line = reader.numbers<std::int64_t>(table.line, "line", kSmall, 0);
    sort_within_events(joined,
                       [&line](std::uint32_t a, std::uint32_t b) { return line[a] < line[b]; });
  }
  reader.set_order(joined.rows);
  out.line = table.line.given() ? reader.numbers<std::uint16_t>(table.line, "line", kSmall, 0)
                                : numbers_in_events(reader, joined);
  out.sub_order = reader.numbers<std::uint16_t>(table.sub_order, "sub_order", kSmall, 0);
  out.sku = reader.ids(table.sku, "sku");
  out.category = reader.names(table.category, "category");
  out.store = reader.names(table.store, "store");
  out.brand = reader.names(table.brand, "brand");
  out.channel = reader.names(table.channel, "channel");
  out.labels = reader.lists(table.labels, "labels");
  out.quantity = reader.numbers<std::int32_t>(table.quantity, "quantity", kPieces, 1);
  out.amount = reader.numbers<std::int64_t>(table.amount_fen, "amount_fen", kMoney, 0);
  out.first = std::move(joined.first);
}

void gather_tenders(const TenderTable& table, Checks checks, RowJoin& join,
                    const CancelFlag* cancel, TenderFields& out) {
  TableReader reader{"tenders", table.rows, checks, cancel};
  JoinedRows joined = join.join(reader, table.event_row, table.event_id);
  if (table.rows == 0) return;
  reader.require(table.amount_fen, "amount_fen");
  reader.check_numbers(table.amount_fen, "amount_fen", checks == Checks::all ? kMoney : kAny,
                       false);
  if (checks == Checks::all) {
    const Field<std::uint8_t> kind = reader.kinds(table.kind, "kind", kTenderKindNames);
    const auto amount = reader.numbers<std::int64_t>(table.amount_fen, "amount_fen", kMoney, 0);
    sort_within_events(joined, [&kind, &amount](std::uint32_t a, std::uint32_t b) {
      return kind[a] != kind[b] ? kind[a] < kind[b] : amount[a] < amount[b];
    });
  }
  reader.set_order(joined.rows);
  out.kind = reader.kinds(table.kind, "kind", kTenderKindNames);
  out.amount = reader.numbers<std::int64_t>(table.amount_fen, "amount_fen", kMoney, 0);
  out.first = std::move(joined.first);
}

/// From rows to positions.
template <class T>
void place(const Rare<T>& by_row, const std::vector<std::uint32_t>& rows, Rare<T>& out) {
  out.clear();
  for (std::size_t at = 0; at < rows.size() && !by_row.empty(); ++at) {
    if (const T* value = rare_at(by_row, rows[at])) out.emplace_back(at, *value);
  }
}

template <class T>
void check_rows(const TableReader& reader, const RareColumn<T>& column, std::string_view name) {
  bool ascend = column.rows.size() == column.values.size();
  for (std::size_t i = 0; ascend && i < column.rows.size(); ++i) {
    ascend = column.rows[i] < reader.rows() && (i == 0 || column.rows[i - 1] < column.rows[i]);
  }
  if (ascend) return;
  reader.fail("invalid_rows", "has rows that do not ascend within the table, or no value for each",
              name, -1, "give each value the row that it is of, in order");
}

/// Erased members live on as tombstones only: no journal may go on under one.
void refuse_tombstones(const TableReader& reader, const History::Parts& parts) {
  const IdField& ids = parts.member_ids;
  if (ids.integers) return;
  for (std::size_t member = 0; member < parts.members; ++member) {
    DecimalText decimal;
    if (!is_tombstone(ids.text(member, decimal))) continue;
    reader.fail("id_invalid", "holds the tombstone of an erased member", "member",
                static_cast<std::int64_t>(parts.rows[parts.first[member]]),
                "name the member by its own id, or leave out its events");
  }
}

/// A tick without a sequence takes that of the event before it, or else after it: all its member's
/// rows are compared by one.
void lend_sequences(const Keys& keys, const std::vector<std::uint32_t>& rows,
                    History::Parts& parts) {
  if (keys.sequenced.empty()) return;
  std::vector<std::int64_t>& sequence = parts.event.sequence.values;
  for (std::size_t member = 0; member < parts.members; ++member) {
    if (parts.by_sequence[member] == 0) continue;
    const std::size_t first = parts.first[member];
    std::size_t told = first;
    while (keys.sequenced[rows[told]] == 0) ++told;
    std::int64_t last = sequence[told];
    for (std::size_t at = first; at < parts.first[member + 1]; ++at) {
      if (keys.sequenced[rows[at]] == 0) sequence[at] = last;
      last = sequence[at];
    }
  }
}

Instant latest_of(const History::Parts& parts) {
  Instant latest = kFirstInstant;
  for (std::size_t at = 0; at < parts.events; ++at) {
    const bool tick = parts.event.kind[at] == static_cast<std::uint8_t>(EventKind::tick);
    const Instant recorded = parts.recorded_at(at);
    // What is out of range will be refused: it decides nothing.
    if (!tick && recorded <= kLastInstant) latest = std::max(latest, recorded);
  }
  return latest;
}

}  // namespace

Attached read_attached(const EventTable& table) {
  const TableReader reader{"events", table.rows, Checks::all};
  check_rows(reader, table.archived, "archived");
  check_rows(reader, table.quoted, "quoted");
  Attached out;
  for (std::size_t i = 0; i < table.archived.rows.size(); ++i) {
    const std::string_view bytes = table.archived.values[i];
    ArchivedLine& line = out.archived.emplace_back(table.archived.rows[i], ArchivedLine{}).second;
    if (decode_archived(std::as_bytes(std::span{bytes}), line)) continue;
    reader.fail("archived_damaged", "does not hold the bytes of an archived line", "archived",
                static_cast<std::int64_t>(table.archived.rows[i]), "fetch the record again");
  }
  for (std::size_t i = 0; i < table.quoted.rows.size(); ++i) {
    out.quoted.emplace_back(table.quoted.rows[i], table.quoted.values[i]);
  }
  return out;
}

std::shared_ptr<History::Parts> read_tables(const Tables& tables, Checks checks, Attached attached,
                                            const CancelFlag* cancel) {
  const EventTable& events = tables.events;
  TableReader reader{"events", events.rows, checks, cancel};
  if (events.rows >= kNoCode - 2) {
    reader.fail("too_many_rows", "has more rows than one history can hold", "rows", -1,
                "use chunks");
  }
  const Keys keys = read_keys(reader, events);
  MemberOrder order = member_order(
      {&keys.member, &keys.id, keys.recorded_at.empty() ? keys.occurred_at : keys.recorded_at,
       keys.sequence, keys.sequenced, keys.group.given() ? &keys.group : nullptr, &keys.kind},
      cancel);

  auto parts = std::make_shared<History::Parts>();
  parts->events = events.rows;
  parts->lines = tables.lines.rows;
  parts->tenders = tables.tenders.rows;
  parts->first = std::move(order.first);
  parts->members = parts->first.size() - 1;
  parts->member_ids = std::move(order.member_ids);
  parts->by_sequence = std::move(order.by_sequence);
  const auto gather = [&] {
    reader.set_order(order.rows);
    gather_events(reader, events, keys, order.rows, parts->event);
    lend_sequences(keys, order.rows, *parts);
    RowJoin join{parts->event.id, order.rows};
    gather_lines(tables.lines, checks, join, cancel, parts->line);
    gather_tenders(tables.tenders, checks, join, cancel, parts->tender);
    place(attached.archived, order.rows, parts->attached.archived);
    place(attached.quoted, order.rows, parts->attached.quoted);
  };
  gather();
  if (order_by_content(*parts, order.rows, cancel)) gather();
  parts->latest = latest_of(*parts);
  parts->rows = std::move(order.rows);
  refuse_tombstones(reader, *parts);
  return parts;
}

}  // namespace loyaltycore::engine
