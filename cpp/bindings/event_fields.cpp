// event_fields.cpp: how each field of an event is read from Python and shown to it.
#include "bindings/event_fields.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::bindings {
namespace {

using Text = std::string EventData::*;
using Count = std::int64_t EventData::*;

template <Text M>
constexpr EventField text(const char* name, const char* doc) {
  return {name, doc, Shown::text,
          [](EventData& e, py::handle v, const char* field) { e.*M = name_text(v, field); },
          [](const EventData& e) -> py::object { return text_or_none(e.*M); }};
}

template <Text M>
constexpr EventField id(const char* name, const char* doc) {
  return {name, doc, Shown::text,
          [](EventData& e, py::handle v, const char* field) { e.*M = event_id_text(v, field); },
          [](const EventData& e) -> py::object { return text_or_none(e.*M); }};
}

template <Count M>
constexpr EventField count(const char* name, const char* doc) {
  return {name, doc, Shown::count,
          [](EventData& e, py::handle v, const char* field) { e.*M = exact_int(v, field); },
          [](const EventData& e) -> py::object { return py::int_(e.*M); }};
}

template <class T, T EventData::*M>
constexpr EventField small(const char* name, const char* doc) {
  return {name, doc, Shown::count,
          [](EventData& e, py::handle v, const char* field) {
            e.*M = static_cast<T>(
                exact_int(v, field, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
          },
          [](const EventData& e) -> py::object { return py::int_(e.*M); }};
}

template <Instant EventData::*M>
constexpr EventField instant(const char* name, const char* doc) {
  return {name, doc, Shown::instant,
          [](EventData& e, py::handle v, const char* field) { e.*M = exact_instant(v, field); },
          [](const EventData& e) -> py::object { return instant_or_none(e.*M); }};
}

template <std::vector<std::string> EventData::*M>
constexpr EventField texts(const char* name, const char* doc) {
  return {name, doc, Shown::texts,
          [](EventData& e, py::handle v, const char* field) { e.*M = name_list(v, field); },
          [](const EventData& e) -> py::object { return py::tuple(py::cast(e.*M)); }};
}

/// Elements of a bound class out of any iterable of them.
template <class T>
std::vector<T> items_of(py::handle value, const char* field, const char* remedy) {
  if (!py::isinstance<py::iterable>(value)) refuse_value(field, value, remedy);
  std::vector<T> out;
  for (const py::handle each : value) {
    if (!py::isinstance<T>(each)) refuse_value(field, each, remedy);
    out.push_back(py::cast<const T&>(each));
  }
  return out;
}

void set_lines(EventData& event, py::handle value, const char* field) {
  event.lines = items_of<LineData>(value, field, "write a list of Line(...)");
}
py::object get_lines(const EventData& event) { return py::tuple(py::cast(event.lines)); }

void set_tenders(EventData& event, py::handle value, const char* field) {
  event.tenders = items_of<TenderData>(value, field, "write a list of Tender(...)");
}
py::object get_tenders(const EventData& event) { return py::tuple(py::cast(event.tenders)); }

void set_id(EventData& event, py::handle value, const char* field) {
  event.id = event_id_text(value, field);
}
py::object get_id(const EventData& event) { return to_str(event.id); }

/// Its argument is called `at` at every constructor.
void set_occurred(EventData& event, py::handle value, const char* /*field*/) {
  event.occurred_at = exact_instant(value, "at");
}
py::object get_occurred(const EventData& event) { return py::int_(event.occurred_at); }

void set_recorded(EventData& event, py::handle value, const char* field) {
  event.recorded_at = exact_instant(value, field);
}
py::object get_recorded(const EventData& event) {
  return py::int_(event.recorded_at.value_or(event.occurred_at));
}

void set_sequence(EventData& event, py::handle value, const char* field) {
  event.sequence = exact_int(value, field);
}
py::object get_sequence(const EventData& event) {
  return event.sequence ? py::object(py::int_(*event.sequence)) : py::object(py::none());
}

void set_sub_order(EventData& event, py::handle value, const char* field) {
  event.sub_order = static_cast<std::uint16_t>(exact_int(value, field, 0, kWholeOrder - 1));
}
py::object get_sub_order(const EventData& event) {
  return event.sub_order ? py::object(py::int_(*event.sub_order)) : py::object(py::none());
}

void set_in_doubt(EventData& event, py::handle value, const char* field) {
  event.in_doubt = exact_bool(value, field);
}
py::object get_in_doubt(const EventData& event) { return py::bool_(event.in_doubt); }

void set_archived(EventData& event, py::handle value, const char* field) {
  if (!PyBytes_Check(value.ptr())) refuse_value(field, value, "write the bytes that were archived");
  event.archived = py::cast<std::string>(value);
}
py::object get_archived(const EventData& event) { return py::bytes(event.archived); }

void set_quoted(EventData& event, py::handle value, const char* field) {
  if (!py::isinstance<QuotedNumbers>(value)) {
    refuse_value(field, value, "write quote=, with what Member.quote answered");
  }
  event.quoted = py::cast<const QuotedNumbers&>(value);
}
py::object get_quoted(const EventData& event) { return py::cast(event.quoted); }

constexpr std::array kFields{
    EventField{"id", "The caller's id of this event, unique per member for ever.", Shown::name,
               set_id, get_id},
    id<&EventData::member>("member", "The member it happened to; None if the door says it."),
    text<&EventData::scope>("scope", "Whose programme; None is the platform."),
    EventField{"occurred_at", "Microseconds since 1970-01-01 UTC.", Shown::count, set_occurred,
               get_occurred},
    EventField{"recorded_at", "Microseconds since 1970-01-01 UTC; occurred_at unless told.",
               Shown::count, set_recorded, get_recorded},
    EventField{"sequence", "The caller's order of decisions, None if not given.", Shown::instant,
               set_sequence, get_sequence},
    text<&EventData::channel>("channel", "Where it happened, a name of the data."),
    id<&EventData::order>("order", "The order it speaks of."),
    EventField{"sub_order", "The part of the order, None for the whole.", Shown::instant,
               set_sub_order, get_sub_order},
    small<std::uint16_t, &EventData::line>("line", "The line of the order."),
    text<&EventData::category>("category", "Category of the goods, a name of the data."),
    text<&EventData::store>("store", "Store, a name of the data."),
    text<&EventData::brand>("brand", "Brand, a name of the data."),
    id<&EventData::sku>("sku", "The SKU it speaks of."),
    texts<&EventData::labels>("labels", "Labels of the event."),
    texts<&EventData::segments>("segments", "Segments of the member at that time."),
    small<std::int32_t, &EventData::quantity>("quantity", "Pieces returned or exchanged."),
    count<&EventData::amount_fen>("amount_fen", "Settlement amount or item price, fen."),
    count<&EventData::freight_fen>("freight_fen", "Freight, fen."),
    count<&EventData::beans>("beans", "Beans asked for, held, granted, adjusted or imported."),
    count<&EventData::growth>("growth", "Growth adjusted or imported."),
    id<&EventData::subject>("subject", "The review, photo, hold or event it speaks of."),
    text<&EventData::item>("item", "Item of the programme's catalogue."),
    text<&EventData::input>("input", "Input of the programme."),
    count<&EventData::value>("value", "New value of the input."),
    instant<&EventData::expires_at>("expires_at", "First instant at which it is not usable."),
    instant<&EventData::completed_at>("completed_at", "When the goods were completed."),
    small<std::int32_t, &EventData::ordinal>("ordinal", "1, 2, ...; 0 = not numbered."),
    id<&EventData::group>("group", "Events of one deal between members share it."),
    id<&EventData::token>("token", "What the door issued for a shared limit."),
    EventField{"in_doubt", "A hold that no time-out may release.", Shown::flag, set_in_doubt,
               get_in_doubt},
    text<&EventData::tier>("tier", "Imported tier."),
    text<&EventData::purse>("purse", "Purse of those beans; none = `beans`."),
    text<&EventData::ladder>("ladder", "Ladder of that growth; none = `growth`."),
    small<std::uint8_t, &EventData::copied_percent>("copied_percent", "Evidence, percent."),
    small<std::uint8_t, &EventData::duplicate_percent>("duplicate_percent", "Evidence, percent."),
    small<std::uint16_t, &EventData::reporters>("reporters", "Evidence: members who reported it."),
    EventField{"lines", "Lines of the order.", Shown::lines, set_lines, get_lines},
    EventField{"tenders", "What pays the order.", Shown::tenders, set_tenders, get_tenders},
    EventField{"archived", "Archived record of a closed line, bytes.", Shown::bytes, set_archived,
               get_archived},
    EventField{"quoted", "Numbers of the quote that a placement binds to.", Shown::numbers,
               set_quoted, get_quoted},
};

}  // namespace

std::span<const EventField> event_fields() { return kFields; }

void set_event_field(EventData& event, py::handle name, py::handle value) {
  const std::string wanted = exact_text(name, "event");
  const auto* const found = std::find_if(kFields.begin(), kFields.end(),
                                         [&](const auto& field) { return wanted == field.name; });
  if (found == kFields.end()) {
    std::array<std::string_view, kFields.size()> names;
    std::ranges::transform(kFields, names.begin(), &EventField::name);
    const std::string meant = did_you_mean(wanted, names);
    throw DataError(
        "field_unknown", "no event has a field '" + wanted + "'", wanted, -1,
        meant + (meant.empty() ? "correct the name, or leave it out" : "else leave it out"));
  }
  found->set(event, value, found->name);
}

const EventData& event_of(const OneEvent& event, std::string_view door) {
  if (py::isinstance<EventData>(event)) return event.cast<const EventData&>();
  const auto kind = py::type::of(event).attr("__name__").cast<std::string>();
  throw py::type_error(concat({door, ": got ", kind,
                               "; pass an Event, made by a function such as OrderPaid(...) or by "
                               "Event.from_json(text)"}));
}

const EventData& event_at(const List<EventData>& events, std::size_t row) {
  const py::handle event = events[row];
  if (!py::isinstance<EventData>(event)) {
    throw py::type_error(
        concat({"events, row ", std::to_string(row), ": got ",
                py::type::of(event).attr("__name__").cast<std::string>(), ", pass Event objects"}));
  }
  return event.cast<const EventData&>();
}

std::string camel_case(std::string_view kind) {
  std::string out;
  bool upper = true;
  for (const char letter : kind) {
    if (letter == '_') {
      upper = true;
      continue;
    }
    out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    upper = false;
  }
  return out;
}

}  // namespace loyaltycore::bindings
