#include "io/program_document.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "io/exact_text.hpp"
#include "io/parameter_rows.hpp"

namespace loyaltycore::io {

namespace {

/// Widths first, so that nothing below is slow; returns the number of values.
std::size_t count_values(const Json& value, const std::string& pointer, ProblemList& problems) {
  std::size_t out = 1;
  if (value.is_object()) {
    if (value.size() > kMostKeys) {
      problems.add(pointer, "the object has " + std::to_string(value.size()) + " keys",
                   "at most " + std::to_string(kMostKeys));
    }
    for (const auto& [key, each] : value.items()) {
      if (!each.is_structured()) {
        ++out;
      } else {
        out += count_values(each, pointer + "/" + pointer_step(key), problems);
      }
    }
  } else if (value.is_array()) {
    if (value.size() > kMostElements) {
      problems.add(pointer, "the list has " + std::to_string(value.size()) + " elements",
                   "at most " + std::to_string(kMostElements));
    }
    std::size_t index = 0;
    for (const Json& each : value) {
      if (!each.is_structured()) {
        ++out;
      } else {
        out += count_values(each, pointer + "/" + std::to_string(index), problems);
      }
      ++index;
    }
  }
  return out;
}

/// Whether the overlay wrote this place (or a list or value that holds it).
bool wrote(const Json& changes, std::span<const std::string> steps) {
  const Json* at = &changes;
  for (const std::string& step : steps) {
    if (!at->is_object()) return true;
    const auto found = at->find(step);
    if (found == at->end()) return false;
    at = &*found;
  }
  return true;
}

std::string joined(std::span<const std::string> steps) {
  std::string out;
  for (const std::string& step : steps) {
    out += '/';
    out += pointer_step(step);
  }
  return out;
}

Zone zone_of(const Json& written) {
  // Types and bounds are reported by the resolver; here what is wrong counts as not written.
  const Json& zone = member(written, "zone");
  const auto minutes_of = [](const Json& row, std::int64_t otherwise) {
    const Json& minutes = member(row, "offset_minutes");
    const auto value = minutes.is_number_integer() ? minutes.get<std::int64_t>() : otherwise;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, -1080, 1080) * 60);
  };
  const Json& rows = member(zone, "offsets");
  if (!rows.is_array() || rows.empty()) return Zone{minutes_of(zone, 480)};
  std::vector<Zone::Offset> offsets{
      {std::numeric_limits<std::int64_t>::min(), minutes_of(rows.front(), 0)}};
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Json& from = member(rows[i], "from");
    if (!from.is_string()) continue;
    const auto instant = parse_instant(from.get_ref<const std::string&>(), Zone{0});
    if (instant && *instant > offsets.back().from) {
      offsets.push_back({*instant, minutes_of(rows[i], 0)});
    }
  }
  return Zone{std::move(offsets)};
}

/// Drops what an overlay may not change and reports it.
Json allowed_changes(const Json& changes, const std::string& pointer, ProblemList& problems) {
  if (!changes.is_object()) return Json::object();
  Json out = Json::object();
  for (const auto& [key, value] : changes.items()) {
    const bool fixed = is_fixed_section(key);
    if (fixed) {
      problems.add(pointer + "/" + pointer_step(key), "an overlay cannot change `" + key + "`",
                   "a change of rules; this stands in the base only");
    } else if (!is_remark(key)) {
      out[key] = value;
    }
  }
  return out;
}

