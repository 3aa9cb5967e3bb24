// bind_event.cpp: events, order lines and tenders as immutable values.
#include <algorithm>

#include "bindings/event_fields.hpp"
#include "loyaltycore/io/event_json.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/kinds.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr const char* kEventDoc = R"doc(
One fact about one member, immutable. Made by the functions of loyaltycore.events.

Every event has `kind`, `id`, `member` and `occurred_at`; fields that its kind does not use keep
their neutral value. Equal events have equal fields.
)doc";

constexpr const char* kLineDoc = R"doc(
One line of an order: `quantity` equal pieces of one SKU.

Parameters
----------
amount_fen : int
    To be paid for the whole line, after promotions and before tenders, fen, >= 0.
category, store, brand : str, default ""
    Names of the data; a programme's sets bind to them.
channel : str, default ""
    Where this line was bought, if not where its order was.
sku : str or int, default ""
    Which goods.
quantity : int, default 1
    Pieces.
line : int, optional
    Number of the line within its order; the position from 1 on if no line of the order has one.
sub_order : int, default 0
    Lines of one number ship together.
labels : list of str, default ()
    Labels of the goods.

Raises
------
DataError
    A value of the wrong kind: a float amount, a bool, text; names the field.
)doc";

constexpr const char* kTenderDoc = R"doc(
One way in which an order is paid.

Parameters
----------
kind : str
    One of `loyaltycore.TENDER_KINDS`.
amount_fen : int
    Fen, > 0. A beans tender carries the money that the beans stand for.

Raises
------
DataError
    An unknown kind or an amount that is no int.
)doc";

// Any object is taken, and refused by a sentence of ours; the names are for the stub.
using Whole = py::typing::Union<py::int_>;
using Word = py::typing::Union<py::str>;
using IdArgument = py::typing::Union<py::str, py::int_>;
using Words = py::typing::Union<py::typing::Iterable<py::str>>;

template <std::size_t N>
std::size_t position_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

LineData make_line(const Whole& amount_fen, const Word& category, const Word& store,
                   const Word& brand, const Word& channel, const IdArgument& sku,
                   const Whole& quantity, const MaybeInt& line, const Whole& sub_order,
                   const Words& labels) {
  LineData out;
  out.amount_fen = exact_int(amount_fen, "amount_fen");
  out.category = name_text(category, "category");
  out.store = name_text(store, "store");
  out.brand = name_text(brand, "brand");
  out.channel = name_text(channel, "channel");
  out.sku = event_id_text(sku, "sku");
  out.quantity =
      static_cast<std::int32_t>(exact_int(quantity, "quantity", -1'000'000'000, 1'000'000'000));
  if (!line.is_none()) out.line = static_cast<std::uint16_t>(exact_int(line, "line", 1, 0xFFFE));
  out.sub_order = static_cast<std::uint16_t>(exact_int(sub_order, "sub_order", 0, 0xFFFE));
  out.labels = name_list(labels, "labels");
  return out;
}

TenderData make_tender(const Word& kind, const Whole& amount_fen) {
  const std::string name = exact_text(kind, "kind");
  const std::size_t number = position_of(kTenderKindNames, name);
  if (number == kTenderKinds) {
    refuse_value(
        "kind", kind,
        concat({did_you_mean(name, kTenderKindNames), "write ", one_of(kTenderKindNames)}));
  }
  return {static_cast<TenderKind>(number), exact_int(amount_fen, "amount_fen")};
}

/// A second constructor that takes what no signature fits, and refuses it by a sentence of ours;
/// help and stub keep the one signature.
template <class T, class Class>
void refuse_other_arguments(Class& cls, const Fields& fields) {
  const auto doc = py::cast<std::string>(cls.attr("__init__").attr("__doc__"));
  py::options options;
  options.disable_function_signatures();
  cls.def(py::init([fields](const py::args& args, const py::kwargs& named) -> T {
            refuse_arguments(fields, args, named);
          }),
          doc.c_str());
}

constexpr std::array<std::string_view, 10> kLineFields{
    "amount_fen", "category", "store", "brand",     "channel",
    "sku",        "quantity", "line",  "sub_order", "labels"};
constexpr std::array<std::string_view, 2> kTenderFields{"kind", "amount_fen"};
constexpr Fields kOfLine{"Line", kLineFields, 0, 1};
constexpr Fields kOfTender{"Tender", kTenderFields, 2, 2};

/// Lines without a number get their position, from 1; some with and some without are refused.
void number_lines(std::vector<LineData>& lines) {
  const auto without = [](const LineData& line) { return line.line == 0; };
  if (std::none_of(lines.begin(), lines.end(), without)) return;
  if (!std::all_of(lines.begin(), lines.end(), without)) {
    throw DataError("field_invalid", "line: some lines have a number and some have none", "line",
                    -1, "number all or none");
  }
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].line = static_cast<std::uint16_t>(i + 1);
}

EventData event_of_json(const TextOrBytes& json) { return event_from_json(utf8_of(json, "json")); }

