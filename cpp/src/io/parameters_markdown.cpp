// docs/parameters.md, from the parameter table.
#include <algorithm>

#include "io/exact_text.hpp"
#include "io/parameter_rows.hpp"

namespace loyaltycore {

namespace {

constexpr std::string_view kHead =
    "# Parameters\n\n"
    "Generated from the parameter table by `./dev docs`; do not edit.\n\n"
    "The path is dotted; `*` is any key of a map or element of a list. Tag: `lane` numbers can be "
    "swept eight at a\n"
    "time, a `fact` changes what is remembered, `structure` makes other rules. Sources are those "
    "of "
    "docs/sources.md;\n"
    "*ours* means that no public number exists. How a document is written: docs/programme.md.\n";

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string kind_of(const Parameter& parameter) {
  if (!parameter.choices.empty()) {
    std::string out = parameter.type == ParameterType::choices ? "set of" : "one of";
    for (const std::string_view each : io::split(parameter.choices, '|')) {
      out += ' ';
      out += each;
    }
    return out;
  }
  std::string out{name_of(parameter.type)};
  if (!parameter.unit.empty()) {
    out += ", ";
    out += parameter.unit;
  }
  return out;
}

std::string bounds_of(const Parameter& parameter) {
  const bool numeric = parameter.type == ParameterType::integer ||
                       parameter.type == ParameterType::ratio ||
                       parameter.type == ParameterType::integers;
  if (!numeric) return "";
  std::string out = io::ratio_text(parameter.min) + " .. " + io::ratio_text(parameter.max);
  if (parameter.tag == ParameterTag::lane) out += ", step " + io::ratio_text(parameter.step);
  return out;
}

std::string default_of(const Parameter& parameter) {
  if (parameter.required) return "required";
  if (!parameter.default_json.empty()) return cell(parameter.default_json).insert(0, 1, '`') + "`";
  return cell(parameter.default_words);
}

/// Where a chapter of the page starts: the sections, and rules apart from what surrounds them.
std::string chapter_of(std::string_view path) {
  const auto steps = io::split(path, '.');
  const bool of_rule = steps.size() > 1 && steps[1] == "earn";
  return of_rule ? std::string{steps[0]} + ".earn" : std::string{steps[0]};
}

}  // namespace

std::string parameter_reference_markdown() {
  std::string out{kHead};
  std::string chapter;
  for (const Parameter& parameter : parameters()) {
    if (const std::string next = chapter_of(parameter.path); next != chapter) {
      chapter = next;
      out += "\n## " + chapter +
             "\n\n| path | type | default | bounds | tag | meaning | name | source |\n"
             "|---|---|---|---|---|---|---|---|\n";
    }
    out += "| `" + parameter.path + "` | " + kind_of(parameter) + " | " + default_of(parameter) +
           " | " + bounds_of(parameter) + " | " + std::string{name_of(parameter.tag)} + " | " +
           cell(parameter.doc) + " | " + std::string{parameter.label_zh} + " | " +
           cell(parameter.source) + " |\n";
  }
  return out;
}

}  // namespace loyaltycore
