// due_beans.hpp: beans that fall due: holds that end, what was pending, buckets whose day has come.
#pragma once

#include "loyaltycore/kernel/take_back.hpp"
#include "loyaltycore/rules/bean_expiry.hpp"

namespace loyaltycore::kernel {

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

}  // namespace loyaltycore::kernel
