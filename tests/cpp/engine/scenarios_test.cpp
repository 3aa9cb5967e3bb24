// Every story of tests/scenarios, told to the core. pytest tells the same to the reference model.
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/io/event_json.hpp"
#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/post.hpp"
#include "loyaltycore/kernel/quote.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/event_data.hpp"

namespace loyaltycore::scenarios_test {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> split(const std::string& dotted) {
  std::vector<std::string> steps;
  std::stringstream text(dotted);
  for (std::string step; std::getline(text, step, '.');) steps.push_back(step);
  return steps;
}

/// Sets a parameter in the base; overlays must not set it back.
void set_everywhere(Json& document, const std::string& dotted, const Json& value) {
  const std::vector<std::string> steps = split(dotted);
  Json* place = &document;
  for (const std::string& step : steps) place = &(*place)[step];
  *place = value;
  for (Json& overlay : document["overlays"]) {
    Json* change = &overlay["changes"];
    for (std::size_t i = 0; i + 1 < steps.size() && change != nullptr; ++i) {
      change = change->contains(steps[i]) ? &(*change)[steps[i]] : nullptr;
    }
    if (change != nullptr && change->is_object()) change->erase(steps.back());
  }
}

Program program_of(const Json& scenario) {
  const Json& from = scenario["program"];
  Json document = from.contains("preset")
                      ? Json::parse(Program::preset(from["preset"].get<std::string>()).to_json())
                      : from["document"];
  if (scenario.contains("with")) {
    for (const auto& [dotted, value] : scenario["with"].items()) {
      set_everywhere(document, dotted, value);
    }
    if (document["overlays"].is_null()) document.erase("overlays");
  }
  return Program::from_json(document.dump());
}

/// Reads the text of an instant as events do.
Instant instant_of(const Json& text) {
  const Json event{{"kind", "tick"}, {"id", "t"}, {"occurred_at", text}};
  return event_from_json(event.dump()).occurred_at;
}

std::string iso(Day day) {
  const CivilDate date = civil_of(day);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", date.year, date.month, date.day);
  return text.data();
}

template <class Enum, std::size_t n>
std::string name_of(const std::array<std::string_view, n>& names, Enum value) {
  return std::string{names[static_cast<std::size_t>(value)]};
}

/// One story at work.
class Story {
 public:
  explicit Story(Json scenario) : scenario_(std::move(scenario)), program_(program_of(scenario_)) {}

  void run() {
    std::size_t index = 0;
    for (const Json& step : scenario_["steps"]) {
      SCOPED_TRACE("step " + std::to_string(index++));
      if (step.contains("quote")) {
        quote(step);
      } else {
        decide(step);
      }
      EXPECT_EQ(kernel::broken_invariant(program_, member_), "");
    }
  }

 private:
  void quote(const Json& step) {
    Json cart = step["quote"];
    const std::int64_t beans = cart.value("beans", std::int64_t{0});
    cart.erase("beans");
    const kernel::Quote quote =
        kernel::quote(program_, member_, bound_.bind(program_, event_from_json(cart.dump())),
                      {beans}, workspace_);
    const QuotedNumbers& numbers = quote.numbers;
    const std::map<std::string, std::int64_t> found{
        {"beans_available", numbers.beans_available.count},
        {"beans_usable", numbers.beans_usable.count},
        {"beans_spent", numbers.beans_spent.count},
        {"beans_earned", numbers.beans_earned.count},
        {"growth_earned", numbers.growth_earned.count},
        {"cash_due_fen", numbers.cash_due.count}};
    for (const auto& [key, value] : step["expect"].items()) {
      if (key == "refusal") {
        expect_refusal(value, quote.outcome.refusal);
      } else {
        EXPECT_EQ(found.at(key), value.get<std::int64_t>()) << key;
      }
    }
  }

  void decide(const Json& step) {
    const Json& expect = step["expect"];
    if (step.contains("settle")) {
      kernel::settle(program_, member_, instant_of(step["settle"]), workspace_, &effects_);
    } else {
      const Event& event = bound_.bind(program_, event_from_json(step["event"].dump()));
      const kernel::Outcome outcome = kernel::apply(program_, member_, event, workspace_, effects_);
      if (outcome.accepted()) kernel::fold(program_.plan(), member_, event, effects_);
      if (expect.contains("refusal")) expect_refusal(expect["refusal"], outcome.refusal);
      EXPECT_EQ(outcome.duplicate, expect.value("duplicate", false));
    }
    if (expect.contains("movements")) expect_movements(expect["movements"]);
    if (expect.contains("changes")) {
      for (const Json& change : expect["changes"]) expect_change(change);
    }
    if (expect.contains("state")) {
      for (const auto& [key, value] : expect["state"].items()) expect_state(key, value);
    }
  }

  static void expect_refusal(const Json& wanted, Refusal found) {
    const std::string name = found == Refusal::none ? "" : std::string{info_of(found).name};
    EXPECT_EQ(wanted.is_null() ? "" : wanted.get<std::string>(), name);
  }

