// instant_text.hpp: instants as ISO 8601 text; only with an offset, never in somebody's local time.
#pragma once

#include <optional>
#include <string_view>

#include "loyaltycore/base/date.hpp"

namespace loyaltycore::io {

/// Reads "2016-03-01T12:34:56.789+08:00": a date, T, hours and minutes, seconds and up to six
/// decimals if wanted, and Z or an offset within 18 hours. None for anything else, a day that the
/// calendar does not have and a leap second included.
[[nodiscard]] std::optional<Instant> instant_from_text(std::string_view text) noexcept;

}  // namespace loyaltycore::io
