// program_document.hpp: a programme document on its way to a Program: merged, checked, complete.
//
//   text -> parse_strict -> draft_of (limits, overlays merged, types, defaults) -> check_draft
//        -> compile (program_compile.hpp)
//
// Nothing here throws for a bad document: every problem is listed, what is wrong takes its default,
// and the reading goes on, so that one pass reports them all.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/parameter_rows.hpp"
#include "io/strict_json.hpp"
#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/kinds.hpp"
#include "loyaltycore/model/score_terms.hpp"

namespace loyaltycore::io {

using Json = nlohmann::ordered_json;
using Steps = std::vector<std::string>;

inline constexpr std::size_t kLargestProgram = std::size_t{512} << 10U;
inline constexpr std::size_t kMostProblems = 200;
inline constexpr std::size_t kMostKeys = 256;
inline constexpr std::size_t kMostElements = 20'000;
inline constexpr std::size_t kMostValues = 100'000;
inline constexpr std::size_t kMostVersions = 64;
inline constexpr std::size_t kMostRules = 200;
/// Rules, their multipliers and tasks, summed over all versions.
inline constexpr std::size_t kMostPartsOfAll = 5000;
inline constexpr std::size_t kMostTasks = 64;
inline constexpr std::size_t kMostLevels = 32;
inline constexpr std::size_t kMostBits = 63;

/// Problems, each once, in the order in which they were found.
class ProblemList {
 public:
  void add(std::string pointer, std::string what, std::string expected, std::string nearest = {});
  /// Whether something is wrong at this place or below it.
  [[nodiscard]] bool at(std::string_view pointer) const;
  [[nodiscard]] bool empty() const noexcept { return problems_.empty(); }
  [[nodiscard]] bool full() const noexcept { return problems_.size() >= kMostProblems; }
  [[nodiscard]] std::vector<Problem> take() { return std::move(problems_); }

 private:
  std::vector<Problem> problems_;
  std::set<std::pair<std::string, std::string>> seen_;
};

/// One version on its way: what was merged, and the same with types checked and defaults filled in.
struct VersionDraft {
  std::string id;
  Instant from{kFirstInstant};
  Json merged;
  Json resolved;
  /// Resolved `migration` of the overlay; null for the base.
  Json migration;
};

struct Draft {
  /// The document as it was written.
  Json written;
  Zone zone;
  std::vector<VersionDraft> versions;

  /// JSON pointer to where a place of a version's merged document was written.
  [[nodiscard]] std::string pointer(std::size_t version, std::span<const std::string> steps) const;
};

[[nodiscard]] Draft draft_of(Json written, ProblemList& problems);

/// Value of a key; null if there is none or this is no object.
[[nodiscard]] const Json& member(const Json& object, std::string_view key);
/// Integer of a key, or `otherwise`.
[[nodiscard]] std::int64_t integer_in(const Json& object, std::string_view key,
                                      std::int64_t otherwise = 0);
/// Text of a key, or "".
[[nodiscard]] std::string_view text_in(const Json& object, std::string_view key);
/// Exact number of a key; nothing if it is not set.
[[nodiscard]] std::optional<Ratio<>> ratio_in(const Json& object, std::string_view key);

/// Types, bounds and defaults of one document or part of it. `steps` is its place in the version.
class Resolver {
 public:
  Resolver(const Draft& draft, ProblemList& problems) : draft_(draft), problems_(problems) {}

  [[nodiscard]] Json resolve(std::size_t version, const ParameterNode& node, const Json& value,
                             Steps steps);

  /// A default as the resolver writes it.
  [[nodiscard]] static Json default_value(const Parameter& parameter);

 private:
  Json any(const ParameterNode& node, const Json& value);
  Json object(const ParameterNode& node, const Json& value);
  Json map(const ParameterNode& node, const Json& value);
  Json list(const ParameterNode& node, const Json& value);
  Json integer(const Parameter& parameter, const Json& value);
  Json ratio(const Parameter& parameter, const Json& value);
  Json instant(const Json& value);
  Json word(const Parameter& parameter, const Json& value);
  Json set(const Parameter& parameter, const Json& value);
  void element(const Parameter& parameter, const Json& each);
  Json default_of(const ParameterNode& node);
  Json build_default(const ParameterNode& node);
  void unknown_key(const ParameterNode& node, const std::string& key);
  void wrong(std::string what, std::string expected, std::string nearest = {});
  [[nodiscard]] std::string here() const { return draft_.pointer(version_, steps_); }

