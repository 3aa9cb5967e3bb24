// archived_bytes.hpp: a closed order line as bytes that a store keeps and brings back.
//
// Little-endian, one layout byte in front and 64 bits of XXH3-128 behind: a damaged record is
// refused, not booked. The check is against accidents; stores that need proof keep their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/names.hpp"

namespace loyaltycore {

[[nodiscard]] std::vector<std::byte> encode_archived(const ArchivedLine& line);

/// Reads what encode_archived wrote; false, and `line` as it was, if the bytes are not exactly
/// that.
[[nodiscard]] bool decode_archived(std::span<const std::byte> bytes, ArchivedLine& line);

/// A record names rules by their numbers: every door asks this before it is booked. `row` is that
/// of the event, -1 for a single one.
/// @throws DataError archived_other_program if the programme has no such rule.
void check_own_rules(const NameTable& names, const ArchivedLine& line, std::int64_t row = -1);

}  // namespace loyaltycore
