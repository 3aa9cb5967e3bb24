// settlement.hpp: when scores and medals settle: at their boundaries, and where a version begins.
//
// Between two boundaries nothing of them stands still but what was settled: facts go on, and an
// event that comes late changes the next settlement, never a past one.
#pragma once

#include <algorithm>

#include "loyaltycore/kernel/settle_medals.hpp"
#include "loyaltycore/kernel/settle_scores.hpp"

namespace loyaltycore::kernel {

/// The first boundary of any score or medal after the last one settled; kNoDay if there is none.
template <class Num>
[[nodiscard]] Day next_settlement(const Timeline<Num>& timeline, const Facts& facts,
                                  const Standing<Num>& standing) noexcept {
  const Terms<Num>& terms = timeline.versions[standing.version];
  if (terms.scores.empty() && terms.medals.empty()) return kNoDay;
  if (facts.decided_at == kNever || facts.erased) return kNoDay;
  const Day after = standing.settled_on != kNoDay ? standing.settled_on
                                                  : timeline.plan.zone.day_at(facts.decided_at);
  Day out = kNoDay;
  const auto offer = [&](const auto& each) {
    out = std::min(out, rules::next_boundary(each.settle_day, after));
  };
  std::for_each(terms.scores.begin(), terms.scores.end(), offer);
  std::for_each(terms.medals.begin(), terms.medals.end(), offer);
  return out;
}

/// Settles what has its boundary today. A medal finds the scores as they were settled just now.
template <class Num, class Sink>
void settle_boundary(Machine<Num, Sink>& m) noexcept {
  const Day today = m.today();
  settle_scores(m, today);
  settle_medals(m, today);
  m.standing.settled_on = today;
}

/// A version begins.
template <class Num, class Sink>
void start_settlement(Machine<Num, Sink>& m) noexcept {
  const Day today = m.today();
  const bool at_midnight = m.plan().zone.start_of(today) == m.now;
  start_scores(m, today, at_midnight);
  start_medals(m, today, at_midnight);
  if (!m.facts.erased) m.standing.settled_on = today;
}

/// The member leaves: what was settled goes, in the order of the ids.
template <class Num, class Sink>
void erase_settled(Machine<Num, Sink>& m) noexcept {
  const Terms<Num>& terms = m.timeline.versions[m.standing.version];
  for (const ScoreTerms<Num>& each : terms.scores) drop_score(m, each.name, Cause::erased);
  for (const MedalTerms<Num>& each : terms.medals) book_grade(m, each.name, Num{0}, Cause::erased);
}

}  // namespace loyaltycore::kernel
