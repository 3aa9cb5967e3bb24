#include "loyaltycore/io/parameters.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "io/exact_text.hpp"
#include "io/parameter_rows.hpp"

namespace loyaltycore::io {

namespace {

/// Rows of one group and the places where they stand.
struct Group {
  std::span<const ParameterRow> rows;
  std::vector<std::string> places;
};

std::vector<Group> groups() {
  const std::vector<std::string> rules{"growth.earn.*.", "beans.earn.*."};
  const std::vector<std::string> whens{"growth.earn.*.when.", "growth.earn.*.multipliers.*.when.",
                                       "beans.earn.*.when.", "beans.earn.*.multipliers.*.when.",
                                       "tasks.*.when."};
  const std::string score_terms{"score.*.dimensions.*.terms.*."};
  return {{programme_rows(), {""}},
          {tier_rows(), {""}},
          {level_rows(), {"tiers.", "ladders.*."}},
          {bean_rows(), {""}},
          {task_rows(), {""}},
          {bean_rule_rows(), {"beans.earn.*."}},
          {growth_rule_rows(), {"growth.earn.*."}},
          {rule_rows(), rules},
          {condition_rows(), whens},
          {amount_condition_rows(), {"growth.earn.*.when.", "beans.earn.*.when.", "tasks.*.when."}},
          {rule_condition_rows(), {"growth.earn.*.when.", "beans.earn.*.when."}},
          {expiry_rows(),
           {"beans.expire.", "purses.*.expire.", "beans.earn.*.expire.", "tasks.*.expire."}},
          {score_rows(), {""}},
          {measure_rows(), {score_terms, "medals.*.each.*.requires.*."}},
          {score_term_rows(), {score_terms}},
          {medal_rows(), {""}},
          {overlay_rows(), {""}}};
}

Parameter parameter_of(const ParameterRow& row, const std::string& place) {
  Parameter out;
  out.path = place + std::string{row.path};
  out.type = row.type;
  out.tag = row.tag;
  out.required = row.fallback == "!";
  const bool is_choice = row.type == ParameterType::choice || row.type == ParameterType::choices;
  (is_choice ? out.choices : out.unit) = row.unit;
  out.min = {row.bounds.min, 1};
  out.max = {row.bounds.max, 1};
  out.step = reduced(row.bounds.step, row.bounds.step_denominator);
  if (row.fallback.starts_with('=')) {
    out.default_words = row.fallback.substr(1);
  } else if (!out.required) {
    out.default_json = row.fallback;
  }
  out.label = row.label;
  out.label_zh = row.label_zh;
  out.doc = row.doc;
  out.source = row.source;
  return out;
}

/// Puts a parameter into the tree; its index in `table` goes with it until the table is final.
struct Building {
  std::string key;
  std::ptrdiff_t index{-1};
  std::vector<Building> children;
};

void insert(Building& root, std::string_view path, std::ptrdiff_t index) {
  Building* at = &root;
  for (const std::string_view step : split(path, '.')) {
    const auto found = std::ranges::find(at->children, step, &Building::key);
    if (found != at->children.end()) {
      at = &*found;
    } else {
      at = &at->children.emplace_back(Building{std::string{step}, -1, {}});
    }
  }
  at->index = index;
}

void flatten(const Building& node, std::span<const Parameter> from, std::vector<Parameter>& out) {
  if (node.index >= 0) out.push_back(from[static_cast<std::size_t>(node.index)]);
  for (const Building& child : node.children) flatten(child, from, out);
}

std::vector<Parameter> build_table(const std::vector<Group>& groups) {
  std::vector<Parameter> written;
  for (const Group& group : groups) {
    for (const ParameterRow& row : group.rows) {
      for (const std::string& place : group.places) written.push_back(parameter_of(row, place));
    }
  }
  Building root;
  for (std::size_t i = 0; i < written.size(); ++i) {
    insert(root, written[i].path, static_cast<std::ptrdiff_t>(i));
  }
  std::vector<Parameter> out;
  flatten(root, written, out);
  return out;
}

ParameterNode build_tree(std::span<const Parameter> table) {
  ParameterNode root;
  for (const Parameter& parameter : table) {
    ParameterNode* at = &root;
    for (const std::string_view step : split(parameter.path, '.')) {
      std::vector<ParameterNode>& list = step == "*" ? at->element : at->children;
      const auto found = std::ranges::find(list, step, &ParameterNode::key);
      at = found != list.end() ? &*found
                               : &list.emplace_back(ParameterNode{std::string{step}, {}, {}, {}});
    }
    at->parameter = &parameter;
  }
  return root;
}

/// Edits from one word to another (insert, delete, replace, swap neighbours), at most `limit` + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

bool is_data_word(std::string_view unit) noexcept {
  constexpr std::array<std::string_view, 7> kUnits{"category", "channel", "store",  "brand",
                                                   "SKU",      "label",   "segment"};
  return std::ranges::find(kUnits, unit) != kUnits.end();
}

bool is_fixed_section(std::string_view key) noexcept {
  constexpr std::array<std::string_view, 10> kFixed{
      "zone",    "format",          "meta", "inputs",  "events", "facts",
      "returns", "events_accepted", "from", "overlays"};
  return std::ranges::find(kFixed, key) != kFixed.end();
}

std::span<const Parameter> parameter_table() {
  static const std::vector<Parameter> kTable = build_table(groups());
  return kTable;
}

const ParameterNode& parameter_tree() {
  static const ParameterNode kTree = build_tree(parameter_table());
  return kTree;
}

const ParameterNode* ParameterNode::child(std::string_view name) const noexcept {
  const auto found = std::ranges::find(children, name, &ParameterNode::key);
  return found == children.end() ? nullptr : &*found;
}

std::string nearest_name(std::string_view word, std::span<const std::string_view> known) {
  constexpr std::size_t kLongestTypo = 64;
  if (word.empty() || word.size() > kLongestTypo) return {};
  std::string_view best;
  // Two edits from five letters on. Another word altogether is no typo: some letter must stay.
  constexpr std::size_t kShortWord = 4;
  const std::size_t edits =
      word.size() <= kShortWord ? 1 : std::max<std::size_t>(2, word.size() / 3);
  std::size_t least = std::min(word.size(), edits + 1);
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(word, candidate, least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return std::string{best};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  std::size_t start = 0;
  while (true) {
    const std::size_t end = text.find(separator, start);
    out.push_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return out;
    start = end + 1;
  }
}

}  // namespace loyaltycore::io

namespace loyaltycore {

std::span<const Parameter> parameters() { return io::parameter_table(); }

std::string_view name_of(ParameterType type) noexcept {
  constexpr std::array<std::string_view, 13> kNames{
      "object", "map",    "list",    "integer", "ratio",   "boolean", "text",
      "name",   "choice", "instant", "names",   "choices", "integers"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string_view name_of(ParameterTag tag) noexcept {
  constexpr std::array<std::string_view, 3> kNames{"structure", "fact", "lane"};
  return kNames[static_cast<std::size_t>(tag)];
}

}  // namespace loyaltycore
