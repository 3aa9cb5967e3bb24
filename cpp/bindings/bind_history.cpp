// bind_history.cpp: the Python face of engine/history.hpp. It borrows columns and frees the GIL.
#include <array>
#include <string>

#include "bindings/columns_view.hpp"
#include "bindings/event_fields.hpp"
#include "bindings/interruptible.hpp"
#include "loyaltycore/engine/replay.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::bindings {
namespace {

using engine::Column;
using engine::EventTable;
using engine::History;
using engine::LineTable;
using engine::ListColumn;
using engine::TenderTable;

constexpr const char* kHistoryDoc = R"doc(
The core of loyaltycore.History: events of many members, checked, grouped and sorted once.
)doc";

constexpr const char* kFromColumnsDoc = R"doc(
Check and sort three tables of columns.

Parameters
----------
events, lines, tenders : dict
    `rows` and a column a name: (values, present, texts), where values are a contiguous int64, int32
    or uint8 array, or uint32 codes into `texts`; present is uint8 or None. Columns of several
    names a row are (offsets, codes, texts); `archived` and `quoted` are (rows, values), uint64 and
    a list of bytes or QuotedNumbers.

Raises
------
TypeError
    An array of another dtype or layout: nothing is converted.
DataError
    A value that cannot be read; names column and row.
)doc";

template <class Table>
struct Slot {
  const char* name;
  Column Table::*column;
};

constexpr std::array<Slot<EventTable>, 36> kEventSlots{{
    {"kind", &EventTable::kind},
    {"declared", &EventTable::declared},
    {"id", &EventTable::id},
    {"member", &EventTable::member},
    {"occurred_at_us", &EventTable::occurred_at_us},
    {"recorded_at_us", &EventTable::recorded_at_us},
    {"sequence", &EventTable::sequence},
    {"channel", &EventTable::channel},
    {"category", &EventTable::category},
    {"store", &EventTable::store},
    {"brand", &EventTable::brand},
    {"sku", &EventTable::sku},
    {"order", &EventTable::order},
    {"sub_order", &EventTable::sub_order},
    {"line", &EventTable::line},
    {"quantity", &EventTable::quantity},
    {"amount_fen", &EventTable::amount_fen},
    {"freight_fen", &EventTable::freight_fen},
    {"beans", &EventTable::beans},
    {"growth", &EventTable::growth},
    {"subject", &EventTable::subject},
    {"item", &EventTable::item},
    {"input", &EventTable::input},
    {"value", &EventTable::value},
    {"expires_at_us", &EventTable::expires_at_us},
    {"completed_at_us", &EventTable::completed_at_us},
    {"ordinal", &EventTable::ordinal},
    {"group", &EventTable::group},
    {"token", &EventTable::token},
    {"in_doubt", &EventTable::in_doubt},
    {"tier", &EventTable::tier},
    {"purse", &EventTable::purse},
    {"ladder", &EventTable::ladder},
    {"copied_percent", &EventTable::copied_percent},
    {"duplicate_percent", &EventTable::duplicate_percent},
    {"reporters", &EventTable::reporters},
}};
constexpr std::array<Slot<LineTable>, 11> kLineSlots{{
    {"event_row", &LineTable::event_row},
    {"event_id", &LineTable::event_id},
    {"line", &LineTable::line},
    {"sub_order", &LineTable::sub_order},
    {"sku", &LineTable::sku},
    {"category", &LineTable::category},
    {"store", &LineTable::store},
    {"brand", &LineTable::brand},
    {"channel", &LineTable::channel},
    {"quantity", &LineTable::quantity},
    {"amount_fen", &LineTable::amount_fen},
}};
constexpr std::array<Slot<TenderTable>, 4> kTenderSlots{{
    {"event_row", &TenderTable::event_row},
    {"event_id", &TenderTable::event_id},
    {"kind", &TenderTable::kind},
    {"amount_fen", &TenderTable::amount_fen},
}};

