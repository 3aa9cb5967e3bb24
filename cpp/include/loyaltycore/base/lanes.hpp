// lanes.hpp: eight programmes' numbers that go through a rule side by side.
//
// Portable loops over a fixed length: the compiler lowers them to whatever the target has, and the
// result is the same on all of them. The law "lane = scalar" is tested for every rule. Everything
// here is a friend of a type that carries its instruction set: a constant beside a lane still
// converts, and each set has names of its own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "loyaltycore/base/isa.hpp"
#include "loyaltycore/base/number.hpp"

namespace loyaltycore {

inline constexpr int kLanes = 8;

template <Isa isa>
struct LaneMaskOf {
  std::array<bool, kLanes> flag{};

  friend constexpr bool any(const LaneMaskOf& mask) noexcept {
    for (const bool set : mask.flag) {
      if (set) return true;
    }
    return false;
  }
  friend constexpr bool all(const LaneMaskOf& mask) noexcept {
    for (const bool set : mask.flag) {
      if (!set) return false;
    }
    return true;
  }
  friend constexpr LaneMaskOf both(const LaneMaskOf& a, const LaneMaskOf& b) noexcept {
    LaneMaskOf out;
    for (std::size_t i = 0; i < kLanes; ++i) out.flag[i] = a.flag[i] && b.flag[i];
    return out;
  }
  friend constexpr LaneMaskOf both(const LaneMaskOf& a, bool b) noexcept {
    return b ? a : LaneMaskOf{};
  }
  friend constexpr LaneMaskOf both(bool a, const LaneMaskOf& b) noexcept { return both(b, a); }
  friend constexpr LaneMaskOf negate(const LaneMaskOf& mask) noexcept {
    LaneMaskOf out;
    for (std::size_t i = 0; i < kLanes; ++i) out.flag[i] = !mask.flag[i];
    return out;
  }
  friend constexpr LaneMaskOf either(const LaneMaskOf& a, const LaneMaskOf& b) noexcept {
    return negate(both(negate(a), negate(b)));
  }
};

template <Isa isa>
struct LanesOf {
  using Mask = LaneMaskOf<isa>;

  alignas(64) std::array<std::int64_t, kLanes> value{};

  constexpr LanesOf() = default;
  /// Every lane holds the same value.
  constexpr LanesOf(std::int64_t same) noexcept {  // implicit: constants stand in rules
    for (auto& each : value) each = same;
  }

  [[nodiscard]] constexpr std::int64_t operator[](int index) const noexcept {
    return value[static_cast<std::size_t>(index)];
  }

  friend constexpr LanesOf operator+(const LanesOf& a, const LanesOf& b) noexcept {
    return each_lane(a, b, [](std::int64_t x, std::int64_t y) { return x + y; });
  }
  friend constexpr LanesOf operator-(const LanesOf& a, const LanesOf& b) noexcept {
    return each_lane(a, b, [](std::int64_t x, std::int64_t y) { return x - y; });
  }
  friend constexpr LanesOf operator*(const LanesOf& a, const LanesOf& b) noexcept {
    return each_lane(a, b, [](std::int64_t x, std::int64_t y) { return x * y; });
  }
  friend constexpr LanesOf operator-(const LanesOf& a) noexcept { return LanesOf{0} - a; }
  friend constexpr LanesOf& operator+=(LanesOf& a, const LanesOf& b) noexcept { return a = a + b; }
  friend constexpr LanesOf& operator-=(LanesOf& a, const LanesOf& b) noexcept { return a = a - b; }

  friend constexpr Mask operator<(const LanesOf& a, const LanesOf& b) noexcept {
    return compared(a, b, [](std::int64_t x, std::int64_t y) { return x < y; });
  }
  friend constexpr Mask operator<=(const LanesOf& a, const LanesOf& b) noexcept {
    return compared(a, b, [](std::int64_t x, std::int64_t y) { return x <= y; });
  }
  friend constexpr Mask operator>(const LanesOf& a, const LanesOf& b) noexcept { return b < a; }
  friend constexpr Mask operator>=(const LanesOf& a, const LanesOf& b) noexcept { return b <= a; }
  friend constexpr Mask operator==(const LanesOf& a, const LanesOf& b) noexcept {
    return compared(a, b, [](std::int64_t x, std::int64_t y) { return x == y; });
  }
  friend constexpr Mask operator!=(const LanesOf& a, const LanesOf& b) noexcept {
    return compared(a, b, [](std::int64_t x, std::int64_t y) { return x != y; });
  }

  friend constexpr LanesOf select(const Mask& mask, const LanesOf& when_true,
                                  const LanesOf& when_false) noexcept {
    LanesOf out;
    for (std::size_t i = 0; i < kLanes; ++i) {
      out.value[i] = mask.flag[i] ? when_true.value[i] : when_false.value[i];
    }
    return out;
  }
  friend constexpr LanesOf min(const LanesOf& a, const LanesOf& b) noexcept {
    return select(b < a, b, a);
  }
  friend constexpr LanesOf max(const LanesOf& a, const LanesOf& b) noexcept {
    return select(a < b, b, a);
  }

  friend constexpr LanesOf bits_of(const LanesOf& a, const LanesOf& b) noexcept {
    return each_lane(a, b, [](std::int64_t x, std::int64_t y) { return x & y; });
  }
  friend constexpr LanesOf with_bits(const LanesOf& a, const LanesOf& b) noexcept {
    return each_lane(a, b, [](std::int64_t x, std::int64_t y) { return x | y; });
  }
  template <class Function>
  friend constexpr LanesOf each_lane(const LanesOf& a, Function f) noexcept {
    LanesOf out;
    for (std::size_t i = 0; i < kLanes; ++i) out.value[i] = f(a.value[i]);
    return out;
  }
  template <class Function>
  friend constexpr LanesOf each_lane(const LanesOf& a, const LanesOf& b, Function f) noexcept {
    LanesOf out;
    for (std::size_t i = 0; i < kLanes; ++i) out.value[i] = f(a.value[i], b.value[i]);
    return out;
  }

  friend constexpr std::int64_t lane(const LanesOf& number, int index) noexcept {
    return number[index];
  }
  friend constexpr void set_lane(LanesOf& number, int index, std::int64_t to) noexcept {
    number.value[static_cast<std::size_t>(index)] = to;
  }
  friend constexpr std::int64_t smallest(const LanesOf& number) noexcept {
    std::int64_t out = number.value[0];
    for (const std::int64_t each : number.value) out = min(out, each);
    return out;
  }
  friend constexpr std::int64_t largest(const LanesOf& number) noexcept {
    std::int64_t out = number.value[0];
    for (const std::int64_t each : number.value) out = max(out, each);
    return out;
  }

 private:
  template <class Test>
  static constexpr Mask compared(const LanesOf& a, const LanesOf& b, Test test) noexcept {
    Mask out;
    for (std::size_t i = 0; i < kLanes; ++i) out.flag[i] = test(a.value[i], b.value[i]);
    return out;
  }
};

template <Isa isa>
struct MaskOf<LanesOf<isa>> {
  using type = LaneMaskOf<isa>;
};

using Lanes8 = LanesOf<Isa::baseline>;
using LaneMask8 = LaneMaskOf<Isa::baseline>;

}  // namespace loyaltycore
