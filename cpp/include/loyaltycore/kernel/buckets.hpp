// buckets.hpp: the available beans of a member, in the order in which they are spent.
#pragma once

#include <cstddef>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/standing.hpp"

namespace loyaltycore::kernel {

inline constexpr std::size_t kNotFound = static_cast<std::size_t>(-1);

template <class Num>
[[nodiscard]] bool is_zero(const Num& number) noexcept {
  return all(number == Num{0});
}

/// A bucket with the key of an effect, expiring on `day`.
template <class Num>
[[nodiscard]] Bucket<Num> bucket_of(const Effect<Num>& effect, Day day) noexcept {
  return {day,
          effect.purse,
          effect.funder,
          effect.lot_class,
          effect.opened_at,
          BeansOf<Num>{effect.amount}};
}

template <class Num>
[[nodiscard]] std::size_t find_bucket(const Standing<Num>& standing,
                                      const Bucket<Num>& key) noexcept {
  for (std::size_t i = 0; i < standing.buckets.size(); ++i) {
    if (standing.buckets[i].same_key(key)) return i;
  }
  return kNotFound;
}

/// Spend order: earliest expiry, then oldest, then funder, class, purse.
template <class Num>
[[nodiscard]] bool spent_before(const Bucket<Num>& a, const Bucket<Num>& b) noexcept {
  if (a.expires_on != b.expires_on) return a.expires_on < b.expires_on;
  if (a.opened_at != b.opened_at) return a.opened_at < b.opened_at;
  if (a.funder != b.funder) return a.funder < b.funder;
  if (a.lot_class != b.lot_class) return a.lot_class < b.lot_class;
  return a.purse < b.purse;
}

template <class Num>
void add_to_bucket(Standing<Num>& standing, const Bucket<Num>& added) noexcept {
  const std::size_t found = find_bucket(standing, added);
  if (found != kNotFound) {
    standing.buckets[found].beans += added.beans;
    return;
  }
  std::size_t at = 0;
  while (at < standing.buckets.size() && spent_before(standing.buckets[at], added)) ++at;
  standing.buckets.insert(at, added);
}

template <class Num>
void take_from_bucket(Standing<Num>& standing, const Bucket<Num>& taken) noexcept {
  const std::size_t found = find_bucket(standing, taken);
  LC_CHECK(found != kNotFound);
  standing.buckets[found].beans -= taken.beans;
  if (is_zero(standing.buckets[found].beans.count)) standing.buckets.erase(found);
}

}  // namespace loyaltycore::kernel
