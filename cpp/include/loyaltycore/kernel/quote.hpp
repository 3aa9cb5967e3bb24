// quote.hpp: what would this cart pay with beans, and earn? apply without fold.
#pragma once

#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/quote_numbers.hpp"

namespace loyaltycore::kernel {

struct QuoteRequest {
  /// Beans to spend; kAllBeans = as many as the cart may take.
  static constexpr std::int64_t kAllBeans = -1;
  std::int64_t beans{0};
  /// How long the answer can be placed, from the cart's occurred_at.
  std::int64_t valid_micros{900 * kMicrosPerSecond};
};

struct Quote {
  Outcome outcome{};
  QuotedNumbers numbers{};
  /// What placing and then completing the cart would do.
  Effects effects{};
};

/// `cart` is an order_placed event without a beans tender; what its tenders leave open is paid in
/// cash. The member does not change. Beans beyond what is usable are refused with the booking's own
/// code.
[[nodiscard]] Quote quote(const Program& program, const Member& member, const Event& cart,
                          const QuoteRequest& request, Workspace& workspace);

}  // namespace loyaltycore::kernel
