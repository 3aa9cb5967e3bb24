// due.hpp: what falls due, found and settled in the order of its instant (docs/rules.md section 2).
#pragma once

#include <cstddef>
#include <type_traits>

#include "loyaltycore/kernel/archive.hpp"
#include "loyaltycore/kernel/take_back.hpp"
#include "loyaltycore/kernel/tasks.hpp"

namespace loyaltycore::kernel {

/// In the order in which equal instants are settled.
enum class DueKind : std::uint8_t {
  version_start,
  hold,
  pending,
  bucket,
  task,
  tier,
  line,
  review,
  nothing,
};

struct DueItem {
  Instant at{kNever};
  DueKind kind{DueKind::nothing};
  std::size_t index{};

  void offer(Instant instant, DueKind what, std::size_t which) noexcept {
    if (instant < at || (instant == at && what < kind)) *this = {instant, what, which};
  }
};

[[nodiscard]] inline Instant start_or_never(const Zone& zone, Day day) noexcept {
  return day == kNoDay ? kNever : zone.start_of(day);
}

/// Offers what closes first: days are compared, and only the first one is turned into an instant.
template <class Items>
void offer_first_to_close(DueItem& first, const Zone& zone, const Items& items,
                          DueKind kind) noexcept {
  std::size_t earliest = items.size();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].closes_on == kNoDay) continue;
    if (earliest == items.size() || items[i].closes_on < items[earliest].closes_on) earliest = i;
  }
  if (earliest < items.size()) {
    first.offer(zone.start_of(items[earliest].closes_on), kind, earliest);
  }
}

/// The first thing that falls due.
template <class Num>
[[nodiscard]] DueItem first_due(const Timeline<Num>& timeline, const Facts& facts,
                                const Standing<Num>& standing) noexcept {
  DueItem first;
  const Zone& zone = timeline.plan.zone;
  if (standing.version + 1U < timeline.versions.size()) {
    first.offer(timeline.versions[standing.version + 1U].from, DueKind::version_start, 0);
  }
  for (std::size_t i = 0; i < standing.holds.size(); ++i) {
    first.offer(standing.holds[i].until, DueKind::hold, i);
  }
  for (std::size_t i = 0; i < standing.grants.size(); ++i) {
    first.offer(standing.grants[i].due_at, DueKind::pending, i);
  }
  if (!standing.buckets.empty()) {
    first.offer(start_or_never(zone, standing.buckets[0].expires_on), DueKind::bucket, 0);
  }
  for (std::size_t i = 0; i < standing.counters.size(); ++i) {
    const Counter<Num>& counter = standing.counters[i];
    if (period_of(counter.key) != CounterPeriod::task_posted) continue;
    for (const Task<Num>& task : timeline.versions[standing.version].tasks) {
      if (counter_key(task.name, CounterPeriod::task_posted) != counter.key) continue;
      first.offer(zone.start_of(rules::posted_on(counter.window, task.post_day)), DueKind::task, i);
    }
  }
  first.offer(smallest(standing.ladders[0].expires_at), DueKind::tier, 0);
  offer_first_to_close(first, zone, facts.lines, DueKind::line);
  offer_first_to_close(first, zone, facts.reviews, DueKind::review);
  return first;
}

/// A line leaves the open lines, and with it what paid it and what may be taken back from it.
template <class Num, class Sink>
void close_line(Machine<Num, Sink>& m, const Id& order, std::uint16_t line) noexcept {
  const OpenLine closing = *find_line(m.facts, order, line);
  const bool held = find_order(m.facts, order)->beans_held;
  // Nobody paid: what was held for it goes back.
  if (held) {
    trace_given_back(m, closing, closing.quantity - closing.returned, beans_left(closing));
    give_back(m, order, true, Num{beans_left(closing)}, line);
  }
  Effect<Num> effect;
  effect.kind = EffectKind::line_archived;
  effect.subject = order;
  effect.line = line;
  if (!held) effect.amount = Num{beans_left(closing)};
  m.sink.closes(m.facts, m.standing, closing);
  emit(m, effect);
}

/// Lines that close on one day close together, in their order: a step that asked for the first due
/// thing after each of them would look at every open line each time.
template <class Num, class Sink>
void lines_fell_due(Machine<Num, Sink>& m, std::size_t first) noexcept {
  const Day day = m.facts.lines[first].closes_on;
  for (std::size_t i = first; i < m.facts.lines.size();) {
    const OpenLine& line = m.facts.lines[i];
    if (line.closes_on != day) {
      ++i;
      continue;
    }
    close_line(m, Id{line.order}, line.line);
  }
}

/// A cancelled line or a review leaves; nothing of it can be undone any more.
template <class Num, class Sink>
void drop_line(Machine<Num, Sink>& m, const Id& subject, std::uint16_t line) noexcept {
  Effect<Num> effect;
  effect.kind = EffectKind::line_archived;
  effect.subject = subject;
  effect.line = line;
  emit(m, effect);
}

