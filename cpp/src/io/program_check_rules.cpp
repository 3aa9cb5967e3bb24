// What no parameter can say alone about earning rules, their conditions and tasks.
#include <algorithm>
#include <array>

#include "io/exact_text.hpp"
#include "io/program_document.hpp"

namespace loyaltycore::io {

namespace {

/// Event kinds that may earn beside the programme's own.
constexpr std::array kEarning{
    EventKind::order_placed,  EventKind::order_paid,   EventKind::order_completed,
    EventKind::login,         EventKind::sign_in,      EventKind::review_approved,
    EventKind::photo_shown,   EventKind::shared,       EventKind::question_answered,
    EventKind::store_visited, EventKind::store_joined, EventKind::profile_verified,
    EventKind::declared};

/// Largest factor of a ratio above one, so that one factor below one excuses nothing.
Ratio<> at_least_one(const Ratio<>& ratio) {
  return ratio.numerator > ratio.denominator ? ratio : Ratio<>{1, 1};
}

class RuleChecks {
 public:
  RuleChecks(const Draft& draft, std::size_t version, ProblemList& problems)
      : draft_(draft), version_(version), problems_(problems) {
    levels_of(member(document(), "tiers"));
    for (const auto& [id, ladder] : member(document(), "ladders").items()) levels_of(ladder);
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

  void run() {
    const Json& growth = member(member(document(), "growth"), "earn");
    const Json& beans = member(member(document(), "beans"), "earn");
    const Json& tasks = member(document(), "tasks");
    if (growth.size() + beans.size() > kMostRules) {
      place_ = {};
      add("", "there are " + std::to_string(growth.size() + beans.size()) + " earning rules",
          "at most " + std::to_string(kMostRules));
    }
    if (tasks.size() > kMostTasks) {
      place_ = {"tasks"};
      add("", "there are " + std::to_string(tasks.size()) + " tasks",
          "at most " + std::to_string(kMostTasks));
    }
    for (const auto& [id, each] : growth.items()) {
      place_ = {"growth", "earn", id};
      rule(each, "per_yuan");
    }
    for (const auto& [id, each] : beans.items()) {
      place_ = {"beans", "earn", id};
      rule(each, "rate");
    }
    for (const auto& [id, each] : tasks.items()) {
      place_ = {"tasks", id};
      task(each);
    }
  }

 private:
  void levels_of(const Json& ladder) {
    for (const Json& level : member(ladder, "levels")) levels_.push_back(text_in(level, "id"));
  }

  [[nodiscard]] const Json& document() const { return draft_.versions[version_].resolved; }

  [[nodiscard]] Steps steps(std::string_view dotted) const {
    Steps out = place_;
    if (dotted.empty()) return out;
    for (const std::string_view step : split(dotted, '.')) out.emplace_back(step);
    return out;
  }

  void add(std::string_view dotted, std::string what, std::string expected,
           std::string nearest = {}) {
    problems_.add(draft_.pointer(version_, steps(dotted)), std::move(what), std::move(expected),
                  std::move(nearest));
  }

  [[nodiscard]] bool reported(std::string_view dotted) const {
    return problems_.at(draft_.pointer(version_, steps(dotted)));
  }

  /// The trigger, or nothing after reporting it.
  std::optional<EventKind> trigger(const Json& rule) {
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

  void rule(const Json& rule, const char* rate_key) {
    const auto kind = trigger(rule);
    const bool is_order = kind && is_order_kind(*kind);
    book(rule, place_.front() == "growth" ? "ladder" : "purse");
    if (const std::string_view unit = text_in(rule, "unit"); kind && !unit.empty()) {
      if (is_order && unit == "event") {
        add("unit", "an order is no unit `event`", "piece, line, sub_order or order");
      } else if (!is_order && unit != "event") {
        add("unit", "only orders have the unit `" + std::string{unit} + "`", "event");
      }
    }
    award(rule, rate_key, kind);
    multipliers(rule, rate_key);
    caps(rule, is_order);
    if (integer_in(rule, "pending_days") > 0 && integer_in(rule, "claim_days") > 0) {
      add("claim_days", "pending_days and claim_days exclude each other", "one of them");
    }
    if (member(rule, "claim_through_end_of_day") == Json(true) &&
        integer_in(rule, "claim_days") == 0) {
      add("claim_through_end_of_day", "there is no claim window whose last day could count",
          "claim_days");
    }
    own_expiry(rule);
    conditions(member(rule, "when"), "when", is_order);
  }

  void caps(const Json& rule, bool is_order) {
    const Json& caps = member(rule, "caps");
    if (!member(caps, "term").is_null() && member(member(document(), "tiers"), "levels").empty()) {
      add("caps.term", "without tiers there is no period of a tier", "caps of day, month or year");
    }
    if (member(caps, "programme_budget").is_null()) return;
    const bool one_award = !is_order || text_in(rule, "unit") == "order";
    if (member(rule, "fixed").is_null() || !member(rule, "multipliers").empty() || !one_award) {
      add("caps.programme_budget",
          "only a fixed award, once an event and without multipliers, can be shared out by ordinal",
          "`fixed` (of an order: with the unit order), or no such cap and beans reserved on the "
          "event (`from_event`)");
    } else if (integer_in(rule, "fixed") == 0) {
      add("fixed", "awards of 0 never use a budget", "1 or more, or no programme_budget");
    } else {
      keeps_award(rule);
    }
  }

  /// An ordinal says how many whole awards went before it: they must all have been alike.
  void keeps_award(const Json& rule) {
    for (std::size_t v = 0; v < version_; ++v) {
      const Json& section = member(draft_.versions[v].resolved, place_.front());
      const Json& before = member(member(section, "earn"), place_.back());
      if (member(member(before, "caps"), "programme_budget").is_null()) continue;
      for (const char* key : {"fixed", "trigger"}) {
        if (member(rule, key) == member(before, key)) continue;
        add(key, "a rule with a programme_budget gives the same in every version",
            "the value of the version `" + draft_.versions[v].id +
                "`, or a rule of another name with a budget of its own");
        return;
      }
    }
  }

  void book(const Json& object, const char* key) {
    check_book(draft_, version_, object, place_, key, problems_);
  }

  /// What is taken over from the purse is reported there.
  void own_expiry(const Json& rule) {
    const Json& purse = member(member(document(), "purses"), text_in(rule, "purse"));
    const Json& general = purse.is_object() ? purse : member(document(), "beans");
    if (member(rule, "expire") != member(general, "expire")) {
      check_expiry(draft_, version_, rule, place_, problems_);
    }
  }

  void award(const Json& rule, const char* rate_key, std::optional<EventKind> kind) {
    const std::array<std::string, 4> keys{rate_key, "fixed", "table", "streak"};
    std::vector<std::string> given;
    for (const std::string& key : keys) {
      if (!member(rule, key).is_null() || reported(key)) given.push_back(key);
    }
    if (member(rule, "from_event") == Json(true)) given.emplace_back("from_event");
    if (given.size() != 1) {
      std::string found;
      for (const std::string& key : given) found += (found.empty() ? "" : ", ") + key;
      add("", given.empty() ? "the rule gives nothing" : "the rule has two awards: " + found,
          "exactly one of " + keys[0] + ", fixed, table, streak" +
              (rule.contains("from_event") ? ", from_event" : ""));
    }
    const bool is_order = kind && is_order_kind(*kind);
    if (member(rule, "streak").is_array()) {
      if (kind && *kind != EventKind::sign_in) {
        add("streak", "a streak counts days of sign_in", "the trigger sign_in");
      }
      if (member(rule, "streak").empty()) add("streak", "the streak is empty", "one entry a day");
    }
    if (is_order && member(rule, "from_event") == Json(true)) {
      add("from_event", "an order carries no beans to give", "another award");
    }
    ascending(member(rule, "table"), "table", "from_fen");
  }

  void ascending(const Json& rows, const std::string& place, const char* key) {
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

  void multipliers(const Json& rule, const char* rate_key) {
    const Json& all = member(rule, "multipliers");
    if (all.size() > static_cast<std::size_t>(kMostMultipliers)) {
      add("multipliers", "there are " + std::to_string(all.size()) + " multipliers",
          "at most " + std::to_string(kMostMultipliers));
      return;
    }
    // Terms stay below 10^9 * 10^16 / (100 * ...): the product fits easily.
    Int128 numerator = 1;
    Int128 denominator = 1;
    for (const auto& [id, each] : all.items()) {
      const Ratio<> most = at_least_one(multiplier(id, each));
      numerator *= most.numerator;
      denominator *= most.denominator;
      conditions(member(each, "when"), "multipliers." + id + ".when", false);
    }
    const auto rate = ratio_in(rule, rate_key);
    if (!rate) return;
    const bool of_beans = std::string_view{rate_key} == "rate";
    const std::int64_t per_yuan =
        of_beans ? integer_in(member(document(), "beans"), "per_yuan", 100) : 1;
    const Ratio<> value = reduced(per_yuan, 100);
    const Ratio<> left = reduced(rate->numerator, value.denominator);
    const Ratio<> right = reduced(value.numerator, rate->denominator);
    if (Int128{left.numerator} * right.numerator > kLargestRatioTerm ||
        Int128{left.denominator} * right.denominator > kLargestRatioTerm) {
      add(rate_key, "the rate per fen is too fine",
          "terms of the reduced fraction up to 1000000000");
    } else if (numerator * rate->numerator * per_yuan >
               Int128{10'000} * denominator * rate->denominator) {
      add(rate_key, "the rate and all its multipliers give more than 100 a fen",
          "at most 100 a fen");
    }
  }

  /// Checks it and answers its largest factor.
  Ratio<> multiplier(const std::string& id, const Json& each) {
    const std::string place = "multipliers." + id;
    const bool fixed = !member(each, "times").is_null();
    const bool banded = !member(each, "bands").is_null();
    const std::string_view input = text_in(each, "input");
    if (fixed == banded || (fixed && !input.empty())) {
      if (!reported(place)) {
        add(place, "a multiplier is `times`, or `input` and `bands`", "one of the two");
      }
    } else if (banded && input.empty() && !reported(place + ".input")) {
      add(place, "the key `input` is missing", "the input that chooses the band");
    }
    if (!input.empty() && std::ranges::find(inputs_, input) == inputs_.end()) {
      add(place + ".input", "unknown input `" + std::string{input} + "`", "one of `inputs`",
          nearest_name(input, inputs_));
    }
    ascending(member(each, "bands"), place + ".bands", "from");
    Ratio<> most = ratio_in(each, "times").value_or(Ratio<>{1, 1});
    for (const Json& band : member(each, "bands")) {
      const Ratio<> times = ratio_in(band, "times").value_or(Ratio<>{1, 1});
      if (times.numerator * most.denominator > most.numerator * times.denominator) most = times;
    }
    return most;
  }

  void conditions(const Json& when, const std::string& place, bool is_order) {
    for (const Json& tier : member(when, "tiers")) {
      const auto& word = tier.get_ref<const std::string&>();
      if (std::ranges::find(levels_, word) == levels_.end()) {
        add(place + ".tiers", "unknown tier `" + word + "`", "a level of this version",
            nearest_name(word, levels_));
      }
    }
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

  void task(const Json& task) {
    const auto kind = trigger(task);
    const std::string_view window = text_in(task, "window");
    if (integer_in(task, "post_day") > 0 && window != "month") {
      add("post_day", "a posting day is a day of the month after", "the window month");
    }
    const bool distinct = text_in(task, "of") == "distinct_days";
    const std::int64_t days = window == "week" ? 7 : window == "month" ? 31 : 0;
    if (distinct && days == 0) {
      add("of", "distinct days are counted within a week or a month", "the window week or month");
    } else if (distinct && integer_in(task, "count") > days) {
      add("count", "the window has fewer days", "at most " + std::to_string(days));
    }
    if (integer_in(member(task, "reward"), "beans") > 0 &&
        !member(document(), "beans").is_object()) {
      add("reward.beans", "the programme has no beans", "a section `beans`");
    }
    book(task, "ladder");
    book(task, "purse");
    own_expiry(task);
    keeps_window(task);
    conditions(member(task, "when"), "when", kind && is_order_kind(*kind));
  }

  /// A member is in the middle of a window when a version starts: it must go on meaning the same.
  void keeps_window(const Json& task) {
    if (version_ == 0 || place_.empty()) return;
    const Json& before =
        member(member(draft_.versions[version_ - 1].resolved, "tasks"), place_.back());
    if (!before.is_object()) return;
    for (const char* key : {"window", "of", "post_day"}) {
      if (member(task, key) != member(before, key)) {
        add(key, "a task counts in the same windows in every version",
            "the value of the version before, or a task of another name");
      }
    }
  }

  const Draft& draft_;
  std::size_t version_;
  ProblemList& problems_;
  Steps place_;
  std::vector<std::string_view> levels_;
  std::vector<std::string_view> inputs_;
  std::vector<std::string_view> triggers_;
};

}  // namespace

bool earns(EventKind kind) noexcept { return std::ranges::find(kEarning, kind) != kEarning.end(); }

void check_rules(const Draft& draft, std::size_t version, ProblemList& problems) {
  RuleChecks{draft, version, problems}.run();
}

}  // namespace loyaltycore::io
