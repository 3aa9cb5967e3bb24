// shown.hpp: what scores and medals come to with the month in progress, between settlements.
//
// Rule    The score over the window of the first day of the next month: this month is in, the
//         oldest one is out. What would open a new year is counted as it would be carried.
// Source  docs/rules_score.md 15.1: refreshed daily, and it gives no right [P11 P12].
// Units   points; measures in the unit that they count, spend in fen.
// Pure    It gives no level and changes nothing.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "loyaltycore/kernel/settle_medals.hpp"
#include "loyaltycore/model/facts.hpp"
#include "loyaltycore/model/standing.hpp"
#include "loyaltycore/model/terms.hpp"
#include "loyaltycore/rules/calendar.hpp"
#include "loyaltycore/rules/score.hpp"

namespace loyaltycore::kernel {

struct ShownScore {
  std::int64_t value{};
  Measured<std::int64_t> measured{};
};

struct ShownMedal {
  std::int64_t grade{};
  ByRequirement<std::int64_t> measured{};
};

/// By their index in the version.
struct Shown {
  std::vector<ShownScore> scores{};
  std::vector<ShownMedal> medals{};
};

/// @param standing  is of the version that `terms` are
/// @param today  in the programme's zone; not before the member's last decision
[[nodiscard]] inline Shown shown_now(const FactPlan& plan, const Terms<>& terms, const Facts& facts,
                                     const Standing<>& standing, Day today) {
  Shown out;
  out.scores.resize(terms.scores.size());
  out.medals.resize(terms.medals.size());
  if (facts.erased) return out;
  const Day boundary = first_day_of(month_of(today) + 1);
  const Day since = registered_on(plan, facts);
  std::array<std::int64_t, kMostScores> values{};
  // A score asks only scores before its own.
  const auto measured_by = [&](const auto& each) {
    return measure(each, facts, rules::score_window(each.window, boundary, since), since,
                   standing.ladders[0].growth.count, std::span<const std::int64_t>{values});
  };
  for (std::size_t i = 0; i < terms.scores.size(); ++i) {
    const ScoreTerms<>& score = terms.scores[i];
    const std::int64_t carried = carried_into(score, score_held(standing, score.name), boundary,
                                              rules::last_boundary(score.settle_day, today));
    ShownScore& one = out.scores[i];
    one.measured = measured_by(score);
    one.value = rules::score_of(score, one.measured.all(), carried).value;
    values[i] = one.value;
  }
  for (std::size_t i = 0; i < terms.medals.size(); ++i) {
    ShownMedal& one = out.medals[i];
    one.measured = measured_by(terms.medals[i]);
    one.grade = rules::grade_of(terms.medals[i], one.measured);
  }
  return out;
}

/// The day on which a score or medal settles next, under the versions to come too; kNoDay if
/// never: the member has no event yet or is erased, or a version drops it before.
/// @param among  Terms<>::scores or Terms<>::medals
template <class One>
[[nodiscard]] Day settles_next(std::span<const Terms<>> versions, const Zone& zone,
                               std::vector<One> Terms<>::*among, const One& one, const Facts& facts,
                               const Standing<>& standing, Day today) noexcept {
  if (facts.erased || facts.first_at == kNever) return kNoDay;
  const Day next = rules::next_boundary(one.settle_day, today);
  for (std::size_t i = standing.version + std::size_t{1}; i < versions.size(); ++i) {
    // At one instant the version comes first.
    if (versions[i].from > zone.start_of(next)) break;
    const auto& list = versions[i].*among;
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const One& each) { return each.name == one.name; });
    if (found == list.end()) return kNoDay;
    if (found->begins) return zone.day_at(versions[i].from);
  }
  return next;
}

}  // namespace loyaltycore::kernel