/// A hold ends: its beans go back, and what has passed its day expires.
template <class Num, class Sink>
void end_hold(Machine<Num, Sink>& m, const Id& hold, HoldStatus from, HoldStatus to) noexcept {
  give_back(m, hold, false, Num{kLargestBalance});
  Effect<Num> effect;
  effect.kind = EffectKind::hold_changed;
  effect.subject = hold;
  effect.before = Num{static_cast<std::int64_t>(from)};
  effect.after = Num{static_cast<std::int64_t>(to)};
  if (to != HoldStatus::none) effect.until = m.now + m.plan().late_horizon_micros + 1;
  emit(m, effect);
}

template <class Num, class Sink>
void hold_fell_due(Machine<Num, Sink>& m, const Hold& hold) noexcept {
  const bool open = hold.status == HoldStatus::open;
  end_hold(m, hold.hold, hold.status, open ? HoldStatus::released : HoldStatus::none);
}

/// Validity of what a rule granted: the rule's own where this version still has it.
template <class Num, class Sink>
[[nodiscard]] Expiry expiry_of(const Machine<Num, Sink>& m, const Grant<Num>& grant) noexcept {
  for (const EarningRule<Num>& rule : m.terms().rules) {
    if (rule.name == grant.rule) return rule.expiry;
  }
  return m.beans().expiry;
}

/// Pending beans become available, or an unclaimed grant lapses.
template <class Num, class Sink>
void pending_fell_due(Machine<Num, Sink>& m, const Grant<Num>& grant) noexcept {
  Effect<Num> effect = claw_back_of(grant);
  effect.from = Account::pending;
  effect.amount = grant.pending;
  effect.to = grant.claim ? Account::forfeited : Account::available;
  effect.cause = grant.claim ? Cause::claim_lapsed : Cause::released;
  effect.opened_at = Num{m.now};
  if (grant.claim) return emit(m, effect);
  effect.expires_on = rules::expires_on(expiry_of(m, grant), m.today());
  make_available(m, effect);
}

template <class Num, class Sink>
void bucket_fell_due(Machine<Num, Sink>& m) noexcept {
  const Bucket<Num> bucket = m.standing.buckets[0];
  Effect<Num> effect =
      movement(Account::available, Account::expired, Cause::expired, bucket.beans.count);
  set_bucket(effect, bucket);
  emit(m, effect);
}

/// Buckets take the new validity where it ends sooner.
template <class Num, class Sink>
void redate_lots(Machine<Num, Sink>& m) noexcept {
  const Day sooner = rules::expires_on(m.beans().expiry, m.today());
  // Each bucket that moves leaves the end of the spend order.
  while (!m.standing.buckets.empty() && m.standing.buckets.back().expires_on > sooner) {
    const Bucket<Num> bucket = m.standing.buckets.back();
    Effect<Num> effect =
        movement(Account::available, Account::available, Cause::adjusted, bucket.beans.count);
    set_bucket(effect, bucket);
    effect.window = bucket.expires_on;
    effect.expires_on = sooner;
    emit(m, effect);
  }
}

/// The level that a migration gives to the member, as an index of the new version; -1 = by growth.
template <class Num, class Sink>
[[nodiscard]] std::int64_t migrated_tier(const Machine<Num, Sink>& m, std::int64_t old) noexcept {
  const auto& before = m.timeline.versions[m.version - 1U].tiers.levels;
  const auto& after = m.terms().tiers.levels;
  const Migration& migration = m.terms().migration;
  if (static_cast<std::size_t>(old) >= before.size()) return -1;
  std::uint16_t name = before[static_cast<std::size_t>(old)].name;
  const Day last = m.facts.last_purchase_on;
  const bool mapped = migration.bought_within_days == 0 ||
                      (last != kNoDay && last >= m.today() - migration.bought_within_days);
  for (const auto& [from, to] : migration.tiers) {
    if (mapped && from == name) {
      name = to;
      break;
    }
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (after[i].name == name) return static_cast<std::int64_t>(i);
  }
  return -1;
}

