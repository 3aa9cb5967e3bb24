// The rows of an online journal as tables of their own, then as a history.
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/history_parts.hpp"
#include "loyaltycore/engine/history.hpp"
#include "loyaltycore/model/archived_bytes.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

namespace {

/// A column of texts that grows row by row.
class Texts {
 public:
  void push(std::string_view text) {
    codes_.push_back(text.empty() ? kNoCode : texts_.code_of(text));
  }
  /// Once.
  [[nodiscard]] Coded coded(const CancelFlag* cancel) { return {codes_, texts_.build(cancel)}; }
  [[nodiscard]] Column column(const CancelFlag* cancel) { return {coded(cancel), {}}; }
  [[nodiscard]] std::size_t size() const noexcept { return codes_.size(); }

 private:
  std::vector<std::uint32_t> codes_;
  DictionaryBuilder texts_;
};

class TextLists {
 public:
  void push(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) texts_.push(text);
    offsets_.push_back(static_cast<std::int64_t>(texts_.size()));
  }
  [[nodiscard]] ListColumn column(const CancelFlag* cancel) {
    return {offsets_, texts_.coded(cancel)};
  }

 private:
  std::vector<std::int64_t> offsets_{0};
  Texts texts_;
};

/// A column of integers; a missing value is a null.
class Numbers {
 public:
  template <class T>
  void push(const std::optional<T>& value) {
    values_.push_back(value ? static_cast<std::int64_t>(*value) : 0);
    present_.push_back(value ? 1 : 0);
  }
  void push(std::int64_t value) {
    values_.push_back(value);
    present_.push_back(1);
  }
  [[nodiscard]] Column column() const { return {std::span<const std::int64_t>{values_}, present_}; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }

 private:
  std::vector<std::int64_t> values_;
  std::vector<std::uint8_t> present_;
};

struct LineRows {
  Numbers event_row, line, sub_order, quantity, amount;
  Texts sku, category, store, brand, channel;
  TextLists labels;

  void push(std::size_t event, const LineData& data) {
    event_row.push(static_cast<std::int64_t>(event));
    line.push(data.line);
    sub_order.push(data.sub_order);
    quantity.push(data.quantity);
    amount.push(data.amount_fen);
    sku.push(data.sku);
    category.push(data.category);
    store.push(data.store);
    brand.push(data.brand);
    channel.push(data.channel);
    labels.push(data.labels);
  }
  [[nodiscard]] LineTable table(const CancelFlag* cancel) {
    LineTable out;
    out.rows = event_row.size();
    out.event_row = event_row.column();
    out.line = line.column();
    out.sub_order = sub_order.column();
    out.sku = sku.column(cancel);
    out.category = category.column(cancel);
    out.store = store.column(cancel);
    out.brand = brand.column(cancel);
    out.channel = channel.column(cancel);
    out.labels = labels.column(cancel);
    out.quantity = quantity.column();
    out.amount_fen = amount.column();
    return out;
  }
};

struct TenderRows {
  Numbers event_row, kind, amount;

  void push(std::size_t event, const TenderData& data) {
    event_row.push(static_cast<std::int64_t>(event));
    kind.push(static_cast<std::int64_t>(data.kind));
    amount.push(data.amount_fen);
  }
  [[nodiscard]] TenderTable table() const {
    return {event_row.size(), event_row.column(), {}, kind.column(), amount.column()};
  }
};

void check_name(std::string_view text, std::string_view field) {
  if (!is_valid_id(text)) {
    throw DataError("id_invalid", "field " + std::string{field} + ": this text is no id or name",
                    std::string{field}, -1,
                    "write 1 to 128 bytes of well-formed UTF-8 without NUL");
  }
}

/// An empty text is a field that is not given; in a list it would be a name.
void check_text(std::string_view text, std::string_view field) {
  if (!text.empty()) check_name(text, field);
}

/// Everything that can be wrong, before anything is pushed: add changes all columns or none.
void check(const EventData& data) {
  if (!data.scope.empty()) {
    throw DataError("scope_not_built", "field scope: only the platform (\"\") is built yet",
                    "scope", -1, "leave it out");
  }
  if (data.member.empty()) {
    throw DataError("id_missing", "field member: every event has a member", "member", -1,
                    "give the event a member");
  }
  const std::array<std::pair<std::string_view, std::string_view>, 17> texts{{
      {data.declared, "declared"},
      {data.id, "id"},
      {data.member, "member"},
      {data.channel, "channel"},
      {data.category, "category"},
      {data.store, "store"},
      {data.brand, "brand"},
      {data.sku, "sku"},
      {data.order, "order"},
      {data.subject, "subject"},
      {data.item, "item"},
      {data.input, "input"},
      {data.tier, "tier"},
      {data.purse, "purse"},
      {data.ladder, "ladder"},
      {data.group, "group"},
      {data.token, "token"},
  }};
  for (const auto& [text, field] : texts) check_text(text, field);
  for (const std::string& label : data.labels) check_name(label, "labels");
  for (const std::string& segment : data.segments) check_name(segment, "segments");
  for (const LineData& line : data.lines) {
    check_text(line.sku, "lines.sku");
    check_text(line.category, "lines.category");
    check_text(line.store, "lines.store");
    check_text(line.brand, "lines.brand");
    check_text(line.channel, "lines.channel");
    for (const std::string& label : line.labels) check_name(label, "lines.labels");
  }
}

