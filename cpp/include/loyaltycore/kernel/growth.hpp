// growth.hpp: growth up and down, and the tier that follows at once.
#pragma once

#include "loyaltycore/kernel/decision_trace.hpp"
#include "loyaltycore/rules/tier.hpp"

namespace loyaltycore::kernel {

/// A change of level in one ladder that began at `before`.
template <class Num>
[[nodiscard]] Effect<Num> tier_change(std::uint8_t ladder, const Num& before) noexcept {
  Effect<Num> effect;
  effect.kind = EffectKind::tier_changed;
  effect.currency = Currency::growth;
  effect.purse = ladder;
  effect.index = ladder;
  effect.before = before;
  return effect;
}

/// Moves the tier where growth moved: to what growth gives, but not below `least`. A new level
/// starts its qualification period today.
template <class Num, class Sink>
void move_tier(Machine<Num, Sink>& m, std::uint8_t which, const Mask<Num>& moved,
               const Num& least) noexcept {
  const Ladder<Num>& ladder = m.standing.ladders[which];
  const TierTerms<Num>& terms = m.tiers(which);
  if (terms.levels.empty()) return;
  const Num tier = max(rules::tier_of(terms, ladder.growth, ladder.qualified), least);
  const auto moves = both(tier != ladder.tier, moved);
  if (!any(moves)) return;
  Effect<Num> effect = tier_change(which, ladder.tier);
  effect.after = select(moves, tier, ladder.tier);
  effect.amount = select(moves, rules::tier_expires_at(terms, tier, m.today(), m.plan().zone),
                         ladder.expires_at);
  emit(m, effect);
  trace_tier(m, effect, m.standing.version);
}

/// Growth rose. The tier only climbs: a mapped, imported or kept level above what growth gives
/// stands until its period ends or growth falls.
template <class Num, class Sink>
void climb_with_growth(Machine<Num, Sink>& m, std::uint8_t ladder, const Mask<Num>& rose) noexcept {
  const Num held = m.standing.ladders[ladder].tier;
  move_tier(m, ladder, rose, held);
}

/// Growth fell: the tier is found anew.
template <class Num, class Sink>
void fall_with_growth(Machine<Num, Sink>& m, std::uint8_t ladder, const Mask<Num>& fell) noexcept {
  move_tier(m, ladder, fell, Num{0});
}

/// Takes growth of the leg's ladder away, never below zero; the answer is what was taken.
template <class Num, class Sink>
Num lower_growth(Machine<Num, Sink>& m, const Num& amount, Effect<Num> leg) noexcept {
  leg.currency = Currency::growth;
  leg.from = Account::available;
  leg.amount = min(amount, m.standing.ladders[leg.purse].growth.count);
  emit(m, leg);
  return leg.amount;
}

/// The end of a qualification period: the deduction of the tier held, then the tier anew.
template <class Num, class Sink>
void end_tier_period(Machine<Num, Sink>& m, std::uint8_t which, Instant due) noexcept {
  Ladder<Num>& ladder = m.standing.ladders[which];
  const Ladder<Num> before = ladder;
  const TierTerms<Num>& terms = m.tiers(which);
  const auto ends = ladder.expires_at == Num{due};
  const Num deduction = rules::tier_deduction(terms, ladder.tier, ladder.growth).count;
  Effect<Num> leg = movement(Account::available, Account::expired, Cause::tier_deduction, Num{0});
  leg.purse = which;
  const Num taken = lower_growth(m, select(ends, deduction, Num{0}), leg);
  const Num found = rules::tier_of(terms, ladder.growth, ladder.qualified);
  Effect<Num> effect = tier_change(which, ladder.tier);
  effect.after = select(ends, found, ladder.tier);
  effect.amount = select(ends, rules::tier_expires_at(terms, found, m.today(), m.plan().zone),
                         ladder.expires_at);
  emit(m, effect);
  trace_period_end(m, before, taken, effect);
}

}  // namespace loyaltycore::kernel
