// lanes.hpp: eight programmes' numbers that go through a rule side by side.
//
// Portable loops over a fixed length: the compiler lowers them to whatever the target has, and the
// result is the same on all of them. The law "lane = scalar" is tested for every rule.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "loyaltycore/base/number.hpp"

namespace loyaltycore {

inline constexpr int kLanes = 8;

struct LaneMask8 {
  std::array<bool, kLanes> flag{};
};

struct Lanes8 {
  alignas(64) std::array<std::int64_t, kLanes> value{};

  constexpr Lanes8() = default;
  /// Every lane holds the same value.
  constexpr Lanes8(std::int64_t same) noexcept {  // implicit: constants stand in rules
    for (auto& each : value) each = same;
  }

  [[nodiscard]] constexpr std::int64_t operator[](int index) const noexcept {
    return value[static_cast<std::size_t>(index)];
  }
};

template <>
struct MaskOf<Lanes8> {
  using type = LaneMask8;
};

namespace detail {

template <class Operation>
constexpr Lanes8 each(const Lanes8& a, const Lanes8& b, Operation operation) noexcept {
  Lanes8 out;
  for (std::size_t i = 0; i < kLanes; ++i) out.value[i] = operation(a.value[i], b.value[i]);
  return out;
}

template <class Test>
constexpr LaneMask8 test(const Lanes8& a, const Lanes8& b, Test compare) noexcept {
  LaneMask8 out;
  for (std::size_t i = 0; i < kLanes; ++i) out.flag[i] = compare(a.value[i], b.value[i]);
  return out;
}

}  // namespace detail

constexpr Lanes8 operator+(const Lanes8& a, const Lanes8& b) noexcept {
  return detail::each(a, b, [](std::int64_t x, std::int64_t y) { return x + y; });
}
constexpr Lanes8 operator-(const Lanes8& a, const Lanes8& b) noexcept {
  return detail::each(a, b, [](std::int64_t x, std::int64_t y) { return x - y; });
}
constexpr Lanes8 operator*(const Lanes8& a, const Lanes8& b) noexcept {
  return detail::each(a, b, [](std::int64_t x, std::int64_t y) { return x * y; });
}
constexpr Lanes8 operator-(const Lanes8& a) noexcept { return Lanes8{0} - a; }
constexpr Lanes8& operator+=(Lanes8& a, const Lanes8& b) noexcept { return a = a + b; }
constexpr Lanes8& operator-=(Lanes8& a, const Lanes8& b) noexcept { return a = a - b; }

constexpr LaneMask8 operator<(const Lanes8& a, const Lanes8& b) noexcept {
  return detail::test(a, b, [](std::int64_t x, std::int64_t y) { return x < y; });
}
constexpr LaneMask8 operator<=(const Lanes8& a, const Lanes8& b) noexcept {
  return detail::test(a, b, [](std::int64_t x, std::int64_t y) { return x <= y; });
}
constexpr LaneMask8 operator>(const Lanes8& a, const Lanes8& b) noexcept { return b < a; }
constexpr LaneMask8 operator>=(const Lanes8& a, const Lanes8& b) noexcept { return b <= a; }
constexpr LaneMask8 operator==(const Lanes8& a, const Lanes8& b) noexcept {
  return detail::test(a, b, [](std::int64_t x, std::int64_t y) { return x == y; });
}
constexpr LaneMask8 operator!=(const Lanes8& a, const Lanes8& b) noexcept {
  return detail::test(a, b, [](std::int64_t x, std::int64_t y) { return x != y; });
}

constexpr bool any(const LaneMask8& mask) noexcept {
  for (const bool set : mask.flag) {
    if (set) return true;
  }
  return false;
}
constexpr bool all(const LaneMask8& mask) noexcept {
  for (const bool set : mask.flag) {
    if (!set) return false;
  }
  return true;
}
constexpr LaneMask8 both(const LaneMask8& a, const LaneMask8& b) noexcept {
  LaneMask8 out;
  for (std::size_t i = 0; i < kLanes; ++i) out.flag[i] = a.flag[i] && b.flag[i];
  return out;
}
constexpr LaneMask8 both(const LaneMask8& a, bool b) noexcept { return b ? a : LaneMask8{}; }
constexpr LaneMask8 both(bool a, const LaneMask8& b) noexcept { return both(b, a); }
constexpr LaneMask8 negate(const LaneMask8& mask) noexcept {
  LaneMask8 out;
  for (std::size_t i = 0; i < kLanes; ++i) out.flag[i] = !mask.flag[i];
  return out;
}
constexpr LaneMask8 either(const LaneMask8& a, const LaneMask8& b) noexcept {
  return negate(both(negate(a), negate(b)));
}

constexpr Lanes8 select(const LaneMask8& mask, const Lanes8& when_true,
                        const Lanes8& when_false) noexcept {
  Lanes8 out;
  for (std::size_t i = 0; i < kLanes; ++i) {
    out.value[i] = mask.flag[i] ? when_true.value[i] : when_false.value[i];
  }
  return out;
}
constexpr Lanes8 min(const Lanes8& a, const Lanes8& b) noexcept { return select(b < a, b, a); }
constexpr Lanes8 max(const Lanes8& a, const Lanes8& b) noexcept { return select(a < b, b, a); }

constexpr Lanes8 bits_of(const Lanes8& a, const Lanes8& b) noexcept {
  return detail::each(a, b, [](std::int64_t x, std::int64_t y) { return x & y; });
}
constexpr Lanes8 with_bits(const Lanes8& a, const Lanes8& b) noexcept {
  return detail::each(a, b, [](std::int64_t x, std::int64_t y) { return x | y; });
}
template <class Function>
constexpr Lanes8 each_lane(const Lanes8& a, Function f) noexcept {
  Lanes8 out;
  for (std::size_t i = 0; i < kLanes; ++i) out.value[i] = f(a.value[i]);
  return out;
}
template <class Function>
constexpr Lanes8 each_lane(const Lanes8& a, const Lanes8& b, Function f) noexcept {
  return detail::each(a, b, f);
}

constexpr std::int64_t lane(const Lanes8& value, int index) noexcept { return value[index]; }

constexpr void set_lane(Lanes8& number, int index, std::int64_t value) noexcept {
  number.value[static_cast<std::size_t>(index)] = value;
}

constexpr std::int64_t smallest(const Lanes8& value) noexcept {
  std::int64_t out = value.value[0];
  for (const std::int64_t each : value.value) out = min(out, each);
  return out;
}
constexpr std::int64_t largest(const Lanes8& value) noexcept {
  std::int64_t out = value.value[0];
  for (const std::int64_t each : value.value) out = max(out, each);
  return out;
}

}  // namespace loyaltycore
