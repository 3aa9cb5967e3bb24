// What no parameter can say alone about scores and what they measure.
#include <algorithm>
#include <array>

#include "io/exact_text.hpp"
#include "io/program_document.hpp"
#include "loyaltycore/model/score_terms.hpp"

namespace loyaltycore::io {

namespace {

/// A name that a measure asks for, and whether it must.
struct Argument {
  MeasureKind of;
  std::string_view key;
  bool required;
};

constexpr std::array kArguments{Argument{MeasureKind::spend, "category_class", false},
                                Argument{MeasureKind::orders, "category_class", false},
                                Argument{MeasureKind::count, "activity", true},
                                Argument{MeasureKind::sum, "activity", true},
                                Argument{MeasureKind::months_with, "activity", false},
                                Argument{MeasureKind::months_with, "at_least", false},
                                Argument{MeasureKind::input, "input", true},
                                Argument{MeasureKind::score, "score", true}};

constexpr std::array<std::string_view, 5> kKeys{"activity", "category_class", "input", "score",
                                                "at_least"};

class MeasureChecks {
 public:
  MeasureChecks(const Draft& draft, std::size_t version, ProblemList& problems)
      : draft_(draft), version_(version), problems_(problems) {}

  void run(const Json& measure, const Steps& steps, std::string_view of_score) {
    const auto kind = measure_kind(text_in(measure, "of"));
    if (!kind) return;
    const std::string word{kMeasureKindNames[static_cast<std::size_t>(*kind)]};
    if (!is_measured(*kind)) {
      add(steps, "of", "the measure `" + word + "` is not built yet", "another measure");
    }
    if (*kind == MeasureKind::first_classes &&
        member(member(document(), "facts"), "category_classes").empty()) {
      add(steps, "of", "`first_classes` counts classes of goods, and the programme names none",
          "`facts.category_classes`");
    }
    for (const std::string_view key : kKeys) {
      const bool given = !member(measure, key).is_null();
      const auto argument = std::ranges::find_if(
          kArguments, [&](const Argument& each) { return each.of == *kind && each.key == key; });
      if (given && argument == kArguments.end()) {
        add(steps, key, "`" + word + "` does not ask for `" + std::string{key} + "`",
            "no such key");
      } else if (!given && argument != kArguments.end() && argument->required) {
        problems_.add(draft_.pointer(version_, steps),
                      "`" + word + "` asks for `" + std::string{key} + "`",
                      "the key `" + std::string{key} + "`");
      }
    }
    names(measure, steps, of_score);
  }

 private:
  [[nodiscard]] const Json& document() const { return draft_.versions[version_].resolved; }

  void add(Steps steps, std::string_view key, std::string what, std::string expected,
           std::string nearest = {}) {
    steps.emplace_back(key);
    problems_.add(draft_.pointer(version_, steps), std::move(what), std::move(expected),
                  std::move(nearest));
  }

  static std::vector<std::string_view> words_of(const Json& list) {
    std::vector<std::string_view> out;
    for (const Json& each : list) out.push_back(each.get_ref<const std::string&>());
    return out;
  }
  static std::vector<std::string_view> keys_of(const Json& map) {
    std::vector<std::string_view> out;
    for (const auto& [id, each] : map.items()) out.push_back(id);
    return out;
  }

  /// `key` of the measure names one of `known`, or nothing.
  void known_name(const Json& measure, const Steps& steps, std::string_view key,
                  std::span<const std::string_view> known, const std::string& remedy) {
    const std::string_view word = text_in(measure, key);
    if (word.empty() || std::ranges::find(known, word) != known.end()) return;
    add(steps, key, "unknown " + std::string{key} + " `" + std::string{word} + "`", remedy,
        nearest_name(word, known));
  }

  void names(const Json& measure, const Steps& steps, std::string_view of_score) {
    const Json& facts = member(document(), "facts");
    const std::string activity{text_in(measure, "activity")};
    known_name(measure, steps, "activity", words_of(member(facts, "activities")),
               "one of `facts.activities`: add \"" + activity + "\" there to have it counted");
    known_name(measure, steps, "category_class", keys_of(member(facts, "category_classes")),
               "one of `facts.category_classes`: add it there to have its goods counted");
    known_name(measure, steps, "input", words_of(member(document(), "inputs")), "one of `inputs`");
    std::vector<std::string_view> known = keys_of(member(document(), "score"));
    if (of_score.empty()) {
      known_name(measure, steps, "score", known, "one of `score`");
    } else {
      std::erase_if(known, [&](std::string_view id) { return id >= of_score; });
      known_name(measure, steps, "score", known,
                 "a score whose id comes before `" + std::string{of_score} + "`");
    }
  }

  const Draft& draft_;
  std::size_t version_;
  ProblemList& problems_;
};

class ScoreChecks {
 public:
  ScoreChecks(const Draft& draft, std::size_t version, ProblemList& problems)
      : draft_(draft), version_(version), problems_(problems) {}

