// The JSON Schema of the programme document, from the parameter table.
#include <algorithm>
#include <set>
#include <vector>

#include "io/exact_text.hpp"
#include "io/parameter_rows.hpp"
#include "io/strict_json.hpp"

namespace loyaltycore {

namespace {

using io::is_data_word;
using io::is_fixed_section;
using io::ParameterNode;
using Json = nlohmann::ordered_json;

constexpr const char* kWord = "^(?!source$|note$)[A-Za-z0-9_-]{1,64}$";
constexpr const char* kInstant =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}"
    "(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$";
constexpr const char* kRatio = "^([0-9]+/[0-9]+|[0-9]+(\\.[0-9]+)?%?)$";

/// Whether the schema describes a whole document or what an overlay changes in one.
enum class Part { document, changes };

/// The same, or null: "not set".
Json or_null(Json schema) {
  if (schema.contains("enum")) {
    schema["enum"].push_back(nullptr);
  } else if (schema.contains("anyOf")) {
    schema["anyOf"].push_back({{"type", "null"}});
  } else if (schema.contains("type") && schema["type"].is_string()) {
    schema["type"] = Json::array({schema["type"], "null"});
  }
  return schema;
}

Json list_of_choices(const Parameter& parameter) {
  Json out = Json::array();
  for (const std::string_view each : io::split(parameter.choices, '|')) out.push_back(each);
  return out;
}

Json word_schema(const Parameter& parameter) {
  if (!is_data_word(parameter.unit)) return {{"type", "string"}, {"pattern", kWord}};
  return {{"type", "string"}, {"minLength", 1}, {"maxLength", 128}};
}

Json scalar_schema(const Parameter& parameter) {
  Json items;
  switch (parameter.type) {
    case ParameterType::boolean:
      return {{"type", "boolean"}};
    case ParameterType::text:
      return {{"type", "string"}};
    case ParameterType::name:
      return word_schema(parameter);
    case ParameterType::choice:
      return {{"enum", list_of_choices(parameter)}};
    case ParameterType::instant:
      return {{"type", "string"}, {"pattern", kInstant}};
    case ParameterType::ratio:
      items = {{"type", "integer"}, {"minimum", 0}, {"maximum", parameter.max.numerator}};
      return {{"anyOf", Json::array({items, Json{{"type", "string"}, {"pattern", kRatio}}})}};
    case ParameterType::names:
      items = word_schema(parameter);
      break;
    case ParameterType::choices:
      items = {{"enum", list_of_choices(parameter)}};
      break;
    default:
      items = {{"type", "integer"},
               {"minimum", parameter.min.numerator},
               {"maximum", parameter.max.numerator}};
      if (parameter.type == ParameterType::integer) return items;
  }
  return {{"type", "array"}, {"items", std::move(items)}, {"uniqueItems", true}};
}

class Writer {
 public:
  explicit Writer(Part part) : part_(part) {}

  Json node(const ParameterNode& node) {
    if (node.parameter == nullptr) return object(node);
    const Parameter& parameter = *node.parameter;
    Json out;
    if (parameter.path == "overlays.*.changes") {
      out = {{"$ref", "#/$defs/changes"}};
    } else if (parameter.type == ParameterType::object) {
      out = object(node);
    } else if (parameter.type == ParameterType::map) {
      out = map(node);
    } else if (parameter.type == ParameterType::list) {
      out = {{"type", "array"}, {"items", Writer{Part::document}.node(node.element.front())}};
    } else {
      out = scalar_schema(parameter);
    }
    if (!parameter.required || part_ == Part::changes) out = or_null(std::move(out));
    out["title"] = parameter.label;
    out["description"] = parameter.doc;
    // Words of our own, which validators pass over and editors of programmes show.
    out["x-title-zh"] = parameter.label_zh;
    if (!parameter.unit.empty()) out["x-unit"] = parameter.unit;
    out["x-tag"] = name_of(parameter.tag);
    out["x-source"] = parameter.source;
    if (!parameter.default_json.empty()) out["default"] = Json::parse(parameter.default_json);
    return out;
  }

  Json object(const ParameterNode& node) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const ParameterNode& child : node.children) {
      if (part_ == Part::changes && is_fixed(node, child)) continue;
      properties[child.key] = this->node(child);
      const bool must = child.parameter != nullptr && child.parameter->required;
      if (must && part_ == Part::document) required.push_back(child.key);
    }
    properties["source"] = {{"type", "string"}};
    properties["note"] = {{"type", "string"}};
    Json out{
        {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) out["required"] = std::move(required);
    return out;
  }

 private:
  /// What an overlay cannot change; only at the top of a document.
  static bool is_fixed(const ParameterNode& node, const ParameterNode& child) {
    return node.key.empty() && is_fixed_section(child.key);
  }

  Json map(const ParameterNode& node) {
    const bool data = is_data_word(node.parameter->unit);
    Json pattern = Json::object();
    Json element = this->node(node.element.front());
    // A null element removes it (in a change) or says nothing.
    pattern[data ? "^(?!source$|note$).{1,128}$" : kWord] = or_null(std::move(element));
    return {{"type", "object"},
            {"properties", {{"source", {{"type", "string"}}}, {"note", {{"type", "string"}}}}},
            {"patternProperties", std::move(pattern)},
            {"additionalProperties", false}};
  }

  Part part_;
};

}  // namespace

std::string program_schema() {
  Json out{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
           {"title", "A loyaltycore programme"}};
  out.update(Writer{Part::document}.object(io::parameter_tree()));
  out["$defs"] = {{"changes", Writer{Part::changes}.object(io::parameter_tree())}};
  return out.dump() + "\n";
}

}  // namespace loyaltycore
