// exact_text.hpp: exact numbers and instants as a programme document writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/ratio.hpp"

namespace loyaltycore::io {

/// "3", "1.2", "0.5%", "1/200"; reduced. Nothing if it is written otherwise, is negative, divides
/// by zero, or has a term (after reducing) above 10^15.
[[nodiscard]] std::optional<Ratio<>> parse_ratio(std::string_view text);

/// "3" or "1/200".
[[nodiscard]] std::string ratio_text(const Ratio<>& ratio);

[[nodiscard]] Ratio<> reduced(std::int64_t numerator, std::int64_t denominator);

/// "2016-03-01" (its first instant in the zone) or "2016-03-01T10:00:00+08:00", with "Z" or an
/// offset and up to six digits of a second. Nothing if it is written otherwise, no such day exists,
/// or it lies outside the instants that a door accepts.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text, const Zone& zone);

/// "2016-03-01T00:00:00+08:00", with the offset that the zone has then.
[[nodiscard]] std::string instant_text(Instant instant, const Zone& zone);

}  // namespace loyaltycore::io
