// refusal_penalty.hpp: what a refused delivery costs.
//
// Rule    Beyond the free refusals of its month or of its year a refusal costs beans, and the
// freight
//         if the programme says so. Every refusal counts.
// Source  DOMAIN 3.3 (P28 P29: 500 beans; free once a month and three times a year). T18.
// Units   refusals counted with this one; beans; fen.
// Pure    No early return on a lane parameter.
#pragma once

#include <cstdint>

#include "loyaltycore/model/terms.hpp"
#include "loyaltycore/rules/bean_redemption.hpp"

namespace loyaltycore::rules {

template <class Num>
[[nodiscard]] constexpr Num refusal_penalty(const ReverseTerms<Num>& terms, std::int64_t in_month,
                                            std::int64_t in_year, Fen freight,
                                            std::int64_t per_yuan) noexcept {
  const bool beyond =
      in_month > terms.refusals_free_per_month || in_year > terms.refusals_free_per_year;
  if (!beyond) return Num{0};
  const std::int64_t carriage = terms.refusal_charges_freight ? beans_of(freight, per_yuan) : 0;
  return terms.refusal_penalty + Num{carriage};
}

/// Beans for the freight of an order that a partial cancellation brought below the free threshold.
template <class Num>
[[nodiscard]] constexpr Num recovered_freight(const ReverseTerms<Num>& terms, Fen goods_before,
                                              Fen goods_left, std::int64_t per_yuan) noexcept {
  const bool owed = terms.freight_recovered && goods_before >= terms.freight_free_from &&
                    goods_left > Fen{0} && goods_left < terms.freight_free_from;
  return Num{owed ? beans_of(terms.freight, per_yuan) : 0};
}

}  // namespace loyaltycore::rules
