// due.hpp: what falls due, found and settled in the order of its instant (docs/rules.md section 2).
#pragma once

#include <cstddef>
#include <type_traits>

#include "loyaltycore/kernel/archive.hpp"
#include "loyaltycore/kernel/due_beans.hpp"
#include "loyaltycore/kernel/migrate.hpp"
#include "loyaltycore/kernel/tasks.hpp"

namespace loyaltycore::kernel {

/// In the order in which equal instants are settled.
enum class DueKind : std::uint8_t {
  version_start,
  settlement,
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
  first.offer(start_or_never(zone, next_settlement(timeline, facts, standing)), DueKind::settlement,
              0);
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
  for (std::size_t i = 0; i < kMostLadders; ++i) {
    first.offer(smallest(standing.ladders[i].expires_at), DueKind::tier, i);
  }
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

template <class Num, class Sink>
void settle_one(Machine<Num, Sink>& m, const DueItem& due) noexcept {
  m.now = due.at;
  m.version = m.standing.version;
  switch (due.kind) {
    case DueKind::version_start:
      return start_version(m);
    case DueKind::settlement:
      return settle_boundary(m);
    case DueKind::hold:
      return hold_fell_due(m, Hold{m.standing.holds[due.index]});
    case DueKind::pending:
      return pending_fell_due(m, Grant<Num>{m.standing.grants[due.index]});
    case DueKind::bucket:
      return bucket_fell_due(m);
    case DueKind::task:
      return post_task(m, Counter<Num>{m.standing.counters[due.index]});
    case DueKind::tier:
      return end_tier_period(m, static_cast<std::uint8_t>(due.index), due.at);
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

}  // namespace loyaltycore::kernel
