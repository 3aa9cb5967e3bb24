// event_fields.hpp: one table of the fields of an event, for setting, reading and printing them.
#pragma once

#include <span>

#include "bindings/bindings.hpp"
#include "loyaltycore/model/event_data.hpp"

namespace loyaltycore::bindings {

/// What a field is to Python, for the stub.
enum class Shown : std::uint8_t {
  name,
  text,
  count,
  instant,
  flag,
  texts,
  lines,
  tenders,
  bytes,
  numbers
};

struct EventField {
  const char* name;
  const char* doc;
  Shown shown;
  /// @throws DataError naming the field.
  void (*set)(EventData& event, py::handle value, const char* field);
  py::object (*get)(const EventData& event);
};

/// Every field that a constructor may set, in the order in which they are printed.
[[nodiscard]] std::span<const EventField> event_fields();

/// Sets a field by name. @throws DataError for a name that no event has.
void set_event_field(EventData& event, py::handle name, py::handle value);

/// Any object is taken, and refused by a sentence of ours; the name is for the stub.
using OneEvent = py::typing::Union<EventData>;
/// @throws TypeError that says how an event is made, for anything else.
[[nodiscard]] const EventData& event_of(const OneEvent& event, std::string_view door);

/// An event of a list. @throws TypeError naming the row for anything else.
[[nodiscard]] const EventData& event_at(const List<EventData>& events, std::size_t row);

/// "OrderPlaced" for order_placed.
[[nodiscard]] std::string camel_case(std::string_view kind);

}  // namespace loyaltycore::bindings
