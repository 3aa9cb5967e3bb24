// What two programmes differ in: the versions in force over each interval, path by path.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "io/program_document.hpp"
#include "loyaltycore/io/program_json.hpp"

namespace loyaltycore {

namespace {

using io::Json;
using io::ParameterNode;

const Json kNull;

/// A programme with the resolved document of each version.
struct Timeline {
  const Program& program;
  Json versions;

  explicit Timeline(const Program& of)
      : program(of), versions(io::member(Json::parse(resolved_json(of)), "versions")) {}

  [[nodiscard]] Instant begins() const { return program.versions().front().from; }
  [[nodiscard]] const Json& document_at(Instant at) const {
    std::size_t i = versions.size() - 1;
    while (i > 0 && at < program.versions()[i].from) --i;
    return io::member(versions[i], "document");
  }
  /// The version that begins here after the first; null if none does.
  [[nodiscard]] const Json& beginning_at(Instant at) const {
    for (std::size_t i = 1; i < versions.size(); ++i) {
      if (program.versions()[i].from == at) return versions[i];
    }
    return kNull;
  }
};

struct Change {
  std::string path;
  std::string before;
  std::string after;

  friend auto operator<=>(const Change&, const Change&) = default;
};

/// A list of things that have ids goes by the ids.
bool has_ids(const Json& value) {
  return value.is_array() && !value.empty() &&
         std::ranges::all_of(value, [](auto& e) { return !io::text_in(e, "id").empty(); });
}
bool is_container(const Json& value) { return value.is_object() || has_ids(value); }
bool is_nothing(const Json& value) {
  return value.is_null() || ((value.is_object() || value.is_array()) && value.empty());
}

/// Keys or ids of both, in the order of the first.
std::vector<std::string> keys_of(const Json& a, const Json& b) {
  std::vector<std::string> out;
  const auto add = [&out](std::string_view key) {
    if (std::ranges::find(out, key) == out.end()) out.emplace_back(key);
  };
  for (const Json* each : {&a, &b}) {
    if (each->is_object()) {
      for (const auto& [key, value] : each->items()) add(key);
    } else if (each->is_array()) {
      for (const Json& element : *each) add(io::text_in(element, "id"));
    }
  }
  return out;
}

const Json& part(const Json& whole, std::string_view key) {
  if (!whole.is_array()) return io::member(whole, key);
  for (const Json& each : whole) {
    if (io::text_in(each, "id") == key) return each;
  }
  return kNull;
}

/// Walks two documents and the parameter table side by side.
class Walker {
 public:
  Walker(const Json& before, const Json& after) : before_(before), after_(after) {}

  void walk(const ParameterNode* node, const std::string& path, const Json& a, const Json& b,
            bool lacks = false) {
    if (a == b || (is_nothing(a) && is_nothing(b))) return;
    const bool of_both = (is_container(a) || a.is_null()) && (is_container(b) || b.is_null());
    if (!of_both) return leaf(node, path, a, b, lacks);
    const bool lists = node == nullptr || !node->element.empty();
    for (const std::string& key : keys_of(a, b)) {
      // Where a version begins is told by the timeline.
      if (path.empty() && key == "from") continue;
      const bool taken_over =
          key == "expire" && path != "beans" && follows(before_, a) && follows(after_, b);
      if (taken_over) continue;
      const ParameterNode* below =
          node == nullptr ? nullptr : (lists ? &node->element.front() : node->child(key));
      step(below, path.empty() ? key : path + "." + key, part(a, key), part(b, key), lists,
           lacks || a.is_null() || b.is_null());
    }
  }
  [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }

 private:
  void step(const ParameterNode* node, const std::string& path, const Json& a, const Json& b,
            bool element, bool lacks) {
    const bool one_side = a.is_null() != b.is_null();
    if (element && one_side && is_container(a.is_null() ? b : a)) {
      changes_.push_back({path, whole(node, before_, a), whole(node, after_, b)});
      return;
    }
    walk(node, path, a, b, lacks);
  }