  void expect_movements(const Json& wanted) {
    std::vector<Effect<>> moved;
    for (const Effect<>& effect : effects_.entries) {
      if (effect.kind == EffectKind::moved) moved.push_back(effect);
    }
    ASSERT_EQ(moved.size(), wanted.size());
    for (std::size_t i = 0; i < moved.size(); ++i) {
      const Json found = row_of(moved[i]);
      for (const auto& [key, value] : wanted[i].items()) {
        EXPECT_EQ(found[key], value) << "movement " << i << ", " << key;
      }
    }
  }

  [[nodiscard]] Json row_of(const Effect<>& effect) const {
    return {{"currency", name_of(kCurrencyNames, effect.currency)},
            {"from", name_of(kAccountNames, effect.from)},
            {"to", name_of(kAccountNames, effect.to)},
            {"amount", effect.amount},
            {"cause", name_of(kCauseNames, effect.cause)},
            {"funder", name_of(kFunderNames, effect.funder)},
            {"purse", effect.currency == Currency::beans ? purse_name(effect.purse) : ""},
            {"ladder", effect.currency == Currency::growth ? ladder_name(effect.purse) : ""},
            {"rule", effect.rule == kNoRule
                         ? ""
                         : std::string{program_.names().name(NameKind::rule, effect.rule)}},
            {"expires_on", effect.expires_on == kNoDay ? "" : iso(effect.expires_on)}};
  }

  [[nodiscard]] std::string purse_name(std::size_t index) const {
    return std::string{book_name(program_.names(), NameKind::purse, index)};
  }

  [[nodiscard]] std::string ladder_name(std::size_t index) const {
    return std::string{book_name(program_.names(), NameKind::ladder, index)};
  }

  /// Only the numbers of a change are told; names of its subject belong to the model.
  void expect_change(const Json& wanted) {
    bool found = false;
    for (const Effect<>& effect : effects_.entries) {
      bool same = name_of(kEffectKindNames, effect.kind) == wanted["kind"];
      if (wanted.contains("line")) same = same && effect.line == wanted["line"];
      if (effect.kind == EffectKind::tier_changed) {
        const std::size_t ladder = effect.purse;
        same = same && (!wanted.contains("ladder") || ladder_name(ladder) == wanted["ladder"]);
        for (const char* key : {"before", "after"}) {
          const std::int64_t tier = key[0] == 'b' ? effect.before : effect.after;
          same = same && (!wanted.contains(key) || level(ladder, tier) == wanted[key]);
        }
      } else {
        for (const char* key : {"before", "after"}) {
          if (!wanted.contains(key) || !wanted[key].is_number()) continue;
          same = same && wanted[key] == (key[0] == 'b' ? effect.before : effect.after);
        }
        if (effect.kind == EffectKind::score_changed) same = same && is_of_score(effect, wanted);
        if (effect.kind == EffectKind::medal_changed) same = same && is_of_medal(effect, wanted);
      }
      found = found || same;
    }
    EXPECT_TRUE(found) << wanted.dump();
  }

  /// Whether a change of a medal is of the wanted one, with its cause.
  [[nodiscard]] bool is_of_medal(const Effect<>& effect, const Json& wanted) const {
    const auto medal = program_.names().name(NameKind::medal, effect.index);
    return (!wanted.contains("medal") || wanted["medal"] == medal) &&
           (!wanted.contains("cause") || wanted["cause"] == name_of(kCauseNames, effect.cause));
  }

  /// Whether a change of a score is of the wanted one, with its cause and the levels held after it.
  [[nodiscard]] bool is_of_score(const Effect<>& effect, const Json& wanted) const {
    const auto& names = program_.names();
    if (wanted.contains("score") && names.name(NameKind::score, effect.index) != wanted["score"]) {
      return false;
    }
    if (wanted.contains("cause") && name_of(kCauseNames, effect.cause) != wanted["cause"]) {
      return false;
    }
    if (!wanted.contains("levels")) return true;
    std::int64_t held = 0;
    for (const Json& id : wanted["levels"]) {
      held |= std::int64_t{1} << names.find(NameKind::score_level, id.get<std::string>());
    }
    return held == (effect.amount & ~kGatesHold);
  }

  [[nodiscard]] std::string level(std::size_t ladder, std::int64_t tier) const {
    const auto& levels = program_.versions()[member_.standing.version].ladders[ladder].levels;
    const auto index = static_cast<std::size_t>(tier);
    return index < levels.size()
               ? std::string{program_.names().name(NameKind::tier, levels[index].name)}
               : "";
  }