/// A null removes a key; one that does not exist is a typo that would pass unseen.
/// `steps` is the place of `changes` in a document, `pointer` where it was written.
void check_removals(const Json& changes, const ParameterNode& node, Steps& steps,
                    const std::string& pointer, ProblemList& problems) {
  for (const auto& [key, value] : changes.items()) {
    const ParameterNode* child = node.element.empty() ? node.child(key) : &node.element.front();
    const std::string below = pointer + "/" + pointer_step(key);
    if (child == nullptr) {
      if (!value.is_null() || is_remark(key)) continue;
      if (const std::string_view sentence = refused_key(steps, key); !sentence.empty()) {
        problems.add(below, "`" + key + "`: " + std::string{sentence}, "no such key");
        continue;
      }
      std::vector<std::string_view> known;
      for (const ParameterNode& each : node.children) known.push_back(each.key);
      problems.add(below, "unknown key `" + key.substr(0, 64) + "`", "a key to remove",
                   nearest_name(key, known));
    } else if (value.is_object()) {
      steps.push_back(key);
      check_removals(value, *child, steps, below, problems);
      steps.pop_back();
    }
  }
}

void add_overlay(Draft& draft, std::size_t index, const Json& overlay, ProblemList& problems) {
  const std::string pointer = "/overlays/" + std::to_string(index);
  VersionDraft version;
  const Json& id = member(overlay, "id");
  if (id.is_string()) version.id = id.get<std::string>();
  version.from = draft.versions.back().from;
  const Json& from = member(overlay, "from");
  const auto instant = from.is_string()
                           ? parse_instant(from.get_ref<const std::string&>(), draft.zone)
                           : std::nullopt;
  if (instant) {
    if (*instant <= version.from) {
      problems.add(pointer + "/from",
                   *instant == version.from ? "two versions start at the same instant"
                                            : "the overlay starts before the version it changes",
                   "an instant after " + instant_text(version.from, draft.zone));
    } else {
      version.from = *instant;
    }
  }
  const Json changes = allowed_changes(member(overlay, "changes"), pointer + "/changes", problems);
  Steps steps;
  check_removals(changes, parameter_tree(), steps, pointer + "/changes", problems);
  version.merged = draft.versions.back().merged;
  merge(version.merged, changes);
  draft.versions.push_back(std::move(version));
}

/// Refuses before any work is done for it.
bool is_small_enough(const Json& written, ProblemList& all_problems) {
  ProblemList problems;
  const std::size_t values = count_values(written, "", problems);
  const Json& overlays = member(written, "overlays");
  const std::size_t versions = 1 + (overlays.is_array() ? overlays.size() : 0);
  if (versions > kMostVersions) {
    problems.add("/overlays", "there are " + std::to_string(versions) + " versions",
                 "at most " + std::to_string(kMostVersions));
  }
  if (values * versions > kMostValues) {
    problems.add("",
                 "the document is too large: " + std::to_string(values) + " values, " +
                     std::to_string(versions) + " versions",
                 "values times versions up to " + std::to_string(kMostValues));
  }
  const bool out = problems.empty();
  for (Problem& each : problems.take()) {
    all_problems.add(std::move(each.pointer), std::move(each.what), std::move(each.expected));
  }
  return out;
}

/// Rules, multipliers and tasks of a version, each of which costs time to read.
std::size_t count_parts(const Json& document) {
  std::size_t out = member(document, "tasks").size();
  for (const char* section : {"growth", "beans"}) {
    for (const Json& rule : member(member(document, section), "earn")) {
      out += 1 + member(rule, "multipliers").size();
    }
  }
  return out;
}

}  // namespace

const Json& member(const Json& object, std::string_view key) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(key);
  return found == object.end() ? kNull : *found;
}

std::int64_t integer_in(const Json& object, std::string_view key, std::int64_t otherwise) {
  const Json& value = member(object, key);
  return value.is_number_integer() ? value.get<std::int64_t>() : otherwise;
}

std::string_view text_in(const Json& object, std::string_view key) {
  const Json& value = member(object, key);
  return value.is_string() ? std::string_view{value.get_ref<const std::string&>()}
                           : std::string_view{};
}

std::optional<Ratio<>> ratio_in(const Json& object, std::string_view key) {
  const std::string_view text = text_in(object, key);
  return text.empty() ? std::nullopt : parse_ratio(text);
}