  /// The validity that a rule or purse has where it says none: that of its purse, or of the beans.
  static const Json& general_expiry(const Json& document, const Json& object) {
    const Json& purse = io::member(io::member(document, "purses"), io::text_in(object, "purse"));
    return io::member(purse.is_object() ? purse : io::member(document, "beans"), "expire");
  }
  static bool follows(const Json& document, const Json& object) {
    const Json& expiry = io::member(object, "expire");
    return expiry.is_null() || expiry == general_expiry(document, object);
  }

  /// A rule, task, level or item as one value.
  static std::string whole(const ParameterNode* node, const Json& document, const Json& value) {
    if (!value.is_object() || node == nullptr) return value.dump();
    Json out = value;
    if (out.contains("expire") && follows(document, out)) out.erase("expire");
    return io::essence(*node, out).dump();
  }

  void leaf(const ParameterNode* node, const std::string& path, const Json& a, const Json& b,
            bool lacks) {
    const Parameter* parameter = node == nullptr ? nullptr : node->parameter;
    const bool has_default = parameter != nullptr && !parameter->default_json.empty();
    // What a missing section leaves at its default is no news.
    if (lacks && has_default) {
      const Json otherwise = io::Resolver::default_value(*parameter);
      if ((a.is_null() || a == otherwise) && (b.is_null() || b == otherwise)) return;
    }
    changes_.push_back({path, a.dump(), b.dump()});
  }

  const Json& before_;
  const Json& after_;
  std::vector<Change> changes_;
};

/// Joins a change with itself where it goes on in the next interval.
class Joiner {
 public:
  void add(const std::vector<Change>& changes, Instant from, Instant until) {
    std::map<Change, std::size_t> open;
    for (const Change& each : changes) {
      const auto found = open_.find(each);
      if (found != open_.end()) {
        out_[found->second].until = until;
        open.emplace(each, found->second);
      } else {
        open.emplace(each, out_.size());
        out_.push_back({each.path, from, until, each.before, each.after});
      }
    }
    open_ = std::move(open);
  }
  /// What belongs to one instant is never joined.
  void add_alone(const Change& each, Instant from, Instant until) {
    out_.push_back({each.path, from, until, each.before, each.after});
  }
  [[nodiscard]] std::vector<Difference> take() { return std::move(out_); }

 private:
  std::vector<Difference> out_;
  std::map<Change, std::size_t> open_;
};

/// Which version begins at an instant, and how members come over.
void compare_beginnings(const Timeline& before, const Timeline& after, Instant at, Instant until,
                        Joiner& out) {
  const Json& a = before.beginning_at(at);
  const Json& b = after.beginning_at(at);
  const Json& id_a = io::member(a, "id");
  const Json& id_b = io::member(b, "id");
  if (id_a != id_b) out.add_alone({"version", id_a.dump(), id_b.dump()}, at, until);
  const ParameterNode& overlay = io::parameter_tree().child("overlays")->element.front();
  Walker walker{kNull, kNull};
  walker.walk(overlay.child("migration"), "migration", io::member(a, "migration"),
              io::member(b, "migration"), a.is_null() != b.is_null());
  for (const Change& each : walker.changes()) out.add_alone(each, at, until);
}

}  // namespace

std::vector<Difference> difference(const Program& before, const Program& after) {
  const Timeline then{before};
  const Timeline now{after};
  const Instant first = std::min(then.begins(), now.begins());
  const Instant both = std::max(then.begins(), now.begins());
  Joiner out;
  if (first != both) {
    const Json& a = io::member(then.document_at(then.begins()), "from");
    const Json& b = io::member(now.document_at(now.begins()), "from");
    out.add_alone({"from", a.dump(), b.dump()}, first, both);
  }
  std::set<Instant> starts{both};
  for (const Program* each : {&before, &after}) {
    for (const Terms<>& terms : each->versions()) starts.insert(std::max(both, terms.from));
  }
  for (auto at = starts.begin(); at != starts.end(); ++at) {
    const auto next = std::next(at);
    const Instant until = next == starts.end() ? kNever : *next;
    if (*at != both) compare_beginnings(then, now, *at, until, out);
    const Json& a = then.document_at(*at);
    const Json& b = now.document_at(*at);
    Walker walker{a, b};
    walker.walk(&io::parameter_tree(), "", a, b);
    out.add(walker.changes(), *at, until);
  }
  return out.take();
}

}  // namespace loyaltycore
