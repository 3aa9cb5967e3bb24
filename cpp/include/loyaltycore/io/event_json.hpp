// event_json.hpp: events as JSON, one object each; the fields of model/event_data.hpp by name.
//
// docs/events.md says which kind uses which field. Nothing is guessed: an unknown or repeated key,
// a fraction, a number out of its range, a null or a value of another type is an error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/model/event_data.hpp"

namespace loyaltycore {

/// Reads one event. `kind` is a kind's name or the name of a programme's own kind; instants are
/// microseconds since 1970-01-01 UTC or ISO 8601 text with an offset; ids may be integers; the
/// archived record is hexadecimal.
/// @throws DataError (code `json_invalid`, `field_unknown`, `field_missing`, `field_type` or
///         `field_range`) naming the field.
[[nodiscard]] EventData event_from_json(std::string_view json);

/// One object on one line; fields at their default are left out. event_from_json reads it back.
/// @throws DataError for text that is not UTF-8.
[[nodiscard]] std::string to_json(const EventData& event);

/// The numbers of a quote as the event's field `quoted` holds them, one object on one line.
[[nodiscard]] std::string to_json(const QuotedNumbers& quote);
/// @throws DataError as event_from_json; every number must be there.
[[nodiscard]] QuotedNumbers quoted_from_json(std::string_view json);

/// Reads one event a line; blank lines are skipped.
/// @throws DataError as above; its row is the line counted from 0, its message names it from 1.
[[nodiscard]] std::vector<EventData> events_from_json_lines(std::string_view text);

}  // namespace loyaltycore
