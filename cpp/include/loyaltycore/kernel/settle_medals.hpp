// settle_medals.hpp: the grade of a medal at a boundary, and where a version begins.
//
// As docs/rules_medals.md 17 tells it: after the scores of the same instant, by their ids.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "loyaltycore/kernel/settle_scores.hpp"
#include "loyaltycore/rules/medal.hpp"

namespace loyaltycore::kernel {

/// @param scores values of the scores of the version, by their index
template <class Num>
[[nodiscard]] ByRequirement<Num> measure(const MedalTerms<Num>& medal, const Facts& facts,
                                         const rules::Window& window, Day registered_on,
                                         const Num& growth, std::span<const Num> scores) noexcept {
  ByRequirement<Num> out{};
  for (std::size_t i = 0; i < medal.requirements.size(); ++i) {
    out[i] = rules::measured(medal.requirements[i].measure, facts, window, registered_on, growth,
                             scores);
  }
  return out;
}

/// Books the grade of a medal; nothing if it was that before.
template <class Num, class Sink>
void book_grade(Machine<Num, Sink>& m, std::uint16_t medal, const Num& grade,
                Cause cause) noexcept {
  Effect<Num> effect;
  effect.kind = EffectKind::medal_changed;
  effect.cause = cause;
  effect.index = medal;
  effect.before = grade_held(m.standing, medal);
  effect.after = grade;
  if (any(effect.before != effect.after)) emit(m, effect);
}

/// Settles one medal as of a boundary.
template <class Num, class Sink>
void settle_medal(Machine<Num, Sink>& m, const MedalTerms<Num>& terms, Day boundary,
                  Cause cause) noexcept {
  const auto values = settled_values(m.timeline.versions[m.standing.version].scores, m.standing);
  const Day since = registered_on(m.plan(), m.facts);
  const ByRequirement<Num> measured =
      measure(terms, m.facts, rules::score_window(terms.window, boundary, since), since,
              m.standing.ladders[0].growth.count, std::span<const Num>{values});
  const Num held = grade_held(m.standing, terms.name);
  const Num grade = rules::grade_after(terms, held, rules::grade_of(terms, measured));
  book_grade(m, terms.name, grade, cause);
}

/// Settles the medals whose boundary the day is.
template <class Num, class Sink>
void settle_medals(Machine<Num, Sink>& m, Day today) noexcept {
  for (const MedalTerms<Num>& each : m.timeline.versions[m.standing.version].medals) {
    if (rules::last_boundary(each.settle_day, today) != today) continue;
    settle_medal(m, each, today, Cause::settled);
  }
}

/// A version begins: what it lacks goes, what it grades otherwise is settled at once.
/// @param at_midnight  today's boundaries fall on the start
template <class Num, class Sink>
void start_medals(Machine<Num, Sink>& m, Day today, bool at_midnight) noexcept {
  const auto& medals = m.terms().medals;
  for (const MedalTerms<Num>& before : m.timeline.versions[m.version - 1U].medals) {
    if (!goes_on(medals, before)) book_grade(m, before.name, Num{0}, Cause::dropped);
  }
  if (m.facts.erased) return;
  for (const MedalTerms<Num>& each : medals) {
    const Day boundary = rules::last_boundary(each.settle_day, today);
    if (each.begins) {
      settle_medal(m, each, boundary, Cause::begun);
    } else if (at_midnight && boundary == today) {
      settle_medal(m, each, boundary, Cause::settled);
    }
  }
}

}  // namespace loyaltycore::kernel
