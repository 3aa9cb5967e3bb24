// missing_field.hpp: which field an event lacks that its kind needs.
#pragma once

#include <string_view>

#include "loyaltycore/model/event.hpp"

namespace loyaltycore::kernel {

/// The first field that the kind needs and the event does not carry, by its name in
/// model/event_data.hpp; empty if it has all. A tier, purse or ladder that no
/// version names is missing.
[[nodiscard]] std::string_view missing_field(const Event& event) noexcept;

}  // namespace loyaltycore::kernel
