// event_json_object.hpp: the values of an event's document, read strictly; what is wrong is told
// with its field.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/quantity.hpp"

namespace loyaltycore::io {

using Json = nlohmann::ordered_json;

/// @throws DataError whose column is the field.
[[noreturn]] void refuse_event(const std::string& code, const std::string& field,
                               const std::string& what, const std::string& remedy);
[[noreturn]] void refuse_event_type(const std::string& field, const std::string& remedy);

/// One JSON object whose fields are taken one by one; what nobody takes is unknown.
class EventObject {
 public:
  /// @param path the object's own field, empty for the event
  /// @throws DataError if it is no object.
  EventObject(const Json& object, std::string path);

  /// The value of a field, or null if it is not there.
  const Json* find(std::string_view name);
  /// @throws DataError if it is not there.
  const Json& require(std::string_view name);
  [[nodiscard]] std::string at(std::string_view name) const;
  /// After all fields were asked for. @throws DataError for an unknown one.
  void end() const;
  /// @param nearest the field that was meant, or empty
  [[noreturn]] void refuse_unknown(std::string_view name, std::string_view nearest) const;

 private:
  const Json& object_;
  std::string path_;
  std::vector<std::string_view> known_;  // every name that was asked for
};

// Each throws DataError for a value of another type, or out of its bounds. ----------------------

[[nodiscard]] std::int64_t event_integer(const Json& value, const std::string& field,
                                         std::int64_t least, std::int64_t most);
/// An id or name.
[[nodiscard]] const std::string& event_text(const Json& value, const std::string& field);
/// Microseconds, or ISO 8601 with an offset.
[[nodiscard]] Instant event_instant(const Json& value, const std::string& field);

// One overload a type of field: the field's own type says how it is read. A field that is not there
// leaves `out` as it was. -----------------------------------------------------------------------

template <std::integral Integer>
requires(!std::same_as<Integer, bool>) void take(EventObject& object, std::string_view name,
                                                 Integer& out) {
  if (const Json* value = object.find(name)) {
    out = static_cast<Integer>(event_integer(*value, object.at(name),
                                             std::numeric_limits<Integer>::min(),
                                             std::numeric_limits<Integer>::max()));
  }
}
void take(EventObject& object, std::string_view name, bool& out);
void take(EventObject& object, std::string_view name, std::string& out);
void take(EventObject& object, std::string_view name, std::vector<std::string>& out);
/// Ids may be integers: 17 and "17" are one id.
void take_id(EventObject& object, std::string_view name, std::string& out);
void take_instant(EventObject& object, std::string_view name, Instant& out);
/// The number of a line or sub-order; one more speaks of the whole order inside.
void take_place(EventObject& object, std::string_view name, std::uint16_t& out);

template <class Tag>
void require_quantity(EventObject& object, std::string_view name, Quantity<Tag>& out) {
  out = Quantity<Tag>{event_integer(object.require(name), object.at(name),
                                    std::numeric_limits<std::int64_t>::min(),
                                    std::numeric_limits<std::int64_t>::max())};
}

template <class Item, class Read>
void take_list(EventObject& object, std::string_view name, std::vector<Item>& out, Read read) {
  const Json* value = object.find(name);
  if (value == nullptr) return;
  if (!value->is_array()) refuse_event_type(object.at(name), "expected a list of objects");
  for (const Json& each : *value) {
    EventObject item(each, object.at(name) + "[" + std::to_string(out.size()) + "]");
    out.push_back(read(item));
    item.end();
  }
}

}  // namespace loyaltycore::io
