#include "loyaltycore/model/event_data.hpp"

#include <algorithm>

#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/archived_bytes.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore {

namespace {

[[noreturn]] void refuse_text(std::string_view field) {
  throw DataError("id_invalid", "field " + std::string(field) + ": this text is no id or name",
                  std::string(field), -1, "write 1 to 128 bytes of well-formed UTF-8 without NUL");
}

/// Hash of an id; kNoId if the caller gave none.
Id id_in(std::string_view text, std::string_view field) {
  if (text.empty()) return kNoId;
  if (!is_valid_id(text)) refuse_text(field);
  return id_of(text);
}

struct Bound {
  std::uint16_t number;
  std::uint64_t hash;
};

/// A name's number in the programme (kUnnamed if it knows none), and its hash for the content.
Bound name_in(const NameTable& table, NameKind kind, std::string_view text,
              std::string_view field) {
  const std::uint16_t number = table.find(kind, text);
  return {number == 0 && !text.empty() ? kUnnamed : number, id_in(text, field).low};
}

/// A purse or ladder; the first one has no hash, as if it were not named.
Bound book_in(const NameTable& table, NameKind kind, std::string_view text,
              std::string_view field) {
  const std::uint64_t hash = id_in(text, field).low;
  const std::uint8_t index = book_index(table, kind, text);
  return {index, index == 0 ? 0 : hash};
}

struct BoundSet {
  std::uint64_t bits{};
  std::uint64_t hash{};
};

/// Names as bits: number n is bit n. Names that the programme never mentions set none.
BoundSet set_in(const NameTable& table, NameKind kind, const std::vector<std::string>& names,
                std::string_view field) {
  BoundSet out;
  for (const std::string& name : names) {
    if (!is_valid_id(name)) refuse_text(field);
    const std::uint16_t number = table.find(kind, name);
    if (number > 0 && number < 64) out.bits |= std::uint64_t{1} << number;
    out.hash += id_of(name).low;
  }
  return out;
}

OrderLine line_of(const NameTable& table, const LineData& data, ContentNames& hashes) {
  const Bound category = name_in(table, NameKind::category, data.category, "lines.category");
  const Bound store = name_in(table, NameKind::store, data.store, "lines.store");
  const Bound brand = name_in(table, NameKind::brand, data.brand, "lines.brand");
  const Bound channel = name_in(table, NameKind::channel, data.channel, "lines.channel");
  const BoundSet labels = set_in(table, NameKind::label, data.labels, "lines.labels");
  hashes.category = category.hash;
  hashes.store = store.hash;
  hashes.brand = brand.hash;
  hashes.channel = channel.hash;
  hashes.labels = labels.hash;
  OrderLine line;
  line.line = data.line;
  line.sub_order = data.sub_order;
  line.category = category.number;
  line.store = store.number;
  line.brand = brand.number;
  line.channel = channel.number;
  line.sku_class = table.find(NameKind::sku, data.sku);
  line.quantity = data.quantity;
  line.labels = labels.bits;
  line.sku = id_in(data.sku, "lines.sku");
  line.amount = Fen{data.amount_fen};
  return line;
}

}  // namespace

void BoundEvent::bind_fields(const NameTable& table, const EventData& data) {
  event_.kind = data.kind;
  event_.id = id_in(data.id, "id");
  static_cast<void>(id_in(data.member, "member"));
  if (!data.scope.empty()) {
    throw DataError("scope_not_built", "field scope: only the platform (\"\") is built yet",
                    "scope", -1, "leave it out");
  }
  event_.occurred_at = data.occurred_at;
  event_.recorded_at = data.recorded_at.value_or(data.occurred_at);
  event_.order = id_in(data.order, "order");
  event_.sub_order = data.sub_order.value_or(kWholeOrder);
  event_.line = data.line;
  event_.quantity = data.quantity;
  event_.amount = Fen{data.amount_fen};
  event_.freight = Fen{data.freight_fen};
  event_.beans = Beans{data.beans};
  event_.growth = Growth{data.growth};
  event_.subject = id_in(data.subject, "subject");
  const bool opens_review =
      data.kind == EventKind::review_approved || data.kind == EventKind::photo_shown;
  if (opens_review && data.subject.empty()) event_.subject = event_.id;
  event_.sku = id_in(data.sku, "sku");
  event_.sku_class = table.find(NameKind::sku, data.sku);
  event_.value = data.value;
  event_.expires_at = data.expires_at;
  event_.completed_at = data.completed_at;
  event_.ordinal = data.ordinal;
  event_.group = id_in(data.group, "group");
  event_.token = id_in(data.token, "token");
  event_.in_doubt = data.in_doubt;
  event_.copied_percent = data.copied_percent;
  event_.duplicate_percent = data.duplicate_percent;
  event_.reporters = data.reporters;
}

