// parameter_rows.hpp: how the parameter table is written down, and the tree that the loader walks.
//
// What rules, conditions and expiry have in common is written once and expanded for every place.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/io/parameters.hpp"

namespace loyaltycore::io {

inline constexpr auto kFact = ParameterTag::fact;
inline constexpr auto kLane = ParameterTag::lane;
inline constexpr auto kStructure = ParameterTag::structure;
inline constexpr std::int64_t kTrillion = 1'000'000'000'000;
inline constexpr std::int64_t kBillion = 1'000'000'000;

struct Bounds {
  std::int64_t min{};
  std::int64_t max{};
  std::int64_t step{1};
  std::int64_t step_denominator{1};
};

/// One row; its path is relative to the places of its group.
struct ParameterRow {
  std::string_view path;
  ParameterType type;
  /// Unit, kind of name, or the closed list of a choice.
  std::string_view unit;
  Bounds bounds;
  /// JSON text; "!" = required; "=words" = not set, then the words hold; "" = not set.
  std::string_view fallback;
  ParameterTag tag;
  std::string_view label;
  std::string_view label_zh;
  std::string_view doc;
  std::string_view source;
};

/// As a call, so that a row takes few lines.
constexpr ParameterRow row(std::string_view path, ParameterType type, std::string_view unit,
                           Bounds bounds, std::string_view fallback, ParameterTag tag,
                           std::string_view label, std::string_view label_zh, std::string_view doc,
                           std::string_view source) {
  return {path, type, unit, bounds, fallback, tag, label, label_zh, doc, source};
}

std::span<const ParameterRow> programme_rows();
std::span<const ParameterRow> tier_rows();
/// Of every ladder.
std::span<const ParameterRow> level_rows();
std::span<const ParameterRow> bean_rows();
std::span<const ParameterRow> task_rows();
std::span<const ParameterRow> overlay_rows();
/// Of earning rules in both currencies; of one of them.
std::span<const ParameterRow> rule_rows();
std::span<const ParameterRow> bean_rule_rows();
std::span<const ParameterRow> growth_rule_rows();
/// Of everything with a `when`; of rules and tasks; of earning rules only.
std::span<const ParameterRow> condition_rows();
std::span<const ParameterRow> amount_condition_rows();
std::span<const ParameterRow> rule_condition_rows();
std::span<const ParameterRow> expiry_rows();
std::span<const ParameterRow> score_rows();
/// Of what a score adds up; of everything that asks for a measure.
std::span<const ParameterRow> score_term_rows();
std::span<const ParameterRow> measure_rows();
std::span<const ParameterRow> medal_rows();

/// The table as a tree: what may stand at each place of a document.
struct ParameterNode {
  std::string key;
  /// Null for the root and for elements of maps and lists of objects.
  const Parameter* parameter{};
  std::vector<ParameterNode> children;
  /// What every element of a map or list looks like; at most one.
  std::vector<ParameterNode> element;

  [[nodiscard]] const ParameterNode* child(std::string_view name) const noexcept;
};

/// The rows expanded for every place, in the order of the document.
[[nodiscard]] std::span<const Parameter> parameter_table();
[[nodiscard]] const ParameterNode& parameter_tree();

/// The word of `known` that a typo most likely meant; empty if none is near.
[[nodiscard]] std::string nearest_name(std::string_view word,
                                       std::span<const std::string_view> known);

/// The parts of "a|b|c".
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// Whether words of this unit come from the data, where they may be any id; a programme's own words
/// are plain.
[[nodiscard]] bool is_data_word(std::string_view unit) noexcept;

/// Sections that an overlay must leave alone: they say which facts are kept, or what the programme
/// is.
[[nodiscard]] bool is_fixed_section(std::string_view key) noexcept;

}  // namespace loyaltycore::io
