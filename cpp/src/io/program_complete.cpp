// What depends on other values, what we refuse by name, and the two texts of a complete programme.
#include <algorithm>
#include <array>

#include "io/exact_text.hpp"
#include "io/program_document.hpp"

namespace loyaltycore::io {

namespace {

void complete_expiry(Json& expiry, const Json& otherwise) {
  if (!expiry.is_object()) {
    expiry = otherwise;
    return;
  }
  const bool dated =
      !member(expiry, "after_days").is_null() || !member(expiry, "after_months").is_null();
  if (!member(expiry, "never").is_boolean()) expiry["never"] = !dated;
}

/// An empty `expire` object says nothing: that of the purse, or of the beans, holds.
bool says_nothing(const Json& expiry) {
  return expiry.is_object() && member(expiry, "after_days").is_null() &&
         member(expiry, "after_months").is_null() && member(expiry, "never").is_null();
}

/// An own `expire`, or that of `otherwise`.
void complete_own_expiry(Json& object, const Json& otherwise) {
  Json& expiry = object["expire"];
  if (says_nothing(expiry)) expiry = nullptr;
  complete_expiry(expiry, otherwise);
}

/// The validity of what a rule gives where the rule does not say: that of its purse.
const Json& purse_expiry(const Json& document, const Json& rule, const Json& of_beans) {
  const Json& purse = member(member(document, "purses"), text_in(rule, "purse"));
  return purse.is_object() ? member(purse, "expire") : of_beans;
}

void complete_rules(Json& document, Json& rules, const Json& expiry) {
  if (!rules.is_object()) return;
  for (auto& [id, rule] : rules.items()) {
    if (!rule.is_object()) continue;
    if (rule.contains("unit") && rule["unit"].is_null()) {
      const auto kind = trigger_kind(document, text_in(rule, "trigger"));
      rule["unit"] = kind && is_order_kind(*kind) ? "line" : "event";
    }
    if (rule.contains("expire")) {
      complete_own_expiry(rule, purse_expiry(document, rule, expiry));
    }
  }
}

/// A window counts 12 months unless it says otherwise.
void complete_window(Json& window) {
  if (member(window, "months").is_null() && member(window, "days").is_null()) {
    window["months"] = 12;
  }
}

/// A term gives a point per unit unless it says otherwise.
void complete_scores(Json& scores) {
  for (auto& [id, score] : scores.items()) {
    if (!score.is_object()) continue;
    complete_window(score["window"]);
    for (auto& [name, dimension] : score["dimensions"].items()) {
      for (auto& [key, term] : dimension["terms"].items()) {
        if (term["per"].is_null() && term["table"].is_null()) term["per"] = "1";
      }
    }
  }
}

nlohmann::json sorted(const Json& value) {
  if (value.is_object()) {
    nlohmann::json out = nlohmann::json::object();
    for (const auto& [key, each] : value.items()) out[key] = sorted(each);
    return out;
  }
  if (value.is_array()) {
    nlohmann::json out = nlohmann::json::array();
    for (const Json& each : value) out.push_back(sorted(each));
    return out;
  }
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>();
  return value.get<std::int64_t>();
}

/// A version without what changes nothing, keys sorted.
nlohmann::json essence_of(const VersionDraft& version) {
  const ParameterNode& tree = parameter_tree();
  nlohmann::json out = nlohmann::json::object();
  out["id"] = version.id;
  out["from"] = version.from;
  out["document"] = sorted(essence(tree, version.resolved));
  if (version.migration.is_object()) {
    const ParameterNode& migration = *tree.child("overlays")->element.front().child("migration");
    out["migration"] = sorted(essence(migration, version.migration));
  }
  return out;
}

constexpr std::array<std::string_view, 7> kNotBuilt{"plus",   "benefits", "coupons", "quote",
                                                    "scopes", "stores",   "alliance"};
/// What a task may give in a later release.
constexpr std::array<std::string_view, 5> kRewardsNotBuilt{"score", "plus", "medals", "benefits",
                                                           "coupons"};

constexpr std::string_view kGrowthIsNotSpent =
    "growth is never spendable: nothing turns growth into beans or money";
constexpr std::string_view kOneValue =
    "the value of a bean cannot vary: a bean is worth the same for every member and funder";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

template <std::size_t N>
bool is_one_of(std::string_view key, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, key) != words.end();
}

/// What is planned and not built, by the place where it would stand; "" for anything else.
std::string_view not_built(std::span<const std::string> steps, std::string_view key) {
  if (steps.empty()) return is_one_of(key, kNotBuilt) ? "this section is not built yet" : "";
  const std::string_view parent = steps.back();
  if (steps.size() == 3 && steps.front() == "tasks" && parent == "reward" &&
      is_one_of(key, kRewardsNotBuilt)) {
    return "this reward is not built yet";
  }
  return key == "plus" ? "conditions on PLUS are not built yet" : "";
}

}  // namespace

