// hostile_snapshot.hpp: what a writer with bad intent does to a snapshot. Only for hostile tests:
// no other test makes stored bytes by hand.
#pragma once

#include <cstring>
#include <span>
#include <vector>

#include "io/snapshot_envelope.hpp"
#include "loyaltycore/base/hash.hpp"

namespace loyaltycore::support {

using Bytes = std::vector<std::byte>;

template <class Integer>
void put(Bytes& bytes, std::size_t at, Integer value) {
  std::memcpy(bytes.data() + at, &value, sizeof(value));
}
template <class Integer>
[[nodiscard]] Integer get(const Bytes& bytes, std::size_t at) {
  Integer value;
  std::memcpy(&value, bytes.data() + at, sizeof(value));
  return value;
}

/// Makes every hash fit the changed bytes. @pre the header is whole.
inline void fix_hashes(Bytes& bytes) {
  for (std::size_t i = 0; i < io::kSections; ++i) {
    const std::size_t row = io::kTableAt + i * io::kTableRow;
    const auto offset = static_cast<std::size_t>(get<std::uint64_t>(bytes, row + 8));
    const auto length = static_cast<std::size_t>(get<std::uint64_t>(bytes, row + 16));
    if (offset > bytes.size() || length > bytes.size() - offset) continue;
    put(bytes, row + 24, hash128(std::span<const std::byte>(bytes).subspan(offset, length)));
  }
  put(bytes, io::kRootAt, hash128(std::span<const std::byte>(bytes).first(io::kRootAt)));
}

}  // namespace loyaltycore::support
