// parameters.hpp: every parameter of a programme, once.
//
// This table is the single origin of the loader and its errors, the JSON Schema, the reference page
// docs/parameters.md, the names that Python offers, and the space in which programmes are tuned.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "loyaltycore/base/ratio.hpp"

namespace loyaltycore {

enum class ParameterType : std::uint8_t {
  object = 0,  // fixed keys
  map = 1,     // keys chosen by the programme
  list = 2,    // elements in the order of the document
  integer = 3,
  ratio = 4,  // an integer or exact text: "0.5%", "1/200", "1.2"
  boolean = 5,
  text = 6,       // for people; no rule reads it
  name = 7,       // a word of the programme or of its data
  choice = 8,     // one of a closed list
  instant = 9,    // "2016-03-01" or "2016-03-01T10:00:00+08:00"
  names = 10,     // a set of words
  choices = 11,   // a set out of a closed list
  integers = 12,  // a set of numbers
};

/// What a change of the parameter means for those who compare programmes.
enum class ParameterTag : std::uint8_t {
  structure = 0,  // other rules: a programme of its own
  fact = 1,       // other facts are kept: members must be replayed from their events
  lane = 2,       // a number: eight candidates run side by side
};

struct Parameter {
  /// Place in the document; `*` is any key of a map or any element of a list.
  std::string path;
  ParameterType type{ParameterType::object};
  ParameterTag tag{ParameterTag::structure};
  bool required{};
  /// Of numbers: "fen", "beans", "days", ...; of names: what they name.
  std::string_view unit;
  /// Of choices: the closed list, separated by `|`.
  std::string_view choices;
  /// Both included; of integers and ratios only.
  Ratio<> min{0, 1};
  Ratio<> max{0, 1};
  /// A sensible step for tuning.
  Ratio<> step{0, 1};
  /// JSON text; empty if there is none (the parameter is required, or simply not set).
  std::string_view default_json;
  /// What holds where it is not set and `default_json` is empty; for people.
  std::string_view default_words;
  std::string_view label;
  /// UTF-8.
  std::string_view label_zh;
  /// One sentence.
  std::string_view doc;
  /// Key of docs/sources.md, or "ours".
  std::string_view source;
};

/// Every parameter, in the order of the document.
[[nodiscard]] std::span<const Parameter> parameters();

[[nodiscard]] std::string_view name_of(ParameterType type) noexcept;
[[nodiscard]] std::string_view name_of(ParameterTag tag) noexcept;

/// JSON Schema (draft 2020-12) of the programme document.
[[nodiscard]] std::string program_schema();

/// docs/parameters.md: the table for people.
[[nodiscard]] std::string parameter_reference_markdown();

}  // namespace loyaltycore
