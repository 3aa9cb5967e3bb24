// decision_trace.hpp: notes the numbers of decisions that no earning rule took, for explain.
//
// For a sink that does not trace every function here is empty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "loyaltycore/kernel/decision_numbers.hpp"
#include "loyaltycore/kernel/machine.hpp"
#include "loyaltycore/rules/bean_redemption.hpp"
#include "loyaltycore/rules/refusal_penalty.hpp"
#include "loyaltycore/rules/tier.hpp"

namespace loyaltycore::kernel {

template <class Num, class Sink>
void note(Machine<Num, Sink>& m, DecisionNumbers numbers,
          Refusal refusal = Refusal::none) noexcept {
  m.sink.decisions().push_back({m.version, m.now, m.settling, refusal, std::move(numbers)});
}

/// A place among the effects: what a decision books comes after it.
template <class Num, class Sink>
[[nodiscard]] std::size_t booked_so_far([[maybe_unused]] const Machine<Num, Sink>& m) noexcept {
  if constexpr (Sink::kTraces) {
    return m.sink.booked().size();
  } else {
    return 0;
  }
}

/// How much of an accrual was taken, and from where.
template <class Num, class Sink>
void trace_taken_back(Machine<Num, Sink>& m, const Grant<Num>& grant, std::uint16_t line,
                      std::int64_t returned, std::int64_t quantity, const Num& amount,
                      std::size_t from) noexcept {
  if constexpr (Sink::kTraces) {
    TakenBack out;
    out.rule = grant.rule;
    out.source = grant.source;
    out.subject = grant.subject;
    out.review = line == kReviewLine;
    out.line = grant.line;
    out.currency = grant.currency;
    out.pieces_back = returned;
    out.pieces = quantity;
    out.granted = grant.granted;
    out.share = share_floor(grant.granted, returned, quantity);
    out.taken_before = grant.reversed;
    out.amount = amount;
    out.bucket = grant.expires_on;
    out.shortfall = m.beans().reverse.shortfall;
    for (const Effect<>& leg : std::span(m.sink.booked()).subspan(from)) {
      const bool own = leg.currency == Currency::growth || leg.expires_on == grant.expires_on;
      std::int64_t& part = leg.kind == EffectKind::fell_short ? out.short_of
                           : leg.from == Account::pending     ? out.from_pending
                           : leg.from == Account::debt        ? out.owed
                           : own                              ? out.from_bucket
                                                              : out.from_others;
      part += leg.amount;
    }
    const bool refuses =
        out.currency == Currency::beans && out.short_of > 0 && out.shortfall == Shortfall::refuse;
    note(m, out, refuses ? Refusal::clawback_exceeds_balance : Refusal::none);
  }
}

/// Beans that paid a line go back: the share of the pieces that come back now.
template <class Num, class Sink>
void trace_given_back(Machine<Num, Sink>& m, const OpenLine& line, std::int64_t pieces_back,
                      std::int64_t amount) noexcept {
  if constexpr (Sink::kTraces) {
    if (line.beans == Beans{0}) return;
    note(m, GivenBack{line.order, line.line, line.returned, pieces_back, line.quantity,
                      line.beans.count, amount});
  }
}

template <class Num, class Sink>
void trace_refund(Machine<Num, Sink>& m, const OpenLine& line, std::int64_t pieces_back,
                  const Num& short_beans, const Num& short_money,
                  const Effect<Num>& refund) noexcept {
  if constexpr (Sink::kTraces) {
    Refund out{line.order, line.line, line.returned, pieces_back, line.quantity};
    for (std::size_t i = 0; i < kMostTenderClasses; ++i) {
      if (((m.plan().refundable_classes >> i) & 1U) != 0) out.paid_fen += line.paid[i].count;
    }
    out.due_fen = refund.before + refund.after;
    out.short_beans = short_beans;
    out.short_fen = short_money;
    out.withheld_fen = refund.before;
    out.back_fen = refund.after;
    note(m, out);
  }
}

/// What a charge took from the beans that were there, and what is owed.
template <class Num, class Sink, class Charge>
void read_charge(const Machine<Num, Sink>& m, std::size_t from, Charge& out) noexcept {
  for (const Effect<>& leg : std::span(m.sink.booked()).subspan(from)) {
    (leg.from == Account::debt ? out.owed : out.from_available) += leg.amount;
  }
}

template <class Num, class Sink>
void trace_refusal_penalty(Machine<Num, Sink>& m, const Event& event, std::int64_t in_month,
                           std::int64_t in_year, const Num& penalty, std::size_t from) noexcept {
  if constexpr (Sink::kTraces) {
    const ReverseTerms<>& terms = m.beans().reverse;
    RefusalPenalty out{event.order, in_month, in_year, terms.refusals_free_per_month,
                       terms.refusals_free_per_year};
    out.penalty = terms.refusal_penalty;
    out.freight_fen = event.freight.count;
    if (terms.refusal_charges_freight) {
      out.freight_beans = rules::beans_of(event.freight, m.per_yuan());
    }
    out.amount = penalty;
    read_charge(m, from, out);
    note(m, out);
  }
}

template <class Num, class Sink>
void trace_freight(Machine<Num, Sink>& m, const OpenOrder& order, Fen left, const Num& owed,
                   std::size_t from) noexcept {
  if constexpr (Sink::kTraces) {
    const ReverseTerms<>& terms = m.beans().reverse;
    if (!terms.freight_recovered) return;
    RecoveredFreight out{order.order,         order.goods.count,
                         left.count,          terms.freight_free_from.count,
                         terms.freight.count, owed};
    read_charge(m, from, out);
    note(m, out);
  }
}

/// Thresholds of a level and of the next one.
template <class Num, class Sink, class Level>
void read_thresholds(const Machine<Num, Sink>& m, std::int64_t level, Level& out) noexcept {
  const auto& levels = m.tiers(out.ladder).levels;
  const auto index = static_cast<std::size_t>(level);
  if (index < levels.size()) out.threshold = levels[index].threshold.count;
  if (index + 1 < levels.size()) out.next_threshold = levels[index + 1].threshold.count;
}

/// A level was booked by `change`; the level before is one of version `before`.
template <class Num, class Sink>
void trace_tier(Machine<Num, Sink>& m, const Effect<Num>& change, std::uint16_t before) noexcept {
  if constexpr (Sink::kTraces) {
    const Ladder<>& ladder = m.standing.ladders[change.purse];
    TierMove out{change.purse, before, m.standing.version, change.before, change.after};
    out.by_growth = rules::tier_of(m.tiers(change.purse), ladder.growth, ladder.qualified);
    out.growth = ladder.growth.count;
    out.qualified = ladder.qualified > 0;
    read_thresholds(m, change.after, out);
    out.expires_at = change.amount;
    note(m, out);
  }
}

/// A qualification period ended: `before` is the ladder as it stood, `taken` the deduction.
template <class Num, class Sink>
void trace_period_end(Machine<Num, Sink>& m, const Ladder<Num>& before, const Num& taken,
                      const Effect<Num>& change) noexcept {
  if constexpr (Sink::kTraces) {
    TierPeriodEnd out{change.purse, m.standing.version, change.before, change.after,
                      before.growth.count};
    const auto& levels = m.tiers(change.purse).levels;
    const auto held = static_cast<std::size_t>(before.tier);
    if (held < levels.size()) out.deduction = levels[held].deduction.count;
    out.taken = taken;
    out.growth_after = m.standing.ladders[change.purse].growth.count;
    out.qualified = before.qualified > 0;
    read_thresholds(m, change.after, out);
    out.expires_at = change.amount;
    note(m, out);
  }
}

/// What beans may do by these goods: `amount_of` gives the fen of a class net of coupons, -1 if
/// none of its goods are there.
template <class Num, class Sink, class AmountOf>
void trace_redemption(Machine<Num, Sink>& m, const Id& subject, std::int64_t asked,
                      const rules::RedemptionLimit<Num>& limit, Refusal refusal,
                      AmountOf amount_of) noexcept {
  if constexpr (Sink::kTraces) {
    // No number of it matters then.
    if (refusal == Refusal::account_suspended) return;
    const RedemptionTerms<>& terms = m.beans().redeem;
    Redemption out{subject, asked, m.available(), terms.min_balance, limit.step};
    out.per_yuan = m.per_yuan();
    for (std::size_t each = 0; each <= terms.classes.size(); ++each) {
      const std::int64_t amount = amount_of(each);
      if (amount < 0) continue;
      const RedemptionClass<>& of = rules::redemption_class(terms, each);
      const GoodsClass& goods = rules::goods_class(m.bean_tender(), each);
      out.goods.push_back({amount, of.max_share, goods.min_amount.count,
                           terms.allowed && rules::is_payable(goods, Fen{amount}),
                           rules::class_cap(of, goods, Fen{amount}, out.per_yuan)});
    }
    out.cap = limit.cap;
    out.usable = rules::usable_beans(terms, limit, m.available());
    note(m, std::move(out), refusal);
  }
}

template <class Num, class Sink>
void trace_spending(Machine<Num, Sink>& m, SpendingOf of, const Id& subject, std::int64_t asked,
                    const Num& available, Refusal refusal) noexcept {
  if constexpr (Sink::kTraces) note(m, Spending{of, subject, asked, available}, refusal);
}

/// The price of an exchange, and what was exchanged before in its limits.
template <class Num, class Sink>
void trace_exchange(Machine<Num, Sink>& m, const Event& event, const CatalogueItem<Num>& item,
                    const Num& in_day, const Num& in_month, Refusal refusal) noexcept {
  if constexpr (Sink::kTraces) {
    Exchange out{event.item, event.quantity, item.beans, item.cash.count};
    out.amount = item.beans * event.quantity;
    out.available = m.available(item.purse);
    out.cash_fen = item.cash.count * event.quantity;
    out.told_fen = event.amount.count;
    if (item.value > Fen{0}) out.worth_fen = (item.value - item.cash).count * event.quantity;
    out.limit_per_day = item.limit_per_day;
    out.taken_in_day = in_day;
    out.limit_per_month = item.limit_per_month;
    out.taken_in_month = in_month;
    note(m, out, refusal);
  }
}

}  // namespace loyaltycore::kernel