/// A field that a table or a file may leave out, and an event made by its name may not.
void require(const Dict& fields, const char* name, const char* argument, const char* remedy) {
  if (fields.contains(name) && !py::object(fields[name]).is_none()) return;
  throw DataError("field_missing", std::string{argument} + ": it is missing", argument, -1, remedy);
}

EventData make_event(const std::string& kind, const Dict& fields) {
  EventData out;
  const std::size_t number = position_of(kEventKindNames, kind);
  if (number == kEventKinds) {
    throw DataError("kind_unknown", "kind: no event kind '" + kind + "'", "kind", -1,
                    "write one of loyaltycore.EVENT_KINDS");
  }
  out.kind = static_cast<EventKind>(number);
  require(fields, "occurred_at", "at", "pass at=, an aware datetime or int microseconds");
  if (out.kind != EventKind::tick) {
    require(fields, "id", "id", "pass id=, unique for the member for ever");
  }
  for (const auto& [name, value] : fields) {
    if (!value.is_none()) set_event_field(out, name, value);
  }
  number_lines(out.lines);
  return out;
}

EventData make_declared(const std::string& name, const py::KWArgs<py::object>& fields) {
  Dict renamed;
  for (const auto& [key, value] : fields) {
    renamed[py::cast<std::string>(key) == "at" ? py::str("occurred_at") : py::str(key)] = value;
  }
  if (!is_valid_id(name)) {
    throw DataError("field_invalid", "name: this text is no name", "name", -1,
                    "write 1 to 128 bytes of UTF-8 without NUL");
  }
  if (position_of(kEventKindNames, name) != kEventKinds) {
    throw DataError("kind_taken", "name: '" + name + "' is an event kind already", "name", -1,
                    "make it by its own function, or declare another name");
  }
  EventData out = make_event("declared", renamed);
  out.declared = name;
  return out;
}

std::string event_repr(const EventData& event) {
  const EventData plain;
  std::string out = event.kind == EventKind::declared
                        ? "declared(" + py::cast<std::string>(py::repr(to_str(event.declared)))
                        : camel_case(kEventKindNames[static_cast<std::size_t>(event.kind)]) + "(";
  const char* comma = event.kind == EventKind::declared ? ", " : "";
  for (const EventField& field : event_fields()) {
    const std::string_view name = field.name;
    const py::object value = field.get(event);
    if (value.equal(field.get(plain))) continue;
    if (name == "recorded_at" && !event.recorded_at) continue;
    const bool is_instant = name.ends_with("_at");
    out += comma + std::string{name} + "=";
    if (is_instant) {
      out += instant_text(py::cast<Instant>(value));
    } else if (name == "lines" || name == "tenders") {
      out += std::to_string(py::len(value));
    } else if (name == "archived" || name == "quoted") {
      out += "...";
    } else {
      out += py::cast<std::string>(py::repr(value));
    }
    comma = ", ";
  }
  return out + ")";
}

py::object not_implemented() { return py::reinterpret_borrow<py::object>(Py_NotImplemented); }

template <class T, class Class>
void add_equality(Class& cls) {
  cls.def("__eq__", [](const T& a, const py::object& b) -> py::object {
    if (!py::isinstance<T>(b)) return not_implemented();
    return py::bool_(a == py::cast<const T&>(b));
  });
}

template <class T>
py::cpp_function typed(const EventField& field) {
  return py::cpp_function([get = field.get](const EventData& event) { return T(get(event)); });
}

/// A getter whose type the stub can name.
py::cpp_function getter_of(const EventField& field) {
  switch (field.shown) {
    case Shown::name:
      return typed<py::str>(field);
    case Shown::text:
      return typed<MaybeStr>(field);
    case Shown::count:
      return typed<py::int_>(field);
    case Shown::instant:
      return typed<MaybeInt>(field);
    case Shown::flag:
      return typed<py::bool_>(field);
    case Shown::texts:
      return typed<Many<py::str>>(field);
    case Shown::lines:
      return typed<Many<LineData>>(field);
    case Shown::tenders:
      return typed<Many<TenderData>>(field);
    case Shown::bytes:
      return typed<py::bytes>(field);
    case Shown::numbers:
      return typed<Maybe<QuotedNumbers>>(field);
  }
  return py::cpp_function(field.get);
}

