// bean_redemption.hpp: how many beans may pay an order.
//
// Rule    Each class of goods may be paid by beans up to a share of its amount net of coupons; the
//         order cap is the sum. Whole steps only, and not below a minimum balance.
// Source  DOMAIN 3.2 (S1 P22 P24 P25: 50 %, steps of 1000; 2023: 500, step 1).
// Units   Fen in, beans out; rounds down.
// Pure    Lane parameters are shares, steps and the minimum balance; which goods beans may pay is a
//         part of the fact plan, because it says how an order's tenders are split.
#pragma once

#include <cstddef>
#include <cstdint>

#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/base/ratio.hpp"
#include "loyaltycore/model/fact_plan.hpp"
#include "loyaltycore/model/terms.hpp"

namespace loyaltycore::rules {

/// Index of the class that holds a category; tender.classes.size() stands for ordinary goods.
[[nodiscard]] inline std::size_t redemption_class_of(const BeanTender& tender,
                                                     std::uint16_t category) noexcept {
  std::size_t i = 0;
  while (i < tender.classes.size() && !tender.classes[i].categories.contains(category)) ++i;
  return i;
}

[[nodiscard]] inline const GoodsClass& goods_class(const BeanTender& tender,
                                                   std::size_t index) noexcept {
  return index < tender.classes.size() ? tender.classes[index] : tender.ordinary;
}

template <class Num>
[[nodiscard]] constexpr const RedemptionClass<Num>& redemption_class(
    const RedemptionTerms<Num>& terms, std::size_t index) noexcept {
  return index < terms.classes.size() ? terms.classes[index] : terms.ordinary;
}

/// Whether beans may pay anything of this amount of goods.
[[nodiscard]] constexpr bool is_payable(const GoodsClass& goods, Fen amount) noexcept {
  return goods.allowed && amount > Fen{0} && amount >= goods.min_amount;
}

/// Beans that goods of one class may take: floor(amount * share * per_yuan / 100).
template <class Num>
[[nodiscard]] constexpr Num class_cap(const RedemptionClass<Num>& terms, const GoodsClass& goods,
                                      Fen amount, std::int64_t per_yuan) noexcept {
  if (!is_payable(goods, amount)) return Num{0};
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

/// Adds class `index` of the tender, which has goods of `amount` in the order.
template <class Num>
void add_class(RedemptionLimit<Num>& limit, const RedemptionTerms<Num>& terms,
               const BeanTender& tender, std::size_t index, Fen amount) noexcept {
  const RedemptionClass<Num>& of = redemption_class(terms, index);
  const GoodsClass& goods = goods_class(tender, index);
  limit.cap = limit.cap + class_cap(of, goods, amount, tender.per_yuan);
  limit.step = max(limit.step, of.step);
  limit.payable = limit.payable || is_payable(goods, amount);
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
