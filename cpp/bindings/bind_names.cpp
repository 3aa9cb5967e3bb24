// bind_names.cpp: the closed lists of the domain, as tuples of names: kinds, tenders, refusals.
#include "bindings/bindings.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/kinds.hpp"
#include "loyaltycore/model/refusal.hpp"
#include "loyaltycore/version.hpp"

namespace loyaltycore::bindings {
namespace {

template <class Names>
Many<py::str> names_of(const Names& names) {
  py::list out;
  for (const std::string_view name : names) out.append(to_str(name));
  return Many<py::str>(py::tuple(out));
}

constexpr const char* kIdHashDoc = R"doc(
Return how an id is shown where its text is not known.

Ids are shown as events told them, as long as they are open. What no event of a member told (the
event whose accrual the record of a late return takes back), and what a snapshot of an older release
did not keep, is shown so. A host finds its own id by this.

Parameters
----------
id : str or int

Returns
-------
str
    "#" and 32 hexadecimal digits.
)doc";

constexpr const char* kRefusalDoc = R"doc(
Why an event changed nothing: stable code, the field to look at, a sentence.

Two refusals are equal when their codes are, and a refusal equals its code as str. `transient`
says that the same event may succeed later; `rank` orders the codes: of several reasons the lowest
rank is reported.
)doc";

void bind_refusal(py::module_& m) {
  py::class_<RefusalInfo>(m, "Refusal", kRefusalDoc)
      .def_property_readonly(
          "code", [](const RefusalInfo& r) { return to_str(r.name); },
          "Stable name, the same in C++, Python, JSON and docs.")
      .def_property_readonly(
          "field", [](const RefusalInfo& r) { return to_str(r.field); },
          "The event field to look at; empty if none.")
      .def_property_readonly(
          "sentence", [](const RefusalInfo& r) { return to_str(r.sentence); },
          "What must hold, and what to do.")
      .def_property_readonly(
          "transient", [](const RefusalInfo& r) { return r.transient; },
          "True if the same event may succeed later.")
      .def_property_readonly(
          "rank", [](const RefusalInfo& r) { return static_cast<int>(r.code); },
          "Of several reasons the lowest rank is reported.")
      .def("__eq__",
           [](const RefusalInfo& a, const py::object& b) -> py::object {
             if (py::isinstance<py::str>(b)) return py::bool_(to_str(a.name).equal(b));
             if (!py::isinstance<RefusalInfo>(b)) {
               return py::reinterpret_borrow<py::object>(Py_NotImplemented);
             }
             return py::bool_(a.code == py::cast<const RefusalInfo&>(b).code);
           })
      .def("__hash__", [](const RefusalInfo& r) { return py::hash(to_str(r.name)); })
      .def("__str__",
           [](const RefusalInfo& r) {
             return concat({r.name, ": ", r.sentence});
           })
      .def("__repr__",
           [](const RefusalInfo& r) {
             return concat({"<Refusal ", r.name, ">"});
           })
      .def("__reduce__", [](const RefusalInfo& r) {
        const py::object named = py::module_::import("loyaltycore._core").attr("refusal_named");
        return py::make_tuple(named, py::make_tuple(to_str(r.name)));
      });
}

}  // namespace

void bind_names(py::module_& m) {
  m.attr("version") = kVersion;
  m.def(
      "event_kinds", [] { return names_of(kEventKindNames); }, "Return the event kinds.");
  m.def(
      "tender_kinds", [] { return names_of(kTenderKindNames); }, "Return the tender kinds.");
  m.def(
      "accounts", [] { return names_of(kAccountNames); }, "Return the accounts of the books.");

  bind_refusal(m);
  m.attr("NEVER") = kNever;
  m.def(
      "instant",
      [](const py::object& value, const std::string& field) { return exact_instant(value, field); },
      py::arg("value"), py::arg("field"),
      "Return microseconds since 1970-01-01 UTC of an aware datetime or int; DataError otherwise.");
  m.def(
      "count",
      [](const py::object& value, const std::string& field) { return exact_int(value, field); },
      py::arg("value"), py::arg("field"), "Return an exact int; DataError for anything else.");
  m.def(
      "refusals",
      [] {
        List<RefusalInfo> out;
        for (const RefusalInfo& each : refusals()) out.append(each);
        return out;
      },
      "Return every refusal in order of rank.");
  m.def(
      "retired_refusals",
      [] {
        List<Tuple<py::int_, py::str, py::str>> out;
        for (const RetiredRefusal& each : kRetiredRefusals) {
          out.append(py::make_tuple(each.number, to_str(each.name), to_str(each.instead)));
        }
        return out;
      },
      "Return rank, code and what is said instead of every code that is kept reserved.");
  m.def(
      "refusal_named",
      [](const std::string& name) -> RefusalInfo {
        const std::optional<Refusal> code = refusal_named(name);
        if (!code) throw py::key_error(name + " is no refusal");
        return info_of(*code);
      },
      py::arg("name"), "Return the refusal of a code; KeyError if there is none.");
  m.def(
      "id_hash",
      [](const std::variant<py::int_, py::str>& id) {
        const auto handle = std::visit([](const auto& each) { return py::handle(each); }, id);
        return "#" + to_hex(id_of(std::string_view{id_text(handle, "id")}));
      },
      py::arg("id"), kIdHashDoc);
  m.def(
      "id_text",
      [](const py::object& id, const std::string& field) { return to_str(id_text(id, field)); },
      py::arg("id"), py::arg("field"),
      "Return a str or an int as the text of an id; DataError for what is no id.");
}

}  // namespace loyaltycore::bindings