Column column_of(const py::tuple& parts, const char* name) {
  Column out;
  const auto values = parts[0].cast<py::array>();
  if (!parts[2].is_none()) {
    out.values = engine::Coded{span_of<std::uint32_t>(values, name),
                               parts[2].cast<const Texts&>().dictionary};
  } else if (py::isinstance<py::array_t<std::int64_t>>(values)) {
    out.values = span_of<std::int64_t>(values, name);
  } else if (py::isinstance<py::array_t<std::int32_t>>(values)) {
    out.values = span_of<std::int32_t>(values, name);
  } else {
    out.values = span_of<std::uint8_t>(values, name);
  }
  if (!parts[1].is_none()) {
    out.present = span_of<std::uint8_t>(parts[1].cast<py::array>(), name);
  }
  return out;
}

ListColumn lists_of(const py::dict& columns, const char* name) {
  if (!columns.contains(name)) return {};
  const auto parts = columns[name].cast<py::tuple>();
  return {span_of<std::int64_t>(parts[0].cast<py::array>(), name),
          {span_of<std::uint32_t>(parts[1].cast<py::array>(), name),
           parts[2].cast<const Texts&>().dictionary}};
}

/// What few rows carry, with its own memory.
template <class T>
struct RareValues {
  std::vector<std::uint64_t> rows;
  std::vector<T> values;

  RareValues(const py::dict& columns, const char* name) {
    if (!columns.contains(name)) return;
    const auto parts = columns[name].cast<py::tuple>();
    const auto places = span_of<std::uint64_t>(parts[0].cast<py::array>(), name);
    rows.assign(places.begin(), places.end());
    values = parts[1].cast<std::vector<T>>();
  }
};

template <class Table, std::size_t N>
Table table_of(const py::dict& columns, const std::array<Slot<Table>, N>& slots) {
  Table table;
  if (columns.empty()) return table;
  table.rows = columns["rows"].cast<std::size_t>();
  for (const Slot<Table>& slot : slots) {
    if (columns.contains(slot.name)) {
      const py::tuple parts = columns[slot.name];
      table.*slot.column = column_of(parts, slot.name);
    }
  }
  return table;
}

History from_columns(const Dict& events, const Dict& lines, const Dict& tenders) {
  EventTable event_table = table_of(events, kEventSlots);
  event_table.labels = lists_of(events, "labels");
  event_table.segments = lists_of(events, "segments");
  const RareValues<std::string> archived{events, "archived"};
  const std::vector<std::string_view> records{archived.values.begin(), archived.values.end()};
  event_table.archived = {archived.rows, records};
  const RareValues<QuotedNumbers> quoted{events, "quoted"};
  event_table.quoted = {quoted.rows, quoted.values};
  LineTable line_table = table_of(lines, kLineSlots);
  line_table.labels = lists_of(lines, "labels");
  const TenderTable tender_table = table_of(tenders, kTenderSlots);
  return interruptible(event_table.rows, "", [&](const CancelFlag* cancel) {
    return History::from_columns(event_table, line_table, tender_table, cancel);
  });
}

History from_events(const List<EventData>& events) {
  engine::HistoryBuilder builder;
  for (std::size_t row = 0; row < events.size(); ++row) {
    check_signals(row);
    builder.add(event_at(events, row));
  }
  return interruptible(builder.size(), "",
                       [&](const CancelFlag* cancel) { return builder.build(cancel); });
}

/// The bytes of a str, which live as long as it. @throws DataError for anything else.
std::string_view bytes_of(const py::handle& value, const std::string& column, std::size_t row) {
  Py_ssize_t size = 0;
  const char* text =
      PyUnicode_Check(value.ptr()) != 0 ? PyUnicode_AsUTF8AndSize(value.ptr(), &size) : nullptr;
  if (text == nullptr) {
    PyErr_Clear();
    throw DataError(
        "column_not_text",
        concat({"column ", column, ", row ", std::to_string(row), ": not a str of valid Unicode"}),
        column, static_cast<std::int64_t>(row), "write ids and names as str or int");
  }
  return {text, static_cast<std::size_t>(size)};
}

/// Numbers texts in the order in which they first stand: (codes, present or None, texts).
Tuple<py::object, py::object, Texts> encode_texts(const List<py::object>& values,
                                                  const std::string& column) {
  engine::DictionaryBuilder builder;
  std::vector<std::uint32_t> codes;
  std::vector<std::uint8_t> present;
  codes.reserve(values.size());
  present.reserve(values.size());
  bool whole = true;
  for (std::size_t row = 0; row < values.size(); ++row) {
    check_signals(row);
    const py::handle value = values[row];
    const bool missing = value.is_none();
    whole = whole && !missing;
    present.push_back(missing ? 0 : 1);
    codes.push_back(missing ? engine::kNoCode : builder.code_of(bytes_of(value, column, row)));
  }
  auto texts = interruptible(
      builder.size(), "", [&builder](const CancelFlag* cancel) { return builder.build(cancel); });
  py::object mask = py::none();
  if (!whole) mask = to_array(std::move(present));
  return Tuple<py::object, py::object, Texts>(
      py::make_tuple(to_array(std::move(codes)), mask, Texts{std::move(texts)}));
}

