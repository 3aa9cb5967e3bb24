// orders.hpp: an order is placed, paid, completed, cancelled or refused; a line comes back.
#pragma once

#include <cstddef>

#include "loyaltycore/kernel/due.hpp"
#include "loyaltycore/kernel/redeem.hpp"
#include "loyaltycore/rules/refusal_penalty.hpp"

namespace loyaltycore::kernel {

[[nodiscard]] constexpr LineStatus status_after(EventKind kind) noexcept {
  switch (kind) {
    case EventKind::order_paid:
      return LineStatus::paid;
    case EventKind::order_completed:
      return LineStatus::completed;
    default:
      return LineStatus::placed;
  }
}

/// What is wrong with an event that speaks of an order already known.
[[nodiscard]] inline Refusal refuse_progress(Facts& facts, const Event& event,
                                             LineStatus status) noexcept {
  if (find_order(facts, event.order) == nullptr) return Refusal::order_unknown;
  bool any_line = false;
  for (const OpenLine& line : facts.lines) {
    if (!in_scope(line, event)) continue;
    any_line = true;
    if (line.status < status) return Refusal::none;
  }
  if (!any_line) return Refusal::line_unknown;
  return status == LineStatus::paid ? Refusal::order_already_paid
                                    : Refusal::order_already_completed;
}

template <class Num, class Sink>
[[nodiscard]] Occasion occasion_of(Machine<Num, Sink>& m, const Event& event) noexcept {
  Occasion occasion{event};
  auto& circumstances = occasion.circumstances;
  const Zone& zone = m.plan().zone;
  circumstances.at = event.occurred_at;
  circumstances.event_day = zone.day_at(event.occurred_at);
  occasion.channel = event.channel;
  circumstances.segments = event.segments;
  circumstances.ordinal = event.ordinal;
  Instant completed_at = event.completed_at;
  if (completed_at == kNever && event.order != kNoId) {
    const OpenLine* line = find_line(m.facts, event.order, event.line);
    if (line != nullptr) completed_at = line->completed_at;
  }
  if (completed_at != kNever) circumstances.completed_on = zone.day_at(completed_at);
  circumstances.day = circumstances.event_day;
  const OpenOrder* order = event.order == kNoId ? nullptr : find_order(m.facts, event.order);
  occasion.purchase_day = order == nullptr ? circumstances.day : zone.day_at(order->placed_at);
  return occasion;
}

/// The occasion of an order's event: bought when it was opened, on the channel of its opening.
template <class Num, class Sink>
[[nodiscard]] Occasion order_occasion(Machine<Num, Sink>& m, const Event& event) noexcept {
  Occasion occasion = occasion_of(m, event);
  const OpenOrder& order = *find_order(m.facts, event.order);
  occasion.order = true;
  occasion.subject = event.order;
  occasion.circumstances.at = order.placed_at;
  occasion.circumstances.day = m.plan().zone.day_at(order.placed_at);
  if (event.channel == 0) occasion.channel = order.channel;
  return occasion;
}

/// Beans that were held for an order pay it.
template <class Num, class Sink>
void redeem_held(Machine<Num, Sink>& m, const Id& order) noexcept {
  auto& pool = m.standing.allocations;
  for (std::size_t i = 0; i < pool.size();) {
    const Allocation<Num> each = pool[i];
    if (each.subject != order || !each.order || !each.held) {
      ++i;
      continue;
    }
    Effect<Num> leg = movement(Account::held, Account::redeemed, Cause::redeemed, each.beans.count);
    leg.subject = order;
    leg.flags = kTracked | kOrder;
    set_bucket(leg, Bucket<Num>{each.expires_on, each.purse, each.funder, each.lot_class,
                                each.opened_at, each.beans});
    emit(m, leg);
  }
}

/// Whether an opening event brings a line of the part that it speaks of.
[[nodiscard]] inline bool brings_scope(const Event& event) noexcept {
  for (const OrderLine& line : event.lines) {
    if (event.sub_order == kWholeOrder || line.sub_order == event.sub_order) return true;
  }
  return false;
}

/// OrderPlaced, OrderPaid, OrderCompleted; with lines it opens the order.
template <class Num, class Sink>
[[nodiscard]] Refusal act_order(Machine<Num, Sink>& m, const Event& event) noexcept {
  const LineStatus status = status_after(event.kind);
  const bool opens = !event.lines.empty();
  if (opens && find_order(m.facts, event.order) != nullptr) return Refusal::order_exists;
  if (opens && !brings_scope(event)) return Refusal::line_unknown;
  if (!opens) {
    const Refusal refusal = refuse_progress(m.facts, event, status);
    if (refusal != Refusal::none) return refusal;
  } else {
    split_tenders(m.plan(), event, m.scratch);
    const Refusal refusal = refuse_order_beans(m, event);
    if (refusal != Refusal::none || m.diverged) return refusal;
    record_opening(m.plan(), m.facts, event, m.scratch);
    pay_with_beans(m, event);
  }
  m.scratch.lines.clear();
  for (std::size_t i = 0; i < m.facts.lines.size(); ++i) {
    const OpenLine& line = m.facts.lines[i];
    if (in_scope(line, event) && (line.status < status || status == LineStatus::placed)) {
      m.scratch.lines.push_back(i);
    }
  }
  if (status != LineStatus::placed) {
    redeem_held(m, event.order);
    record_progress(m.plan(), m.facts, event, status);
  }
  const Occasion occasion = order_occasion(m, event);
  earn(m, occasion);
  advance_tasks(m, occasion);
  return Refusal::none;
}

/// What is wrong with cancelling or refusing the lines in scope.
[[nodiscard]] inline Refusal refuse_cancel(Facts& facts, const Event& event) noexcept {
  if (find_order(facts, event.order) == nullptr) return Refusal::order_unknown;
  bool open = false;
  bool completed = false;
  for (const OpenLine& line : facts.lines) {
    if (!in_scope(line, event)) continue;
    open = open || line.status < LineStatus::completed;
    completed = completed || line.status == LineStatus::completed;
  }
  if (completed && (event.kind == EventKind::order_cancelled || !open)) {
    return Refusal::order_already_completed;
  }
  return open ? Refusal::none : Refusal::line_unknown;
}

/// Freight of an order that a partial cancellation brought below the free threshold.
template <class Num, class Sink>
void recover_freight(Machine<Num, Sink>& m, const Event& event) noexcept {
  const OpenOrder* order = find_order(m.facts, event.order);
  if (order == nullptr || order->freight_recovered || event.sub_order == kWholeOrder) return;
  Fen left{};
  for (const OpenLine& line : m.facts.lines) {
    if (line.order == event.order) left += line.amount;
  }
  const Num owed = rules::recovered_freight(m.beans().reverse, order->goods, left, m.per_yuan());
  const std::size_t booked = booked_so_far(m);
  charge(m, owed, Account::redeemed, Cause::freight_recovered, event.order);
  trace_freight(m, *order, left, owed, booked);
}

template <class Num, class Sink>
void pay_refusal_penalty(Machine<Num, Sink>& m, const Event& event) noexcept {
  record_refusal(m.plan(), m.facts, event);
  const Day day = m.plan().zone.day_at(event.occurred_at);
  std::int64_t in_month = 0;
  std::int64_t in_year = 0;
  for (const MonthFacts& month : m.facts.months) {
    if (month.month < 0) continue;
    if (month.month == month_of(day)) in_month = month.refusals;
    if (first_day_of_year(first_day_of(month.month)) == first_day_of_year(day)) {
      in_year += month.refusals;
    }
  }
  const Num penalty =
      rules::refusal_penalty(m.beans().reverse, in_month, in_year, event.freight, m.per_yuan());
  const std::size_t booked = booked_so_far(m);
  charge(m, penalty, Account::forfeited, Cause::refusal_penalty, event.order);
  trace_refusal_penalty(m, event, in_month, in_year, penalty, booked);
}

/// OrderCancelled and OrderRefused: open lines leave, what they earned and what paid them goes
/// back.
template <class Num, class Sink>
[[nodiscard]] Refusal act_cancel(Machine<Num, Sink>& m, const Event& event) noexcept {
  const Refusal refusal = refuse_cancel(m.facts, event);
  if (refusal != Refusal::none) return refusal;
  for (std::size_t i = 0; i < m.facts.lines.size();) {
    const OpenLine line = m.facts.lines[i];
    if (!in_scope(line, event) || line.status == LineStatus::completed) {
      ++i;
      continue;
    }
    trace_given_back(m, line, line.quantity, line.beans.count);
    give_back(m, event.order, true, Num{line.beans.count}, line.line);
    take_back(m, event.order, line.line, 1, 1);
    drop_line(m, event.order, line.line);
  }
  if (m.fell_short && m.beans().reverse.shortfall == Shortfall::refuse) {
    return Refusal::clawback_exceeds_balance;
  }
  if (event.kind == EventKind::order_cancelled) recover_freight(m, event);
  if (event.kind == EventKind::order_refused) pay_refusal_penalty(m, event);
  return Refusal::none;
}

/// Whether the record that an event brings is this member's last one of this line.
[[nodiscard]] inline bool is_record_of(Facts& facts, const Event& event) noexcept {
  const ArchivedLine& record = *event.archived;
  const LateReturn* late = find_late_return(facts, event.order, event.line);
  return record.line.order == event.order && record.line.line == event.line &&
         record.order.order == event.order && record.member == facts.member &&
         (late == nullptr || late->returned <= record.line.returned);
}

[[nodiscard]] inline Refusal refuse_return(Facts& facts, const Event& event) noexcept {
  const OpenLine* line = find_line(facts, event.order, event.line);
  const bool mismatch = event.archived != nullptr && !is_record_of(facts, event);
  if (line == nullptr && event.archived != nullptr) {
    if (mismatch) return Refusal::archived_line_mismatch;
    line = &event.archived->line;
  }
  if (line == nullptr) {
    return find_order(facts, event.order) == nullptr ? Refusal::order_unknown
                                                     : Refusal::line_unknown;
  }
  if (line->status != LineStatus::completed) return Refusal::order_not_completed;
  if (line->returned + event.quantity > line->quantity) return Refusal::return_exceeds_line;
  return mismatch ? Refusal::archived_line_mismatch : Refusal::none;
}

/// A closed line comes back with all that it earned: what still waits, and what was posted since.
template <class Num, class Sink>
void restore_line(Machine<Num, Sink>& m, const ArchivedLine& record) noexcept {
  for (const Grant<>& each : record.grants) {
    const std::size_t at = find_waiting(m.standing, each);
    // Programmes side by side of which some were posted all of it go on alone.
    if (at != kNotFound && !all(m.standing.grants[at].pending > Num{0})) m.diverged = true;
  }
  restore_archived(m.facts, m.standing, m.plan(), record, [&m](const Grant<Num>& grant, Day day) {
    return rules::expires_on(expiry_of(m, grant), day);
  });
}

/// Money due for the pieces that come back now, before anything is withheld.
[[nodiscard]] inline std::int64_t money_due(const FactPlan& plan, const OpenLine& line,
                                            std::int32_t pieces) noexcept {
  std::int64_t refundable = 0;
  for (std::size_t i = 0; i < kMostTenderClasses; ++i) {
    if (((plan.refundable_classes >> i) & 1U) != 0) refundable += line.paid[i].count;
  }
  return share_floor(refundable, line.returned + pieces, line.quantity) -
         share_floor(refundable, line.returned, line.quantity);
}

/// LineReturned: beans that paid come back, accruals are taken back, money is due.
template <class Num, class Sink>
[[nodiscard]] Refusal act_return(Machine<Num, Sink>& m, const Event& event) noexcept {
  const Refusal refusal = refuse_return(m.facts, event);
  if (refusal != Refusal::none) return refusal;
  if (restores_line(m.facts, event)) restore_line(m, *event.archived);
  const OpenLine line = *find_line(m.facts, event.order, event.line);
  const std::int64_t beans =
      share_floor(line.beans.count, line.returned + event.quantity, line.quantity) -
      share_floor(line.beans.count, line.returned, line.quantity);
  trace_given_back(m, line, event.quantity, beans);
  give_back(m, event.order, true, Num{beans}, event.line);
  const std::int64_t returned = line.returned + event.quantity;
  Num short_of = take_back(m, event.order, event.line, returned, line.quantity);
  if (returned == line.quantity) {
    for (const OpenReview& review : m.facts.reviews) {
      if (review.order == event.order && review.line == event.line && !review.deleted) {
        short_of = short_of + take_back(m, review.review, kReviewLine, 1, 1);
      }
    }
  }
  const std::int64_t due = money_due(m.plan(), line, event.quantity);
  record_return(m.plan(), m.facts, event);
  Effect<Num> effect;
  effect.kind = EffectKind::refund_due;
  effect.subject = event.order;
  effect.line = event.line;
  const Num short_money =
      each_lane(short_of, [&](std::int64_t count) { return rules::money_of(count, m.per_yuan()); });
  const bool withholds = m.beans().reverse.shortfall == Shortfall::withhold;
  effect.before = withholds ? min(short_money, Num{due}) : Num{0};
  effect.after = Num{due} - effect.before;
  emit(m, effect);
  trace_refund(m, line, event.quantity, short_of, short_money, effect);
  if (line.closes_on <= m.today()) close_line(m, event.order, event.line);
  if (m.fell_short && m.beans().reverse.shortfall == Shortfall::refuse) {
    return Refusal::clawback_exceeds_balance;
  }
  return Refusal::none;
}

}  // namespace loyaltycore::kernel
