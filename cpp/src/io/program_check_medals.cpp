// What no parameter can say alone about medals.
#include <algorithm>
#include <set>

#include "io/exact_text.hpp"
#include "io/program_document.hpp"
#include "loyaltycore/model/medal_terms.hpp"

namespace loyaltycore::io {

namespace {

class MedalChecks {
 public:
  MedalChecks(const Draft& draft, std::size_t version, ProblemList& problems)
      : draft_(draft), version_(version), problems_(problems) {}

  void run() {
    for (const auto& [id, family] : member(draft_.versions[version_].resolved, "medals").items()) {
      const Steps place{"medals", id};
      check_window(draft_, version_, member(family, "window"), below(place, {"window"}), problems_);
      grades(family, place);
      for (const auto& [medal, each] : member(family, "each").items()) {
        const Steps here = below(place, {"each", medal});
        if (!medals_.insert(medal).second) {
          add(here, "two medals are called `" + medal + "`", "each id once, over all families");
        }
        requirements(family, member(each, "requires"), below(here, {"requires"}));
      }
    }
  }

 private:
  void add(const Steps& steps, std::string what, std::string expected) {
    problems_.add(draft_.pointer(version_, steps), std::move(what), std::move(expected));
  }

  void grades(const Json& family, const Steps& place) {
    const Json& grades = member(family, "grades");
    const Steps here = below(place, {"grades"});
    if (grades.empty()) add(here, "the family has no grades", "one grade or more");
    if (grades.size() > kMostGrades) {
      add(here, "there are " + std::to_string(grades.size()) + " grades",
          "at most " + std::to_string(kMostGrades));
    }
    for (std::size_t i = 1; i < grades.size(); ++i) {
      ascends(member(grades[i - 1], "at_least"), member(grades[i], "at_least"),
              below(here, {std::to_string(i), "at_least"}));
    }
  }

  /// No number falls from one grade to the next, and one rises.
  void ascends(const Json& lower, const Json& upper, const Steps& place) {
    bool rises = false;
    for (const auto& [name, number] : upper.items()) {
      if (!number.is_number_integer() || !member(lower, name).is_number_integer()) return;
      const std::int64_t before = integer_in(lower, name);
      rises = rises || number.get<std::int64_t>() > before;
      if (number.get<std::int64_t>() >= before) continue;
      add(below(place, {name}), "the grades do not ascend",
          "at least the " + std::to_string(before) + " of the grade before");
      rises = true;
    }
    if (rises || upper.size() != lower.size()) return;
    add(place, "the grade asks for no more than the one before", "a higher number");
  }

  /// Every grade gives a number for each requirement, and for nothing else.
  void requirements(const Json& family, const Json& required, const Steps& place) {
    if (required.empty() || required.size() > kMostRequirements) {
      add(place, "there are " + std::to_string(required.size()) + " requirements",
          "1 to " + std::to_string(kMostRequirements));
    }
    for (const auto& [name, measure] : required.items()) {
      check_measure(draft_, version_, measure, below(place, {name}), {}, problems_);
      for (const Json& grade : member(family, "grades")) {
        if (!member(member(grade, "at_least"), name).is_null()) continue;
        add(below(place, {name}), "a grade of the family does not say how much of `" + name + "`",
            "a number under `" + name + "` in `at_least` of every grade");
        break;
      }
    }
    for (const Json& grade : member(family, "grades")) {
      for (const auto& [name, number] : member(grade, "at_least").items()) {
        if (!member(required, name).is_null()) continue;
        return add(place, "the grades ask for `" + name + "`, which is not measured",
                   "a measure under `" + name + "`, or no such number in `grades`");
      }
    }
  }

  const Draft& draft_;
  std::size_t version_;
  ProblemList& problems_;
  std::set<std::string> medals_;
};

}  // namespace

void check_medals(const Draft& draft, std::size_t version, ProblemList& problems) {
  MedalChecks{draft, version, problems}.run();
}

}  // namespace loyaltycore::io
