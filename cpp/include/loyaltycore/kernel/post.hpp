// post.hpp: the only place where standing changes: one effect at a time, without any decision.
//
// step posts each effect as it decides it; fold posts the same effects later. That is why the two
// can never disagree.
#pragma once

#include <cstddef>
#include <type_traits>

#include "loyaltycore/kernel/post_beans.hpp"
#include "loyaltycore/kernel/purchases.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/facts.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/standing.hpp"

namespace loyaltycore::kernel {

template <class Num>
void post_growth(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  Purse<Num>& book = standing.growth_books[effect.purse];
  Ladder<Num>& ladder = standing.ladders[effect.purse];
  book[effect.from] = book[effect.from] - effect.amount;
  book[effect.to] = book[effect.to] + effect.amount;
  ladder.growth = GrowthOf<Num>{book[Account::available]};
  if (effect.from == Account::issuer) open_grant(standing, effect);
  if (effect.to == Account::clawed_back && effect.source != kNoId) {
    take_from_grant(standing, effect);
  }
  if ((effect.flags & kQualifies) != 0) {
    ladder.qualified = select(effect.amount > Num{0}, Num{1}, ladder.qualified);
  }
}

template <class Num>
void post_progress(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  if (effect.subject != kNoId) {
    for (RecentSku<Num>& mark : standing.skus) {
      if (mark.sku == effect.subject && mark.rule == effect.index && mark.day == effect.window) {
        mark.earned = effect.after;
        return;
      }
    }
    standing.skus.push(
        {effect.subject, effect.index, static_cast<Day>(effect.window), effect.after});
    return;
  }
  for (std::size_t i = standing.counters.size(); i-- > 0;) {
    Counter<Num>& counter = standing.counters[i];
    if (counter.key != effect.index || counter.window != effect.window) continue;
    counter.value = effect.after;
    counter.days = effect.amount;
    if (is_zero(counter.value) && is_zero(counter.days)) standing.counters.erase(i);
    return;
  }
  standing.counters.push(
      {effect.index, static_cast<Day>(effect.window), effect.after, effect.amount});
}

template <class Num>
void post_hold(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  const auto status = static_cast<HoldStatus>(lane(effect.after, 0));
  for (std::size_t i = 0; i < standing.holds.size(); ++i) {
    if (standing.holds[i].hold != effect.subject) continue;
    standing.holds[i].status = status;
    standing.holds[i].until = effect.until;
    if (status == HoldStatus::none) standing.holds.erase(i);
    return;
  }
  standing.holds.push({effect.subject, status, effect.until});
}

template <class Num>
[[nodiscard]] std::size_t find_score(const Standing<Num>& standing, std::uint16_t name) noexcept {
  for (std::size_t i = 0; i < standing.scores.size(); ++i) {
    if (standing.scores[i].score == name) return i;
  }
  return kNotFound;
}

/// The score as it was settled last; nothing, if it never was.
template <class Num>
[[nodiscard]] ScoreStanding<Num> score_held(const Standing<Num>& standing,
                                            std::uint16_t name) noexcept {
  const std::size_t found = find_score(standing, name);
  return found == kNotFound ? ScoreStanding<Num>{name} : standing.scores[found];
}

template <class Num>
void post_score(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  const ScoreStanding<Num> after{effect.index, effect.after, effect.amount, effect.opened_at};
  const bool gone = is_zero(after.value) && is_zero(after.levels) && is_zero(after.carried);
  const std::size_t found = find_score(standing, effect.index);
  if (found != kNotFound) {
    standing.scores[found] = after;
    if (gone) standing.scores.erase(found);
  } else if (!gone) {
    standing.scores.push(after);
  }
}

/// The grade as it was settled last; 0, if it never was.
template <class Num>
[[nodiscard]] Num grade_held(const Standing<Num>& standing, std::uint16_t medal) noexcept {
  for (const MedalStanding<Num>& each : standing.medals) {
    if (each.medal == medal) return each.grade;
  }
  return Num{0};
}

template <class Num>
void post_medal(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  for (std::size_t i = 0; i < standing.medals.size(); ++i) {
    if (standing.medals[i].medal != effect.index) continue;
    standing.medals[i].grade = effect.after;
    if (is_zero(effect.after)) standing.medals.erase(i);
    return;
  }
  if (!is_zero(effect.after)) standing.medals.push({effect.index, effect.after});
}

/// Whether a score changes, lane by lane.
template <class Num>
[[nodiscard]] auto score_moves(const Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  const ScoreStanding<Num> held = score_held(standing, effect.index);
  return either(effect.after != held.value,
                either(effect.amount != held.levels, effect.opened_at != held.carried));
}

/// `line` of a line_archived effect that speaks of a review, not of an order line.
inline constexpr std::uint16_t kReviewLine = 0xFFFF;

template <class Num>
void post_archived(Facts& facts, Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  const bool review = effect.line == kReviewLine;
  for (std::size_t i = standing.grants.size(); i-- > 0;) {
    Grant<Num>& grant = standing.grants[i];
    const bool leaves = grant.subject == effect.subject && grant.order != review &&
                        (review || grant.line == effect.line);
    if (!leaves) continue;
    // What is still pending stays until it is released; the record of the line still reaches it.
    grant.closed = true;
    if (is_zero(grant.pending)) standing.grants.erase(i);
  }
  if (review) {
    for (std::size_t i = facts.reviews.size(); i-- > 0;) {
      if (facts.reviews[i].review == effect.subject) facts.reviews.erase(i);
    }
    return;
  }
  leave_allocations(standing, effect);
  bool more = false;
  for (std::size_t i = facts.lines.size(); i-- > 0;) {
    if (facts.lines[i].order != effect.subject) continue;
    if (facts.lines[i].line == effect.line) {
      facts.lines.erase(i);
    } else {
      more = true;
    }
  }
  if (more) return;
  for (std::size_t i = facts.orders.size(); i-- > 0;) {
    if (facts.orders[i].order == effect.subject) facts.orders.erase(i);
  }
}

template <class Num>
void post_erased(Facts& facts, Standing<Num>& standing) noexcept {
  // Pools are cleared, not replaced: the event is remembered in their room. Totals stay.
  facts.first_at = kNever;
  facts.last_purchase_on = kNoDay;
  facts.erased = true;
  facts.suspended = false;
  facts.inputs = {};
  facts.months = {};
  facts.activities.clear();
  facts.categories.clear();
  facts.orders.clear();
  facts.lines.clear();
  facts.reviews.clear();
  facts.late_returns.clear();
  facts.remembered.clear();
  standing.ladders = {};
  standing.reviews_suspended_until = {};
  standing.buckets.clear();
  standing.grants.clear();
  standing.allocations.clear();
  standing.holds.clear();
  standing.counters.clear();
  standing.skus.clear();
  standing.scores.clear();
  standing.medals.clear();
}

/// Whether an effect decides something. To forget an ended hold does not: its answer was a refusal
/// before and is one after.
template <class Num>
[[nodiscard]] bool decides(const Effect<Num>& effect) noexcept {
  return effect.kind != EffectKind::hold_changed ||
         static_cast<HoldStatus>(lane(effect.after, 0)) != HoldStatus::none;
}

/// Whether a due effect decides something for some lanes and nothing for others.
/// @pre it was not posted yet.
template <class Num>
[[nodiscard]] bool decides_in_part(const Standing<Num>& standing,
                                   const Effect<Num>& effect) noexcept {
  if (std::is_same_v<Num, std::int64_t> || !decides(effect)) return false;
  if (effect.kind == EffectKind::line_archived) return false;
  auto changes = effect.before != effect.after;
  if (effect.kind == EffectKind::moved) changes = effect.amount != Num{0};
  if (effect.kind == EffectKind::tier_changed) {
    changes = either(changes, effect.amount != standing.ladders[effect.index].expires_at);
  }
  if (effect.kind == EffectKind::score_changed) changes = score_moves(standing, effect);
  return any(changes) && !all(changes);
}

template <class Num>
void post(const FactPlan& plan, Facts& facts, Standing<Num>& standing,
          const Effect<Num>& effect) noexcept {
  // What fell due is decided at its instant, whether a tick or a later event asked for it.
  if ((effect.flags & kDue) != 0 && decides(effect)) {
    facts.decided_at = max(facts.decided_at, effect.at);
  }
  switch (effect.kind) {
    case EffectKind::moved:
      if (effect.currency == Currency::growth) return post_growth(standing, effect);
      if (effect.cause == Cause::freight_recovered) {
        for (OpenOrder& order : facts.orders) {
          if (order.order == effect.subject) order.freight_recovered = true;
        }
      }
      return post_beans(standing, effect);
    case EffectKind::tier_changed:
      standing.ladders[effect.index].tier = effect.after;
      standing.ladders[effect.index].expires_at = effect.amount;
      if ((effect.flags & kQualifies) != 0) {
        Num& qualified = standing.ladders[effect.index].qualified;
        qualified = select(effect.after > Num{0}, Num{1}, qualified);
      }
      return;
    case EffectKind::progressed:
      return post_progress(standing, effect);
    case EffectKind::hold_changed:
      return post_hold(standing, effect);
    case EffectKind::version_begun:
      standing.version = static_cast<std::uint16_t>(lane(effect.after, 0));
      return;
    case EffectKind::line_archived:
      keep_closing(plan, facts, effect.subject, effect.line);
      return post_archived(facts, standing, effect);
    case EffectKind::reviews_suspended:
      standing.reviews_suspended_until = effect.until;
      return;
    case EffectKind::member_erased:
      return post_erased(facts, standing);
    case EffectKind::account_changed:
      facts.suspended = any(effect.after > Num{0});
      return;
    case EffectKind::score_changed:
      return post_score(standing, effect);
    case EffectKind::medal_changed:
      return post_medal(standing, effect);
    case EffectKind::fell_short:
      return take_from_grant(standing, effect);
    case EffectKind::refund_due:
    case EffectKind::item_exchanged:
      return;
  }
}

}  // namespace loyaltycore::kernel
