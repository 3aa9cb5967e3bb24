// machine.hpp: what one step works with, and the primitives every event uses to book.
//
// Num    one programme, or eight in lanes. Sink receives each effect as it is decided.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "loyaltycore/kernel/explain.hpp"
#include "loyaltycore/kernel/post.hpp"
#include "loyaltycore/model/event.hpp"
#include "loyaltycore/model/fact_plan.hpp"
#include "loyaltycore/model/terms.hpp"
#include "loyaltycore/rules/conditions.hpp"

namespace loyaltycore::kernel {

/// A programme as the kernel reads it.
template <class Num>
struct Timeline {
  const FactPlan& plan;
  std::span<const Terms<Num>> versions;

  [[nodiscard]] std::uint16_t version_at(Instant instant) const noexcept {
    std::size_t i = versions.size() - 1;
    while (i > 0 && instant < versions[i].from) --i;
    return static_cast<std::uint16_t>(i);
  }
};

/// Room for the sums of one event; doors reserve it, the kernel only uses it.
template <class Num>
struct Scratch {
  std::vector<std::int64_t> weights;
  std::vector<std::int64_t> shares;
  std::vector<std::int64_t> remainders;
  /// Tender split of an order that opens: line by line, kMostTenderClasses each.
  std::vector<std::int64_t> paid;
  std::vector<std::int64_t> beans;
  std::vector<std::int64_t> amounts_left;
  /// Lines of the event (indices into facts.lines) and, beside them, what one rule gives.
  std::vector<std::size_t> lines;
  std::vector<Num> awards;
  std::vector<Num> amounts;
  std::vector<Mask<Num>> given;
  std::vector<Mask<Num>> closed;
  std::vector<bool> qualifies;

  /// For doors only.
  void reserve(std::size_t count) {
    if (weights.size() >= count) return;
    for (auto* each : {&weights, &shares, &remainders, &beans, &amounts_left}) each->resize(count);
    paid.resize(count * kMostTenderClasses);
    lines.reserve(count);
    awards.resize(count);
    amounts.resize(count);
    given.resize(count);
    closed.resize(count);
    qualifies.resize(count);
  }
};

template <class Num, class Sink>
struct Machine {
  const Timeline<Num>& timeline;
  Facts& facts;
  Standing<Num>& standing;
  Scratch<Num>& scratch;
  Sink& sink;
  /// Decision time; the due instant while settling.
  Instant now{};
  /// The event that acts; kNoId while settling.
  Id source{};
  std::uint16_t version{};
  bool settling{};
  /// What fell due decided something for some lanes only.
  bool partly_due{};
  /// A total passed the largest balance; the step must be refused and undone.
  bool overflowed{};
  /// An accrual could not be taken back in full.
  bool fell_short{};
  /// The lanes disagree on a decision.
  bool diverged{};
  /// Of the first purse and the first ladder.
  Num beans_change{};
  Num growth_change{};

  [[nodiscard]] const FactPlan& plan() const noexcept { return timeline.plan; }
  [[nodiscard]] const Terms<Num>& terms() const noexcept { return timeline.versions[version]; }
  /// Tiers stand under the member's own version, also for a late event of an earlier one.
  [[nodiscard]] const TierTerms<Num>& tiers(std::size_t ladder) const noexcept {
    return timeline.versions[standing.version].ladders[ladder];
  }
  [[nodiscard]] rules::Held<Num> held() const noexcept {
    return {tiers_held(), score_levels(), {standing.medals.begin(), standing.medals.end()}};
  }
  /// Bit i = the level whose name is number i is held in its ladder.
  [[nodiscard]] Num tiers_held() const noexcept {
    Num held{0};
    for (std::size_t ladder = 0; ladder < kMostLadders; ++ladder) {
      const auto& levels = tiers(ladder).levels;
      if (levels.empty()) continue;
      const Num bit = each_lane(standing.ladders[ladder].tier, [&levels](std::int64_t tier) {
        const auto index = static_cast<std::size_t>(tier);
        return index < levels.size()
                   ? static_cast<std::int64_t>(std::uint64_t{1} << levels[index].name)
                   : std::int64_t{0};
      });
      held = with_bits(held, bit);
    }
    return held;
  }
  /// The same of the levels of scores, beside kGatesHold.
  [[nodiscard]] Num score_levels() const noexcept {
    Num held{0};
    for (const ScoreStanding<Num>& each : standing.scores) held = with_bits(held, each.levels);
    return held;
  }
  [[nodiscard]] const BeanTerms<Num>& beans() const noexcept { return terms().beans; }
  [[nodiscard]] const BeanTender& bean_tender() const noexcept {
    return plan().bean_tender_at(terms().from);
  }
  [[nodiscard]] std::int64_t per_yuan() const noexcept { return bean_tender().per_yuan; }
  [[nodiscard]] Day today() const noexcept { return plan().zone.day_at(now); }
  /// The first purse is the one that is money: it alone pays orders.
  [[nodiscard]] Num available(std::size_t purse = 0) const noexcept {
    return standing.purses[purse][Account::available];
  }
};

/// Refusals are asked in order of rank; lanes that disagree end the step.
template <class Num>
struct Decision {
  Refusal refusal{Refusal::none};
  bool diverged{};

