// ratio.hpp: exact fractions, and the one place where a product is rounded.
#pragma once

#include <cstddef>
#include <cstdint>

#include "loyaltycore/base/lanes.hpp"
#include "loyaltycore/base/number.hpp"

namespace loyaltycore {

/// How a fraction of a bean, a growth point or a fen becomes a whole one.
enum class Rounding : std::uint8_t { floor, ceil, half_even };

/// numerator / denominator; the loader keeps it reduced, denominator > 0, numerator >= 0.
template <class Num = std::int64_t>
struct Ratio {
  Num numerator{1};
  Num denominator{1};
};

/// Bounds that the loader enforces so that every product below fits 127 bits.
inline constexpr std::int64_t kLargestRatioTerm = 1'000'000'000;  // of a rate
inline constexpr std::int64_t kLargestTimesTerm = 10'000;         // of one multiplier
inline constexpr int kMostMultipliers = 4;

__extension__ using Int128 = __int128;

/// Round numerator / denominator (both >= 0) and clamp to just past the largest balance, so that an
/// overflow is seen by the caller's range check and never wraps.
[[nodiscard]] constexpr std::int64_t round_quotient(Int128 numerator, Int128 denominator,
                                                    Rounding rounding) noexcept {
  Int128 quotient = numerator / denominator;
  const Int128 rest = numerator % denominator;
  const Int128 twice = rest * 2;
  const bool up = (rounding == Rounding::ceil && rest != 0) ||
                  (rounding == Rounding::half_even &&
                   (twice > denominator || (twice == denominator && quotient % 2 != 0)));
  if (up) ++quotient;
  const Int128 limit = Int128{kLargestBalance} + 1;
  return static_cast<std::int64_t>(quotient > limit ? limit : quotient);
}

/// A product of fractions that is rounded once, at the end.
template <class Num>
class Product;

template <>
class Product<std::int64_t> {
 public:
  explicit constexpr Product(std::int64_t amount) noexcept : numerator_(amount) {}
  constexpr Product& times(const Ratio<std::int64_t>& ratio) noexcept {
    numerator_ *= ratio.numerator;
    denominator_ *= ratio.denominator;
    return *this;
  }
  [[nodiscard]] constexpr std::int64_t rounded(Rounding rounding) const noexcept {
    return round_quotient(numerator_, denominator_, rounding);
  }

 private:
  Int128 numerator_;
  Int128 denominator_{1};
};

template <Isa isa>
class Product<LanesOf<isa>> {
 public:
  explicit constexpr Product(const LanesOf<isa>& amount) noexcept {
    for (int i = 0; i < kLanes; ++i) at(i) = Product<std::int64_t>{amount[i]};
  }
  constexpr Product& times(const Ratio<LanesOf<isa>>& ratio) noexcept {
    for (int i = 0; i < kLanes; ++i) {
      at(i).times(Ratio<std::int64_t>{ratio.numerator[i], ratio.denominator[i]});
    }
    return *this;
  }
  [[nodiscard]] constexpr LanesOf<isa> rounded(Rounding rounding) const noexcept {
    LanesOf<isa> out;
    for (int i = 0; i < kLanes; ++i) {
      out.value[static_cast<std::size_t>(i)] =
          lanes_[static_cast<std::size_t>(i)].rounded(rounding);
    }
    return out;
  }

 private:
  constexpr Product<std::int64_t>& at(int i) noexcept {
    return lanes_[static_cast<std::size_t>(i)];
  }

  std::array<Product<std::int64_t>, kLanes> lanes_{
      Product<std::int64_t>{0}, Product<std::int64_t>{0}, Product<std::int64_t>{0},
      Product<std::int64_t>{0}, Product<std::int64_t>{0}, Product<std::int64_t>{0},
      Product<std::int64_t>{0}, Product<std::int64_t>{0}};
};

/// floor(whole * part / total) for 0 <= part <= total, total > 0: the cumulative share of a return.
[[nodiscard]] constexpr std::int64_t share_floor(std::int64_t whole, std::int64_t part,
                                                 std::int64_t total) noexcept {
  return static_cast<std::int64_t>(Int128{whole} * part / total);
}
template <Isa isa>
[[nodiscard]] constexpr LanesOf<isa> share_floor(const LanesOf<isa>& whole, std::int64_t part,
                                                 std::int64_t total) noexcept {
  LanesOf<isa> out;
  for (int i = 0; i < kLanes; ++i) {
    out.value[static_cast<std::size_t>(i)] = share_floor(whole[i], part, total);
  }
  return out;
}

}  // namespace loyaltycore
