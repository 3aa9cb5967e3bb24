// What no parameter can say alone about ladders, their levels, and purses.
#include <algorithm>
#include <map>

#include "io/exact_text.hpp"
#include "io/program_document.hpp"

namespace loyaltycore::io {

namespace {

/// A ladder of one version: where its levels stand, and the levels.
struct LadderAt {
  std::string name;
  Steps steps;
  const Json* levels;
};

std::vector<LadderAt> ladders_of(const Json& document) {
  std::vector<LadderAt> out;
  const std::string first{kFirstLadder};
  out.push_back({first, {"tiers", "levels"}, &member(member(document, "tiers"), "levels")});
  for (const auto& [id, ladder] : member(document, "ladders").items()) {
    out.push_back({id, {"ladders", id, "levels"}, &member(ladder, "levels")});
  }
  return out;
}

/// The ladder of each level of one version.
std::map<std::string_view, std::string> homes_of(const Json& document) {
  std::map<std::string_view, std::string> out;
  for (const LadderAt& ladder : ladders_of(document)) {
    for (const Json& level : *ladder.levels) out.emplace(text_in(level, "id"), ladder.name);
  }
  return out;
}

std::vector<std::string_view> words_of(const std::map<std::string_view, std::string>& homes) {
  std::vector<std::string_view> out;
  for (const auto& [level, ladder] : homes) out.push_back(level);
  return out;
}

class BookChecks {
 public:
  BookChecks(const Draft& draft, std::size_t version, ProblemList& problems)
      : draft_(draft), version_(version), problems_(problems) {}

  void run() {
    for (const LadderAt& ladder : ladders_of(document())) levels(ladder);
    ladders();
    purses();
    migration();
  }

 private:
  [[nodiscard]] const Json& document() const { return draft_.versions[version_].resolved; }

  void add(const Steps& steps, std::string what, std::string expected, std::string nearest = {}) {
    problems_.add(draft_.pointer(version_, steps), std::move(what), std::move(expected),
                  std::move(nearest));
  }

  void levels(const LadderAt& ladder) {
    const Json& levels = *ladder.levels;
    if (levels.size() > kMostLevels) {
      add(ladder.steps, "there are " + std::to_string(levels.size()) + " levels", "at most 32");
    }
    std::int64_t last = -1;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      Steps place = ladder.steps;
      place.push_back(std::to_string(i));
      id_of_level(levels[i], place, ladder.name);
      threshold(levels[i], place, i == 0, last);
      if (integer_in(levels[i], "deduction") > 0 && integer_in(levels[i], "validity_months") == 0) {
        add(below(place, "deduction"), "a level without end is never deducted from",
            "validity_months beside it");
      }
    }
  }

  static Steps below(Steps place, const char* key) {
    place.emplace_back(key);
    return place;
  }

  /// A level is known by its id alone, on whichever ladder it stands.
  void id_of_level(const Json& level, const Steps& place, const std::string& ladder) {
    const std::string_view id = text_in(level, "id");
    if (id.empty()) return;
    if (!ids_.insert(id).second) {
      add(below(place, "id"), "two levels are called `" + std::string{id} + "`", "each id once");
    }
    for (std::size_t v = 0; v < version_; ++v) {
      const auto homes = homes_of(draft_.versions[v].resolved);
      const auto home = homes.find(id);
      if (home == homes.end() || home->second == ladder) continue;
      add(below(place, "id"),
          "the version `" + draft_.versions[v].id + "` has the level `" + std::string{id} +
              "` on the ladder `" + home->second + "`",
          "a level of another id: members would hold it on two ladders");
      return;
    }
  }