  void refuse_if(const Mask<Num>& mask, Refusal code) noexcept {
    if (refusal != Refusal::none || diverged || !any(mask)) return;
    if (all(mask)) {
      refusal = code;
    } else {
      diverged = true;
    }
  }
};

/// Whether the lanes disagree on the place in spend order of beans that become available: buckets
/// of one day rank by when they were opened, and lanes that had none open theirs only now.
template <class Num>
[[nodiscard]] bool rank_differs(const Standing<Num>& standing, const Effect<Num>& effect,
                                Instant now) noexcept {
  if constexpr (std::is_same_v<Num, std::int64_t>) return false;
  if (effect.to != Account::available || effect.currency != Currency::beans) return false;
  const Bucket<Num> added = bucket_of(effect, effect.expires_on);
  bool rival = false;
  bool passed = false;
  bool opens = any(effect.opened_at != Num{now});
  for (const Bucket<Num>& bucket : standing.buckets) {
    if (bucket.expires_on != added.expires_on) continue;
    if (!bucket.same_key(added)) {
      rival = true;
      // No place in the shared list is behind the one and before the other of two that cross.
      passed = passed || any(both(have_both(bucket, added), ranks_before(added, bucket)));
      if (passed && any(both(have_both(bucket, added), ranks_before(bucket, added)))) return true;
      continue;
    }
    opens = any(both(bucket.beans.count == Num{0}, effect.amount > Num{0})) ||
            (effect.from == effect.to && any(effect.amount == Num{0}));
  }
  return rival && opens;
}

/// Books one effect: posts it and hands it to the sink. Movements of nothing are not booked.
template <class Num, class Sink>
void emit(Machine<Num, Sink>& m, Effect<Num> effect) noexcept {
  const bool moved = effect.kind == EffectKind::moved;
  if ((moved || effect.kind == EffectKind::fell_short) && is_zero(effect.amount)) return;
  // What is held stands under the member's own version, also for a late event of an earlier one.
  const bool of_member = effect.kind == EffectKind::tier_changed ||
                         effect.kind == EffectKind::score_changed ||
                         effect.kind == EffectKind::medal_changed;
  effect.version = of_member ? m.standing.version : m.version;
  effect.at = m.now;
  if (m.settling) {
    effect.flags |= kDue;
    m.partly_due = m.partly_due || decides_in_part(m.standing, effect);
  }
  if (moved) m.diverged = m.diverged || rank_differs(m.standing, effect, m.now);
  post(m.plan(), m.facts, m.standing, effect);
  if (moved) {
    const bool beans = effect.currency == Currency::beans;
    const Num in = effect.to == Account::available ? effect.amount : Num{0};
    const Num out = effect.from == Account::available ? effect.amount : Num{0};
    if (!m.settling && effect.purse == 0) {
      Num& change = beans ? m.beans_change : m.growth_change;
      change = change + in - out;
    }
    const auto& book =
        beans ? m.standing.purses[effect.purse] : m.standing.growth_books[effect.purse];
    for (const Account account : {effect.from, effect.to}) {
      m.overflowed = m.overflowed || any(book[account] > Num{kLargestBalance}) ||
                     any(Num{0} - book[account] > Num{kLargestBalance});
    }
  }
  m.sink.on(effect);
}

/// A movement of beans with nothing but its legs and cause.
template <class Num>
[[nodiscard]] Effect<Num> movement(Account from, Account to, Cause cause, const Num& amount) {
  Effect<Num> effect;
  effect.from = from;
  effect.to = to;
  effect.cause = cause;
  effect.amount = amount;
  return effect;
}

template <class Num>
void set_bucket(Effect<Num>& effect, const Bucket<Num>& bucket) noexcept {
  effect.expires_on = bucket.expires_on;
  effect.purse = bucket.purse;
  effect.funder = bucket.funder;
  effect.lot_class = bucket.lot_class;
  effect.opened_at = bucket.opened_at;
}

/// What became available first ends if its day has passed, else it repays debt.
template <class Num, class Sink>
void after_available(Machine<Num, Sink>& m, const Effect<Num>& came) noexcept {
  Effect<Num> next = movement(Account::available, Account::expired, Cause::expired, came.amount);
  set_bucket(next, bucket_of(came, came.expires_on));
  if (came.expires_on <= m.today()) return emit(m, next);
  next.to = Account::debt;
  next.cause = Cause::debt_repaid;
  next.amount = min(came.amount, Num{0} - m.standing.purses[came.purse][Account::debt]);
  emit(m, next);
}

/// Books beans that become available.
template <class Num, class Sink>
void make_available(Machine<Num, Sink>& m, const Effect<Num>& effect) noexcept {
  if (is_zero(effect.amount)) return;
  emit(m, effect);
  after_available(m, effect);
}

/// Takes up to `amount` available beans of the leg's purse in spend order; the answer is what was
/// not there.
template <class Num, class Sink>
[[nodiscard]] Num draw(Machine<Num, Sink>& m, Num amount, Effect<Num> leg) noexcept {
  const std::uint8_t purse = leg.purse;
  std::size_t i = 0;
  while (i < m.standing.buckets.size() && any(amount > Num{0})) {
    const Bucket<Num> bucket = m.standing.buckets[i];
    const std::size_t before = m.standing.buckets.size();
    leg.amount = bucket.purse == purse ? min(amount, bucket.beans.count) : Num{0};
    amount = amount - leg.amount;
    set_bucket(leg, bucket);
    emit(m, leg);
    if (m.standing.buckets.size() == before) ++i;
  }
  return amount;
}

/// A charge that the member owes: available beans first, the rest becomes debt.
template <class Num, class Sink>
void charge(Machine<Num, Sink>& m, const Num& amount, Account to, Cause cause,
            const Id& subject) noexcept {
  Effect<Num> leg = movement(Account::available, to, cause, Num{0});
  leg.subject = subject;
  leg.amount = draw(m, amount, leg);
  leg.from = Account::debt;
  emit(m, leg);
}

}  // namespace loyaltycore::kernel
