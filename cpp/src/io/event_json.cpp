#include "loyaltycore/io/event_json.hpp"

#include <algorithm>

#include "io/event_json_object.hpp"
#include "io/strict_json.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore {

namespace {

using io::event_instant;
using io::event_integer;
using io::event_text;
using io::EventObject;
using io::Json;
using io::refuse_event;
using io::refuse_event_type;

LineData line_of(EventObject& object) {
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

TenderData tender_of(EventObject& object) {
  TenderData tender;
  const Json& kind = object.require("kind");
  const auto name = std::find(kTenderKindNames.begin(), kTenderKindNames.end(),
                              event_text(kind, object.at("kind")));
  if (name == kTenderKindNames.end()) {
    std::string known;
    for (const std::string_view each : kTenderKindNames) known += " " + std::string(each);
    refuse_event("field_range", object.at("kind"), "no tender has this name", "known are" + known);
  }
  tender.kind = static_cast<TenderKind>(name - kTenderKindNames.begin());
  static_cast<void>(object.require("amount_fen"));
  take(object, "amount_fen", tender.amount_fen);
  return tender;
}

QuotedLine quoted_line_of(EventObject& object) {
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
QuotedNumbers quote_of(EventObject object) {
  QuotedNumbers quote;
  quote.quoted_at = event_instant(object.require("quoted_at"), object.at("quoted_at"));
  quote.valid_until = event_instant(object.require("valid_until"), object.at("valid_until"));
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

void take_kind(EventObject& object, EventData& event) {
  const std::string& kind = event_text(object.require("kind"), "kind");
  const auto name = std::find(kEventKindNames.begin(), kEventKindNames.end(), kind);
  event.kind = name == kEventKindNames.end()
                   ? EventKind::declared
                   : static_cast<EventKind>(name - kEventKindNames.begin());
  if (name == kEventKindNames.end()) {
    event.declared = kind;
  } else if (event.kind == EventKind::declared) {
    refuse_event("field_range", "kind", "this says no kind",
                 "write the name of the programme's own kind itself");
  }
}

void take_archived(EventObject& object, std::string& out) {
  const Json* value = object.find("archived");
  if (value == nullptr) return;
  const auto digit = [](char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    return kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
  };
  if (!value->is_string()) refuse_event_type("archived", "expected text");
  const auto& text = value->get_ref<const std::string&>();
  bool good = !text.empty() && text.size() % 2 == 0;
  for (std::size_t i = 0; good && i < text.size(); i += 2) {
    const std::size_t high = digit(text[i]);
    const std::size_t low = digit(text[i + 1]);
    good = high < 16 && low < 16;
    out += static_cast<char>(static_cast<unsigned char>((high << 4U | low) & 0xFFU));
  }
  if (!good) {
    refuse_event("field_range", "archived", "these are no bytes",
                 "expected pairs of hexadecimal digits");
  }
}

void take_times(EventObject& object, EventData& event) {
  // The constructors of Python say `at`, so people write it here too.
  if (object.find("occurred_at") == nullptr && object.find("at") != nullptr) {
    object.refuse_unknown("at", "occurred_at");
  }
  event.occurred_at = event_instant(object.require("occurred_at"), "occurred_at");
  if (const Json* value = object.find("recorded_at")) {
    event.recorded_at = event_instant(*value, "recorded_at");
  }
  take_instant(object, "expires_at", event.expires_at);
  take_instant(object, "completed_at", event.completed_at);
}

EventData event_of(const Json& document) {
  EventObject object(document, "");
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
    event.quoted = quote_of(EventObject(*value, "quoted"));
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
    refuse_event("json_invalid", first.pointer.empty() ? what : first.pointer, first.what,
                 "expected " + first.expected);
  }
  return document;
}

}  // namespace

EventData event_from_json(std::string_view json) { return event_of(parsed(json, "event")); }

QuotedNumbers quoted_from_json(std::string_view json) {
  const Json document = parsed(json, "quoted");
  return quote_of(EventObject(document, "quoted"));
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