void ProblemList::add(std::string pointer, std::string what, std::string expected,
                      std::string nearest) {
  if (full() || !seen_.emplace(pointer, what).second) return;
  problems_.push_back(
      {std::move(pointer), std::move(what), std::move(expected), std::move(nearest)});
  if (full()) {
    problems_.back() = {"", "too many problems: the rest is not listed", "a sound document", ""};
  }
}

bool ProblemList::at(std::string_view pointer) const {
  const auto starts_at = [&](const std::string& prefix) {
    const auto first = seen_.lower_bound({prefix, std::string{}});
    return first != seen_.end() && first->first.starts_with(prefix);
  };
  const auto same = seen_.lower_bound({std::string{pointer}, std::string{}});
  return (same != seen_.end() && same->first == pointer) || starts_at(std::string{pointer} + "/");
}

std::string Draft::pointer(std::size_t version, std::span<const std::string> steps) const {
  const Json& overlays = member(written, "overlays");
  for (std::size_t v = version; v > 0 && overlays.is_array() && v <= overlays.size(); --v) {
    const Json& changes = member(overlays[v - 1], "changes");
    if (!steps.empty() && changes.is_object() && wrote(changes, steps)) {
      return "/overlays/" + std::to_string(v - 1) + "/changes" + joined(steps);
    }
  }
  return joined(steps);
}

void merge(Json& document, const Json& changes) {
  if (!changes.is_object()) {
    document = changes;
    return;
  }
  if (!document.is_object()) document = Json::object();
  for (const auto& [key, value] : changes.items()) {
    if (value.is_null()) {
      document.erase(key);
    } else {
      merge(document[key], value);
    }
  }
}

bool is_word(std::string_view text) noexcept {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, fits) && !is_remark(text);
}

bool is_remark(std::string_view key) noexcept { return key == "source" || key == "note"; }

Draft draft_of(Json written, ProblemList& problems) {
  Draft draft;
  draft.written = std::move(written);
  if (!draft.written.is_object()) {
    problems.add("", "the document is no object", "{\"format\": 1, \"meta\": {\"id\": ...}, ...}");
    return draft;
  }
  if (!is_small_enough(draft.written, problems)) return draft;
  draft.zone = zone_of(draft.written);

  VersionDraft base;
  const Json& id = member(member(draft.written, "meta"), "id");
  if (id.is_string()) base.id = id.get<std::string>();
  const Json& from = member(draft.written, "from");
  if (from.is_string()) {
    const auto instant = parse_instant(from.get_ref<const std::string&>(), draft.zone);
    if (instant) base.from = *instant;
  }
  base.merged = draft.written;
  base.merged.erase("overlays");
  draft.versions.push_back(std::move(base));

  const Json& overlays = member(draft.written, "overlays");
  for (std::size_t i = 0; overlays.is_array() && i < overlays.size(); ++i) {
    add_overlay(draft, i, overlays[i], problems);
  }
  std::size_t parts = 0;
  for (const VersionDraft& version : draft.versions) parts += count_parts(version.merged);
  if (parts > kMostPartsOfAll) {
    problems.add("", "the versions have " + std::to_string(parts) + " rules, multipliers and tasks",
                 "at most " + std::to_string(kMostPartsOfAll) + " in all versions together");
    draft.versions.clear();
    return draft;
  }
  Resolver resolver{draft, problems};
  for (std::size_t v = 0; v < draft.versions.size(); ++v) {
    draft.versions[v].resolved =
        resolver.resolve(v, parameter_tree(), draft.versions[v].merged, {});
  }
  const Json checked =
      resolver.resolve(0, *parameter_tree().child("overlays"), overlays, {"overlays"});
  for (std::size_t i = 0; i + 1 < draft.versions.size() && i < checked.size(); ++i) {
    draft.versions[i + 1].migration = member(checked[i], "migration");
  }
  complete(draft);
  return draft;
}

}  // namespace loyaltycore::io