void bind_line(py::module_& m) {
  py::class_<LineData> cls(m, "Line", kLineDoc);
  cls.def(py::init(&make_line), py::kw_only(), py::arg("amount_fen"), py::arg("category") = "",
          py::arg("store") = "", py::arg("brand") = "", py::arg("channel") = "",
          py::arg("sku") = "", py::arg("quantity") = 1, py::arg("line") = py::none(),
          py::arg("sub_order") = 0, py::arg("labels") = py::tuple());
  refuse_other_arguments<LineData>(cls, kOfLine);
  cls.def_property_readonly("line",
                            [](const LineData& l) -> py::object {
                              return l.line == 0 ? py::object(py::none())
                                                 : py::object(py::int_(l.line));
                            })
      .def_readonly("sub_order", &LineData::sub_order)
      .def_readonly("sku", &LineData::sku)
      .def_readonly("category", &LineData::category)
      .def_readonly("store", &LineData::store)
      .def_readonly("brand", &LineData::brand)
      .def_readonly("channel", &LineData::channel)
      .def_property_readonly(
          "labels", [](const LineData& l) { return Many<py::str>(py::tuple(py::cast(l.labels))); })
      .def_readonly("quantity", &LineData::quantity)
      .def_readonly("amount_fen", &LineData::amount_fen)
      .def("__hash__",
           [](const LineData& l) {
             return py::hash(py::make_tuple(l.line, l.sku, l.category, l.quantity, l.amount_fen));
           })
      .def("__repr__",
           [](const LineData& l) {
             std::string out = "Line(amount_fen=" + std::to_string(l.amount_fen);
             if (l.line != 0) out += ", line=" + std::to_string(l.line);
             if (l.quantity != 1) out += ", quantity=" + std::to_string(l.quantity);
             const auto quoted = [](const std::string& text) {
               return py::cast<std::string>(py::repr(to_str(text)));
             };
             if (!l.category.empty()) out += ", category=" + quoted(l.category);
             if (!l.sku.empty()) out += ", sku=" + quoted(l.sku);
             return out + ")";
           })
      .def("__reduce__", [](const LineData& l) {
        const py::object line = l.line == 0 ? py::object(py::none()) : py::int_(l.line);
        const py::object make = py::module_::import("loyaltycore._core").attr("make_line");
        return Tuple<py::object, Many<py::object>>(py::make_tuple(
            make, py::make_tuple(l.amount_fen, l.category, l.store, l.brand, l.channel, l.sku,
                                 l.quantity, line, l.sub_order, l.labels)));
      });
  add_equality<LineData>(cls);
}

void bind_tender(py::module_& m) {
  py::class_<TenderData> cls(m, "Tender", kTenderDoc);
  const auto kind_of = [](const TenderData& t) {
    return to_str(kTenderKindNames[static_cast<std::size_t>(t.kind)]);
  };
  cls.def(py::init(&make_tender), py::arg("kind"), py::arg("amount_fen"));
  refuse_other_arguments<TenderData>(cls, kOfTender);
  cls.def_property_readonly("kind", kind_of)
      .def_readonly("amount_fen", &TenderData::amount_fen)
      .def("__hash__",
           [kind_of](const TenderData& t) {
             return py::hash(py::make_tuple(kind_of(t), t.amount_fen));
           })
      .def("__repr__",
           [](const TenderData& t) {
             return "Tender('" + std::string{kTenderKindNames[static_cast<std::size_t>(t.kind)]} +
                    "', " + std::to_string(t.amount_fen) + ")";
           })
      .def("__reduce__", [kind_of](const TenderData& t) {
        const py::object make = py::module_::import("loyaltycore._core").attr("Tender");
        return py::make_tuple(make, py::make_tuple(kind_of(t), t.amount_fen));
      });
  add_equality<TenderData>(cls);
}

}  // namespace

void bind_event(py::module_& m) {
  bind_line(m);
  bind_tender(m);
  py::class_<EventData> cls(m, "Event", kEventDoc);
  cls.def_property_readonly(
      "kind",
      [](const EventData& e) {
        return e.kind == EventKind::declared
                   ? to_str(e.declared)
                   : to_str(kEventKindNames[static_cast<std::size_t>(e.kind)]);
      },
      "Name of the kind; of the programme's own kind for declared ones.");
  for (const EventField& field : event_fields()) {
    cls.def_property_readonly(field.name, getter_of(field), field.doc);
  }
  cls.def_static("declared", &make_declared, py::arg("name"),
                 "Make an event of a kind that the programme declares; id= and at= are needed.")
      .def_static("from_json", &event_of_json, py::arg("json"),
                  "Read one event; DataError names what is wrong with it.")
      .def(
          "to_json", [](const EventData& e) { return to_json(e); },
          "Return the event as one line of JSON, neutral values left out.")
      .def(
          "for_member",
          [](const EventData& e, const py::object& member) {
            EventData out = e;
            out.member = event_id_text(member, "member");
            return out;
          },
          py::arg("member"), "Return the same event of another member.")
      .def("__hash__",
           [](const EventData& e) { return py::hash(py::make_tuple(e.id, e.occurred_at)); })
      .def("__repr__", &event_repr)
      .def("__reduce__", [](const EventData& e) {
        const py::object read = py::module_::import("loyaltycore._core").attr("event_from_json");
        return py::make_tuple(read, py::make_tuple(to_json(e)));
      });
  add_equality<EventData>(cls);
  m.def("event_from_json", &event_of_json, py::arg("json"),
        "Read one event; DataError names what is wrong with it.");
  m.def("make_line", &make_line, "Make a Line of its fields in order: for pickles.");
  m.def("make_event", &make_event, py::arg("kind"), py::arg("fields"),
        "Make an event of a built-in kind from its fields; None is left out.");
}

}  // namespace loyaltycore::bindings
