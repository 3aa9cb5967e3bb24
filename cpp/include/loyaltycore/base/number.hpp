// number.hpp: what a rule may do with a number, for one programme or for eight at once.
//
// A rule is written once as a template over `Num`. With std::int64_t it runs one programme; with
// LanesOf<isa> (base/lanes.hpp) it runs eight. Decisions are taken by `select`, never by an early
// return that depends on a parameter, so both instantiations follow one text.
#pragma once

#include <cstdint>

namespace loyaltycore {

/// The result of comparing two numbers: bool for one programme, one flag a lane for several.
template <class Num>
struct MaskOf {
  using type = bool;
};
template <class Num>
using Mask = typename MaskOf<Num>::type;

constexpr bool any(bool mask) noexcept { return mask; }
constexpr bool all(bool mask) noexcept { return mask; }
constexpr bool both(bool a, bool b) noexcept { return a && b; }
constexpr bool either(bool a, bool b) noexcept { return a || b; }
constexpr bool negate(bool mask) noexcept { return !mask; }

/// `when_true` where the mask is set, else `when_false`.
template <class T>
constexpr T select(bool mask, const T& when_true, const T& when_false) noexcept {
  return mask ? when_true : when_false;
}

constexpr std::int64_t min(std::int64_t a, std::int64_t b) noexcept { return b < a ? b : a; }
constexpr std::int64_t max(std::int64_t a, std::int64_t b) noexcept { return a < b ? b : a; }

/// The value of one lane; a scalar is its own only lane.
constexpr std::int64_t lane(std::int64_t value, int /*index*/) noexcept { return value; }

constexpr void set_lane(std::int64_t& number, int /*index*/, std::int64_t value) noexcept {
  number = value;
}

/// Smallest and largest over the lanes.
constexpr std::int64_t smallest(std::int64_t value) noexcept { return value; }
constexpr std::int64_t largest(std::int64_t value) noexcept { return value; }

/// Bits of non-negative numbers.
constexpr std::int64_t bits_of(std::int64_t a, std::int64_t b) noexcept { return a & b; }
constexpr std::int64_t with_bits(std::int64_t a, std::int64_t b) noexcept { return a | b; }

/// f of the number, lane by lane: for look-ups that have no arithmetic form.
template <class Function>
constexpr std::int64_t each_lane(std::int64_t a, Function f) noexcept {
  return f(a);
}
template <class Function>
constexpr std::int64_t each_lane(std::int64_t a, std::int64_t b, Function f) noexcept {
  return f(a, b);
}

/// floor(a / b) for b > 0; rounds toward minus infinity, unlike the operator.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept {
  const std::int64_t quotient = a / b;
  return quotient - ((a % b != 0) && (a < 0) ? 1 : 0);
}

/// Largest amount that a door shows: exact in a double, so no notebook loses a bean.
inline constexpr std::int64_t kLargestBalance = (std::int64_t{1} << 53) - 1;
/// Largest amount that one event may carry, in fen or beans.
inline constexpr std::int64_t kLargestAmount = 10'000'000'000'000;

}  // namespace loyaltycore