  const Draft& draft_;
  ProblemList& problems_;
  std::size_t version_{};
  Steps steps_;
  /// Defaults are many and equal: each is built once.
  std::unordered_map<const ParameterNode*, Json> defaults_;
};

/// What no parameter can say alone: order, exclusion, names that must exist, sums of sizes.
void check_draft(const Draft& draft, ProblemList& problems);
/// The part of it about earning rules and tasks of one version.
void check_rules(const Draft& draft, std::size_t version, ProblemList& problems);
void check_tasks(const Draft& draft, std::size_t version, ProblemList& problems);

/// The part of it about ladders, their levels, and purses of one version.
void check_books(const Draft& draft, std::size_t version, ProblemList& problems);

/// `object`, at `steps`, names under `key` ("purse" or "ladder") one that the version has, or none.
void check_book(const Draft& draft, std::size_t version, const Json& object, Steps steps,
                const std::string& key, ProblemList& problems);

/// The part of it about scores of one version.
void check_scores(const Draft& draft, std::size_t version, ProblemList& problems);

/// The place of `keys` below another.
[[nodiscard]] inline Steps below(Steps steps, std::initializer_list<std::string> keys) {
  steps.insert(steps.end(), keys);
  return steps;
}

/// The part of it about medals of one version.
void check_medals(const Draft& draft, std::size_t version, ProblemList& problems);

/// A window of whole months, at `steps`; what else it may be one day is refused.
void check_window(const Draft& draft, std::size_t version, const Json& window, const Steps& steps,
                  ProblemList& problems);

/// One measure, at `steps`: it names what its kind asks for, and what the programme has. A score
/// may ask those before it alone: `of_score` is its id, "" for what is no score.
void check_measure(const Draft& draft, std::size_t version, const Json& measure, const Steps& steps,
                   std::string_view of_score, ProblemList& problems);

/// The word `of` of a measure; nothing for an unknown one.
[[nodiscard]] std::optional<MeasureKind> measure_kind(std::string_view word);

/// At most one of days, months and never in the `expire` of `parent`, which stands at `steps`.
void check_expiry(const Draft& draft, std::size_t version, const Json& parent, Steps steps,
                  ProblemList& problems);

/// A trigger as an event kind; `declared` for the programme's own, nothing for an unknown word.
[[nodiscard]] std::optional<EventKind> trigger_kind(const Json& document, std::string_view word);
[[nodiscard]] bool is_order_kind(EventKind kind) noexcept;
/// Whether rules and tasks may have it as their trigger.
[[nodiscard]] bool earns(EventKind kind) noexcept;

/// Fills in what depends on other values: unit by trigger, expiry by that of the beans.
void complete(Draft& draft);

/// `changes` merged into `document`: object by object, null removes, a list replaces.
void merge(Json& document, const Json& changes);

/// The sentence for a key that we refuse on purpose; empty for a mere unknown key.
[[nodiscard]] std::string_view refused_key(std::span<const std::string> steps,
                                           std::string_view key);

/// Letters, digits, `_` and `-`, at most 64: what a programme calls its own things.
[[nodiscard]] bool is_word(std::string_view text) noexcept;

/// Whether a key is for people: `source` and `note` stand in any object.
[[nodiscard]] bool is_remark(std::string_view key) noexcept;

/// An object without what holds anyway: defaults, things not set, titles.
[[nodiscard]] Json essence(const ParameterNode& node, const Json& value);

/// {"id", "zone", "versions": [{"id", "from", "migration", "document"}]} with all defaults.
[[nodiscard]] Json resolved_of(const Draft& draft);

/// Hash of the resolved versions without defaults, titles and remarks, keys sorted.
[[nodiscard]] Hash128 fingerprint_of(const Draft& draft);
/// The same of each version alone.
[[nodiscard]] std::vector<Hash128> version_fingerprints_of(const Draft& draft);

}  // namespace loyaltycore::io
