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

/// What bounds the beans of a cart.
struct BeansRoom {
  Beans pending{};
  Beans held{};
  Beans min_balance{};
  /// Beans are spent in multiples of it.
  Beans step{1};
  /// The programme's share of the goods, at most what the cart's other tenders leave open.
  Beans cap{};
  /// Some goods may be paid with beans, and no other tender forbids it.
  bool payable{};
  bool suspended{};
};

struct Quote {
  Outcome outcome{};
  QuotedNumbers numbers{};
  BeansRoom room{};
  /// Index of the version whose levels tier_now and tier_then are.
  std::uint16_t version{};
  /// What placing and then completing the cart would do.
  Effects effects{};
};

/// `cart` is an order_placed event without a beans tender; what its tenders leave open is paid in
/// cash. The member does not change. Beans beyond what is usable are refused with the booking's own
/// code; so many that the tenders would pass the order, by what bounds them.
[[nodiscard]] Quote quote(const Program& program, const Member& member, const Event& cart,
                          const QuoteRequest& request, Workspace& workspace);

}  // namespace loyaltycore::kernel