/// Events of one member as History orders them; those without a member are taken as of the others'.
std::vector<std::uint32_t> decided_order(std::vector<EventData> events) {
  engine::HistoryBuilder builder;
  for (EventData& event : events) {
    event.member = "member";
    builder.add(event);
  }
  const History history = builder.build();
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < history.events(); ++i) rows.push_back(history.row_at(i));
  return rows;
}

std::size_t member_of(const History& history, const py::object& member) {
  const std::string id = id_text(member, "member");
  const auto found = history.find_member(id);
  if (!found) {
    throw DataError("name_unknown", "member: no event is of '" + id + "'", "member", -1,
                    "name one of History.member_ids()");
  }
  return *found;
}

/// Events of one member in the order in which they are decided; DataError if none is its.
List<EventData> events_of(const History& history, const py::object& member) {
  const std::size_t found = member_of(history, member);
  List<EventData> out;
  const std::size_t first = history.first_event_of(found);
  for (std::size_t i = 0; i < history.events_of(found); ++i) {
    check_signals(i);
    out.append(history.event_at(first + i));
  }
  return out;
}

py::array refused_with_groups(const History& history, const Program& program, Instant as_of) {
  return to_array(interruptible(history.events(), "", [&](const CancelFlag* cancel) {
    return engine::refused_with_groups(program, history, as_of, cancel);
  }));
}

List<py::str> member_ids(const History& history) {
  List<py::str> out;
  for (std::size_t i = 0; i < history.members(); ++i) {
    check_signals(i);
    out.append(history.member_id(i));
  }
  return out;
}

}  // namespace

void bind_history(py::module_& m) {
  py::class_<Texts>(m, "Texts", "The texts that dictionary codes stand for.")
      .def("__len__", [](const Texts& texts) { return texts.dictionary->size(); });
  m.def("encode_texts", &encode_texts, py::arg("values"), py::arg("column"),
        "Number the texts of a list; None has no number. DataError for anything but str.");
  m.def("decided_order", &decided_order, py::arg("events"),
        "Return the positions of one member's events in the order in which they are decided: by "
        "sequence if all but ticks have one, else by recorded_at and id.");
  py::class_<History>(m, "History", kHistoryDoc)
      .def_static("from_columns", &from_columns, py::arg("events"), py::arg("lines"),
                  py::arg("tenders"), kFromColumnsDoc)
      .def_static("from_events", &from_events, py::arg("events"))
      .def(
          "numbered",
          [](const History& history, const std::vector<std::string>& kinds, bool by_kind) {
            const auto by = by_kind ? engine::NumberBy::kind : engine::NumberBy::sku;
            return interruptible(history.events(), "", [&](const CancelFlag* cancel) {
              return history.numbered(kinds, by, cancel);
            });
          },
          py::arg("kinds"), py::arg("by_kind"))
      .def_property_readonly("events", &History::events)
      .def_property_readonly("lines", &History::lines)
      .def_property_readonly("tenders", &History::tenders)
      .def_property_readonly("members", &History::members)
      .def_property_readonly("integer_members", &History::integer_members)
      .def_property_readonly("latest", &History::latest)
      .def_property_readonly("nbytes", &History::bytes)
      .def("member_ids", &member_ids)
      .def("events_of", &events_of, py::arg("member"))
      .def(
          "first_event_of",
          [](const History& history, const py::object& member) {
            return history.first_event_of(member_of(history, member));
          },
          py::arg("member"), "Return the position of a member's first event.")
      .def("refused_with_groups", &refused_with_groups, py::arg("program"), py::arg("as_of"),
           "Return for each event, by position, 1 if its group is not booked in a replay until\n"
           "as_of: then it changes nothing. DataError as from replay.");
}

}  // namespace loyaltycore::bindings