  void run() {
    for (const auto& [id, score] : member(document(), "score").items()) {
      const Steps place{"score", id};
      window(score, place);
      bounds(score, place);
      levels(score, place);
      std::size_t terms = 0;
      for (const auto& [name, each] : member(score, "dimensions").items()) {
        dimension(each, below(place, {"dimensions", name}), id);
        terms += member(each, "terms").size();
      }
      if (terms > kMostScoreTerms) {
        add(below(place, {"dimensions"}), "there are " + std::to_string(terms) + " terms",
            "at most " + std::to_string(kMostScoreTerms) + " in a score");
      }
    }
  }

 private:
  [[nodiscard]] const Json& document() const { return draft_.versions[version_].resolved; }

  void add(const Steps& steps, std::string what, std::string expected) {
    problems_.add(draft_.pointer(version_, steps), std::move(what), std::move(expected));
  }

  void window(const Json& score, const Steps& place) {
    const Json& window = member(score, "window");
    check_window(draft_, version_, window, below(place, {"window"}), problems_);
    const std::string_view span = text_in(window, "span");
    if (text_in(score, "carry") == "above_level" && span != "calendar_year") {
      add(below(place, {"carry"}), "only a calendar year carries into the next",
          "the span `calendar_year` of `window`");
    }
  }

  void bounds(const Json& object, const Steps& place) {
    const Json& cap = member(object, "cap");
    if (!cap.is_number_integer() || !member(object, "floor").is_number_integer()) return;
    if (cap.get<std::int64_t>() >= integer_in(object, "floor")) return;
    add(below(place, {"cap"}), "the cap lies below the floor",
        "at least " + std::to_string(integer_in(object, "floor")));
  }

  void levels(const Json& score, const Steps& place) {
    const Json& levels = member(score, "levels");
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const std::string_view id = text_in(levels[i], "id");
      if (id.empty() || levels_.insert(id).second) continue;
      add(below(place, {"levels", std::to_string(i), "id"}),
          "two levels are called `" + std::string{id} + "`", "each id once, over all scores");
    }
  }

  void dimension(const Json& dimension, const Steps& place, std::string_view of_score) {
    bounds(dimension, place);
    const bool gate = text_in(dimension, "role") == "gate";
    const Steps least = below(place, {"at_least"});
    const bool given = !member(dimension, "at_least").is_null();
    if (given && !gate) {
      add(least, "only a gate has a least number", "\"role\": \"gate\", or no `at_least`");
    } else if (gate && !given && !problems_.at(draft_.pointer(version_, least))) {
      add(place, "the key `at_least` is missing", "points from which the gate is open");
    }
    for (const auto& [id, term] : member(dimension, "terms").items()) {
      const Steps here = below(place, {"terms", id});
      check_measure(draft_, version_, term, here, of_score, problems_);
      table(term, here);
    }
  }

  void table(const Json& term, const Steps& place) {
    const Json& rows = member(term, "table");
    if (!rows.is_array()) return;
    const Steps here = below(place, {"table"});
    if (!member(term, "per").is_null()) {
      add(here, "per and table exclude each other", "one of them");
    }
    if (rows.empty()) add(here, "the table is empty", "rows of `from` and `points`");
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const std::int64_t last = integer_in(rows[i - 1], "from");
      if (integer_in(rows[i], "from") > last) continue;
      add(below(here, {std::to_string(i), "from"}), "the rows do not ascend",
          "more than the " + std::to_string(last) + " of the row before");
    }
  }

  const Draft& draft_;
  std::size_t version_;
  ProblemList& problems_;
  std::set<std::string_view> levels_;
};

}  // namespace

std::optional<MeasureKind> measure_kind(std::string_view word) {
  const auto found = std::ranges::find(kMeasureKindNames, word);
  if (found == kMeasureKindNames.end()) return std::nullopt;
  return static_cast<MeasureKind>(found - kMeasureKindNames.begin());
}

void check_measure(const Draft& draft, std::size_t version, const Json& measure, const Steps& steps,
                   std::string_view of_score, ProblemList& problems) {
  MeasureChecks{draft, version, problems}.run(measure, steps, of_score);
}

/// What facts are kept by month answers windows of months; other windows are to come.
void check_window(const Draft& draft, std::size_t version, const Json& window, const Steps& steps,
                  ProblemList& problems) {
  const auto add = [&](const char* key, std::string what, std::string expected) {
    Steps place = steps;
    if (key != nullptr) place.emplace_back(key);
    problems.add(draft.pointer(version, place), std::move(what), std::move(expected));
  };
  const std::string span{text_in(window, "span")};
  if (!member(window, "days").is_null()) {
    if (!member(window, "months").is_null()) {
      add(nullptr, "days and months exclude each other", "one of them");
    }
    add("days", "windows of days are not built yet", "months");
  }
  if (span == "anniversary" || span == "lifetime") {
    add("span", "the span `" + span + "` is not built yet", "rolling or calendar_year");
  }
}

void check_scores(const Draft& draft, std::size_t version, ProblemList& problems) {
  ScoreChecks{draft, version, problems}.run();
}

}  // namespace loyaltycore::io
