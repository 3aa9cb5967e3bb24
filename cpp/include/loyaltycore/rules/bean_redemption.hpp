// bean_redemption.hpp: how many beans may pay an order.
//
// Rule    Each class of goods may be paid by beans up to a share of its amount net of coupons; the
//         order cap is the sum. Whole steps only, and not below a minimum balance.
// Source  DOMAIN 3.2 (S1 P22 P24 P25: 50 %, steps of 1000; 2023: 500, step 1).
// Units   Fen in, beans out; rounds down.
// Pure    Lane parameters are shares, steps and the minimum balance.
#pragma once

#include <cstddef>
#include <cstdint>

#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/base/ratio.hpp"
#include "loyaltycore/model/terms.hpp"

namespace loyaltycore::rules {

/// Index of the class that holds a category; terms.classes.size() stands for ordinary goods.
template <class Num>
[[nodiscard]] constexpr std::size_t redemption_class_of(const RedemptionTerms<Num>& terms,
                                                        std::uint16_t category) noexcept {
  std::size_t i = 0;
  while (i < terms.classes.size() && !terms.classes[i].categories.contains(category)) ++i;
  return i;
}

template <class Num>
[[nodiscard]] constexpr const RedemptionClass<Num>& redemption_class(
    const RedemptionTerms<Num>& terms, std::size_t index) noexcept {
  return index < terms.classes.size() ? terms.classes[index] : terms.ordinary;
}

/// Whether beans may pay anything of this amount of goods.
template <class Num>
[[nodiscard]] constexpr bool is_payable(const RedemptionClass<Num>& terms, Fen amount) noexcept {
  return terms.allowed && amount > Fen{0} && amount >= terms.min_amount;
}

/// Beans that goods of one class may take: floor(amount * share * per_yuan / 100).
template <class Num>
[[nodiscard]] constexpr Num class_cap(const RedemptionClass<Num>& terms, Fen amount,
                                      std::int64_t per_yuan) noexcept {
  if (!is_payable(terms, amount)) return Num{0};
  Product<Num> product{Num{amount.count}};
  product.times(terms.max_share).times(Ratio<Num>{Num{per_yuan}, Num{100}});
  return product.rounded(Rounding::floor);
}

/// What an order lets beans do.
template <class Num>
struct RedemptionLimit {
  Num cap{0};
  Num step{1};
  /// Some goods may be paid by beans at all.
  bool payable{false};
};

/// Adds one class that has goods in the order.
template <class Num>
constexpr void add_class(RedemptionLimit<Num>& limit, const RedemptionClass<Num>& terms, Fen amount,
                         std::int64_t per_yuan) noexcept {
  limit.cap = limit.cap + class_cap(terms, amount, per_yuan);
  limit.step = max(limit.step, terms.step);
  limit.payable = limit.payable || is_payable(terms, amount);
}

/// The most that can be spent now: whole steps, nothing below the minimum balance.
template <class Num>
[[nodiscard]] constexpr Num usable_beans(const RedemptionTerms<Num>& terms,
                                         const RedemptionLimit<Num>& limit,
                                         const Num& available) noexcept {
  const Num most = min(limit.cap, available);
  const Num whole = each_lane(
      most, limit.step, [](std::int64_t beans, std::int64_t step) { return beans - beans % step; });
  const auto open = both(available >= terms.min_balance, terms.allowed && limit.payable);
  return select(open, whole, Num{0});
}

/// Fen that beans stand for; rounds down.
[[nodiscard]] constexpr std::int64_t money_of(std::int64_t beans, std::int64_t per_yuan) noexcept {
  return static_cast<std::int64_t>(Int128{beans} * 100 / per_yuan);
}

/// Beans that an amount of money stands for; rounds down.
[[nodiscard]] constexpr std::int64_t beans_of(Fen amount, std::int64_t per_yuan) noexcept {
  return static_cast<std::int64_t>(Int128{amount.count} * per_yuan / 100);
}

/// Whether beans are a whole number of fen.
[[nodiscard]] constexpr bool is_whole_money(std::int64_t beans, std::int64_t per_yuan) noexcept {
  return Int128{beans} * 100 % per_yuan == 0;
}

}  // namespace loyaltycore::rules
