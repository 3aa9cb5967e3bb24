// accruals.hpp: the accruals that effects open, release and take back.
#pragma once

#include <cstddef>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/kernel/buckets.hpp"

namespace loyaltycore::kernel {

template <class Num>
[[nodiscard]] bool is_of(const Grant<Num>& grant, const Effect<Num>& effect) noexcept {
  return grant.source == effect.source && grant.subject == effect.subject &&
         grant.order == ((effect.flags & kOrder) != 0) && grant.line == effect.line &&
         grant.rule == effect.rule && grant.currency == effect.currency &&
         grant.purse == effect.purse;
}

/// The accrual that an effect takes back.
template <class Num>
[[nodiscard]] std::size_t find_grant(const Standing<Num>& standing,
                                     const Effect<Num>& effect) noexcept {
  for (std::size_t i = 0; i < standing.grants.size(); ++i) {
    if (!standing.grants[i].closed && is_of(standing.grants[i], effect)) return i;
  }
  return kNotFound;
}

/// The accrual whose pending beans an effect moves. An id that is used again after the late horizon
/// makes several alike: the first due of those that hold just so much, else of those that hold
/// more.
template <class Num>
[[nodiscard]] std::size_t find_pending(const Standing<Num>& standing,
                                       const Effect<Num>& effect) noexcept {
  std::size_t found = kNotFound;
  bool exact = false;
  for (std::size_t i = 0; i < standing.grants.size(); ++i) {
    const Grant<Num>& grant = standing.grants[i];
    if (!is_of(grant, effect) || !all(grant.pending >= effect.amount)) continue;
    const bool same = all(grant.pending == effect.amount);
    const bool better = found == kNotFound || (same && !exact) ||
                        (same == exact && grant.due_at < standing.grants[found].due_at);
    if (!better) continue;
    found = i;
    exact = same;
  }
  return found;
}

/// The accrual of a record that still waits for its day, though its line has closed.
template <class Num>
[[nodiscard]] std::size_t find_waiting(const Standing<Num>& standing,
                                       const Grant<>& record) noexcept {
  if (record.pending == 0) return kNotFound;
  for (std::size_t i = 0; i < standing.grants.size(); ++i) {
    const Grant<Num>& grant = standing.grants[i];
    if (grant.closed && grant.due_at == record.due_at && grant.subject == record.subject &&
        grant.order == record.order && grant.source == record.source && grant.line == record.line &&
        grant.rule == record.rule && grant.currency == record.currency &&
        grant.purse == record.purse) {
      return i;
    }
  }
  return kNotFound;
}

template <class Num>
void open_grant(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  const bool pending = effect.to == Account::pending;
  if ((effect.flags & kTracked) == 0 && !pending) return;
  Grant<Num> grant;
  grant.subject = effect.subject;
  grant.order = (effect.flags & kOrder) != 0;
  grant.source = effect.source;
  grant.line = effect.line;
  grant.rule = effect.rule;
  grant.currency = effect.currency;
  grant.purse = effect.purse;
  grant.funder = effect.funder;
  grant.lot_class = effect.lot_class;
  grant.claim = (effect.flags & kClaim) != 0;
  grant.expires_on = effect.expires_on;
  grant.due_at = pending ? effect.until : kNever;
  grant.granted = effect.amount;
  grant.pending = pending ? effect.amount : Num{0};
  grant.closed = (effect.flags & kTracked) == 0;
  standing.grants.push(grant);
}

/// Pending beans that leave: available from today on, taken back, lapsed or forfeited.
template <class Num>
void leave_pending(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  const std::size_t found = find_pending(standing, effect);
  LC_CHECK(found != kNotFound);
  Grant<Num>& grant = standing.grants[found];
  grant.pending = grant.pending - effect.amount;
  if (effect.to == Account::available) grant.expires_on = effect.expires_on;
  if (!is_zero(grant.pending)) return;
  grant.due_at = kNever;
  // The member never had forfeited beans: nothing is left to take back.
  if (effect.to == Account::forfeited || grant.closed) standing.grants.erase(found);
}

template <class Num>
void take_from_grant(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  const std::size_t found = find_grant(standing, effect);
  if (found == kNotFound) return;
  standing.grants[found].reversed = standing.grants[found].reversed + effect.amount;
}

}  // namespace loyaltycore::kernel