void BoundEvent::bind_names(const NameTable& table, const EventData& data) {
  const Bound declared = name_in(table, NameKind::declared, data.declared, "declared");
  const Bound channel = name_in(table, NameKind::channel, data.channel, "channel");
  const Bound category = name_in(table, NameKind::category, data.category, "category");
  const Bound store = name_in(table, NameKind::store, data.store, "store");
  const Bound brand = name_in(table, NameKind::brand, data.brand, "brand");
  const Bound item = name_in(table, NameKind::item, data.item, "item");
  const Bound input = name_in(table, NameKind::input, data.input, "input");
  const Bound tier = name_in(table, NameKind::tier, data.tier, "tier");
  const Bound purse = book_in(table, NameKind::purse, data.purse, "purse");
  const Bound ladder = book_in(table, NameKind::ladder, data.ladder, "ladder");
  const BoundSet labels = set_in(table, NameKind::label, data.labels, "labels");
  const BoundSet segments = set_in(table, NameKind::segment, data.segments, "segments");
  event_.declared = declared.number;
  event_.channel = channel.number;
  event_.category = category.number;
  event_.store = store.number;
  event_.brand = brand.number;
  event_.item = data.kind == EventKind::credit_updated ? input.number : item.number;
  event_.tier = data.tier.empty()
                    ? std::int16_t{-1}
                    : static_cast<std::int16_t>(table.find(NameKind::tier, data.tier));
  event_.purse = static_cast<std::uint8_t>(purse.number);
  event_.ladder = data.ladder.empty() ? kAnyLadder : static_cast<std::uint8_t>(ladder.number);
  event_.labels = labels.bits;
  event_.segments = segments.bits;
  names_ = {declared.hash, channel.hash, category.hash, store.hash,  brand.hash,  item.hash,
            input.hash,    tier.hash,    purse.hash,    ladder.hash, labels.hash, segments.hash};
}

void BoundEvent::bind_lines(const NameTable& table, const EventData& data) {
  lines_.clear();
  line_names_.clear();
  for (const LineData& line : data.lines) {
    ContentNames hashes;
    lines_.push_back(line_of(table, line, hashes));
    line_names_.push_back(hashes);
  }
  tenders_.clear();
  for (const TenderData& tender : data.tenders) {
    tenders_.push_back({tender.kind, Fen{tender.amount_fen}});
  }
  event_.lines = lines_;
  event_.tenders = tenders_;
}

void BoundEvent::bind_attached(const NameTable& table, const EventData& data,
                               const ArchivedLine* archived) {
  if (archived == nullptr && !data.archived.empty()) {
    if (!archived_) archived_ = std::make_unique<ArchivedLine>();
    if (!decode_archived(std::as_bytes(std::span{data.archived}), *archived_)) {
      throw DataError("archived_damaged",
                      "field archived: these are not the bytes of an archived line", "archived", -1,
                      "fetch the record again");
    }
    archived = archived_.get();
  }
  if (archived != nullptr) check_own_rules(table, *archived);
  event_.archived = archived;
  if (data.quoted) {
    if (!quoted_) quoted_ = std::make_unique<QuotedNumbers>();
    *quoted_ = *data.quoted;
    event_.quoted = quoted_.get();
  }
}

const Event& BoundEvent::bind(const Program& program, const EventData& data,
                              const ArchivedLine* archived) {
  event_ = Event{};
  bind_fields(program.names(), data);
  bind_names(program.names(), data);
  bind_lines(program.names(), data);
  bind_attached(program.names(), data, archived);
  event_.content = content_of(event_, names_, line_names_, words_);
  return event_;
}

}  // namespace loyaltycore
