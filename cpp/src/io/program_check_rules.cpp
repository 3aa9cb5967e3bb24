// What no parameter can say alone about earning rules.
#include <array>
#include <string>
#include <vector>

#include "io/exact_text.hpp"
#include "io/program_check_part.hpp"

namespace loyaltycore::io {

namespace {

/// Largest factor of a ratio above one, so that one factor below one excuses nothing.
Ratio<> at_least_one(const Ratio<>& ratio) {
  return ratio.numerator > ratio.denominator ? ratio : Ratio<>{1, 1};
}

class RuleChecks : public PartChecks {
 public:
  using PartChecks::PartChecks;

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
  }

 private:
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
    waiting(rule);
    if (member(rule, "claim_through_end_of_day") == Json(true) &&
        integer_in(rule, "claim_days") == 0) {
      add("claim_through_end_of_day", "there is no claim window whose last day could count",
          "claim_days");
    }
    own_expiry(rule);
    conditions(member(rule, "when"), "when", is_order);
  }

  /// Beans wait in one way.
  void waiting(const Json& rule) {
    const char* way = nullptr;
    for (const char* key : {"pending_days", "post_day", "claim_days"}) {
      if (integer_in(rule, key) == 0) continue;
      if (way != nullptr) {
        add(key, std::string{way} + " and " + key + " exclude each other", "one of them");
      }
      way = key;
    }
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
    const std::string_view word = text_in(each, "input");
    if (fixed == banded || (fixed && !word.empty())) {
      if (!reported(place)) {
        add(place, "a multiplier is `times`, or `input` and `bands`", "one of the two");
      }
    } else if (banded && word.empty() && !reported(place + ".input")) {
      add(place, "the key `input` is missing", "the input that chooses the band");
    }
    input(word, place + ".input");
    ascending(member(each, "bands"), place + ".bands", "from");
    Ratio<> most = ratio_in(each, "times").value_or(Ratio<>{1, 1});
    for (const Json& band : member(each, "bands")) {
      const Ratio<> times = ratio_in(band, "times").value_or(Ratio<>{1, 1});
      if (times.numerator * most.denominator > most.numerator * times.denominator) most = times;
    }
    return most;
  }
};

}  // namespace

void check_rules(const Draft& draft, std::size_t version, ProblemList& problems) {
  RuleChecks{draft, version, problems}.run();
  check_tasks(draft, version, problems);
}

}  // namespace loyaltycore::io
