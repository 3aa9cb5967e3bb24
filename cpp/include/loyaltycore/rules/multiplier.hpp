// multiplier.hpp: factors on an award: member day, credit band, behaviour rating.
//
// Rule    Every multiplier whose conditions hold takes part; a banded one takes the last band at or
//         below the member's input, an unknown input the first band.
// Source  DOMAIN 1.2 (P09, P10 coefficients), 3.1 (S1 double points on member day).
// Units   exact fractions.
// Pure    Tier conditions are masks.
#pragma once

#include <cstddef>
#include <span>

#include "loyaltycore/model/facts.hpp"
#include "loyaltycore/rules/conditions.hpp"

namespace loyaltycore::rules {

template <class Num>
[[nodiscard]] constexpr Ratio<Num> factor_of(const Multiplier<Num>& multiplier,
                                             std::span<const Input> inputs) noexcept {
  if (multiplier.input < 0) return multiplier.times;
  const Input& input = inputs[static_cast<std::size_t>(multiplier.input)];
  Ratio<Num> times = multiplier.bands.front().times;
  for (const Band<Num>& band : multiplier.bands) {
    if (input.known && input.value >= band.from) times = band.times;
  }
  return times;
}

/// Product of all that apply to a unit; `holds` judges a condition on its goods.
template <class Num, class Holds>
[[nodiscard]] constexpr Ratio<Num> times_of(const EarningRule<Num>& rule,
                                            const Circumstances& event, const Num& amount,
                                            const Held<Num>& held, std::span<const Input> inputs,
                                            Holds holds) noexcept {
  Ratio<Num> product{};
  for (const Multiplier<Num>& multiplier : rule.multipliers) {
    if (failed_on_event(multiplier.when, event) != Condition::none) continue;
    if (!holds(multiplier.when)) continue;
    const auto applies =
        both(held_allowed(multiplier.when, held), amount >= multiplier.when.min_amount);
    const Ratio<Num> factor = factor_of(multiplier, inputs);
    product.numerator = product.numerator * select(applies, factor.numerator, Num{1});
    product.denominator = product.denominator * select(applies, factor.denominator, Num{1});
  }
  return product;
}

}  // namespace loyaltycore::rules
