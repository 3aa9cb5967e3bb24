// Types, bounds and defaults: a merged document becomes complete, with one way to write each value.
#include <algorithm>
#include <cstdint>

#include "io/exact_text.hpp"
#include "io/parameter_rows.hpp"
#include "io/program_document.hpp"
#include "loyaltycore/base/id.hpp"

namespace loyaltycore::io {

namespace {

std::string kind_of(const Json& value) {
  if (value.is_number()) return "a number";
  if (value.is_string()) return "a text";
  if (value.is_boolean()) return "true or false";
  if (value.is_array()) return "a list";
  return value.is_object() ? "an object" : "null";
}

/// Long words are cut at 64 bytes, never inside a character.
std::string shown(std::string_view word) {
  std::size_t length = std::min<std::size_t>(word.size(), 64);
  while (length < word.size() && length > 0 && (word[length] & '\xC0') == '\x80') --length;
  return "`" + std::string{word.substr(0, length)} + (length < word.size() ? "...`" : "`");
}

std::string bounds_of(const Parameter& parameter) {
  const std::string unit =
      parameter.unit.empty() ? std::string{} : " (" + std::string{parameter.unit} + ")";
  return "from " + ratio_text(parameter.min) + " to " + ratio_text(parameter.max) + unit;
}

bool word_fits(std::string_view unit, std::string_view word) {
  return is_data_word(unit) ? is_valid_id(word) && !is_remark(word) : is_word(word);
}

std::string word_expected(std::string_view unit) {
  return is_data_word(unit)
             ? "a name of 1 to 128 bytes"
             : "a name of 1 to 64 letters, digits, `_` or `-`; not `source` or `note`";
}

std::string choices_text(const Parameter& parameter) {
  std::string out;
  for (const std::string_view each : split(parameter.choices, '|')) {
    out += (out.empty() ? "" : ", ") + std::string{each};
  }
  return out;
}

}  // namespace

void Resolver::wrong(std::string what, std::string expected, std::string nearest) {
  problems_.add(here(), std::move(what), std::move(expected), std::move(nearest));
}

Json Resolver::resolve(std::size_t version, const ParameterNode& node, const Json& value,
                       Steps steps) {
  version_ = version;
  steps_ = std::move(steps);
  if (value.is_null()) return default_of(node);
  return any(node, value);
}

Json Resolver::any(const ParameterNode& node, const Json& value) {
  if (node.parameter == nullptr) return object(node, value);
  const Parameter& parameter = *node.parameter;
  switch (parameter.type) {
    case ParameterType::object:
      return object(node, value);
    case ParameterType::map:
      return map(node, value);
    case ParameterType::list:
      return list(node, value);
    case ParameterType::integer:
      return integer(parameter, value);
    case ParameterType::ratio:
      return ratio(parameter, value);
    case ParameterType::instant:
      return instant(value);
    case ParameterType::name:
    case ParameterType::choice:
      return word(parameter, value);
    case ParameterType::names:
    case ParameterType::choices:
    case ParameterType::integers:
      return set(parameter, value);
    case ParameterType::boolean:
      if (value.is_boolean()) return value;
      wrong("this is " + kind_of(value), "true or false");
      return default_of(node);
    case ParameterType::text:
      if (value.is_string()) return value;
      wrong("this is " + kind_of(value), "a text");
      return nullptr;
  }
  return nullptr;
}

void Resolver::unknown_key(const ParameterNode& node, const std::string& key) {
  const std::string_view sentence = refused_key(std::span{steps_}.first(steps_.size() - 1), key);
  if (!sentence.empty()) return wrong("`" + key + "`: " + std::string{sentence}, "no such key");
  std::vector<std::string_view> known;
  std::string expected;
  for (const ParameterNode& each : node.children) {
    known.push_back(each.key);
    expected += (expected.empty() ? "one of " : ", ") + each.key;
  }
  wrong("unknown key " + shown(key), std::move(expected), nearest_name(key, known));
}

Json Resolver::object(const ParameterNode& node, const Json& value) {
  // What an overlay changes is checked as part of the version that it makes.
  if (node.parameter != nullptr && node.parameter->path == "overlays.*.changes") {
    if (!value.is_object()) wrong("this is " + kind_of(value), "an object");
    return nullptr;
  }
  if (!value.is_object()) {
    wrong("this is " + kind_of(value), "an object");
    return default_of(node);
  }
  for (const auto& [key, each] : value.items()) {
    if (node.child(key) != nullptr) continue;
    steps_.push_back(key);
    if (!is_remark(key)) {
      unknown_key(node, key);
    } else if (!each.is_string()) {
      wrong("this is " + kind_of(each), "a text");
    }
    steps_.pop_back();
  }
  Json::object_t out;
  out.reserve(node.children.size());
  for (const ParameterNode& child : node.children) {
    if (steps_.empty() && child.key == "overlays") continue;
    const auto found = value.find(child.key);
    steps_.push_back(child.key);
    if (found != value.end() && !found->is_null()) {
      out.emplace_back(child.key, any(child, *found));
    } else if (child.parameter != nullptr && child.parameter->required) {
      const std::string place = here();
      steps_.pop_back();
      if (!problems_.at(place)) {
        wrong("the key `" + child.key + "` is missing", std::string{child.parameter->doc});
      }
      steps_.push_back(child.key);
    } else {
      out.emplace_back(child.key, default_of(child));
    }
    steps_.pop_back();
  }
  return Json(std::move(out));
}

Json Resolver::map(const ParameterNode& node, const Json& value) {
  if (!value.is_object()) {
    wrong("this is " + kind_of(value), "an object");
    return Json::object();
  }
  Json::object_t out;
  out.reserve(value.size());
  std::vector<std::string> keys;
  for (const auto& [key, each] : value.items()) keys.push_back(key);
  std::ranges::sort(keys);
  const std::string_view unit = node.parameter->unit;
  for (const std::string& key : keys) {
    const Json& each = value.at(key);
    steps_.push_back(key);
    if (is_remark(key)) {
      if (!each.is_string()) wrong("this is " + kind_of(each), "a text");
    } else if (!word_fits(unit, key)) {
      wrong("the id " + shown(key) + " cannot be used", word_expected(unit));
    } else if (!each.is_null()) {
      out.emplace_back(key, any(node.element.front(), each));
    }
    steps_.pop_back();
  }
  return Json(std::move(out));
}

Json Resolver::list(const ParameterNode& node, const Json& value) {
  Json out = Json::array();
  if (!value.is_array()) {
    wrong("this is " + kind_of(value), "a list");
    return default_of(node);
  }
  if (value.size() > kMostKeys) {
    wrong("the list has " + std::to_string(value.size()) + " elements",
          "at most " + std::to_string(kMostKeys));
    return default_of(node);
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    steps_.push_back(std::to_string(i));
    out.push_back(any(node.element.front(), value[i]));
    steps_.pop_back();
  }
  return out;
}

Json Resolver::integer(const Parameter& parameter, const Json& value) {
  if (!value.is_number_integer()) {
    // The one number that people try to vary: the answer says why not.
    if (parameter.path == "beans.per_yuan" && value.is_structured()) {
      wrong("the value of a bean varies: a bean is worth the same for every member and funder",
            "one integer " + bounds_of(parameter));
    } else {
      wrong("this is " + kind_of(value), "an integer " + bounds_of(parameter));
    }
    return nullptr;
  }
  const auto number = value.get<std::int64_t>();
  if (number < parameter.min.numerator || number > parameter.max.numerator) {
    wrong(std::to_string(number) + " is out of bounds", "an integer " + bounds_of(parameter));
    return nullptr;
  }
  return number;
}

Json Resolver::ratio(const Parameter& parameter, const Json& value) {
  const std::string expected =
      "an integer or exact text such as \"0.5%\", \"1/200\" or \"1.2\", " + bounds_of(parameter);
  std::optional<Ratio<>> ratio;
  if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    ratio = parse_ratio(std::to_string(number));
  } else if (value.is_string()) {
    ratio = parse_ratio(value.get_ref<const std::string&>());
  } else {
    wrong("this is " + kind_of(value), expected);
    return nullptr;
  }
  if (!ratio) {
    const std::string written = value.is_string() ? value.get<std::string>() : value.dump();
    const bool by_zero = written.find('/') != std::string::npos &&
                         written.find_first_not_of('0', written.find('/') + 1) == std::string::npos;
    wrong(by_zero ? shown(written) + " divides by zero"
                  : shown(written) + " is no exact number that we read",
          expected);
    return nullptr;
  }
  if (Int128{ratio->numerator} > Int128{parameter.max.numerator} * ratio->denominator) {
    wrong(ratio_text(*ratio) + " is out of bounds", expected);
    return nullptr;
  }
  const std::int64_t largest = parameter.unit == "times" ? kLargestTimesTerm : kLargestRatioTerm;
  if (ratio->numerator > largest || ratio->denominator > largest) {
    wrong(ratio_text(*ratio) + " is too fine",
          "terms of the reduced fraction up to " + std::to_string(largest));
    return nullptr;
  }
  return ratio_text(*ratio);
}

