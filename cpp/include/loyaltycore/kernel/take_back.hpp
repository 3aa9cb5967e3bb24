// take_back.hpp: undoing accruals and giving back beans that paid.
#pragma once

#include <array>

#include "loyaltycore/kernel/growth.hpp"
#include "loyaltycore/rules/bean_redemption.hpp"
#include "loyaltycore/rules/reversal.hpp"

namespace loyaltycore::kernel {

template <class Num>
[[nodiscard]] Effect<Num> claw_back_of(const Grant<Num>& grant) noexcept {
  Effect<Num> leg = movement(Account::available, Account::clawed_back, Cause::clawed_back, Num{0});
  leg.currency = grant.currency;
  leg.purse = grant.purse;
  leg.funder = grant.funder;
  leg.lot_class = grant.lot_class;
  leg.rule = grant.rule;
  leg.subject = grant.subject;
  if (grant.order) leg.flags = kOrder;
  leg.source = grant.source;
  leg.line = grant.line;
  leg.expires_on = grant.expires_on;
  return leg;
}

/// Validity of what a rule granted: the rule's own where this version still has it.
template <class Num, class Sink>
[[nodiscard]] Expiry expiry_of(const Machine<Num, Sink>& m, const Grant<Num>& grant) noexcept {
  for (const EarningRule<Num>& rule : m.terms().rules) {
    if (rule.name == grant.rule) return rule.expiry;
  }
  return m.beans().purses[grant.purse].expiry;
}

/// Takes back `amount` of one beans accrual: pending, its bucket, spend order, then the shortfall.
/// The answer is what could not be taken and is not owed.
template <class Num, class Sink>
Num take_back_beans(Machine<Num, Sink>& m, const Grant<Num>& grant, Num amount) noexcept {
  Effect<Num> leg = claw_back_of(grant);
  leg.from = Account::pending;
  leg.amount = min(amount, grant.pending);
  amount = amount - leg.amount;
  emit(m, leg);
  leg.from = Account::available;
  const std::size_t own = find_bucket(m.standing, bucket_of(leg, grant.expires_on));
  if (own != kNotFound) {
    leg.amount = min(amount, m.standing.buckets[own].beans.count);
    leg.opened_at = m.standing.buckets[own].opened_at;
    amount = amount - leg.amount;
    emit(m, leg);
  }
  amount = draw(m, amount, leg);
  if (!any(amount > Num{0})) return Num{0};
  leg = claw_back_of(grant);
  leg.amount = amount;
  leg.expires_on = kNoDay;
  m.fell_short = true;
  Shortfall shortfall = m.beans().reverse.shortfall;
  // Only the first purse is money that a refund could be short of.
  if (shortfall == Shortfall::withhold && grant.purse != 0) shortfall = Shortfall::debt;
  // Who can pay goes on, who cannot is refused.
  if (shortfall == Shortfall::refuse && !all(amount > Num{0})) m.diverged = true;
  if (shortfall == Shortfall::debt) {
    leg.from = Account::debt;
    emit(m, leg);
    return Num{0};
  }
  leg.kind = EffectKind::fell_short;
  emit(m, leg);
  return amount;
}

/// Takes back the accruals of one subject up to the share `returned / quantity`.
/// `line` is kReviewLine for a review. The answer is the shortfall in beans
/// that are money.
template <class Num, class Sink>
Num take_back(Machine<Num, Sink>& m, const Id& subject, std::uint16_t line, std::int64_t returned,
              std::int64_t quantity) noexcept {
  Num short_of{0};
  std::array<Mask<Num>, kMostLadders> fell{};
  for (std::size_t i = 0; i < m.standing.grants.size(); ++i) {
    const Grant<Num> grant = m.standing.grants[i];
    const bool review = line == kReviewLine;
    if (grant.subject != subject || grant.order == review || grant.closed) continue;
    if (!review && grant.line != line) continue;
    const Num amount = rules::to_take_back(grant.granted, grant.reversed, returned, quantity);
    const std::size_t booked = booked_so_far(m);
    if (grant.currency == Currency::beans) {
      const Num lacking = take_back_beans(m, grant, amount);
      if (grant.purse == 0) short_of = short_of + lacking;
      trace_taken_back(m, grant, line, returned, quantity, amount, booked);
      continue;
    }
    Effect<Num> leg = claw_back_of(grant);
    const Num taken = lower_growth(m, amount, leg);
    fell[grant.purse] = either(fell[grant.purse], taken > Num{0});
    leg.amount = amount - taken;
    leg.kind = EffectKind::fell_short;
    emit(m, leg);
    trace_taken_back(m, grant, line, returned, quantity, amount, booked);
  }
  for (std::uint8_t ladder = 0; ladder < kMostLadders; ++ladder) {
    fall_with_growth(m, ladder, fell[ladder]);
  }
  return short_of;
}

/// Gives `amount` of the beans that pay an order, or of a hold, back to their buckets, last drawn
/// first.
template <class Num, class Sink>
void give_back(Machine<Num, Sink>& m, const Id& subject, bool order, Num amount,
               std::uint16_t line = 0) noexcept {
  const auto& pool = m.standing.allocations;
  const RedemptionTerms<Num>& terms = m.beans().redeem;
  std::size_t i = pool.size();
  while (i-- > 0 && any(amount > Num{0})) {
    const Allocation<Num> each = pool[i];
    if (each.subject != subject || each.order != order) continue;
    Effect<Num> leg = movement(each.held ? Account::held : Account::redeemed, Account::available,
                               order ? Cause::returned_to_member : Cause::hold_ended,
                               min(amount, each.beans.count));
    amount = amount - leg.amount;
    leg.subject = subject;
    leg.line = line;
    leg.flags = order ? kTracked | kOrder : kTracked;
    leg.purse = each.purse;
    leg.funder = each.funder;
    leg.lot_class = each.lot_class;
    leg.opened_at = each.opened_at;
    leg.expires_on = each.expires_on;
    leg.window = each.expires_on;
    const bool past = each.expires_on <= m.today();
    if (past && order && terms.returned_expired == ReturnedExpired::grace) {
      leg.expires_on = m.today() + terms.grace_days;
    }
    make_available(m, leg);
  }
}

}  // namespace loyaltycore::kernel
