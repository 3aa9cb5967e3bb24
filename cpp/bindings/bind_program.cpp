// bind_program.cpp: programmes, their parameters and what two of them differ in.
#include "bindings/bindings.hpp"
#include "loyaltycore/io/parameters.hpp"
#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr const char* kProgramDoc = R"doc(
The core of loyaltycore.Program: one validated programme, immutable.
)doc";

py::object ratio_or_none(bool given, const Ratio<>& ratio) {
  if (!given) return py::none();
  return py::make_tuple(ratio.numerator, ratio.denominator);
}

Dict row_of(const Parameter& parameter) {
  const bool numeric =
      parameter.type == ParameterType::integer || parameter.type == ParameterType::ratio;
  Dict row;
  row["path"] = to_str(parameter.path);
  row["type"] = to_str(name_of(parameter.type));
  row["tag"] = to_str(name_of(parameter.tag));
  row["required"] = parameter.required;
  row["unit"] = to_str(parameter.unit);
  row["choices"] = to_str(parameter.choices);
  row["min"] = ratio_or_none(numeric, parameter.min);
  row["max"] = ratio_or_none(numeric, parameter.max);
  row["step"] = ratio_or_none(numeric && parameter.step.numerator != 0, parameter.step);
  row["default"] = to_str(parameter.default_json);
  row["default_words"] = to_str(parameter.default_words);
  row["label"] = to_str(parameter.label);
  row["label_zh"] = to_str(parameter.label_zh);
  row["doc"] = to_str(parameter.doc);
  row["source"] = to_str(parameter.source);
  return row;
}

List<Tuple<py::str, py::int_, MaybeInt>> versions_of(const Program& program) {
  List<Tuple<py::str, py::int_, MaybeInt>> out;
  for (std::size_t i = 0; i < program.versions().size(); ++i) {
    const Terms<>& terms = program.versions()[i];
    out.append(
        py::make_tuple(to_str(program.version_id(i)), terms.from, instant_or_none(terms.until)));
  }
  return out;
}

List<py::str> tiers_of(const Program& program) {
  List<py::str> out;
  for (const TierLevel<>& level : program.versions().back().ladders[0].levels) {
    out.append(to_str(program.names().name(NameKind::tier, level.name)));
  }
  return out;
}

Program changed(const Program& program, const List<Tuple<py::str, py::str>>& values) {
  std::vector<PathValue> pairs;
  for (const py::handle each : values) {
    const auto pair = py::reinterpret_borrow<py::tuple>(each);
    pairs.emplace_back(exact_text(pair[0], "path"), exact_text(pair[1], "value"));
  }
  return with_values(program, pairs);
}

/// A day where the instant begins one in the programme's zone; "" for kNever.
std::string moment_of(const Program& program, Instant at) {
  if (at == kNever) return {};
  const Day day = program.zone().day_at(at);
  return program.zone().start_of(day) == at ? day_text(day) : instant_text(at);
}

using DifferenceRow = Tuple<py::str, py::str, py::str, py::int_, MaybeInt, py::str, MaybeStr>;

/// (path, before, after, from, until, since, to): values as JSON, instants as numbers and as text.
List<DifferenceRow> difference_of(const Program& before, const Program& after) {
  List<DifferenceRow> out;
  for (const Difference& each : difference(before, after)) {
    out.append(py::make_tuple(each.path, each.before_json, each.after_json, each.from,
                              instant_or_none(each.until), moment_of(before, each.from),
                              text_or_none(moment_of(before, each.until))));
  }
  return out;
}

/// More characters than any document has bytes.
constexpr std::size_t kMostCharacters = std::size_t{1} << 20U;

/// The bytes where they lie: what is too long is refused before anything of it is copied.
std::string_view text_of(const TextOrBytes& json) {
  const auto* const text = std::get_if<py::str>(&json);
  if (const std::size_t size = text == nullptr ? 0 : py::len(*text); size > kMostCharacters) {
    throw ProgramError{
        {Problem{"", concat({"the document has ", std::to_string(size), " characters"}),
                 concat({"at most ", std::to_string(kMostCharacters / 2), " bytes"}), ""}}};
  }
  return utf8_of(json, "json");
}

}  // namespace

void bind_program(py::module_& m) {
  py::class_<Program>(m, "Program", kProgramDoc)
      .def_static(
          "preset", [](const std::string& id) { return Program::preset(id); }, py::arg("id"))
      .def_static("preset_ids", &Program::preset_ids)
      .def_static(
          "from_json", [](const TextOrBytes& json) { return Program::from_json(text_of(json)); },
          py::arg("json"))
      .def_property_readonly("id", [](const Program& p) { return to_str(p.id()); })
      .def_property_readonly("fingerprint",
                             [](const Program& p) { return to_hex(p.fingerprint()); })
      .def_property_readonly("plan_fingerprint",
                             [](const Program& p) { return to_hex(p.plan().fingerprint()); })
      .def_property_readonly("facts_fingerprint",
                             [](const Program& p) { return to_hex(p.facts_fingerprint()); })
      .def_property_readonly("zone_offsets",
                             [](const Program& p) {
                               List<Tuple<py::int_, py::int_>> out;
                               for (const Zone::Offset& each : p.zone().offsets()) {
                                 out.append(py::make_tuple(each.from, each.seconds));
                               }
                               return out;
                             })
      .def("versions", &versions_of)
      .def("tiers", &tiers_of)
      .def("with_values", &changed, py::arg("values"))
      .def("difference", &difference_of, py::arg("after"))
      .def("resolved_json", [](const Program& p) { return resolved_json(p); })
      .def("to_json", [](const Program& p) { return p.to_json(); })
      .def(
          "day_text", [](const Program& p, Instant at) { return day_text(p.zone().day_at(at)); },
          py::arg("at"));
  m.def(
      "program_schema", [] { return loyaltycore::program_schema(); },
      "Return the JSON Schema of the programme document.");
  m.def(
      "parameter_reference", [] { return parameter_reference_markdown(); },
      "Return the reference page of every parameter, Markdown.");
  m.def(
      "parameters",
      [] {
        List<Dict> out;
        for (const Parameter& each : parameters()) out.append(row_of(each));
        return out;
      },
      "Return the parameter table, a dict a row.");
}

}  // namespace loyaltycore::bindings