Json Resolver::instant(const Json& value) {
  constexpr std::string_view kExpected =
      "a day (\"2016-03-01\") or an instant (\"2016-03-01T10:00:00+08:00\") from 1970 to 9999";
  if (!value.is_string()) {
    wrong("this is " + kind_of(value), std::string{kExpected});
    return nullptr;
  }
  const auto& text = value.get_ref<const std::string&>();
  const auto instant = parse_instant(text, draft_.zone);
  if (!instant) {
    wrong(shown(text) + " is no day or instant that we read", std::string{kExpected});
    return nullptr;
  }
  return instant_text(*instant, draft_.zone);
}

Json Resolver::word(const Parameter& parameter, const Json& value) {
  const bool is_choice = parameter.type == ParameterType::choice;
  const std::string expected =
      is_choice ? "one of " + choices_text(parameter)
                : std::string{parameter.unit} + ": " + word_expected(parameter.unit);
  if (!value.is_string()) {
    wrong("this is " + kind_of(value), expected);
    return nullptr;
  }
  const auto& text = value.get_ref<const std::string&>();
  if (is_choice) {
    const auto choices = split(parameter.choices, '|');
    if (std::ranges::find(choices, text) != choices.end()) return value;
    wrong("unknown word " + shown(text), expected, nearest_name(text, choices));
    return nullptr;
  }
  if (word_fits(parameter.unit, text)) return value;
  wrong(shown(text) + " cannot be used", expected);
  return nullptr;
}

