// The writing half of event_json.hpp: fields in the order of EventData, defaults left out.
#include <concepts>

#include "io/strict_json.hpp"
#include "loyaltycore/io/event_json.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore {

namespace {

using Json = nlohmann::ordered_json;

template <class Value>
void put(Json& object, const char* name, const Value& value, const Value& absent) {
  if (value != absent) object[name] = value;
}
void put(Json& object, const char* name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}
void put(Json& object, const char* name, const std::vector<std::string>& values) {
  if (!values.empty()) object[name] = values;
}

Json json_of(const LineData& line) {
  Json out = Json::object();
  out["line"] = line.line;
  put(out, "sub_order", line.sub_order, {});
  put(out, "sku", line.sku);
  put(out, "category", line.category);
  put(out, "store", line.store);
  put(out, "brand", line.brand);
  put(out, "channel", line.channel);
  put(out, "labels", line.labels);
  put(out, "quantity", line.quantity, 1);
  out["amount_fen"] = line.amount_fen;
  return out;
}

Json json_of(const TenderData& tender) {
  Json out = Json::object();
  out["kind"] = kTenderKindNames[static_cast<std::size_t>(tender.kind)];
  out["amount_fen"] = tender.amount_fen;
  return out;
}

Json json_of(const QuotedLine& line) {
  Json out = Json::object();
  out["line"] = line.line;
  out["amount_fen"] = line.amount.count;
  out["beans_money_fen"] = line.beans_money.count;
  out["beans_spent"] = line.beans_spent.count;
  out["beans_earned"] = line.beans_earned.count;
  out["growth_earned"] = line.growth_earned.count;
  return out;
}

template <class Item>
Json list_of(const std::vector<Item>& items) {
  Json out = Json::array();
  for (const Item& item : items) out.push_back(json_of(item));
  return out;
}

Json json_of(const QuotedNumbers& quote) {
  Json out = Json::object();
  out["quoted_at"] = quote.quoted_at;
  out["valid_until"] = quote.valid_until;
  out["goods_fen"] = quote.goods.count;
  out["freight_fen"] = quote.freight.count;
  out["cash_due_fen"] = quote.cash_due.count;
  out["beans_available"] = quote.beans_available.count;
  out["beans_usable"] = quote.beans_usable.count;
  out["beans_spent"] = quote.beans_spent.count;
  out["beans_earned"] = quote.beans_earned.count;
  out["growth_earned"] = quote.growth_earned.count;
  out["tier_now"] = quote.tier_now;
  out["tier_then"] = quote.tier_then;
  out["lines"] = list_of(quote.lines);
  return out;
}

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 0xFU];
  }
  return out;
}

void put_names(Json& out, const EventData& event) {
  put(out, "channel", event.channel);
  put(out, "category", event.category);
  put(out, "store", event.store);
  put(out, "brand", event.brand);
  put(out, "sku", event.sku);
  put(out, "labels", event.labels);
  put(out, "segments", event.segments);
}

void put_numbers(Json& out, const EventData& event) {
  put(out, "order", event.order);
  if (event.sub_order) out["sub_order"] = *event.sub_order;
  put(out, "line", event.line, {});
  put(out, "quantity", event.quantity, 1);
  put(out, "amount_fen", event.amount_fen, {});
  put(out, "freight_fen", event.freight_fen, {});
  put(out, "beans", event.beans, {});
  put(out, "growth", event.growth, {});
  put(out, "subject", event.subject);
  put(out, "item", event.item);
  put(out, "input", event.input);
  put(out, "value", event.value, {});
  put(out, "expires_at", event.expires_at, kNever);
  put(out, "completed_at", event.completed_at, kNever);
  put(out, "ordinal", event.ordinal, {});
  put(out, "group", event.group);
  put(out, "token", event.token);
  put(out, "in_doubt", event.in_doubt, {});
  put(out, "tier", event.tier);
  put(out, "purse", event.purse);
  put(out, "ladder", event.ladder);
  put(out, "copied_percent", event.copied_percent, {});
  put(out, "duplicate_percent", event.duplicate_percent, {});
  put(out, "reporters", event.reporters, {});
}

}  // namespace

std::string to_json(const QuotedNumbers& quote) { return json_of(quote).dump(); }

std::string to_json(const EventData& event) {
  Json out = Json::object();
  out["kind"] = event.kind == EventKind::declared
                    ? event.declared
                    : std::string(kEventKindNames[static_cast<std::size_t>(event.kind)]);
  put(out, "id", event.id);
  put(out, "member", event.member);
  put(out, "scope", event.scope);
  out["occurred_at"] = event.occurred_at;
  if (event.recorded_at) out["recorded_at"] = *event.recorded_at;
  if (event.sequence) out["sequence"] = *event.sequence;
  put_names(out, event);
  put_numbers(out, event);
  if (!event.lines.empty()) out["lines"] = list_of(event.lines);
  if (!event.tenders.empty()) out["tenders"] = list_of(event.tenders);
  put(out, "archived", hex_of(event.archived));
  if (event.quoted) out["quoted"] = json_of(*event.quoted);
  try {
    return out.dump();
  } catch (const Json::type_error&) {
    throw DataError("id_invalid", "an id or name of the event is not UTF-8", "event", -1,
                    "write text as UTF-8");
  }
}

}  // namespace loyaltycore
