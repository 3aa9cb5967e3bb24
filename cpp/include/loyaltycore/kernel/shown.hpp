// shown.hpp: what a score comes to with the month in progress, between its settlements.
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

#include "loyaltycore/kernel/evaluate.hpp"
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

/// By their index in the version.
using ShownScores = std::array<ShownScore, kMostScores>;

/// @param standing  is of the version that `terms` are
/// @param today  in the programme's zone; not before the member's last decision
[[nodiscard]] inline ShownScores shown_scores(const FactPlan& plan, const Terms<>& terms,
                                              const Facts& facts, const Standing<>& standing,
                                              Day today) noexcept {
  ShownScores out{};
  if (facts.erased) return out;
  const Day boundary = first_day_of(month_of(today) + 1);
  const std::int64_t growth = standing.ladders[0].growth.count;
  std::array<std::int64_t, kMostScores> values{};
  for (std::size_t i = 0; i < terms.scores.size(); ++i) {
    const ScoreTerms<>& score = terms.scores[i];
    const rules::Window window = rules::score_window(score.window, boundary, kNoDay);
    // A measure asks only scores before its own.
    out[i].measured = measure(score, facts, window, registered_on(plan, facts), growth,
                              std::span<const std::int64_t>{values});
    const std::int64_t carried = carried_into(score, score_held(standing, score.name), boundary,
                                              rules::last_boundary(score.settle_day, today));
    out[i].value = rules::score_of(score, out[i].measured.all(), carried).value;
    values[i] = out[i].value;
  }
  return out;
}

/// The day on which a score settles next, under the versions to come too; kNoDay if never: the
/// member has no event yet or is erased, or a version drops the score before.
[[nodiscard]] inline Day settles_next(std::span<const Terms<>> versions, const Zone& zone,
                                      const ScoreTerms<>& score, const Facts& facts,
                                      const Standing<>& standing, Day today) noexcept {
  if (facts.erased || facts.first_at == kNever) return kNoDay;
  const Day next = rules::next_boundary(score.settle_day, today);
  for (std::size_t i = standing.version + std::size_t{1}; i < versions.size(); ++i) {
    // At one instant the version comes first.
    if (versions[i].from > zone.start_of(next)) break;
    const auto& scores = versions[i].scores;
    const auto found = std::find_if(scores.begin(), scores.end(), [&](const ScoreTerms<>& each) {
      return each.name == score.name;
    });
    if (found == scores.end()) return kNoDay;
    if (found->begins) return zone.day_at(versions[i].from);
  }
  return next;
}

}  // namespace loyaltycore::kernel
