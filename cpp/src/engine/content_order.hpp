// content_order.hpp: what orders rows that member, time and id leave side by side.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/history_parts.hpp"
#include "loyaltycore/model/cancel.hpp"

namespace loyaltycore::engine {

/// Rows that time and id do not tell apart are ordered by content: only conflicting retries differ.
/// True if `rows` changed.
/// @throws Cancelled
[[nodiscard]] bool order_by_content(const History::Parts& parts, std::vector<std::uint32_t>& rows,
                                    const CancelFlag* cancel);

}  // namespace loyaltycore::engine
