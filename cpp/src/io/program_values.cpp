// One value changed by its path.
#include <optional>
#include <span>

#include "io/program_document.hpp"
#include "loyaltycore/io/program_json.hpp"

namespace loyaltycore {

namespace {

using io::Json;
using io::ParameterNode;
using io::ProblemList;

std::optional<std::size_t> index_of(std::string_view text) {
  if (text.empty() || text.size() > 6) return std::nullopt;
  std::size_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::size_t>(c - '0');
  }
  return out;
}

/// Element of a list by its id or its index; null if there is none.
Json* element_of(Json& list, std::string_view name) {
  for (Json& each : list) {
    if (io::text_in(each, "id") == name) return &each;
  }
  const auto index = index_of(name);
  return index && *index < list.size() ? &list[*index] : nullptr;
}

/// Walks a path through document and table side by side and sets the value at its end.
class Setter {
 public:
  Setter(Json& document, ProblemList& problems) : document_(document), problems_(problems) {}

  void set(const std::string& path, const std::string& text) {
    path_ = path;
    std::vector<Problem> found;
    Json value = io::parse_strict(text, found);
    for (const Problem& each : found) problems_.add(path, each.what, each.expected);
    if (!found.empty()) return;
    const auto steps = io::split(path, '.');
    Json* at = &document_;
    const ParameterNode* node = &io::parameter_tree();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const bool last = i + 1 == steps.size();
      const ParameterNode* below = node_below(*node, std::span{steps}.first(i), steps[i]);
      if (below == nullptr) return;
      at = last ? place(*at, steps[i], value) : descend(*at, *node, steps[i]);
      if (at == nullptr) return;
      node = below;
    }
  }

 private:
  void unknown(std::string_view step, std::span<const std::string_view> known,
               std::string_view remedy = {}) {
    problems_.add(path_, "unknown path: there is no `" + std::string{step.substr(0, 64)} + "` here",
                  "a path of the parameter table and of this programme" + std::string{remedy},
                  io::nearest_name(step, known));
  }

  /// The sentence for a step that is refused on purpose; `before` leads to it.
  [[nodiscard]] std::string_view refused(std::span<const std::string_view> before,
                                         std::string_view step) const {
    // What an overlay changes has the places of a document of its own.
    if (in_changes() && before.size() >= 3) before = before.subspan(3);
    const io::Steps place(before.begin(), before.end());
    return io::refused_key(place, step);
  }

  /// What the table knows of the next step; null after reporting.
  const ParameterNode* node_below(const ParameterNode& node,
                                  std::span<const std::string_view> before, std::string_view step) {
    if (!node.element.empty()) return &node.element.front();
    // What an overlay changes is a document of its own.
    const bool is_changes =
        node.parameter != nullptr && node.parameter->path == "overlays.*.changes";
    const ParameterNode& place = is_changes ? io::parameter_tree() : node;
    if (const ParameterNode* child = place.child(step)) return child;
    if (const std::string_view sentence = refused(before, step); !sentence.empty()) {
      problems_.add(path_, "`" + std::string{step} + "`: " + std::string{sentence}, "no such key");
      return nullptr;
    }
    std::vector<std::string_view> known;
    for (const ParameterNode& each : place.children) known.push_back(each.key);
    unknown(step, known);
    return nullptr;
  }

  /// The existing element or object of the next step; objects that the table knows are made.
  Json* descend(Json& at, const ParameterNode& node, std::string_view step) {
    if (at.is_array()) {
      Json* const element = element_of(at, step);
      if (element == nullptr) unknown_element(at, step);
      return element;
    }
    if (!at.is_object()) at = Json::object();
    const auto found = at.find(step);
    if (found != at.end() && !found->is_null()) return &*found;
    // An overlay may speak of what the base has; whether it does, loading says.
    if (!node.element.empty() && !in_changes()) {
      std::vector<std::string_view> known;
      for (const auto& [key, each] : at.items()) known.push_back(key);
      unknown(step, known, "; to add one, give it whole");
      return nullptr;
    }
    const ParameterNode* const child = node.child(step);
    const bool is_list = child != nullptr && child->parameter != nullptr &&
                         child->parameter->type == ParameterType::list;
    Json& made = at[std::string{step}];
    made = is_list ? Json::array() : Json::object();
    return &made;
  }

  void unknown_element(const Json& list, std::string_view step) {
    std::vector<std::string_view> known;
    for (const Json& each : list) known.push_back(io::text_in(each, "id"));
    unknown(step, known);
  }

  [[nodiscard]] bool in_changes() const {
    const auto steps = io::split(path_, '.');
    return steps.size() > 3 && steps[0] == "overlays" && steps[2] == "changes";
  }

  Json* place(Json& at, std::string_view step, const Json& value) {
    if (at.is_array()) {
      Json* const element = element_of(at, step);
      if (element == nullptr) {
        unknown_element(at, step);
      } else if (value.is_null()) {
        at.erase(at.begin() + (element - &at.front()));
      } else {
        *element = value;
      }
      return nullptr;
    }
    if (!at.is_object()) at = Json::object();
    // In an overlay, null is the change itself: it takes away what the base says.
    if (value.is_null() && !in_changes()) {
      at.erase(std::string{step});
    } else {
      at[std::string{step}] = value;
    }
    return nullptr;
  }

  Json& document_;
  ProblemList& problems_;
  std::string path_;
};

}  // namespace

Program with_values(const Program& program, std::span<const PathValue> values) {
  ProblemList problems;
  Json document = Json::parse(program.to_json());
  Setter setter{document, problems};
  for (const auto& [path, value] : values) setter.set(path, value);
  if (!problems.empty()) throw ProgramError(problems.take());
  return Program::from_json(document.dump());
}

}  // namespace loyaltycore
