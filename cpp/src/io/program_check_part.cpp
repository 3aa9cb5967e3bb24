#include "io/program_check_part.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "io/exact_text.hpp"

namespace loyaltycore::io {

namespace {

/// Event kinds that may earn beside the programme's own.
constexpr std::array kEarning{
    EventKind::order_placed,  EventKind::order_paid,   EventKind::order_completed,
    EventKind::login,         EventKind::sign_in,      EventKind::review_approved,
    EventKind::photo_shown,   EventKind::shared,       EventKind::question_answered,
    EventKind::store_visited, EventKind::store_joined, EventKind::profile_verified,
    EventKind::declared};

}  // namespace

PartChecks::PartChecks(const Draft& draft, std::size_t version, ProblemList& problems)
    : draft_(draft), version_(version), problems_(problems) {
  levels_of(member(document(), "tiers"));
  for (const auto& [id, ladder] : member(document(), "ladders").items()) levels_of(ladder);
  for (const auto& [id, score] : member(document(), "score").items()) {
    for (const Json& level : member(score, "levels")) {
      score_levels_.push_back(text_in(level, "id"));
    }
  }
  for (const auto& [id, family] : member(document(), "medals").items()) {
    const auto grades = static_cast<std::int64_t>(member(family, "grades").size());
    for (const auto& [medal, each] : member(family, "each").items()) {
      medals_.push_back(medal);
      grades_.push_back(grades);
    }
  }
  for (const Json& input : member(document(), "inputs")) {
    inputs_.push_back(input.get_ref<const std::string&>());
  }
  for (const EventKind kind : kEarning) {
    if (kind != EventKind::declared) {
      triggers_.push_back(kEventKindNames[static_cast<std::size_t>(kind)]);
    }
  }
  for (const Json& own : member(document(), "events")) {
    triggers_.push_back(own.get_ref<const std::string&>());
  }
}

void PartChecks::levels_of(const Json& ladder) {
  for (const Json& level : member(ladder, "levels")) levels_.push_back(text_in(level, "id"));
}

Steps PartChecks::steps(std::string_view dotted) const {
  Steps out = place_;
  if (dotted.empty()) return out;
  for (const std::string_view step : split(dotted, '.')) out.emplace_back(step);
  return out;
}

void PartChecks::add(std::string_view dotted, std::string what, std::string expected,
                     std::string nearest) {
  problems_.add(draft_.pointer(version_, steps(dotted)), std::move(what), std::move(expected),
                std::move(nearest));
}

bool PartChecks::reported(std::string_view dotted) const {
  return problems_.at(draft_.pointer(version_, steps(dotted)));
}

std::optional<EventKind> PartChecks::trigger(const Json& rule) {
  const std::string_view word = text_in(rule, "trigger");
  if (word.empty()) return std::nullopt;
  const auto kind = trigger_kind(document(), word);
  if (kind && earns(*kind)) return kind;
  const bool of_growth = word.find("growth") != std::string_view::npos;
  add("trigger",
      of_growth ? "growth is never spendable: nothing turns growth into beans or money"
      : kind    ? "the event kind `" + std::string{word} + "` earns nothing"
                : "unknown event kind `" + std::string{word} + "`",
      "an event kind that earns, or one of `events`", nearest_name(word, triggers_));
  return std::nullopt;
}

void PartChecks::book(const Json& object, const char* key) {
  check_book(draft_, version_, object, place_, key, problems_);
}

void PartChecks::own_expiry(const Json& rule) {
  const Json& purse = member(member(document(), "purses"), text_in(rule, "purse"));
  const Json& general = purse.is_object() ? purse : member(document(), "beans");
  if (member(rule, "expire") != member(general, "expire")) {
    check_expiry(draft_, version_, rule, place_, problems_);
  }
}

void PartChecks::ascending(const Json& rows, const std::string& place, const char* key) {
  if (!rows.is_array()) return;
  if (rows.empty()) add(place, "the list is empty", "one row or more");
  std::optional<std::int64_t> last;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Json& from = member(rows[i], key);
    if (!from.is_number_integer()) continue;
    const auto number = from.get<std::int64_t>();
    if (last && number <= *last) {
      add(place + "." + std::to_string(i) + "." + key, "the rows do not ascend",
          "more than the " + std::to_string(*last) + " of the row before");
    }
    last = number;
  }
}

void PartChecks::conditions(const Json& when, const std::string& place, bool is_order) {
  for (const Json& tier : member(when, "tiers")) {
    const auto& word = tier.get_ref<const std::string&>();
    if (std::ranges::find(levels_, word) == levels_.end()) {
      add(place + ".tiers", "unknown tier `" + word + "`", "a level of this version",
          nearest_name(word, levels_));
    }
  }
  for (const Json& level : member(when, "score_levels")) {
    const auto& word = level.get_ref<const std::string&>();
    if (std::ranges::find(score_levels_, word) == score_levels_.end()) {
      add(place + ".score_levels", "unknown score level `" + word + "`",
          "a level of a score of this version", nearest_name(word, score_levels_));
    }
  }
  medals_held(member(when, "medals"), place + ".medals");
  for (const std::string key : {"categories", "labels"}) {
    const Json& wanted = member(when, key);
    for (const Json& word : member(when, "not_" + key)) {
      if (std::find(wanted.begin(), wanted.end(), word) == wanted.end()) continue;
      add(place + ".not_" + key,
          "`" + word.get_ref<const std::string&>() + "` stands in `" + key + "` too",
          "each name in one of the two lists");
    }
  }
  const auto from = parse_instant(text_in(when, "from"), draft_.zone);
  const auto until = parse_instant(text_in(when, "until"), draft_.zone);
  if (from && until && *from >= *until) {
    add(place + ".until", "the time window is empty", "an instant after `from`");
  }
  for (const char* key : {"within_days", "within_months"}) {
    if (is_order && integer_in(when, key) > 0) {
      add(place + "." + key, std::string{key} + " counts from an order's completion",
          "another trigger than an order's own");
    }
  }
}

void PartChecks::medals_held(const Json& asked, const std::string& place) {
  for (const auto& [id, grade] : asked.items()) {
    const auto found = std::ranges::find(medals_, id);
    if (found == medals_.end()) {
      add(place, "unknown medal `" + id + "`", "a medal of this version",
          nearest_name(id, medals_));
      continue;
    }
    const std::int64_t grades = grades_[static_cast<std::size_t>(found - medals_.begin())];
    if (!grade.is_number_integer() || grade.get<std::int64_t>() <= grades) continue;
    add(place + "." + id, "the medal `" + id + "` has no grade " + grade.dump(),
        "1 to " + std::to_string(grades));
  }
}

void PartChecks::input(std::string_view word, const std::string& place) {
  if (word.empty() || std::ranges::find(inputs_, word) != inputs_.end()) return;
  add(place, "unknown input `" + std::string{word} + "`", "one of `inputs`",
      nearest_name(word, inputs_));
}

bool earns(EventKind kind) noexcept { return std::ranges::find(kEarning, kind) != kEarning.end(); }

}  // namespace loyaltycore::io
