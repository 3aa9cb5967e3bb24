// strict_json.hpp: JSON as our documents need it: exact, bounded, nothing read twice or guessed.
//
// nlohmann/json alone keeps the last of two equal keys, turns 3.9 into 3 and nests without end.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::io {

inline constexpr std::size_t kDeepestJson = 32;
inline constexpr std::size_t kLongestJson = std::size_t{8} << 20U;
/// A document with more problems than this is not read on.
inline constexpr std::size_t kMostJsonProblems = 100;

/// Reads a document and appends what is wrong with it; each problem names its JSON pointer.
///
/// Problems: longer than 8 MiB, a byte order mark, a syntax error (with line and column), more than
/// 32 levels, a key twice in one object (the first stands), a number that is no int64 (fractions
/// and exponents included; null stands in its place), a NUL in a text, text that is not UTF-8. The
/// answer is null after a problem that ends the reading; integers are int64, keys keep their order,
/// and every text is well-formed UTF-8.
[[nodiscard]] nlohmann::ordered_json parse_strict(std::string_view text,
                                                  std::vector<Problem>& problems);

/// `key` as one step of a JSON pointer: "~" and "/" escaped.
[[nodiscard]] std::string pointer_step(std::string_view key);

}  // namespace loyaltycore::io
