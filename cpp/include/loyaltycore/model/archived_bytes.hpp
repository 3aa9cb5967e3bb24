// archived_bytes.hpp: a closed order line as bytes that a store keeps and brings back.
//
// Little-endian, one layout byte in front and 64 bits of XXH3-128 behind: a damaged record is
// refused, not booked. The check is against accidents; stores that need proof keep their own.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "loyaltycore/model/member.hpp"

namespace loyaltycore {

[[nodiscard]] std::vector<std::byte> encode_archived(const ArchivedLine& line);

/// Reads what encode_archived wrote; false, and `line` as it was, if the bytes are not exactly
/// that.
[[nodiscard]] bool decode_archived(std::span<const std::byte> bytes, ArchivedLine& line);

}  // namespace loyaltycore
