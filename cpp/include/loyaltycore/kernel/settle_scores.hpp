// settle_scores.hpp: what a score is at a boundary, and where a version begins (rules_score.md).
//
// Between two boundaries nothing of a score stands still but what was settled: facts go on, and an
// event that comes late changes the next settlement, never a past one.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "loyaltycore/kernel/machine.hpp"
#include "loyaltycore/rules/calendar.hpp"
#include "loyaltycore/rules/score.hpp"

namespace loyaltycore::kernel {

/// What each term of a score measures, dimension after dimension.
template <class Num>
struct Measured {
  std::array<Num, kMostScoreTerms> terms{};

  [[nodiscard]] std::span<const Num> all() const noexcept { return terms; }
};

/// @param scores values of the scores of the version, by their index
template <class Num>
[[nodiscard]] Measured<Num> measure(const ScoreTerms<Num>& score, const Facts& facts,
                                    const rules::Window& window, Day registered_on,
                                    const Num& growth, std::span<const Num> scores) noexcept {
  Measured<Num> out;
  std::size_t place = 0;
  for (const ScoreDimension<Num>& dimension : score.dimensions) {
    for (const ScoreTerm<Num>& term : dimension.terms) {
      out.terms[place++] =
          rules::measured(term.measure, facts, window, registered_on, growth, scores);
    }
  }
  return out;
}

/// Values of the scores of a version as they were settled last.
template <class Num>
[[nodiscard]] std::array<Num, kMostScores> settled_values(
    const std::vector<ScoreTerms<Num>>& scores, const Standing<Num>& standing) noexcept {
  std::array<Num, kMostScores> out{};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    out[i] = score_held(standing, scores[i].name).value;
  }
  return out;
}

/// The day of the first event; kNoDay before it.
[[nodiscard]] inline Day registered_on(const FactPlan& plan, const Facts& facts) noexcept {
  return facts.first_at == kNever ? kNoDay : plan.zone.day_at(facts.first_at);
}

/// Books what a score is now; nothing if it was that before.
template <class Num, class Sink>
void book_score(Machine<Num, Sink>& m, const ScoreStanding<Num>& after, Cause cause) noexcept {
  Effect<Num> effect;
  effect.kind = EffectKind::score_changed;
  effect.cause = cause;
  effect.index = after.score;
  effect.before = score_held(m.standing, after.score).value;
  effect.after = after.value;
  effect.amount = after.levels;
  effect.opened_at = after.carried;
  if (any(score_moves(m.standing, effect))) emit(m, effect);
}

template <class Num, class Sink>
void drop_score(Machine<Num, Sink>& m, std::uint16_t name, Cause cause) noexcept {
  book_score(m, ScoreStanding<Num>{name}, cause);
}

/// Whether every gate holds, as 1 or 0.
template <class Num>
[[nodiscard]] Num gates_hold(const ScoreStanding<Num>& held) noexcept {
  return bits_of(held.levels, Num{kGatesHold});
}

/// Points that open the year that a boundary begins; else those of the year in progress.
/// @param before the boundary at which `held` was settled
template <class Num>
[[nodiscard]] Num carried_into(const ScoreTerms<Num>& terms, const ScoreStanding<Num>& held,
                               Day boundary, Day before) noexcept {
  if (!terms.carries) return Num{0};
  if (!rules::opens_year(terms.window, boundary, before, kNoDay)) return held.carried;
  return rules::excess_of(terms, held.value, gates_hold(held));
}

/// Settles one score as of a boundary.
template <class Num, class Sink>
void settle_score(Machine<Num, Sink>& m, const ScoreTerms<Num>& terms, Day boundary,
                  Cause cause) noexcept {
  const auto values = settled_values(m.timeline.versions[m.standing.version].scores, m.standing);
  const Day since = registered_on(m.plan(), m.facts);
  const Measured<Num> measured =
      measure(terms, m.facts, rules::score_window(terms.window, boundary, since), since,
              m.standing.ladders[0].growth.count, std::span<const Num>{values});
  ScoreStanding<Num> after{terms.name};
  if (cause == Cause::settled) {
    const Day before = rules::last_boundary(terms.settle_day, boundary - 1);
    after.carried = carried_into(terms, score_held(m.standing, terms.name), boundary, before);
  }
  const rules::ScoreValue<Num> found = rules::score_of(terms, measured.all(), after.carried);
  after.value = found.value;
  after.levels = with_bits(rules::level_of(terms, found.value, found.open), found.open);
  book_score(m, after, cause);
}

/// Settles the scores whose boundary the day is, in the order of their ids.
template <class Num, class Sink>
void settle_scores(Machine<Num, Sink>& m, Day today) noexcept {
  for (const ScoreTerms<Num>& each : m.timeline.versions[m.standing.version].scores) {
    if (rules::last_boundary(each.settle_day, today) != today) continue;
    settle_score(m, each, today, Cause::settled);
  }
}

/// A version counts a score as before; its levels may lie elsewhere.
template <class Num, class Sink>
void find_levels_anew(Machine<Num, Sink>& m, const ScoreTerms<Num>& terms) noexcept {
  ScoreStanding<Num> after = score_held(m.standing, terms.name);
  const Num open = gates_hold(after);
  after.levels = with_bits(rules::level_of(terms, after.value, open), open);
  book_score(m, after, Cause::begun);
}

/// Whether a later version has a score or medal too.
template <class One>
[[nodiscard]] bool goes_on(const std::vector<One>& later, const One& before) noexcept {
  return std::any_of(later.begin(), later.end(),
                     [&before](const One& each) { return each.name == before.name; });
}

/// A version begins: what it lacks goes, what it counts otherwise is settled at once.
/// @param at_midnight  today's boundaries fall on the start
template <class Num, class Sink>
void start_scores(Machine<Num, Sink>& m, Day today, bool at_midnight) noexcept {
  const auto& scores = m.terms().scores;
  for (const ScoreTerms<Num>& before : m.timeline.versions[m.version - 1U].scores) {
    if (!goes_on(scores, before)) drop_score(m, before.name, Cause::dropped);
  }
  if (m.facts.erased) return;
  for (const ScoreTerms<Num>& each : scores) {
    const Day boundary = rules::last_boundary(each.settle_day, today);
    if (each.begins) {
      settle_score(m, each, boundary, Cause::begun);
    } else {
      find_levels_anew(m, each);
      if (at_midnight && boundary == today) settle_score(m, each, boundary, Cause::settled);
    }
  }
}

}  // namespace loyaltycore::kernel
