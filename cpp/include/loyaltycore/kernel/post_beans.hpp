// post_beans.hpp: a movement of beans as it changes buckets, accruals and what paid an order.
#pragma once

#include <cstddef>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/kernel/accruals.hpp"
#include "loyaltycore/kernel/buckets.hpp"

namespace loyaltycore::kernel {

template <class Num>
void change_allocation(Standing<Num>& standing, const Effect<Num>& effect, bool held, Day day,
                       const Num& change) noexcept {
  auto& pool = standing.allocations;
  const bool order = (effect.flags & kOrder) != 0;
  for (std::size_t i = 0; i < pool.size(); ++i) {
    Allocation<Num>& each = pool[i];
    if (each.subject == effect.subject && each.order == order && each.held == held &&
        each.expires_on == day && each.purse == effect.purse && each.funder == effect.funder &&
        each.lot_class == effect.lot_class) {
      each.opened_at = select(each.beans.count == Num{0}, effect.opened_at, each.opened_at);
      each.beans += BeansOf<Num>{change};
      if (is_zero(each.beans.count)) pool.erase(i);
      return;
    }
  }
  pool.push({effect.subject, order, held, day, effect.purse, effect.funder, effect.lot_class,
             effect.opened_at, BeansOf<Num>{change}});
}

/// A closed line takes its `amount` of the order's beans with it, last drawn first.
template <class Num>
void leave_allocations(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  Num left = effect.amount;
  for (std::size_t i = standing.allocations.size(); i-- > 0 && any(left > Num{0});) {
    Allocation<Num>& each = standing.allocations[i];
    if (each.subject != effect.subject || !each.order || each.held) continue;
    const Num part = min(left, each.beans.count);
    left = left - part;
    each.beans -= BeansOf<Num>{part};
    if (is_zero(each.beans.count)) standing.allocations.erase(i);
  }
}

/// Beans that stay available but change their day: their bucket and the accruals that point to it.
template <class Num>
void redate(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  const Bucket<Num> old = bucket_of(effect, static_cast<Day>(effect.window));
  Bucket<Num> moved = bucket_of(effect, effect.expires_on);
  take_from_bucket(standing, old);
  const std::size_t there = find_bucket(standing, moved);
  if (there != kNotFound) {
    const Bucket<Num> other = standing.buckets[there];
    // The older of the two ranks the bucket, so it may move forward.
    const Num older =
        select(other.beans.count == Num{0}, moved.opened_at, min(moved.opened_at, other.opened_at));
    moved.opened_at = select(moved.beans.count == Num{0}, other.opened_at, older);
    moved.beans += other.beans;
    standing.buckets.erase(there);
  }
  add_to_bucket(standing, moved);
  for (Grant<Num>& grant : standing.grants) {
    const bool points = grant.currency == Currency::beans && is_zero(grant.pending) &&
                        grant.expires_on == old.expires_on && grant.purse == old.purse &&
                        grant.funder == old.funder && grant.lot_class == old.lot_class;
    if (points) grant.expires_on = moved.expires_on;
  }
}

template <class Num>
void post_beans(Standing<Num>& standing, const Effect<Num>& effect) noexcept {
  if (effect.from == effect.to) return redate(standing, effect);
  Purse<Num>& purse = standing.purses[effect.purse];
  purse[effect.from] = purse[effect.from] - effect.amount;
  purse[effect.to] = purse[effect.to] + effect.amount;
  const bool comes_back = effect.to == Account::available &&
                          (effect.from == Account::held || effect.from == Account::redeemed);
  const Day left_day = comes_back ? static_cast<Day>(effect.window) : effect.expires_on;
  if (effect.from == Account::issuer) open_grant(standing, effect);
  if (effect.to == Account::clawed_back && effect.source != kNoId) {
    take_from_grant(standing, effect);
  }
  if (effect.from == Account::pending) leave_pending(standing, effect);
  if (effect.from == Account::available) take_from_bucket(standing, bucket_of(effect, left_day));
  const bool tracked = (effect.flags & kTracked) != 0;
  if (effect.from == Account::held || (effect.from == Account::redeemed && tracked)) {
    change_allocation(standing, effect, effect.from == Account::held, left_day,
                      Num{0} - effect.amount);
  }
  if (effect.to == Account::held || (effect.to == Account::redeemed && tracked)) {
    change_allocation(standing, effect, effect.to == Account::held, effect.expires_on,
                      effect.amount);
  }
  if (effect.to == Account::available)
    add_to_bucket(standing, bucket_of(effect, effect.expires_on));
}

}  // namespace loyaltycore::kernel