/// A level keeps its period if its name stays; else the period starts with the version.
template <class Num, class Sink>
void migrate_tier(Machine<Num, Sink>& m) noexcept {
  const auto& before = m.timeline.versions[m.version - 1U].tiers.levels;
  const TierTerms<Num>& terms = m.terms().tiers;
  if (before.empty() && terms.levels.empty()) return;
  Ladder<Num>& ladder = m.standing.ladders[0];
  const Num by_growth = rules::tier_of(terms, ladder.growth, ladder.qualified);
  const Num mapped =
      each_lane(ladder.tier, [&](std::int64_t tier) { return migrated_tier(m, tier); });
  const Num after = select(mapped < Num{0}, by_growth, mapped);
  const Num same_name = each_lane(ladder.tier, after, [&](std::int64_t a, std::int64_t b) {
    const auto from = static_cast<std::size_t>(a);
    const auto to = static_cast<std::size_t>(b);
    const bool both_exist = from < before.size() && to < terms.levels.size();
    return std::int64_t{both_exist && before[from].name == terms.levels[to].name};
  });
  if (all(same_name > Num{0}) && all(after == ladder.tier)) return;
  Effect<Num> effect;
  effect.kind = EffectKind::tier_changed;
  effect.currency = Currency::growth;
  // A level above the first that growth gave had left the first before.
  effect.flags = kQualifies;
  effect.before = ladder.tier;
  effect.after = after;
  effect.amount = select(same_name > Num{0}, ladder.expires_at,
                         rules::tier_expires_at(terms, after, m.today(), m.plan().zone));
  emit(m, effect);
  trace_tier(m, effect, static_cast<std::uint16_t>(m.version - 1U));
}

template <class Num, class Sink>
void start_version(Machine<Num, Sink>& m) noexcept {
  m.version = static_cast<std::uint16_t>(m.standing.version + 1U);
  Effect<Num> effect;
  effect.kind = EffectKind::version_begun;
  effect.before = Num{m.standing.version};
  effect.after = Num{m.version};
  emit(m, effect);
  migrate_tier(m);
  if (m.terms().migration.lots == LotMigration::redate) redate_lots(m);
}

template <class Num, class Sink>
void settle_one(Machine<Num, Sink>& m, const DueItem& due) noexcept {
  m.now = due.at;
  m.version = m.standing.version;
  switch (due.kind) {
    case DueKind::version_start:
      return start_version(m);
    case DueKind::hold:
      return hold_fell_due(m, Hold{m.standing.holds[due.index]});
    case DueKind::pending:
      return pending_fell_due(m, Grant<Num>{m.standing.grants[due.index]});
    case DueKind::bucket:
      return bucket_fell_due(m);
    case DueKind::task:
      return post_task(m, Counter<Num>{m.standing.counters[due.index]});
    case DueKind::tier:
      return end_tier_period(m, due.at);
    case DueKind::line:
      return lines_fell_due(m, due.index);
    case DueKind::review:
      return drop_line(m, m.facts.reviews[due.index].review, kReviewLine);
    case DueKind::nothing:
      return;
  }
}

/// Settles the first thing due at or before `until`; false if there was none.
template <class Num, class Sink>
[[nodiscard]] bool settle_first(Machine<Num, Sink>& m, Instant until) noexcept {
  const DueItem due = first_due(m.timeline, m.facts, m.standing);
  if (due.at > until) return false;
  m.settling = true;
  settle_one(m, due);
  m.settling = false;
  return true;
}

/// Settles everything due at or before `until`.
template <class Num, class Sink>
void settle_until(Machine<Num, Sink>& m, Instant until) noexcept {
  if (m.standing.next_due > until) return;
  while (settle_first(m, until)) {
  }
}

/// Drops what no event can reach any more: old ids, old cap windows, old SKU marks.
template <class Num>
void forget(const FactPlan& plan, Facts& facts, Standing<Num>& standing) noexcept {
  const Instant now = facts.decided_at;
  while (!facts.remembered.empty() &&
         facts.remembered[0].decided_at + plan.late_horizon_micros + plan.clock_skew_micros < now) {
    facts.remembered.erase(0);
  }
  const Day today = plan.zone.day_at(now);
  const auto late = static_cast<Day>(plan.late_horizon_micros / kMicrosPerDay + 1);
  for (std::size_t i = standing.counters.size(); i-- > 0;) {
    const Counter<Num>& counter = standing.counters[i];
    Day length = 0;
    switch (period_of(counter.key)) {
      case CounterPeriod::day:
      case CounterPeriod::times:
        length = 1;
        break;
      case CounterPeriod::streak:
        length = 2;
        break;
      case CounterPeriod::month:
        length = 31;
        break;
      case CounterPeriod::year:
        length = 366;
        break;
      case CounterPeriod::term:
        if (counter.window == kNoDay) continue;
        break;
      case CounterPeriod::task:
        // An order may complete as long after its purchase as it stays open.
        length = 366 + plan.returns_horizon_days;
        break;
      default:
        continue;
    }
    if (counter.window + length + late < today) standing.counters.erase(i);
  }
  for (std::size_t i = standing.skus.size(); i-- > 0;) {
    // An order stays open for the horizon after its completion, which may come as long after its
    // purchase; a review of it counts by the day of the purchase.
    const Day reach = plan.sku_window_days + 2 * plan.returns_horizon_days + late;
    if (standing.skus[i].day + reach < today) standing.skus.erase(i);
  }
}

}  // namespace loyaltycore::kernel
