#include "loyaltycore/io/event_json.hpp"

#include <algorithm>
#include <concepts>
#include <limits>
#include <utility>

#include "io/instant_text.hpp"
#include "io/parameter_rows.hpp"
#include "io/strict_json.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& code, const std::string& field, const std::string& what,
                         const std::string& remedy) {
  throw DataError(code, "field " + field + ": " + what, field, -1, remedy);
}

[[noreturn]] void refuse_type(const std::string& field, const std::string& remedy) {
  refuse("field_type", field, "this value is of another type", remedy);
}

/// One JSON object whose fields are taken one by one; what nobody takes is unknown.
class ObjectReader {
 public:
  ObjectReader(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
    if (!object.is_object()) {
      const std::string field = path_.empty() ? "event" : path_;
      refuse_type(field, "expected an object");
    }
  }

  /// The value of a field, or null if it is not there.
  const Json* find(std::string_view name) {
    known_.push_back(name);
    const auto found = std::find_if(object_.items().begin(), object_.items().end(),
                                    [name](const auto& item) { return item.key() == name; });
    return found == object_.items().end() ? nullptr : &found.value();
  }
  const Json& require(std::string_view name) {
    const Json* value = find(name);
    if (value != nullptr) return *value;
    for (const auto& item : object_.items()) {
      if (!io::nearest_name(item.key(), {&name, 1}).empty()) refuse_unknown(item.key(), name);
    }
    refuse("field_missing", at(name), "it is missing", "this field must be given");
  }
  [[nodiscard]] std::string at(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
  }
  /// After all fields were asked for.
  void end() const {
    for (const auto& item : object_.items()) {
      if (std::find(known_.begin(), known_.end(), item.key()) == known_.end()) {
        refuse_unknown(item.key(), io::nearest_name(item.key(), known_));
      }
    }
  }
  /// @param nearest the field that was meant, or empty
  [[noreturn]] void refuse_unknown(std::string_view name, std::string_view nearest) const {
    refuse("field_unknown", at(name), "no event field has this name",
           nearest.empty() ? "correct the name, or leave it out"
                           : "did you mean " + std::string(nearest) + "? else leave it out");
  }

 private:
  const Json& object_;
  std::string path_;
  std::vector<std::string_view> known_;  // every name that was asked for
};