  void expect_state(const std::string& key, const Json& value) {
    const Standing<>& standing = member_.standing;
    if (key == "purses" || key == "ladders") {
      for (const auto& [name, wanted] : value.items()) expect_book(key == "purses", name, wanted);
    } else if (key == "scores") {
      for (const auto& [name, wanted] : value.items()) expect_score(name, wanted);
    } else if (key == "medals") {
      std::map<std::string, std::int64_t> held;
      for (const MedalStanding<>& each : standing.medals) {
        held[std::string{program_.names().name(NameKind::medal, each.medal)}] = each.grade;
      }
      EXPECT_EQ(held, (value.get<std::map<std::string, std::int64_t>>())) << key;
    } else if (key == "expires") {
      std::map<std::string, std::int64_t> days;
      for (const Bucket<>& bucket : standing.buckets) {
        if (bucket.purse == 0) days[iso(bucket.expires_on)] += bucket.beans.count;
      }
      EXPECT_EQ(Json(days), value) << key;
    } else if (key == "accounts") {
      for (const auto& [currency, accounts] : value.items()) {
        const Purse<>& book = currency == "beans" ? standing.purses[0] : standing.growth_books[0];
        for (const auto& [account, amount] : accounts.items()) {
          const auto at = std::find(kAccountNames.begin(), kAccountNames.end(), account);
          ASSERT_NE(at, kAccountNames.end()) << account;
          EXPECT_EQ(book.accounts[static_cast<std::size_t>(at - kAccountNames.begin())], amount);
        }
      }
    } else if (key == "growth" || key.starts_with("tier")) {
      expect_ladder(0, key, value);
    } else {
      expect_purse(0, key, value);
    }
  }

  /// What stands of a purse or ladder that the programme declares.
  void expect_book(bool is_purse, const std::string& name, const Json& wanted) {
    const NameKind kind = is_purse ? NameKind::purse : NameKind::ladder;
    const std::uint8_t index = book_index(program_.names(), kind, name);
    ASSERT_NE(index, kNoBook) << name;
    for (const auto& [key, value] : wanted.items()) {
      SCOPED_TRACE(name);
      if (is_purse) {
        expect_purse(index, key, value);
      } else {
        expect_ladder(index, key, value);
      }
    }
  }

  void expect_purse(std::size_t index, const std::string& key, const Json& value) {
    const Purse<>& purse = member_.standing.purses[index];
    const std::map<std::string, std::int64_t> numbers{{"available", purse[Account::available]},
                                                      {"pending", purse[Account::pending]},
                                                      {"held", purse[Account::held]},
                                                      {"debt", -purse[Account::debt]}};
    ASSERT_TRUE(numbers.contains(key)) << "the runner does not know the state `" << key << "`";
    EXPECT_EQ(numbers.at(key), value.get<std::int64_t>()) << key;
  }

  void expect_ladder(std::size_t index, const std::string& key, const Json& value) {
    const Ladder<>& ladder = member_.standing.ladders[index];
    if (key == "growth") {
      EXPECT_EQ(ladder.growth.count, value.get<std::int64_t>());
    } else if (key == "tier") {
      EXPECT_EQ(level(index, ladder.tier), value);
    } else if (key == "tier_expires_at") {
      EXPECT_EQ(ladder.expires_at, value.is_null() ? kNever : instant_of(value));
    } else {
      FAIL() << "the runner does not know the state `" << key << "`";
    }
  }

  /// A score as it was settled last; its levels in the order of the document.
  void expect_score(const std::string& id, const Json& wanted) {
    SCOPED_TRACE(id);
    const auto& names = program_.names();
    const std::uint16_t name = names.find(NameKind::score, id);
    const auto& scores = program_.versions()[member_.standing.version].scores;
    const auto terms = std::find_if(scores.begin(), scores.end(),
                                    [&](const ScoreTerms<>& each) { return each.name == name; });
    ASSERT_NE(terms, scores.end());
    const ScoreStanding<> held = kernel::score_held(member_.standing, name);
    Json found{{"value", held.value}, {"levels", Json::array()}, {"carried", held.carried}};
    found["open"] = (held.levels & kGatesHold) != 0;
    for (const ScoreLevel<>& level : terms->levels) {
      if ((held.levels >> level.name & 1) == 0) continue;
      found["levels"].push_back(names.name(NameKind::score_level, level.name));
    }
    for (const auto& [key, value] : wanted.items()) EXPECT_EQ(found[key], value) << key;
  }

  Json scenario_;
  Program program_;
  Member member_{};
  kernel::Workspace workspace_{};
  kernel::Effects effects_{};
  BoundEvent bound_{};
};

std::vector<std::filesystem::path> scenario_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(LOYALTYCORE_SCENARIO_DIR)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Scenario : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(Scenario, HasTheExpectedLedger) {
  std::ifstream file(GetParam());
  const Json scenario = Json::parse(file);
  Story(scenario).run();
}

/// The preset of the story in words, "jd-2016" as Jd2016: so it can be left out with its preset.
std::string story_name(const ::testing::TestParamInfo<std::filesystem::path>& story) {
  const Json program = Json::parse(std::ifstream(story.param))["program"];
  std::string name;
  bool begins = true;
  for (const char letter : program.value("preset", std::string{"own"})) {
    if (letter != '-') name += begins ? static_cast<char>(std::toupper(letter)) : letter;
    begins = letter == '-';
  }
  return name + "_" + story.param.stem().string();
}

INSTANTIATE_TEST_SUITE_P(Stories, Scenario, ::testing::ValuesIn(scenario_files()), story_name);

}  // namespace
}  // namespace loyaltycore::scenarios_test
