// redeem.hpp: beans leave: on an order, alone, held, exchanged; pending beans are claimed.
#pragma once

#include <cstddef>

#include "loyaltycore/kernel/due.hpp"

namespace loyaltycore::kernel {

inline constexpr std::int64_t kNoGoods = -1;

/// Fen of an order's goods of one redemption class, net of the coupons split into scratch.paid;
/// kNoGoods if none is of it.
template <class Num, class Sink>
[[nodiscard]] std::int64_t goods_of_class(const Machine<Num, Sink>& m, const Event& event,
                                          std::size_t each) noexcept {
  std::int64_t amount = kNoGoods;
  for (std::size_t i = 0; i < event.lines.size(); ++i) {
    if (rules::redemption_class_of(m.bean_tender(), event.lines[i].category) != each) continue;
    amount = max(amount, std::int64_t{0}) + event.lines[i].amount.count -
             m.scratch.paid[i * kMostTenderClasses + m.plan().coupon_class];
  }
  return amount;
}

/// What an order lets beans do; coupons have been split into scratch.paid.
template <class Num, class Sink>
[[nodiscard]] rules::RedemptionLimit<Num> order_limit(Machine<Num, Sink>& m,
                                                      const Event& event) noexcept {
  rules::RedemptionLimit<Num> limit;
  const RedemptionTerms<Num>& terms = m.beans().redeem;
  for (std::size_t each = 0; each <= terms.classes.size(); ++each) {
    const std::int64_t amount = goods_of_class(m, event, each);
    if (amount == kNoGoods) continue;
    rules::add_class(limit, terms, m.bean_tender(), each, Fen{amount});
  }
  return limit;
}

/// The checks of docs/rules.md 7.2, in order of rank.
template <class Num, class Sink>
[[nodiscard]] Refusal refuse_redemption(Machine<Num, Sink>& m,
                                        const rules::RedemptionLimit<Num>& limit,
                                        std::int64_t beans, bool whole, bool combinable) noexcept {
  if (m.facts.suspended) return Refusal::account_suspended;
  const RedemptionTerms<Num>& terms = m.beans().redeem;
  const Num asked{beans};
  const Num available = m.available();
  const auto uneven = each_lane(limit.step, [&](std::int64_t step) { return beans % step; });
  Decision<Num> decision;
  decision.refuse_if(asked > available, Refusal::insufficient_beans);
  decision.refuse_if(available < terms.min_balance, Refusal::redemption_below_minimum_balance);
  decision.refuse_if(either(uneven != Num{0}, Num{whole ? 0 : 1} > Num{0}),
                     Refusal::redemption_not_whole_steps);
  const bool payable = terms.allowed && limit.payable;
  decision.refuse_if(both(asked > limit.cap, payable), Refusal::redemption_exceeds_order_cap);
  decision.refuse_if(Num{combinable ? 0 : 1} > Num{0}, Refusal::redemption_not_combinable);
  decision.refuse_if(Num{payable ? 0 : 1} > Num{0}, Refusal::redemption_not_allowed);
  m.diverged = m.diverged || decision.diverged;
  return decision.refusal;
}

/// Beans among the tenders of an opening order. @pre split_tenders has run.
template <class Num, class Sink>
[[nodiscard]] Refusal refuse_order_beans(Machine<Num, Sink>& m, const Event& event) noexcept {
  const std::int64_t money = tendered(event, m.plan(), m.plan().beans_class);
  if (money == 0) return Refusal::none;
  const std::int64_t per_yuan = m.per_yuan();
  const bool whole = Int128{money} * per_yuan % 100 == 0;
  bool combinable = true;
  for (const Tender& tender : event.tenders) {
    const auto bit = 1U << static_cast<unsigned>(tender.kind);
    if ((m.beans().redeem.not_with & bit) != 0) combinable = false;
  }
  const rules::RedemptionLimit<Num> limit = order_limit(m, event);
  const std::int64_t asked = rules::beans_of(Fen{money}, per_yuan);
  const Refusal refusal = refuse_redemption(m, limit, asked, whole, combinable);
  trace_redemption(m, event.order, asked, limit, refusal,
                   [&](std::size_t each) { return goods_of_class(m, event, each); });
  return refusal;
}

/// Beans of an opening order are held until it is paid, or redeemed at once.
template <class Num, class Sink>
void pay_with_beans(Machine<Num, Sink>& m, const Event& event) noexcept {
  const OpenOrder& order = *find_order(m.facts, event.order);
  if (order.beans == Beans{0}) return;
  Effect<Num> leg =
      movement(Account::available, order.beans_held ? Account::held : Account::redeemed,
               order.beans_held ? Cause::held : Cause::redeemed, Num{0});
  leg.subject = event.order;
  leg.flags = kTracked | kOrder;
  const Num left = draw(m, Num{order.beans.count}, leg);
  LC_CHECK(is_zero(left));
}

template <class Num>
[[nodiscard]] const Hold* find_hold(const Standing<Num>& standing, const Id& hold) noexcept {
  for (const Hold& each : standing.holds) {
    if (each.hold == hold) return &each;
  }
  return nullptr;
}

template <class Num>
[[nodiscard]] Refusal refuse_hold_end(const Standing<Num>& standing, const Id& id) noexcept {
  const Hold* hold = find_hold(standing, id);
  if (hold == nullptr) return Refusal::hold_unknown;
  const bool ended = hold->status == HoldStatus::committed || hold->status == HoldStatus::released;
  return ended ? Refusal::hold_released : Refusal::none;
}

/// Commits a hold: `beans` of it are redeemed, the rest is released.
template <class Num, class Sink>
[[nodiscard]] Refusal commit_hold(Machine<Num, Sink>& m, const Event& event) noexcept {
  const Refusal refusal = refuse_hold_end(m.standing, event.subject);
  if (refusal != Refusal::none) return refusal;
  auto& pool = m.standing.allocations;
  Num held{0};
  for (const Allocation<Num>& each : pool) {
    if (each.subject == event.subject && !each.order) held = held + each.beans.count;
  }
  Decision<Num> decision;
  decision.refuse_if(Num{event.beans.count} > held, Refusal::hold_exceeded);
  m.diverged = m.diverged || decision.diverged;
  trace_spending(m, SpendingOf::commit, event.subject, event.beans.count, held, decision.refusal);
  if (decision.refusal != Refusal::none || m.diverged) return decision.refusal;
  Num left{event.beans.count};
  for (std::size_t i = 0; i < pool.size() && any(left > Num{0});) {
    const Allocation<Num> each = pool[i];
    const std::size_t before = pool.size();
    if (each.subject == event.subject && !each.order) {
      Effect<Num> leg =
          movement(Account::held, Account::redeemed, Cause::redeemed, min(left, each.beans.count));
      left = left - leg.amount;
      leg.subject = event.subject;
      set_bucket(leg, Bucket<Num>{each.expires_on, each.purse, each.funder, each.lot_class,
                                  each.opened_at, each.beans});
      emit(m, leg);
    }
    if (pool.size() == before) ++i;
  }
  end_hold(m, event.subject, find_hold(m.standing, event.subject)->status, HoldStatus::committed);
  return Refusal::none;
}

/// The limit of a redemption outside an order: one line of the event's amount and category.
template <class Num, class Sink>
[[nodiscard]] rules::RedemptionLimit<Num> event_limit(Machine<Num, Sink>& m,
                                                      const Event& event) noexcept {
  const BeanTender& tender = m.bean_tender();
  rules::RedemptionLimit<Num> limit;
  rules::add_class(limit, m.beans().redeem, tender,
                   rules::redemption_class_of(tender, event.category), event.amount);
  return limit;
}

template <class Num, class Sink>
[[nodiscard]] Refusal refuse_alone(Machine<Num, Sink>& m, const Event& event) noexcept {
  const std::int64_t beans = event.beans.count;
  const rules::RedemptionLimit<Num> limit = event_limit(m, event);
  const Refusal refusal =
      refuse_redemption(m, limit, beans, rules::is_whole_money(beans, m.per_yuan()), true);
  const std::size_t of = rules::redemption_class_of(m.bean_tender(), event.category);
  const Id& subject = event.subject != kNoId ? event.subject : event.order;
  trace_redemption(m, subject, beans, limit, refusal,
                   [&](std::size_t each) { return each == of ? event.amount.count : kNoGoods; });
  return refusal;
}

template <class Num, class Sink>
[[nodiscard]] Refusal act_redeem(Machine<Num, Sink>& m, const Event& event) noexcept {
  if (event.subject != kNoId) return commit_hold(m, event);
  const Refusal refusal = refuse_alone(m, event);
  if (refusal != Refusal::none || m.diverged) return refusal;
  Effect<Num> leg = movement(Account::available, Account::redeemed, Cause::redeemed, Num{0});
  leg.subject = event.order;
  const Num left = draw(m, Num{event.beans.count}, leg);
  LC_CHECK(is_zero(left));
  return Refusal::none;
}

template <class Num, class Sink>
[[nodiscard]] Refusal refuse_plain_spend(Machine<Num, Sink>& m, std::size_t purse,
                                         const Num& beans) noexcept {
  Decision<Num> decision;
  decision.refuse_if(beans > m.available(purse), Refusal::insufficient_beans);
  m.diverged = m.diverged || decision.diverged;
  return decision.refusal;
}

template <class Num, class Sink>
[[nodiscard]] Refusal act_hold(Machine<Num, Sink>& m, const Event& event) noexcept {
  if (find_hold(m.standing, event.subject) != nullptr) return Refusal::hold_exists;
  if (m.facts.suspended) return Refusal::account_suspended;
  const Refusal refusal = event.amount > Fen{0} ? refuse_alone(m, event)
                                                : refuse_plain_spend(m, 0, Num{event.beans.count});
  if (event.amount == Fen{0}) {
    trace_spending(m, SpendingOf::hold, event.subject, event.beans.count, m.available(), refusal);
  }
  if (refusal != Refusal::none || m.diverged) return refusal;
  Effect<Num> leg = movement(Account::available, Account::held, Cause::held, Num{0});
  leg.subject = event.subject;
  leg.flags = kTracked;
  const Num left = draw(m, Num{event.beans.count}, leg);
  LC_CHECK(is_zero(left));
  Effect<Num> effect;
  effect.kind = EffectKind::hold_changed;
  effect.subject = event.subject;
  const HoldStatus status = event.in_doubt ? HoldStatus::in_doubt : HoldStatus::open;
  effect.after = Num{static_cast<std::int64_t>(status)};
  // A hold that was over before it was told of ends now: nothing is dated back.
  effect.until = event.in_doubt ? kNever : max(event.expires_at, m.now);
  emit(m, effect);
  return Refusal::none;
}

template <class Num, class Sink>
[[nodiscard]] Refusal act_release(Machine<Num, Sink>& m, const Event& event) noexcept {
  const Refusal refusal = refuse_hold_end(m.standing, event.subject);
  if (refusal != Refusal::none) return refusal;
  end_hold(m, event.subject, find_hold(m.standing, event.subject)->status, HoldStatus::released);
  return Refusal::none;
}

template <class Num, class Sink>
[[nodiscard]] Refusal act_claim(Machine<Num, Sink>& m, const Event& event) noexcept {
  auto claimed = Mask<Num>{};
  auto& pool = m.standing.grants;
  for (std::size_t i = 0; i < pool.size();) {
    const Grant<Num> grant = pool[i];
    const std::size_t before = pool.size();
    const bool asked = (event.order == kNoId || (grant.order && grant.subject == event.order)) &&
                       (event.subject == kNoId || grant.source == event.subject);
    if (grant.claim && asked && any(grant.pending > Num{0})) {
      claimed = either(claimed, grant.pending > Num{0});
      Effect<Num> effect = claw_back_of(grant);
      effect.from = Account::pending;
      effect.to = Account::available;
      effect.cause = Cause::claimed;
      effect.amount = grant.pending;
      effect.opened_at = Num{m.now};
      effect.expires_on = rules::expires_on(expiry_of(m, grant), m.today());
      make_available(m, effect);
    }
    if (pool.size() == before) ++i;
  }
  m.diverged = m.diverged || (any(claimed) && !all(claimed));
  return any(claimed) ? Refusal::none : Refusal::claim_unknown;
}

[[nodiscard]] constexpr bool limit_reached(std::int32_t limit, std::int64_t used,
                                           std::int32_t more) noexcept {
  return limit > 0 && used + more > limit;
}

/// Counter rule numbers of catalogue items lie above those of rules.
inline constexpr std::uint16_t kFirstItemCounter = kMostCounted;

template <class Num, class Sink>
[[nodiscard]] Refusal refuse_exchange(Machine<Num, Sink>& m, const Event& event,
                                      const CatalogueItem<Num>& item, const Num& today,
                                      const Num& this_month) noexcept {
  const Refusal refusal = refuse_plain_spend(m, item.purse, item.beans * Num{event.quantity});
  if (refusal != Refusal::none || m.diverged) return refusal;
  if (limit_reached(item.limit_per_day, lane(today, 0), event.quantity) ||
      limit_reached(item.limit_per_month, lane(this_month, 0), event.quantity)) {
    return Refusal::exchange_limit_reached;
  }
  return event.amount.count == item.cash.count * event.quantity ? Refusal::none
                                                                : Refusal::exchange_price_differs;
}

template <class Num, class Sink>
[[nodiscard]] Refusal act_exchange(Machine<Num, Sink>& m, const Event& event) noexcept {
  const auto& catalogue = m.beans().catalogue;
  if (event.item == 0 || event.item > catalogue.size() || catalogue[event.item - 1U].name == 0) {
    return Refusal::item_unknown;
  }
  if (m.facts.suspended) return Refusal::account_suspended;
  const CatalogueItem<Num>& item = catalogue[event.item - 1U];
  const Num beans = item.beans * Num{event.quantity};
  const Day day = m.plan().zone.day_at(event.occurred_at);
  const auto counter = static_cast<std::uint16_t>(kFirstItemCounter + event.item);
  const std::uint16_t daily = counter_key(counter, CounterPeriod::day);
  const std::uint16_t monthly = counter_key(counter, CounterPeriod::month);
  const Day month = first_day_of(month_of(day));
  const Num today = counter_value(m.standing, daily, day);
  const Num this_month = counter_value(m.standing, monthly, month);
  const Refusal refusal = refuse_exchange(m, event, item, today, this_month);
  trace_exchange(m, event, item, today, this_month, refusal);
  if (refusal != Refusal::none || m.diverged) return refusal;
  if (item.limit_per_day > 0) set_counter(m, daily, day, today + Num{event.quantity});
  if (item.limit_per_month > 0) set_counter(m, monthly, month, this_month + Num{event.quantity});
  Effect<Num> leg = movement(Account::available, Account::redeemed, Cause::exchanged, Num{0});
  leg.purse = item.purse;
  leg.subject = event.subject;
  const Num left = draw(m, beans, leg);
  LC_CHECK(is_zero(left));
  Effect<Num> effect;
  effect.kind = EffectKind::item_exchanged;
  effect.purse = item.purse;
  effect.index = event.item;
  effect.after = Num{event.quantity};
  effect.amount = beans;
  if (item.value > Fen{0}) {
    effect.before = Num{(item.value - item.cash).count * event.quantity};
  }
  emit(m, effect);
  return Refusal::none;
}

}  // namespace loyaltycore::kernel
