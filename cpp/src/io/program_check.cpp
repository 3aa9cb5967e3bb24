// What no parameter can say alone about versions, the zone, spending and names.
#include <algorithm>
#include <map>

#include "io/exact_text.hpp"
#include "io/program_document.hpp"
#include "loyaltycore/model/fact_plan.hpp"

namespace loyaltycore::io {

namespace {

class Checks {
 public:
  Checks(const Draft& draft, std::size_t version, ProblemList& problems)
      : draft_(draft), version_(version), problems_(problems) {}

  void run() {
    check_books(draft_, version_, problems_);
    const Json& beans = member(document(), "beans");
    if (beans.is_object()) {
      expiry(beans, {"beans"});
      redemption(member(beans, "redeem"));
      catalogue(member(beans, "catalogue"));
    }
    if (member(document(), "inputs").size() > kMostInputs) {
      add({"inputs"}, "there are more inputs than we keep", "at most 8");
    }
    if (member(document(), "events").size() > kMostTasks) {
      add({"events"}, "there are more own events than we keep", "at most 64");
    }
    own_events();
    if (version_ == 0) facts();
    check_rules(draft_, version_, problems_);
    check_scores(draft_, version_, problems_);
    check_medals(draft_, version_, problems_);
  }

 private:
  [[nodiscard]] const Json& document() const { return draft_.versions[version_].resolved; }

  void add(const Steps& steps, std::string what, std::string expected, std::string nearest = {}) {
    problems_.add(draft_.pointer(version_, steps), std::move(what), std::move(expected),
                  std::move(nearest));
  }

  void own_events() {
    for (const Json& own : member(document(), "events")) {
      const auto& word = own.get_ref<const std::string&>();
      if (std::ranges::find(kEventKindNames, word) != kEventKindNames.end()) {
        add({"events"}, "`" + word + "` is an event kind already", "a name of the programme's own");
      }
    }
  }

  void expiry(const Json& parent, Steps steps) {
    check_expiry(draft_, version_, parent, std::move(steps), problems_);
  }

  /// What members do beside their orders: kinds that earn, and the programme's own.
  [[nodiscard]] std::vector<std::string_view> activities() const {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < kEventKindNames.size(); ++i) {
      const auto kind = static_cast<EventKind>(i);
      if (earns(kind) && !is_order_kind(kind)) out.push_back(kEventKindNames[i]);
    }
    for (const Json& own : member(document(), "events")) {
      out.push_back(own.get_ref<const std::string&>());
    }
    return out;
  }

  /// What can be counted: what members do beside their orders.
  void facts() {
    const Json& facts = member(document(), "facts");
    const std::vector<std::string_view> known = activities();
    // As it was written: the resolved list is sorted.
    const Json& written = member(member(draft_.versions[version_].merged, "facts"), "activities");
    for (const Json& each : member(facts, "activities")) {
      const auto& word = each.get_ref<const std::string&>();
      const auto kind = trigger_kind(document(), word);
      if (kind && earns(*kind) && !is_order_kind(*kind)) continue;
      const auto place = std::ranges::find(written, each) - written.begin();
      add({"facts", "activities", std::to_string(place)}, "`" + word + "` is no activity",
          "an event kind that may earn and is none of an order, or one of `events`",
          nearest_name(word, known));
    }
    one_class_each(member(facts, "category_classes"), {"facts", "category_classes"}, {});
  }

  void redemption(const Json& redeem) {
    std::map<std::string_view, std::string> homes;
    for (const Json& each : member(redeem, "excluded_categories")) {
      homes.emplace(each.get_ref<const std::string&>(), "excluded_categories");
    }
    one_class_each(member(redeem, "classes"), {"beans", "redeem", "classes"}, std::move(homes));
  }

