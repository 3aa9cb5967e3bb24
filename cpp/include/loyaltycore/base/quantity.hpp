// quantity.hpp: Fen, Beans and Growth are different numbers; mixing them does not compile.
#pragma once

#include <cstdint>

#include "loyaltycore/base/number.hpp"

namespace loyaltycore {

/// A count of one thing. `Tag` says of what; `Num` is one programme's number or a lane of several.
template <class Tag, class Num = std::int64_t>
struct Quantity {
  Num count{};

  constexpr Quantity() = default;
  explicit constexpr Quantity(const Num& number) noexcept : count(number) {}

  friend constexpr Quantity operator+(const Quantity& a, const Quantity& b) noexcept {
    return Quantity{a.count + b.count};
  }
  friend constexpr Quantity operator-(const Quantity& a, const Quantity& b) noexcept {
    return Quantity{a.count - b.count};
  }
  constexpr Quantity& operator+=(const Quantity& other) noexcept {
    count = count + other.count;
    return *this;
  }
  constexpr Quantity& operator-=(const Quantity& other) noexcept {
    count = count - other.count;
    return *this;
  }
  friend constexpr Mask<Num> operator==(const Quantity& a, const Quantity& b) noexcept {
    return a.count == b.count;
  }
  friend constexpr Mask<Num> operator!=(const Quantity& a, const Quantity& b) noexcept {
    return a.count != b.count;
  }
  friend constexpr Mask<Num> operator<(const Quantity& a, const Quantity& b) noexcept {
    return a.count < b.count;
  }
  friend constexpr Mask<Num> operator<=(const Quantity& a, const Quantity& b) noexcept {
    return a.count <= b.count;
  }
  friend constexpr Mask<Num> operator>(const Quantity& a, const Quantity& b) noexcept {
    return b < a;
  }
  friend constexpr Mask<Num> operator>=(const Quantity& a, const Quantity& b) noexcept {
    return b <= a;
  }
};

struct FenTag {};
struct BeansTag {};
struct GrowthTag {};

/// Money, in 1/100 yuan.
using Fen = Quantity<FenTag>;
/// Spendable points.
template <class Num>
using BeansOf = Quantity<BeansTag, Num>;
using Beans = BeansOf<std::int64_t>;
/// Qualifying points: they decide the tier and are never spent.
template <class Num>
using GrowthOf = Quantity<GrowthTag, Num>;
using Growth = GrowthOf<std::int64_t>;

template <class Tag, class Num>
constexpr Quantity<Tag, Num> min(const Quantity<Tag, Num>& a,
                                 const Quantity<Tag, Num>& b) noexcept {
  return Quantity<Tag, Num>{min(a.count, b.count)};
}
template <class Tag, class Num>
constexpr Quantity<Tag, Num> max(const Quantity<Tag, Num>& a,
                                 const Quantity<Tag, Num>& b) noexcept {
  return Quantity<Tag, Num>{max(a.count, b.count)};
}

}  // namespace loyaltycore
