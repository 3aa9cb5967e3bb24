// quote_numbers.hpp: the numbers of a quote; a placement binds to them, all or nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/quantity.hpp"

namespace loyaltycore {

/// What one line of the cart pays and earns.
struct QuotedLine {
  std::uint16_t line{};
  Fen amount{};
  /// Part of the amount that beans pay, and the beans.
  Fen beans_money{};
  Beans beans_spent{};
  /// "If completed at T with today's standing."
  Beans beans_earned{};
  Growth growth_earned{};

  friend bool operator==(const QuotedLine&, const QuotedLine&) = default;
};

struct QuotedNumbers {
  Instant quoted_at{};
  /// First instant at which the quote cannot be placed any more.
  Instant valid_until{};
  Fen goods{};
  Fen freight{};
  /// What is left to pay in money: goods + freight - beans money - coupons and red packets.
  Fen cash_due{};
  Beans beans_available{};
  /// The most beans this cart may take.
  Beans beans_usable{};
  Beans beans_spent{};
  Beans beans_earned{};
  Growth growth_earned{};
  /// Level now and if completed.
  std::int32_t tier_now{};
  std::int32_t tier_then{};
  std::vector<QuotedLine> lines{};

  friend bool operator==(const QuotedNumbers&, const QuotedNumbers&) = default;

  /// Equal in every number of the order: two instants, and what is available and usable, may
  /// differ.
  [[nodiscard]] bool same_numbers(const QuotedNumbers& other) const noexcept {
    return goods == other.goods && freight == other.freight && cash_due == other.cash_due &&
           beans_spent == other.beans_spent && beans_earned == other.beans_earned &&
           growth_earned == other.growth_earned && tier_now == other.tier_now &&
           tier_then == other.tier_then && lines == other.lines;
  }
};

}  // namespace loyaltycore