  /// `homes`: categories that stand somewhere already, and where.
  void one_class_each(const Json& classes, const Steps& place,
                      std::map<std::string_view, std::string> homes) {
    for (const auto& [id, group] : classes.items()) {
      for (const Json& each : member(group, "categories")) {
        const auto& category = each.get_ref<const std::string&>();
        const auto [home, is_new] = homes.emplace(category, id);
        if (is_new) continue;
        Steps steps = place;
        steps.insert(steps.end(), {id, "categories"});
        add(steps, "the category `" + category + "` is in `" + home->second + "` already",
            "each category in one class");
      }
    }
  }

  void catalogue(const Json& items) {
    for (const auto& [id, item] : items.items()) {
      check_book(draft_, version_, item, {"beans", "catalogue", id}, "purse", problems_);
      if (integer_in(item, "beans") == 0 && member(item, "beans").is_number_integer()) {
        add({"beans", "catalogue", id}, "the item costs no beans", "beans of 1 or more");
      }
      const std::int64_t value = integer_in(item, "value_fen");
      if (value > 0 && value <= integer_in(item, "cash_fen")) {
        add({"beans", "catalogue", id}, "the cash alone pays what the item is worth",
            "value_fen above cash_fen");
      }
    }
  }

  const Draft& draft_;
  std::size_t version_;
  ProblemList& problems_;
};

void check_ids(const Draft& draft, ProblemList& problems) {
  std::set<std::string_view> ids;
  for (std::size_t v = 0; v < draft.versions.size(); ++v) {
    const std::string& id = draft.versions[v].id;
    if (!id.empty() && !ids.insert(id).second) {
      problems.add("/overlays/" + std::to_string(v - 1) + "/id",
                   "two versions are called `" + id.substr(0, 64) + "`", "each id once");
    }
  }
}

void check_zone(const Draft& draft, ProblemList& problems) {
  const Json& zone = member(draft.written, "zone");
  const Json& rows = member(zone, "offsets");
  if (!rows.is_array()) return;
  if (!member(zone, "offset_minutes").is_null()) {
    problems.add("/zone/offset_minutes", "offset_minutes and offsets exclude each other",
                 "one of them");
  }
  std::optional<Instant> last;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string pointer = "/zone/offsets/" + std::to_string(i) + "/from";
    const Json& from = member(rows[i], "from");
    if (i == 0) {
      if (!from.is_null()) {
        problems.add(pointer, "the first offset holds since ever", "no `from`");
      }
      continue;
    }
    if (!from.is_string()) {
      if (from.is_null()) problems.add(pointer, "the offset has no `from`", "an instant");
      continue;
    }
    const auto& text = from.get_ref<const std::string&>();
    const auto instant = parse_instant(text, Zone{0});
    if (instant && text.find('T') == std::string::npos) {
      problems.add(pointer, "a day of the zone cannot say when the zone changes",
                   "an instant with its offset");
    } else if (instant && last && *instant <= *last) {
      problems.add(pointer, "the offsets do not ascend", "an instant after the one before");
    }
    if (instant) last = instant;
  }
}

}  // namespace

void check_expiry(const Draft& draft, std::size_t version, const Json& parent, Steps steps,
                  ProblemList& problems) {
  const Json& expiry = member(parent, "expire");
  const bool in_days = !member(expiry, "after_days").is_null();
  const bool in_months = !member(expiry, "after_months").is_null();
  const bool never = member(expiry, "never") == Json(true);
  steps.emplace_back("expire");
  if ((in_days && in_months) || (never && (in_days || in_months))) {
    problems.add(draft.pointer(version, steps),
                 "after_days, after_months and never exclude each other", "one of them");
  }
}

void check_draft(const Draft& draft, ProblemList& problems) {
  if (draft.versions.empty()) return;
  check_ids(draft, problems);
  check_zone(draft, problems);
  for (std::size_t v = 0; v < draft.versions.size() && !problems.full(); ++v) {
    Checks{draft, v, problems}.run();
  }
}

}  // namespace loyaltycore::io
