// hash.hpp: XXH3-128, the one hash of ids, contents, digests and snapshots.
//
// The digest of a member set is published with this function's name, so that a stranger can
// recompute it: XXH3 with 128 bits, seed 0, as specified by xxHash 0.8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace loyaltycore {

struct Hash128 {
  std::uint64_t low{};
  std::uint64_t high{};

  friend constexpr bool operator==(const Hash128&, const Hash128&) noexcept = default;
  /// By value of the 128-bit number: high word first.
  friend constexpr bool operator<(const Hash128& a, const Hash128& b) noexcept {
    return a.high != b.high ? a.high < b.high : a.low < b.low;
  }
  /// Sum mod 2^128.
  constexpr Hash128& operator+=(const Hash128& other) noexcept {
    const std::uint64_t sum = low + other.low;
    high += other.high + (sum < low ? 1U : 0U);
    low = sum;
    return *this;
  }
};

[[nodiscard]] Hash128 hash128(std::span<const std::byte> bytes) noexcept;
[[nodiscard]] Hash128 hash128(std::string_view text) noexcept;

/// 32 lower-case hexadecimal digits, high word first.
[[nodiscard]] std::string to_hex(const Hash128& hash);

}  // namespace loyaltycore
