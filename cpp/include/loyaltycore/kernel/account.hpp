// account.hpp: reviews, inputs, corrections by hand, imports and erasure.
#pragma once

#include <cstddef>

#include "loyaltycore/kernel/orders.hpp"
#include "loyaltycore/kernel/settlement.hpp"
#include "loyaltycore/rules/review_risk.hpp"

namespace loyaltycore::kernel {

/// Counter of invalid reviews; rule number 0 belongs to no rule.
inline constexpr std::uint16_t kInvalidReviews = counter_key(0, CounterPeriod::once);

inline void record_review(const FactPlan& plan, Facts& facts, const Event& event) noexcept {
  const Day closes_on = plan.zone.day_at(event.occurred_at) + plan.returns_horizon_days;
  facts.reviews.push({event.subject, event.order, event.line, event.kind == EventKind::photo_shown,
                      false, closes_on});
  record_activity(plan, facts, event);
}

inline void record_deleted_review(const FactPlan& plan, Facts& facts, const Event& event) noexcept {
  OpenReview* review = find_review(facts, event.subject);
  LC_CHECK(review != nullptr);
  review->deleted = true;
  const Month approved_in = month_of(review->closes_on - plan.returns_horizon_days);
  const EventKind kind = review->is_photo ? EventKind::photo_shown : EventKind::review_approved;
  MonthActivity* known = find_activity(facts, approved_in, plan.activity_of(kind, 0));
  if (known != nullptr) known->count -= 1;
}

inline void record_input(Facts& facts, const Event& event) noexcept {
  facts.inputs[event.item - 1U] = {event.value, true};
}

template <class Num, class Sink>
void count_invalid_review(Machine<Num, Sink>& m) noexcept {
  const Num count = counter_value(m.standing, kInvalidReviews, kOnlyWindow) + Num{1};
  set_counter(m, kInvalidReviews, kOnlyWindow, count);
  const ReviewRisk& risk = m.terms().review_risk;
  if (!rules::suspends_reviews(risk, lane(count, 0))) return;
  Effect<Num> effect;
  effect.kind = EffectKind::reviews_suspended;
  effect.until = max(m.standing.reviews_suspended_until,
                     m.plan().zone.start_of(m.today() + risk.suspension_days));
  emit(m, effect);
}

/// ReviewApproved and PhotoShown.
template <class Num, class Sink>
[[nodiscard]] Refusal act_review(Machine<Num, Sink>& m, const Event& event) noexcept {
  const OpenReview* known = find_review(m.facts, event.subject);
  if (known != nullptr) return Refusal::review_exists;
  Occasion occasion = occasion_of(m, event);
  occasion.subject = event.subject;
  if (rules::is_invalid_review(m.terms().review_risk, event)) {
    occasion.barred = Condition::review_invalid;
  } else if (m.now < m.standing.reviews_suspended_until) {
    occasion.barred = Condition::reviews_suspended;
  }
  record_review(m.plan(), m.facts, event);
  if (occasion.barred == Condition::review_invalid) count_invalid_review(m);
  earn(m, occasion);
  advance_tasks(m, occasion);
  return Refusal::none;
}

template <class Num, class Sink>
[[nodiscard]] Refusal act_review_deleted(Machine<Num, Sink>& m, const Event& event) noexcept {
  const OpenReview* review = find_review(m.facts, event.subject);
  if (review == nullptr || review->deleted) return Refusal::review_unknown;
  take_back(m, event.subject, kReviewLine, 1, 1);
  record_deleted_review(m.plan(), m.facts, event);
  if (m.fell_short && m.beans().reverse.shortfall == Shortfall::refuse) {
    return Refusal::clawback_exceeds_balance;
  }
  return Refusal::none;
}

/// An event that only rules and tasks look at.
template <class Num, class Sink>
[[nodiscard]] Refusal act_activity(Machine<Num, Sink>& m, const Event& event) noexcept {
  if (event.kind == EventKind::credit_updated) record_input(m.facts, event);
  record_activity(m.plan(), m.facts, event);
  const Occasion occasion = occasion_of(m, event);
  earn(m, occasion);
  advance_tasks(m, occasion);
  return Refusal::none;
}

/// Beans that come from outside any rule: by hand or from another system.
template <class Num, class Sink>
void bring_in(Machine<Num, Sink>& m, const Event& event, Cause cause) noexcept {
  Effect<Num> effect = movement(Account::issuer, Account::available, cause, Num{event.beans.count});
  effect.purse = event.purse;
  effect.source = m.source;
  effect.opened_at = Num{m.now};
  effect.expires_on = event.expires_at == kNever
                          ? rules::expires_on(m.beans().purses[event.purse].expiry, m.today())
                          : m.plan().zone.day_at(event.expires_at);
  make_available(m, effect);
}

template <class Num, class Sink>
void raise_growth(Machine<Num, Sink>& m, std::uint8_t ladder, std::int64_t growth, Cause cause,
                  bool qualifies) noexcept {
  Effect<Num> effect = movement(Account::issuer, Account::available, cause, Num{growth});
  effect.currency = Currency::growth;
  effect.purse = ladder;
  effect.source = m.source;
  if (qualifies) effect.flags |= kQualifies;
  emit(m, effect);
}

[[nodiscard]] inline std::uint8_t ladder_of(const Event& event) noexcept {
  return event.ladder == kAnyLadder ? std::uint8_t{0} : event.ladder;
}

/// Whether the event moves beans or growth where this version has no such purse or ladder. The
/// first ones are there without a declaration: what is brought in stays until a version has a use
/// for it.
template <class Num, class Sink>
[[nodiscard]] bool misses_book(const Machine<Num, Sink>& m, std::uint8_t purse,
                               std::uint8_t ladder) noexcept {
  const bool no_purse = purse != 0 && !m.beans().purses[purse].declared;
  return no_purse || (ladder != 0 && m.tiers(ladder).levels.empty());
}

template <class Num, class Sink>
[[nodiscard]] Refusal act_adjust(Machine<Num, Sink>& m, const Event& event) noexcept {
  const std::uint8_t ladder = ladder_of(event);
  if (misses_book(m, event.purse, ladder)) return Refusal::field_missing;
  const std::int64_t beans = event.beans.count;
  const Refusal refusal = refuse_plain_spend(m, event.purse, Num{beans < 0 ? -beans : 0});
  if (beans < 0) {
    trace_spending(m, SpendingOf::correction, kNoId, -beans, m.available(event.purse), refusal);
  }
  if (refusal != Refusal::none || m.diverged) return refusal;
  const std::int64_t growth = event.growth.count;
  if (growth > 0) {
    raise_growth(m, ladder, growth, Cause::adjusted, false);
    climb_with_growth(m, ladder, Num{growth} > Num{0});
  }
  if (growth < 0) {
    Effect<Num> leg = movement(Account::available, Account::forfeited, Cause::adjusted, Num{0});
    leg.purse = ladder;
    lower_growth(m, Num{-growth}, leg);
    fall_with_growth(m, ladder, Num{growth} < Num{0});
  }
  if (beans > 0) bring_in(m, event, Cause::adjusted);
  if (beans < 0) {
    Effect<Num> leg = movement(Account::available, Account::forfeited, Cause::adjusted, Num{0});
    leg.purse = event.purse;
    const Num left = draw(m, Num{-beans}, leg);
    LC_CHECK(is_zero(left));
  }
  return Refusal::none;
}

/// Index of the imported level in this version; -1 if it is not there.
template <class Num>
[[nodiscard]] std::int64_t level_named(const TierTerms<Num>& terms, std::uint16_t name) noexcept {
  for (std::size_t i = 0; i < terms.levels.size(); ++i) {
    if (terms.levels[i].name == name) return static_cast<std::int64_t>(i);
  }
  return -1;
}

/// The ladder of an import: that of the level it brings, else the one it names. kNoBook if the
/// level is not in the version, or not on the ladder that is named beside it.
template <class Num, class Sink>
[[nodiscard]] std::uint8_t imported_ladder(const Machine<Num, Sink>& m,
                                           const Event& event) noexcept {
  if (event.tier < 0) return ladder_of(event);
  for (std::uint8_t ladder = 0; ladder < kMostLadders; ++ladder) {
    const bool named = event.ladder == kAnyLadder || event.ladder == ladder;
    if (level_named(m.tiers(ladder), static_cast<std::uint16_t>(event.tier)) >= 0) {
      return named ? ladder : kNoBook;
    }
  }
  return kNoBook;
}

template <class Num, class Sink>
[[nodiscard]] Refusal act_import(Machine<Num, Sink>& m, const Event& event) noexcept {
  const bool tier_given = event.tier >= 0;
  const std::uint8_t which = imported_ladder(m, event);
  if (which == kNoBook || misses_book(m, event.purse, which)) return Refusal::field_missing;
  const Ladder<Num>& ladder = m.standing.ladders[which];
  if (event.growth.count != 0 || tier_given) {
    Decision<Num> decision;
    decision.refuse_if(ladder.growth.count != Num{0}, Refusal::import_not_empty);
    m.diverged = m.diverged || decision.diverged;
    if (decision.refusal != Refusal::none || m.diverged) return decision.refusal;
  }
  const std::int64_t level =
      tier_given ? level_named(m.tiers(which), static_cast<std::uint16_t>(event.tier)) : -1;
  raise_growth(m, which, event.growth.count, Cause::imported, !tier_given || level > 0);
  if (!tier_given) {
    climb_with_growth(m, which, Num{event.growth.count} > Num{0});
  } else if (level > 0 || !is_zero(ladder.tier)) {
    Effect<Num> effect = tier_change(which, ladder.tier);
    if (level > 0) effect.flags = kQualifies;
    effect.after = Num{level};
    effect.amount = rules::tier_expires_at(m.tiers(which), effect.after, m.today(), m.plan().zone);
    emit(m, effect);
    trace_tier(m, effect, m.standing.version);
  }
  bring_in(m, event, Cause::imported);
  return Refusal::none;
}

/// The right to use beans ends or comes back; what was held before stays usable.
template <class Num, class Sink>
[[nodiscard]] Refusal act_suspend(Machine<Num, Sink>& m, bool suspended) noexcept {
  if (m.facts.suspended == suspended) return Refusal::none;
  Effect<Num> effect;
  effect.kind = EffectKind::account_changed;
  effect.before = Num{suspended ? 0 : 1};
  effect.after = Num{suspended ? 1 : 0};
  emit(m, effect);
  return Refusal::none;
}

/// Beans that wait for time or a claim.
template <class Num, class Sink>
void forfeit_pending(Machine<Num, Sink>& m) noexcept {
  for (std::size_t i = 0; i < m.standing.grants.size();) {
    const Grant<Num> grant = m.standing.grants[i];
    const std::size_t before = m.standing.grants.size();
    Effect<Num> leg = claw_back_of(grant);
    leg.from = Account::pending;
    leg.to = Account::forfeited;
    leg.cause = Cause::erased;
    leg.amount = grant.pending;
    emit(m, leg);
    if (m.standing.grants.size() == before) ++i;
  }
}

template <class Num, class Sink>
void forfeit_held(Machine<Num, Sink>& m) noexcept {
  for (std::size_t i = 0; i < m.standing.allocations.size();) {
    const Allocation<Num> each = m.standing.allocations[i];
    if (!each.held) {
      ++i;
      continue;
    }
    Effect<Num> leg = movement(Account::held, Account::forfeited, Cause::erased, each.beans.count);
    leg.subject = each.subject;
    if (each.order) leg.flags = kOrder;
    set_bucket(leg, Bucket<Num>{each.expires_on, each.purse, each.funder, each.lot_class,
                                each.opened_at, each.beans});
    emit(m, leg);
  }
}

/// Growth and level of one ladder.
template <class Num, class Sink>
void forfeit_ladder(Machine<Num, Sink>& m, std::uint8_t which) noexcept {
  const Ladder<Num>& ladder = m.standing.ladders[which];
  Effect<Num> leg = movement(Account::available, Account::forfeited, Cause::erased, Num{0});
  leg.purse = which;
  lower_growth(m, ladder.growth.count, leg);
  Effect<Num> effect = tier_change(which, ladder.tier);
  effect.amount = Num{kNever};
  if (is_zero(effect.before)) return;
  emit(m, effect);
  trace_tier(m, effect, m.standing.version);
}

/// Everything the member has is forfeited; a tombstone stays.
template <class Num, class Sink>
[[nodiscard]] Refusal act_erase(Machine<Num, Sink>& m) noexcept {
  Effect<Num> leg = movement(Account::available, Account::forfeited, Cause::erased, Num{0});
  for (leg.purse = 0; leg.purse < kMostPurses; ++leg.purse) {
    static_cast<void>(draw(m, m.available(leg.purse), leg));
  }
  forfeit_pending(m);
  forfeit_held(m);
  leg = movement(Account::issuer, Account::debt, Cause::erased, Num{0});
  for (leg.purse = 0; leg.purse < kMostPurses; ++leg.purse) {
    leg.amount = Num{0} - m.standing.purses[leg.purse][Account::debt];
    emit(m, leg);
  }
  for (std::uint8_t ladder = 0; ladder < kMostLadders; ++ladder) forfeit_ladder(m, ladder);
  erase_settled(m);
  Effect<Num> effect;
  effect.kind = EffectKind::member_erased;
  emit(m, effect);
  return Refusal::none;
}

}  // namespace loyaltycore::kernel
