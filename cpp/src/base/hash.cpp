// The header-only form keeps xxHash out of our link line and lets the compiler inline short inputs.
#define XXH_INLINE_ALL
#include "loyaltycore/base/hash.hpp"

#include <xxhash.h>

namespace loyaltycore {

Hash128 hash128(std::span<const std::byte> bytes) noexcept {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.low64, hash.high64};
}

Hash128 hash128(std::string_view text) noexcept {
  return hash128(std::as_bytes(std::span{text.data(), text.size()}));
}

std::string to_hex(const Hash128& hash) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(32, '0');
  for (std::size_t i = 0; i < 16; ++i) {
    const unsigned shift = 60U - 4U * static_cast<unsigned>(i);
    out[i] = kDigits[(hash.high >> shift) & 0xFU];
    out[16 + i] = kDigits[(hash.low >> shift) & 0xFU];
  }
  return out;
}

}  // namespace loyaltycore
