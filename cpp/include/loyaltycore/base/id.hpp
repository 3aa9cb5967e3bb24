// id.hpp: the ids that callers bring. Inside, an id is the hash of its text.
//
// A caller's id is an int64 or UTF-8 of 1 to 128 bytes. An integer is its decimal text, so 17 and
// "17" name one thing at every door. The kernel keeps only the hash; ties are broken by the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "loyaltycore/base/hash.hpp"

namespace loyaltycore {

/// Hash of an external id; the default value means "none".
using Id = Hash128;
inline constexpr Id kNoId{};

inline constexpr std::size_t kLongestId = 128;

/// @pre is_valid_id(text)
[[nodiscard]] inline Id id_of(std::string_view text) noexcept { return hash128(text); }
[[nodiscard]] inline Id id_of(std::int64_t number) { return hash128(std::to_string(number)); }

/// 1 to 128 bytes of well-formed UTF-8 without NUL; two different byte strings are two ids.
[[nodiscard]] bool is_valid_id(std::string_view text) noexcept;

}  // namespace loyaltycore
