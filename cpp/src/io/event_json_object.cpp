#include "io/event_json_object.hpp"

#include <algorithm>
#include <utility>

#include "io/instant_text.hpp"
#include "io/parameter_rows.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/event.hpp"

namespace loyaltycore::io {

void refuse_event(const std::string& code, const std::string& field, const std::string& what,
                  const std::string& remedy) {
  throw DataError(code, "field " + field + ": " + what, field, -1, remedy);
}

void refuse_event_type(const std::string& field, const std::string& remedy) {
  refuse_event("field_type", field, "this value is of another type", remedy);
}

EventObject::EventObject(const Json& object, std::string path)
    : object_(object), path_(std::move(path)) {
  if (!object.is_object()) {
    const std::string field = path_.empty() ? "event" : path_;
    refuse_event_type(field, "expected an object");
  }
}

const Json* EventObject::find(std::string_view name) {
  known_.push_back(name);
  const auto found = std::find_if(object_.items().begin(), object_.items().end(),
                                  [name](const auto& item) { return item.key() == name; });
  return found == object_.items().end() ? nullptr : &found.value();
}

const Json& EventObject::require(std::string_view name) {
  const Json* value = find(name);
  if (value != nullptr) return *value;
  for (const auto& item : object_.items()) {
    if (!nearest_name(item.key(), {&name, 1}).empty()) refuse_unknown(item.key(), name);
  }
  refuse_event("field_missing", at(name), "it is missing", "this field must be given");
}

std::string EventObject::at(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

void EventObject::end() const {
  for (const auto& item : object_.items()) {
    if (std::find(known_.begin(), known_.end(), item.key()) == known_.end()) {
      refuse_unknown(item.key(), nearest_name(item.key(), known_));
    }
  }
}

void EventObject::refuse_unknown(std::string_view name, std::string_view nearest) const {
  refuse_event("field_unknown", at(name), "no event field has this name",
               nearest.empty() ? "correct the name, or leave it out"
                               : "did you mean " + std::string(nearest) + "? else leave it out");
}

std::int64_t event_integer(const Json& value, const std::string& field, std::int64_t least,
                           std::int64_t most) {
  if (!value.is_number_integer()) refuse_event_type(field, "expected an integer");
  const auto number = value.get<std::int64_t>();
  if (number < least || number > most) {
    refuse_event("field_range", field, std::to_string(number) + " is out of range",
                 "expected " + std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

const std::string& event_text(const Json& value, const std::string& field) {
  if (!value.is_string()) refuse_event_type(field, "expected text");
  const auto& text = value.get_ref<const std::string&>();
  if (!is_valid_id(text)) {
    refuse_event("field_range", field, "this text is no id or name",
                 "expected 1 to 128 bytes of UTF-8 without NUL");
  }
  return text;
}

Instant event_instant(const Json& value, const std::string& field) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) refuse_event_type(field, "expected microseconds or ISO 8601 text");
  const auto instant = instant_from_text(value.get_ref<const std::string&>());
  if (!instant) {
    refuse_event("field_range", field, "this is no instant",
                 "expected ISO 8601 with an offset, as in \"2016-03-01T12:00:00+08:00\"");
  }
  return *instant;
}

void take(EventObject& object, std::string_view name, bool& out) {
  if (const Json* value = object.find(name)) {
    if (!value->is_boolean()) refuse_event_type(object.at(name), "expected true or false");
    out = value->get<bool>();
  }
}

void take(EventObject& object, std::string_view name, std::string& out) {
  if (const Json* value = object.find(name)) out = event_text(*value, object.at(name));
}

void take(EventObject& object, std::string_view name, std::vector<std::string>& out) {
  const Json* value = object.find(name);
  if (value == nullptr) return;
  if (!value->is_array()) refuse_event_type(object.at(name), "expected a list of texts");
  for (const Json& each : *value) {
    out.push_back(event_text(each, object.at(name) + "[" + std::to_string(out.size()) + "]"));
  }
}

void take_id(EventObject& object, std::string_view name, std::string& out) {
  const Json* value = object.find(name);
  if (value == nullptr) return;
  out = value->is_number_integer() ? std::to_string(value->get<std::int64_t>())
                                   : event_text(*value, object.at(name));
}

void take_instant(EventObject& object, std::string_view name, Instant& out) {
  if (const Json* value = object.find(name)) out = event_instant(*value, object.at(name));
}

void take_place(EventObject& object, std::string_view name, std::uint16_t& out) {
  if (const Json* value = object.find(name)) {
    out = static_cast<std::uint16_t>(event_integer(*value, object.at(name), 0, kWholeOrder - 1));
  }
}

}  // namespace loyaltycore::io