Json essence(const ParameterNode& node, const Json& value) {
  Json out = Json::object();
  for (const auto& [key, each] : value.items()) {
    const ParameterNode* child = node.element.empty() ? node.child(key) : &node.element.front();
    if (child == nullptr || each.is_null()) continue;
    const Parameter* parameter = child->parameter;
    if (parameter != nullptr && parameter->type == ParameterType::text) continue;
    if (each.is_object()) {
      Json below = essence(*child, each);
      const bool tells = parameter == nullptr || key == "beans";
      if (tells || !below.empty()) out[key] = std::move(below);
    } else if (each.is_array() && !child->element.empty() &&
               !child->element.front().children.empty()) {
      Json rows = Json::array();
      for (const Json& row : each) rows.push_back(essence(child->element.front(), row));
      if (!rows.empty()) out[key] = std::move(rows);
    } else if (parameter == nullptr || parameter->default_json.empty() ||
               each != Resolver::default_value(*parameter)) {
      out[key] = each;
    }
  }
  return out;
}

bool is_order_kind(EventKind kind) noexcept {
  return kind == EventKind::order_placed || kind == EventKind::order_paid ||
         kind == EventKind::order_completed;
}

std::optional<EventKind> trigger_kind(const Json& document, std::string_view word) {
  const auto known = std::ranges::find(kEventKindNames, word);
  if (known != kEventKindNames.end() && word != "declared") {
    return static_cast<EventKind>(known - kEventKindNames.begin());
  }
  for (const Json& own : member(document, "events")) {
    if (own.is_string() && own.get_ref<const std::string&>() == word) return EventKind::declared;
  }
  return std::nullopt;
}

std::string_view refused_key(std::span<const std::string> steps, std::string_view key) {
  if (const std::string_view sentence = not_built(steps, key); !sentence.empty()) return sentence;
  if (steps.empty()) return {};
  const bool in_beans = steps.front() == "beans" || steps.front() == "tasks";
  if (in_beans && contains(key, "growth")) return kGrowthIsNotSpent;
  if (steps.front() == "growth") {
    for (const std::string_view word :
         {"bean", "redeem", "spend", "exchange", "catalogue", "cash"}) {
      if (contains(key, word)) return kGrowthIsNotSpent;
    }
  }
  if (steps.front() == "beans" && (contains(key, "per_yuan") || key.starts_with("value"))) {
    return kOneValue;
  }
  return {};
}

void complete(Draft& draft) {
  const Json never =
      Json::parse(R"({"after_days":null,"after_months":null,"granularity":"day","never":true})");
  for (VersionDraft& version : draft.versions) {
    Json& document = version.resolved;
    document["from"] = instant_text(version.from, draft.zone);
    Json expiry = never;
    if (document["beans"].is_object()) {
      complete_expiry(document["beans"]["expire"], never);
      expiry = document["beans"]["expire"];
      for (auto& [id, purse] : document["purses"].items()) complete_own_expiry(purse, expiry);
      complete_rules(document, document["beans"]["earn"], expiry);
    }
    complete_rules(document, document["growth"]["earn"], expiry);
    complete_rules(document, document["tasks"], expiry);
    if (const auto scores = document.find("score"); scores != document.end()) {
      complete_scores(*scores);
    }
    if (const auto medals = document.find("medals"); medals != document.end()) {
      for (auto& [id, family] : medals->items()) {
        if (family.is_object()) complete_window(family["window"]);
      }
    }
  }
}

Json resolved_of(const Draft& draft) {
  Json out = Json::object();
  const Json& base = draft.versions.front().resolved;
  out["id"] = draft.versions.front().id;
  out["zone"] = member(base, "zone");
  out["versions"] = Json::array();
  for (const VersionDraft& version : draft.versions) {
    Json entry = Json::object();
    entry["id"] = version.id;
    entry["from"] = instant_text(version.from, draft.zone);
    entry["migration"] = version.migration;
    entry["document"] = version.resolved;
    out["versions"].push_back(std::move(entry));
  }
  return out;
}

Hash128 fingerprint_of(const Draft& draft) {
  nlohmann::json out = nlohmann::json::array();
  for (const VersionDraft& version : draft.versions) out.push_back(essence_of(version));
  return hash128(out.dump());
}

std::vector<Hash128> version_fingerprints_of(const Draft& draft) {
  std::vector<Hash128> out;
  for (const VersionDraft& version : draft.versions) {
    out.push_back(hash128(essence_of(version).dump()));
  }
  return out;
}

}  // namespace loyaltycore::io
