// step.hpp: the one rule body. Every door comes through here: apply, replay, sweep, explain.
#pragma once

#include <cstddef>
#include <type_traits>

#include "loyaltycore/kernel/account.hpp"
#include "loyaltycore/kernel/checks.hpp"
#include "loyaltycore/kernel/forget.hpp"
#include "loyaltycore/kernel/outcome.hpp"

namespace loyaltycore::kernel {

template <class Num>
[[nodiscard]] EventLimits limits_of(const Timeline<Num>& timeline, const Event& event) noexcept {
  const Terms<Num>& terms = timeline.versions[timeline.version_at(event.occurred_at)];
  return {terms.refuse_unknown_category, terms.refuse_unknown_channel, timeline.versions[0].from};
}

/// Everything that can be answered without settling: refusals up to rank 35, duplicates.
/// Accepted means only that nothing speaks against the event so far.
template <class Num>
[[nodiscard]] Outcome first_answer(const Timeline<Num>& timeline, const Facts& facts,
                                   const Event& event) noexcept {
  Outcome outcome;
  const EventLimits limits = limits_of(timeline, event);
  outcome.refusal = refuse_event(event, limits);
  if (outcome.refusal != Refusal::none) return outcome;
  const Remembered* known = event.id == kNoId ? nullptr : find_remembered(facts, event.id);
  const std::int64_t kept = timeline.plan.late_horizon_micros + timeline.plan.clock_skew_micros;
  if (known != nullptr && known->decided_at + kept < decision_time(event, facts)) known = nullptr;
  if (known != nullptr && known->content == event.content) {
    outcome.duplicate = true;
    outcome.beans = known->beans;
    outcome.growth = known->growth;
    return outcome;
  }
  outcome.refusal =
      known != nullptr ? Refusal::id_conflict : refuse_place(event, facts, timeline.plan, limits);
  return outcome;
}

template <class Num, class Sink>
[[nodiscard]] Refusal act(Machine<Num, Sink>& m, const Event& event) noexcept {
  switch (event.kind) {
    case EventKind::order_placed:
    case EventKind::order_paid:
    case EventKind::order_completed:
      return act_order(m, event);
    case EventKind::order_cancelled:
    case EventKind::order_refused:
      return act_cancel(m, event);
    case EventKind::line_returned:
      return act_return(m, event);
    case EventKind::review_approved:
    case EventKind::photo_shown:
      return act_review(m, event);
    case EventKind::review_deleted:
      return act_review_deleted(m, event);
    case EventKind::beans_redeemed:
      return act_redeem(m, event);
    case EventKind::beans_exchanged:
      return act_exchange(m, event);
    case EventKind::beans_held:
      return act_hold(m, event);
    case EventKind::beans_released:
      return act_release(m, event);
    case EventKind::beans_claimed:
      return act_claim(m, event);
    case EventKind::adjusted:
      return act_adjust(m, event);
    case EventKind::imported:
      return act_import(m, event);
    case EventKind::erased:
      return act_erase(m);
    case EventKind::account_suspended:
    case EventKind::account_restored:
      return act_suspend(m, event.kind == EventKind::account_suspended);
    case EventKind::tick:
      return Refusal::none;
    case EventKind::credit_updated:
      if (event.item == 0 || event.item > kMostInputs) return Refusal::input_unknown;
      return act_activity(m, event);
    default:
      return act_activity(m, event);
  }
}

/// Forgets once a day: on the first decision of another day than that of the one `before`.
template <class Num>
void forget_after(const FactPlan& plan, Facts& facts, Standing<Num>& standing,
                  Instant before) noexcept {
  if (before == kNever || plan.zone.day_at(before) != plan.zone.day_at(facts.decided_at)) {
    forget(plan, facts, standing);
  }
}

/// Notes the decision at `now`; step and fold end with it and with what falls due next. A tick
/// decides nothing itself: after it the last decision is the last that fell due (`post`).
///
/// @param before decision time of the last event or due item before this one.
template <class Num>
void conclude(const FactPlan& plan, Facts& facts, Standing<Num>& standing, const Event& event,
              Instant before, Instant now, const Outcome& outcome) noexcept {
  if (event.kind != EventKind::tick) {
    facts.decided_at = now;
    if (facts.first_at == kNever) facts.first_at = event.occurred_at;
    facts.sequence += 1;
    facts.remembered.push(
        {event.id, event.content, now, facts.sequence, outcome.beans, outcome.growth});
  }
  forget_after(plan, facts, standing, before);
}

/// Decides an event in place.
///
/// @pre pools and scratch have room (kernel/room.hpp); after a late refusal (see `may_refuse_late`)
/// or a divergence the member is half-way and must be discarded: doors run those on a copy.
template <class Num, class Sink>
Outcome step(const Timeline<Num>& timeline, Facts& facts, Standing<Num>& standing,
             const Event& event, Scratch<Num>& scratch, Sink& sink) noexcept {
  Outcome outcome = first_answer(timeline, facts, event);
  if (!outcome.accepted()) return outcome;
  const Instant before = facts.decided_at;
  const bool first = before == kNever;
  // Nobody was there yet for a tick to settle.
  if (first && event.kind == EventKind::tick) return outcome;
  Machine<Num, Sink> m{timeline, facts, standing, scratch, sink};
  const Instant now = decision_time(event, facts);
  const std::uint16_t version_before = standing.version;
  if (first) standing.version = timeline.version_at(now);
  if (!first) settle_until(m, now);
  m.now = now;
  m.source = event.id;
  m.version = timeline.version_at(event.occurred_at);
  outcome.refusal = act(m, event);
  // A tick leaves the last due decision as the member's last one: it is one for all lanes, or none.
  outcome.diverged = m.diverged || (event.kind == EventKind::tick && m.partly_due);
  // Lanes that overflow are judged one by one.
  if constexpr (!std::is_same_v<Num, std::int64_t>) {
    outcome.diverged = outcome.diverged || m.overflowed;
  } else if (outcome.refusal == Refusal::none && m.overflowed) {
    outcome.refusal = Refusal::balance_out_of_range;
  }
  if (!outcome.accepted()) {
    if (first) standing.version = version_before;
    return outcome;
  }
  outcome.beans = lane(m.beans_change, 0);
  outcome.growth = lane(m.growth_change, 0);
  conclude(timeline.plan, facts, standing, event, before, now, outcome);
  standing.settled_on = timeline.plan.zone.day_at(now);
  standing.next_due = first_due(timeline, facts, standing).at;
  return outcome;
}

/// The most that one award of a rule gives for each fen, or for each piece, before caps. Loader
/// bounds: 100 for each fen with all multipliers, 10^9 for a fixed award without.
template <class Num>
[[nodiscard]] Int128 most_of(const EarningRule<Num>& rule, const Event& event, Int128 goods,
                             Int128 pieces) noexcept {
  if (rule.award == AwardKind::rate) return goods * 100;
  Int128 most = rule.award == AwardKind::from_event ? event.beans.count : 1'000'000'000;
  for (const Multiplier<Num>& each : rule.multipliers) {
    std::int64_t times = largest(each.times.numerator) / smallest(each.times.denominator) + 1;
    for (const Band<Num>& band : each.bands) {
      times = max(times, largest(band.times.numerator) / smallest(band.times.denominator) + 1);
    }
    most *= times;
  }
  return most * pieces;
}

/// Whether a refusal may come after something was changed, so that the step needs a copy.
template <class Num>
[[nodiscard]] bool may_refuse_late(const Timeline<Num>& timeline, const Facts& facts,
                                   const Standing<Num>& standing, const Event& event) noexcept {
  const Terms<Num>& terms = timeline.versions[timeline.version_at(event.occurred_at)];
  const bool takes_back =
      event.kind == EventKind::line_returned || event.kind == EventKind::review_deleted ||
      event.kind == EventKind::order_cancelled || event.kind == EventKind::order_refused;
  if (takes_back && terms.beans.reverse.shortfall == Shortfall::refuse) return true;
  const auto kind = static_cast<std::size_t>(event.kind);
  Int128 goods = event.amount.count;
  Int128 pieces = 1;
  for (const OrderLine& line : event.lines) {
    goods += line.amount.count;
    pieces += line.quantity;
  }
  if (event.lines.empty() && event.order != kNoId) {
    for (const OpenLine& line : facts.lines) {
      if (line.order != event.order) continue;
      goods += line.amount.count;
      pieces += line.quantity;
    }
  }
  // Beans for freight: a refused delivery's own, or what a cancellation recovers.
  const Int128 freight = Int128{event.freight.count} + terms.beans.reverse.freight.count;
  const std::int64_t per_yuan = timeline.plan.bean_tender_at(event.occurred_at).per_yuan;
  const Int128 charged =
      event.kind == EventKind::order_refused || event.kind == EventKind::order_cancelled
          ? largest(terms.beans.reverse.refusal_penalty) + freight * per_yuan / 100
          : Int128{0};
  // Loader bound: 10^9 for a task's reward.
  Int128 potential = static_cast<Int128>(terms.tasks.size()) * 2 * 1'000'000'000 +
                     event.beans.count + event.growth.count + charged;
  for (std::size_t i = terms.first_rule[kind]; i < terms.first_rule[kind + 1]; ++i) {
    potential += most_of(terms.rules[i], event, goods, pieces);
  }
  std::int64_t total = 0;
  const auto count_in = [&total](const auto& books) {
    for (const Purse<Num>& book : books) {
      // Nothing came into the further ones but from their issuer.
      if (&book != &books[0] && is_zero(book[Account::issuer])) continue;
      for (const Num& account : book.accounts) {
        total = max(total, max(largest(account), largest(Num{0} - account)));
      }
    }
  };
  count_in(standing.purses);
  count_in(standing.growth_books);
  if (potential + total > kLargestBalance) return true;
  const Instant now = decision_time(event, facts);
  return standing.next_due <= now;
}

/// fold's half of the facts: what the event's own handler recorded.
template <class Num>
void record_event(const FactPlan& plan, Facts& facts, Standing<Num>& standing, const Event& event,
                  Scratch<Num>& scratch) noexcept {
  switch (event.kind) {
    case EventKind::order_placed:
    case EventKind::order_paid:
    case EventKind::order_completed: {
      if (!event.lines.empty()) {
        split_tenders(plan, event, scratch);
        record_opening(plan, facts, event, scratch);
      }
      const LineStatus status = status_after(event.kind);
      if (status != LineStatus::placed) record_progress(plan, facts, event, status);
      return;
    }
    case EventKind::order_refused:
      return record_refusal(plan, facts, event);
    case EventKind::line_returned:
      if (restores_line(facts, event)) {
        // Its line closes again in the same step; the entries say which buckets were taken from.
        restore_archived(facts, standing, plan, *event.archived,
                         [](const Grant<Num>&, Day) { return kNoDay; });
      }
      return record_return(plan, facts, event);
    case EventKind::review_approved:
    case EventKind::photo_shown:
      return record_review(plan, facts, event);
    case EventKind::review_deleted:
      return record_deleted_review(plan, facts, event);
    case EventKind::credit_updated:
      record_input(facts, event);
      return record_activity(plan, facts, event);
    default:
      return record_activity(plan, facts, event);
  }
}

}  // namespace loyaltycore::kernel