ArchivedLine archived_of(const EventData& data) {
  ArchivedLine line;
  if (!decode_archived(std::as_bytes(std::span{data.archived}), line)) {
    throw DataError("archived_damaged",
                    "field archived: these are not the bytes of an archived line", "archived", -1,
                    "fetch the record again");
  }
  return line;
}

}  // namespace

struct HistoryBuilder::Rows {
  std::size_t size{};
  Numbers kind, occurred_at, recorded_at, sequence, sub_order, line, quantity, amount, freight,
      beans, growth, value, expires_at, completed_at, ordinal, in_doubt, copied, duplicate,
      reporters;
  Texts declared, id, member, channel, category, store, brand, sku, order, subject, item, input,
      tier, purse, ladder, group, token;
  TextLists labels, segments;
  LineRows lines;
  TenderRows tenders;
  Attached attached;

  void push_numbers(const EventData& data);
  void push_texts(const EventData& data);
  /// Once: the texts go with it.
  [[nodiscard]] EventTable table(const CancelFlag* cancel);
};

void HistoryBuilder::Rows::push_numbers(const EventData& data) {
  kind.push(static_cast<std::int64_t>(data.kind));
  occurred_at.push(data.occurred_at);
  recorded_at.push(data.recorded_at);
  sequence.push(data.sequence);
  sub_order.push(data.sub_order);
  line.push(data.line);
  quantity.push(data.quantity);
  amount.push(data.amount_fen);
  freight.push(data.freight_fen);
  beans.push(data.beans);
  growth.push(data.growth);
  value.push(data.value);
  expires_at.push(data.expires_at);
  completed_at.push(data.completed_at);
  ordinal.push(data.ordinal);
  in_doubt.push(data.in_doubt ? 1 : 0);
  copied.push(data.copied_percent);
  duplicate.push(data.duplicate_percent);
  reporters.push(data.reporters);
}

void HistoryBuilder::Rows::push_texts(const EventData& data) {
  declared.push(data.declared);
  id.push(data.id);
  member.push(data.member);
  channel.push(data.channel);
  category.push(data.category);
  store.push(data.store);
  brand.push(data.brand);
  sku.push(data.sku);
  order.push(data.order);
  subject.push(data.subject);
  item.push(data.item);
  input.push(data.input);
  tier.push(data.tier);
  purse.push(data.purse);
  ladder.push(data.ladder);
  group.push(data.group);
  token.push(data.token);
  labels.push(data.labels);
  segments.push(data.segments);
}

EventTable HistoryBuilder::Rows::table(const CancelFlag* cancel) {
  EventTable out;
  out.rows = size;
  out.kind = kind.column();
  out.declared = declared.column(cancel);
  out.id = id.column(cancel);
  out.member = member.column(cancel);
  out.occurred_at_us = occurred_at.column();
  out.recorded_at_us = recorded_at.column();
  out.sequence = sequence.column();
  out.channel = channel.column(cancel);
  out.category = category.column(cancel);
  out.store = store.column(cancel);
  out.brand = brand.column(cancel);
  out.sku = sku.column(cancel);
  out.labels = labels.column(cancel);
  out.segments = segments.column(cancel);
  out.order = order.column(cancel);
  out.sub_order = sub_order.column();
  out.line = line.column();
  out.quantity = quantity.column();
  out.amount_fen = amount.column();
  out.freight_fen = freight.column();
  out.beans = beans.column();
  out.growth = growth.column();
  out.subject = subject.column(cancel);
  out.item = item.column(cancel);
  out.input = input.column(cancel);
  out.value = value.column();
  out.expires_at_us = expires_at.column();
  out.completed_at_us = completed_at.column();
  out.ordinal = ordinal.column();
  out.in_doubt = in_doubt.column();
  out.group = group.column(cancel);
  out.token = token.column(cancel);
  out.tier = tier.column(cancel);
  out.purse = purse.column(cancel);
  out.ladder = ladder.column(cancel);
  out.copied_percent = copied.column();
  out.duplicate_percent = duplicate.column();
  out.reporters = reporters.column();
  return out;
}

HistoryBuilder::HistoryBuilder() : rows_(std::make_unique<Rows>()) {}
HistoryBuilder::~HistoryBuilder() = default;
HistoryBuilder::HistoryBuilder(HistoryBuilder&&) noexcept = default;
HistoryBuilder& HistoryBuilder::operator=(HistoryBuilder&&) noexcept = default;

std::size_t HistoryBuilder::size() const noexcept { return rows_->size; }

void HistoryBuilder::add(const EventData& event, const ArchivedLine* archived) {
  check(event);
  Rows& rows = *rows_;
  if (archived != nullptr) {
    rows.attached.archived.emplace_back(rows.size, *archived);
  } else if (!event.archived.empty()) {
    rows.attached.archived.emplace_back(rows.size, archived_of(event));
  }
  if (event.quoted) rows.attached.quoted.emplace_back(rows.size, *event.quoted);
  rows.push_numbers(event);
  rows.push_texts(event);
  for (const LineData& line : event.lines) rows.lines.push(rows.size, line);
  for (const TenderData& tender : event.tenders) rows.tenders.push(rows.size, tender);
  ++rows.size;
}

History HistoryBuilder::build(const CancelFlag* cancel) {
  const std::unique_ptr<Rows> rows = std::exchange(rows_, std::make_unique<Rows>());
  const EventTable events = rows->table(cancel);
  const LineTable lines = rows->lines.table(cancel);
  const TenderTable tenders = rows->tenders.table();
  return History{read_tables({events, lines, tenders}, Checks::representable,
                             std::move(rows->attached), cancel)};
}

}  // namespace loyaltycore::engine
