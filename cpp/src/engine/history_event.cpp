// One event of a history as its caller wrote it: columns back to text, neutral values left out.
#include <algorithm>
#include <optional>
#include <string>

#include "engine/history_parts.hpp"
#include "loyaltycore/engine/history.hpp"
#include "loyaltycore/model/archived_bytes.hpp"

namespace loyaltycore::engine {

namespace {

std::string text_at(const IdField& field, std::size_t at) {
  DecimalText decimal;
  return std::string{field.text(at, decimal)};
}

std::string text_at(const NameField& field, std::size_t at) {
  const std::uint32_t code = field[at];
  return code == kNoCode ? std::string{} : std::string{field.texts->text(code)};
}

std::vector<std::string> texts_at(const NamesField& field, std::size_t at) {
  std::vector<std::string> out;
  if (field.first.empty()) return out;
  for (std::uint64_t i = field.first[at]; i < field.first[at + 1]; ++i) {
    out.emplace_back(field.texts->text(field.codes[i]));
  }
  return out;
}

void write_numbers(const EventFields& e, std::size_t at, EventData& out) {
  out.kind = static_cast<EventKind>(e.kind[at]);
  out.occurred_at = e.occurred_at[at];
  if (!e.recorded_at.empty() && e.recorded_at[at] != e.occurred_at[at]) {
    out.recorded_at = e.recorded_at[at];
  }
  if (e.sub_order[at] != kWholeOrder) out.sub_order = e.sub_order[at];
  out.line = e.line[at];
  out.quantity = e.quantity[at];
  out.amount_fen = e.amount[at];
  out.freight_fen = e.freight[at];
  out.beans = e.beans[at];
  out.growth = e.growth[at];
  out.value = e.value[at];
  out.expires_at = e.expires_at[at];
  out.completed_at = e.completed_at[at];
  out.ordinal = e.ordinal[at];
  out.in_doubt = e.in_doubt[at] != 0;
  out.copied_percent = e.copied_percent[at];
  out.duplicate_percent = e.duplicate_percent[at];
  out.reporters = e.reporters[at];
}

void write_texts(const EventFields& e, std::size_t at, EventData& out) {
  out.declared = text_at(e.declared, at);
  out.id = text_at(e.id, at);
  out.channel = text_at(e.channel, at);
  out.category = text_at(e.category, at);
  out.store = text_at(e.store, at);
  out.brand = text_at(e.brand, at);
  out.sku = text_at(e.sku, at);
  out.labels = texts_at(e.labels, at);
  out.segments = texts_at(e.segments, at);
  out.order = text_at(e.order, at);
  out.subject = text_at(e.subject, at);
  out.item = text_at(e.item, at);
  out.input = text_at(e.input, at);
  out.group = text_at(e.group, at);
  out.token = text_at(e.token, at);
  out.tier = text_at(e.tier, at);
  out.purse = text_at(e.purse, at);
  out.ladder = text_at(e.ladder, at);
}

LineData line_at(const LineFields& l, std::size_t at) {
  LineData out;
  out.line = l.line[at];
  out.sub_order = l.sub_order[at];
  out.sku = text_at(l.sku, at);
  out.category = text_at(l.category, at);
  out.store = text_at(l.store, at);
  out.brand = text_at(l.brand, at);
  out.channel = text_at(l.channel, at);
  out.labels = texts_at(l.labels, at);
  out.quantity = l.quantity[at];
  out.amount_fen = l.amount[at];
  return out;
}

void write_attached(const History::Parts& parts, std::size_t at, EventData& out) {
  if (!parts.line.first.empty()) {
    for (std::uint64_t i = parts.line.first[at]; i < parts.line.first[at + 1]; ++i) {
      out.lines.push_back(line_at(parts.line, i));
    }
  }
  if (!parts.tender.first.empty()) {
    for (std::uint64_t i = parts.tender.first[at]; i < parts.tender.first[at + 1]; ++i) {
      out.tenders.push_back(
          {static_cast<TenderKind>(parts.tender.kind[i]), parts.tender.amount[i]});
    }
  }
  if (const ArchivedLine* line = rare_at(parts.attached.archived, at)) {
    const std::vector<std::byte> bytes = encode_archived(*line);
    out.archived.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  if (const QuotedNumbers* quoted = rare_at(parts.attached.quoted, at)) out.quoted = *quoted;
}

}  // namespace

EventData History::event_at(std::size_t position) const {
  const Parts& parts = *parts_;
  const auto after = std::upper_bound(parts.first.begin(), parts.first.end(), position);
  const auto member = static_cast<std::size_t>(after - parts.first.begin()) - 1;
  EventData out;
  write_numbers(parts.event, position, out);
  write_texts(parts.event, position, out);
  out.member = member_id(member);
  // A tick's may be its neighbour's.
  if (parts.by_sequence[member] != 0 && out.kind != EventKind::tick) {
    out.sequence = parts.event.sequence[position];
  }
  write_attached(parts, position, out);
  return out;
}

std::optional<std::size_t> History::find_member(std::string_view id) const {
  const IdField& ids = parts_->member_ids;
  std::size_t low = 0;
  std::size_t high = parts_->members;
  DecimalText decimal;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (ids.text(middle, decimal) < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == parts_->members || ids.text(low, decimal) != id) return std::nullopt;
  return low;
}

std::size_t History::first_event_of(std::size_t index) const noexcept {
  return parts_->first[index];
}

}  // namespace loyaltycore::engine
