// code_table.hpp: codes found again by a hash of what they stand for.
//
// Flat, half full at most: a table of millions is filled quickly and let go at once, where a table
// of nodes would take a second to free.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace loyaltycore::engine {

class CodeTable {
 public:
  CodeTable() : slots_(kFirstSlots, kFree) {}

  /// The code for which `same(code)` holds among those of this hash; `next` if there is none, which
  /// is entered then. `hash_of(code)` gives the hash of a code that was entered before.
  template <class Same, class HashOf>
  std::uint32_t find_or_add(std::uint64_t hash, std::uint32_t next, Same same, HashOf hash_of) {
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != kFree) {
      if (same(slots_[slot])) return slots_[slot];
      slot = (slot + 1) & (slots_.size() - 1);
    }
    slots_[slot] = next;
    if (++size_ * 2 > slots_.size()) grow(hash_of);
    return next;
  }

 private:
  template <class HashOf>
  void grow(HashOf hash_of) {
    std::vector<std::uint32_t> slots(slots_.size() * 2, kFree);
    for (const std::uint32_t code : slots_) {
      if (code == kFree) continue;
      std::size_t slot = hash_of(code) & (slots.size() - 1);
      while (slots[slot] != kFree) slot = (slot + 1) & (slots.size() - 1);
      slots[slot] = code;
    }
    slots_ = std::move(slots);
  }

  static constexpr std::uint32_t kFree = 0xFFFF'FFFF;
  static constexpr std::size_t kFirstSlots = 16;

  std::vector<std::uint32_t> slots_;
  std::size_t size_{};
};

/// Spreads the bits of an integer: neighbours do not share slots.
[[nodiscard]] constexpr std::uint64_t spread(std::int64_t number) noexcept {
  auto bits = static_cast<std::uint64_t>(number);
  bits = (bits ^ (bits >> 32U)) * 0x9E37'79B9'7F4A'7C15U;
  return bits ^ (bits >> 29U);
}

}  // namespace loyaltycore::engine