std::int64_t integer_of(const Json& value, const std::string& field, std::int64_t least,
                        std::int64_t most) {
  if (!value.is_number_integer()) refuse_type(field, "expected an integer");
  const auto number = value.get<std::int64_t>();
  if (number < least || number > most) {
    refuse("field_range", field, std::to_string(number) + " is out of range",
           "expected " + std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

const std::string& text_of(const Json& value, const std::string& field) {
  if (!value.is_string()) refuse_type(field, "expected text");
  const auto& text = value.get_ref<const std::string&>();
  if (!is_valid_id(text)) {
    refuse("field_range", field, "this text is no id or name",
           "expected 1 to 128 bytes of UTF-8 without NUL");
  }
  return text;
}

Instant instant_of(const Json& value, const std::string& field) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) refuse_type(field, "expected microseconds or ISO 8601 text");
  const auto instant = io::instant_from_text(value.get_ref<const std::string&>());
  if (!instant) {
    refuse("field_range", field, "this is no instant",
           "expected ISO 8601 with an offset, as in \"2016-03-01T12:00:00+08:00\"");
  }
  return *instant;
}

// One overload a type of field: the field's own type says how it is read. -----------------------

template <std::integral Integer>
requires(!std::same_as<Integer, bool>) void take(ObjectReader& object, std::string_view name,
                                                 Integer& out) {
  if (const Json* value = object.find(name)) {
    out = static_cast<Integer>(integer_of(*value, object.at(name),
                                          std::numeric_limits<Integer>::min(),
                                          std::numeric_limits<Integer>::max()));
  }
}

void take(ObjectReader& object, std::string_view name, bool& out) {
  if (const Json* value = object.find(name)) {
    if (!value->is_boolean()) refuse_type(object.at(name), "expected true or false");
    out = value->get<bool>();
  }
}

void take(ObjectReader& object, std::string_view name, std::string& out) {
  if (const Json* value = object.find(name)) out = text_of(*value, object.at(name));
}

void take(ObjectReader& object, std::string_view name, std::vector<std::string>& out) {
  const Json* value = object.find(name);
  if (value == nullptr) return;
  if (!value->is_array()) refuse_type(object.at(name), "expected a list of texts");
  for (const Json& each : *value) {
    out.push_back(text_of(each, object.at(name) + "[" + std::to_string(out.size()) + "]"));
  }
}

/// Ids may be integers: 17 and "17" are one id.
void take_id(ObjectReader& object, std::string_view name, std::string& out) {
  const Json* value = object.find(name);
  if (value == nullptr) return;
  out = value->is_number_integer() ? std::to_string(value->get<std::int64_t>())
                                   : text_of(*value, object.at(name));
}

void take_instant(ObjectReader& object, std::string_view name, Instant& out) {
  if (const Json* value = object.find(name)) out = instant_of(*value, object.at(name));
}

template <class Tag>
void require_quantity(ObjectReader& object, std::string_view name, Quantity<Tag>& out) {
  out = Quantity<Tag>{integer_of(object.require(name), object.at(name),
                                 std::numeric_limits<std::int64_t>::min(),
                                 std::numeric_limits<std::int64_t>::max())};
}

template <class Item, class Read>
void take_list(ObjectReader& object, std::string_view name, std::vector<Item>& out, Read read) {
  const Json* value = object.find(name);
  if (value == nullptr) return;
  if (!value->is_array()) refuse_type(object.at(name), "expected a list of objects");
  for (const Json& each : *value) {
    ObjectReader item(each, object.at(name) + "[" + std::to_string(out.size()) + "]");
    out.push_back(read(item));
    item.end();
  }
}

/// The number of a line or sub-order; one more speaks of the whole order inside.
void take_place(ObjectReader& object, std::string_view name, std::uint16_t& out) {
  if (const Json* value = object.find(name)) {
    out = static_cast<std::uint16_t>(integer_of(*value, object.at(name), 0, kWholeOrder - 1));
  }
}

LineData line_of(ObjectReader& object) {
  LineData line;
  take_place(object, "line", line.line);
  take_place(object, "sub_order", line.sub_order);
  take_id(object, "sku", line.sku);
  take(object, "category", line.category);
  take(object, "store", line.store);
  take(object, "brand", line.brand);
  take(object, "channel", line.channel);
  take(object, "labels", line.labels);
  take(object, "quantity", line.quantity);
  static_cast<void>(object.require("amount_fen"));
  take(object, "amount_fen", line.amount_fen);
  return line;
}

TenderData tender_of(ObjectReader& object) {
  TenderData tender;
  const Json& kind = object.require("kind");
  const auto name =
      std::find(kTenderKindNames.begin(), kTenderKindNames.end(), text_of(kind, object.at("kind")));
  if (name == kTenderKindNames.end()) {
    std::string known;
    for (const std::string_view each : kTenderKindNames) known += " " + std::string(each);
    refuse("field_range", object.at("kind"), "no tender has this name", "known are" + known);
  }
  tender.kind = static_cast<TenderKind>(name - kTenderKindNames.begin());
  static_cast<void>(object.require("amount_fen"));
  take(object, "amount_fen", tender.amount_fen);
  return tender;
}

QuotedLine quoted_line_of(ObjectReader& object) {
  QuotedLine line;
  static_cast<void>(object.require("line"));
  take(object, "line", line.line);
  require_quantity(object, "amount_fen", line.amount);
  require_quantity(object, "beans_money_fen", line.beans_money);
  require_quantity(object, "beans_spent", line.beans_spent);
  require_quantity(object, "beans_earned", line.beans_earned);
  require_quantity(object, "growth_earned", line.growth_earned);
  return line;
}

/// Every number of a quote must be there: a placement binds to all or to none.
QuotedNumbers quote_of(ObjectReader object) {
  QuotedNumbers quote;
  quote.quoted_at = instant_of(object.require("quoted_at"), object.at("quoted_at"));
  quote.valid_until = instant_of(object.require("valid_until"), object.at("valid_until"));
  require_quantity(object, "goods_fen", quote.goods);
  require_quantity(object, "freight_fen", quote.freight);
  require_quantity(object, "cash_due_fen", quote.cash_due);
  require_quantity(object, "beans_available", quote.beans_available);
  require_quantity(object, "beans_usable", quote.beans_usable);
  require_quantity(object, "beans_spent", quote.beans_spent);
  require_quantity(object, "beans_earned", quote.beans_earned);
  require_quantity(object, "growth_earned", quote.growth_earned);
  for (const char* name : {"tier_now", "tier_then", "lines"}) {
    static_cast<void>(object.require(name));
  }
  take(object, "tier_now", quote.tier_now);
  take(object, "tier_then", quote.tier_then);
  take_list(object, "lines", quote.lines, quoted_line_of);
  object.end();
  return quote;
}

void take_kind(ObjectReader& object, EventData& event) {
  const std::string& kind = text_of(object.require("kind"), "kind");
  const auto name = std::find(kEventKindNames.begin(), kEventKindNames.end(), kind);
  event.kind = name == kEventKindNames.end()
                   ? EventKind::declared
                   : static_cast<EventKind>(name - kEventKindNames.begin());
  if (name == kEventKindNames.end()) {
    event.declared = kind;
  } else if (event.kind == EventKind::declared) {
    refuse("field_range", "kind", "this says no kind",
           "write the name of the programme's own kind itself");
  }
}

void take_archived(ObjectReader& object, std::string& out) {
  const Json* value = object.find("archived");
  if (value == nullptr) return;
  const auto digit = [](char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    return kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
  };
  if (!value->is_string()) refuse_type("archived", "expected text");
  const auto& text = value->get_ref<const std::string&>();
  bool good = !text.empty() && text.size() % 2 == 0;
  for (std::size_t i = 0; good && i < text.size(); i += 2) {
    const std::size_t high = digit(text[i]);
    const std::size_t low = digit(text[i + 1]);
    good = high < 16 && low < 16;
    out += static_cast<char>(static_cast<unsigned char>((high << 4U | low) & 0xFFU));
  }
  if (!good) {
    refuse("field_range", "archived", "these are no bytes", "expected pairs of hexadecimal digits");
  }
}

void take_times(ObjectReader& object, EventData& event) {
  // The constructors of Python say `at`, so people write it here too.
  if (object.find("occurred_at") == nullptr && object.find("at") != nullptr) {
    object.refuse_unknown("at", "occurred_at");
  }
  event.occurred_at = instant_of(object.require("occurred_at"), "occurred_at");
  if (const Json* value = object.find("recorded_at")) {
    event.recorded_at = instant_of(*value, "recorded_at");
  }
  take_instant(object, "expires_at", event.expires_at);
  take_instant(object, "completed_at", event.completed_at);
}

EventData event_of(const Json& document) {
  ObjectReader object(document, "");
  EventData event;
  take_kind(object, event);
  take_id(object, "id", event.id);
  take_id(object, "member", event.member);
  take(object, "scope", event.scope);
  take_times(object, event);
  if (std::int64_t sequence{}; object.find("sequence") != nullptr) {
    take(object, "sequence", sequence);
    event.sequence = sequence;
  }
  take(object, "channel", event.channel);
  take(object, "category", event.category);
  take(object, "store", event.store);
  take(object, "brand", event.brand);
  take_id(object, "sku", event.sku);
  take(object, "labels", event.labels);
  take(object, "segments", event.segments);
  take_id(object, "order", event.order);
  if (object.find("sub_order") != nullptr) {
    take_place(object, "sub_order", event.sub_order.emplace());
  }
  take_place(object, "line", event.line);
  take(object, "quantity", event.quantity);
  take(object, "amount_fen", event.amount_fen);
  take(object, "freight_fen", event.freight_fen);
  take(object, "beans", event.beans);
  take(object, "growth", event.growth);
  take_id(object, "subject", event.subject);
  take(object, "item", event.item);
  take(object, "input", event.input);
  take(object, "value", event.value);
  take(object, "ordinal", event.ordinal);
  take_id(object, "group", event.group);
  take_id(object, "token", event.token);
  take(object, "in_doubt", event.in_doubt);
  take(object, "tier", event.tier);
  take(object, "purse", event.purse);
  take(object, "ladder", event.ladder);
  take(object, "copied_percent", event.copied_percent);
  take(object, "duplicate_percent", event.duplicate_percent);
  take(object, "reporters", event.reporters);
  take_list(object, "lines", event.lines, line_of);
  take_list(object, "tenders", event.tenders, tender_of);
  take_archived(object, event.archived);
  if (const Json* value = object.find("quoted")) {
    event.quoted = quote_of(ObjectReader(*value, "quoted"));
  }
  object.end();
  return event;
}

/// `what` is the field that an error in the text itself is told of.
Json parsed(std::string_view json, const std::string& what) {
  std::vector<Problem> problems;
  Json document = io::parse_strict(json, problems);
  if (!problems.empty()) {
    const Problem& first = problems.front();
    refuse("json_invalid", first.pointer.empty() ? what : first.pointer, first.what,
           "expected " + first.expected);
  }
  return document;
}

}  // namespace

EventData event_from_json(std::string_view json) { return event_of(parsed(json, "event")); }

QuotedNumbers quoted_from_json(std::string_view json) {
  const Json document = parsed(json, "quoted");
  return quote_of(ObjectReader(document, "quoted"));
}

std::vector<EventData> events_from_json_lines(std::string_view text) {
  std::vector<EventData> events;
  for (std::int64_t row = 0; !text.empty(); ++row) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      events.push_back(event_from_json(line));
    } catch (const DataError& error) {
      throw error.in_row(row, "line " + std::to_string(row + 1) + ", ");
    }
  }
  return events;
}

}  // namespace loyaltycore