void Resolver::element(const Parameter& parameter, const Json& each) {
  const bool is_number = parameter.type == ParameterType::integers;
  if (is_number) {
    integer(parameter, each);
  } else if (!each.is_string()) {
    wrong("this is " + kind_of(each), "a text");
  } else if (const auto& text = each.get_ref<const std::string&>();
             parameter.type == ParameterType::choices) {
    const auto choices = split(parameter.choices, '|');
    if (std::ranges::find(choices, text) != choices.end()) return;
    wrong("unknown word " + shown(text), "one of " + choices_text(parameter),
          nearest_name(text, choices));
  } else if (!word_fits(parameter.unit, text)) {
    wrong(shown(text) + " cannot be used", word_expected(parameter.unit));
  }
}

Json Resolver::set(const Parameter& parameter, const Json& value) {
  if (!value.is_array()) {
    wrong("this is " + kind_of(value), "a list");
    return Json::array();
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    steps_.push_back(std::to_string(i));
    element(parameter, value[i]);
    steps_.pop_back();
  }
  const std::string place = here();
  if (problems_.at(place)) return Json::array();
  const auto precedes = [](const Json* a, const Json* b) {
    if (a->is_string()) return a->get_ref<const std::string&>() < b->get_ref<const std::string&>();
    return a->get<std::int64_t>() < b->get<std::int64_t>();
  };
  std::vector<const Json*> sorted;
  for (const Json& each : value) sorted.push_back(&each);
  std::ranges::sort(sorted, precedes);
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (precedes(sorted[i - 1], sorted[i])) continue;
    wrong("the list names " + shown(sorted[i]->dump()) + " twice", "each once");
    return Json::array();
  }
  // The order of a set means nothing, except for inputs and own events: their order numbers them.
  if (parameter.path == "inputs" || parameter.path == "events") return value;
  Json::array_t out;
  out.reserve(sorted.size());
  for (const Json* each : sorted) out.push_back(*each);
  return Json(std::move(out));
}

Json Resolver::default_value(const Parameter& parameter) {
  Json out = Json::parse(parameter.default_json);
  if (parameter.type == ParameterType::ratio) {
    const auto ratio = parse_ratio(out.get_ref<const std::string&>());
    return ratio ? Json(ratio_text(*ratio)) : Json();
  }
  if (parameter.type == ParameterType::choices) std::sort(out.begin(), out.end());
  return out;
}

Json Resolver::default_of(const ParameterNode& node) {
  const auto known = defaults_.find(&node);
  if (known != defaults_.end()) return known->second;
  // Built first: it looks up the defaults below.
  Json built = build_default(node);
  return defaults_.emplace(&node, std::move(built)).first->second;
}

Json Resolver::build_default(const ParameterNode& node) {
  if (node.parameter == nullptr) return object(node, Json::object());
  const Parameter& parameter = *node.parameter;
  if (!parameter.default_json.empty()) return default_value(parameter);
  if (parameter.required || !parameter.default_words.empty()) return nullptr;
  switch (parameter.type) {
    case ParameterType::object:
      return parameter.path == "overlays.*.changes" ? Json{} : object(node, Json::object());
    case ParameterType::map:
      return Json::object();
    default:
      return nullptr;
  }
}

}  // namespace loyaltycore::io
