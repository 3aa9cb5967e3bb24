// buckets.hpp: the available beans of a member, in the order in which they are spent.
#pragma once

#include <cstddef>
#include <tuple>

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

/// Spend order among buckets of one expiry day: oldest, then funder, class, purse. A mask of lanes.
template <class Num>
[[nodiscard]] auto ranks_before(const Bucket<Num>& a, const Bucket<Num>& b) noexcept {
  const bool by_key =
      std::tie(a.funder, a.lot_class, a.purse) < std::tie(b.funder, b.lot_class, b.purse);
  return either(a.opened_at < b.opened_at, both(a.opened_at == b.opened_at, by_key));
}

/// Lanes that have beans in both buckets: only these know an order of the two.
template <class Num>
[[nodiscard]] auto have_both(const Bucket<Num>& a, const Bucket<Num>& b) noexcept {
  return both(a.beans.count != Num{0}, b.beans.count != Num{0});
}

/// Spend order: earliest expiry, then rank. The lanes that know it agree (`rank_differs`).
template <class Num>
[[nodiscard]] bool spent_before(const Bucket<Num>& a, const Bucket<Num>& b) noexcept {
  if (a.expires_on != b.expires_on) return a.expires_on < b.expires_on;
  return any(both(have_both(a, b), ranks_before(a, b)));
}

template <class Num>
void add_to_bucket(Standing<Num>& standing, const Bucket<Num>& added) noexcept {
  const std::size_t found = find_bucket(standing, added);
  if (found != kNotFound) {
    Bucket<Num>& bucket = standing.buckets[found];
    // In a lane without beans the bucket opens only now.
    bucket.opened_at = select(bucket.beans.count == Num{0}, added.opened_at, bucket.opened_at);
    bucket.beans += added.beans;
    return;
  }
  // Behind the last that is spent before: buckets between may be of other lanes.
  std::size_t at = 0;
  for (std::size_t i = 0; i < standing.buckets.size(); ++i) {
    if (added.expires_on < standing.buckets[i].expires_on) break;
    if (spent_before(standing.buckets[i], added)) at = i + 1;
  }
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