  void threshold(const Json& level, const Steps& place, bool first, std::int64_t& last) {
    const Json& threshold = member(level, "threshold");
    const Steps here = below(place, "threshold");
    if (first) {
      if (threshold.is_null()) return;
      add(here, "the first level has no threshold: members start there", "no threshold");
    } else if (threshold.is_null()) {
      if (problems_.at(draft_.pointer(version_, here))) return;
      add(place, "the key `threshold` is missing", "growth from which the level is held");
    } else {
      const auto growth = threshold.get<std::int64_t>();
      if (growth <= last) {
        add(here, "the thresholds do not ascend",
            "more than the " + std::to_string(last) + " of the level before");
      }
      last = std::max(last, growth);
    }
  }

  void ladders() {
    const Json& ladders = member(document(), "ladders");
    if (!ladders.empty() && member(member(document(), "tiers"), "levels").empty()) {
      add({"ladders"}, "the first ladder is that of `tiers`, and it has no levels",
          "levels in `tiers`");
    }
    for (const auto& [id, ladder] : ladders.items()) {
      if (id == kFirstLadder) {
        add({"ladders", id}, "`growth` is the ladder of `tiers`", "another id");
      } else if (member(ladder, "levels").empty()) {
        add({"ladders", id, "levels"}, "the ladder has no levels", "one level or more");
      }
    }
  }

  void purses() {
    const Json& purses = member(document(), "purses");
    if (!purses.empty() && !member(document(), "beans").is_object()) {
      add({"purses"}, "the first purse is that of `beans`, and the programme has no beans",
          "a section `beans`");
    }
    for (const auto& [id, purse] : purses.items()) {
      if (id == kFirstPurse) {
        add({"purses", id}, "`beans` is the purse of the section `beans`", "another id");
      }
      if (member(purse, "expire") == member(member(document(), "beans"), "expire")) continue;
      check_expiry(draft_, version_, purse, {"purses", id}, problems_);
    }
  }

  void migration() {
    const Json& migration = draft_.versions[version_].migration;
    if (version_ == 0 || !migration.is_object()) return;
    const auto before = homes_of(draft_.versions[version_ - 1].resolved);
    const auto after = homes_of(document());
    const std::string place = "/overlays/" + std::to_string(version_ - 1) + "/migration/tiers";
    for (const auto& [old_level, new_level] : member(migration, "tiers").items()) {
      const std::string pointer = place + "/" + pointer_step(old_level);
      const auto from = before.find(old_level);
      if (from == before.end()) {
        problems_.add(pointer, "the version before has no level `" + old_level + "`",
                      "a level of the version before", nearest_name(old_level, words_of(before)));
      }
      if (!new_level.is_string()) continue;
      const auto& word = new_level.get_ref<const std::string&>();
      const auto to = after.find(word);
      if (to == after.end()) {
        problems_.add(pointer, "this version has no level `" + word + "`",
                      "a level of this version", nearest_name(word, words_of(after)));
      } else if (from != before.end() && from->second != to->second) {
        problems_.add(pointer, "`" + old_level + "` and `" + word + "` are on two ladders",
                      "a level of the ladder `" + from->second + "`");
      }
    }
  }

  const Draft& draft_;
  std::size_t version_;
  ProblemList& problems_;
  std::set<std::string_view> ids_;
};

}  // namespace

void check_books(const Draft& draft, std::size_t version, ProblemList& problems) {
  BookChecks{draft, version, problems}.run();
}

void check_book(const Draft& draft, std::size_t version, const Json& object, Steps steps,
                const std::string& key, ProblemList& problems) {
  const std::string_view word = text_in(object, key);
  const std::string_view first = key == "purse" ? kFirstPurse : kFirstLadder;
  if (word.empty() || word == first) return;
  std::vector<std::string_view> known{first};
  for (const auto& [id, each] : member(draft.versions[version].resolved, key + "s").items()) {
    if (id == word) return;
    known.push_back(id);
  }
  steps.push_back(key);
  problems.add(draft.pointer(version, steps),
               "this version has no " + key + " `" + std::string{word} + "`",
               "`" + std::string{first} + "` or one of `" + key + "s`", nearest_name(word, known));
}

}  // namespace loyaltycore::io
