// accrual.hpp: what one unit (piece, line, sub-order, order or event) earns under one rule.
//
// Rule    The amount is rounded down to `round_down_to`; rate (or fixed, table, streak, reserved)
// and
//         multipliers are one exact product, rounded once; the unit's cap comes last.
// Source  DOMAIN 1.2, 3.1 (P18 to P20: 59.90 counts as 50, 5 beans; cap 1000, app 2000).
// Units   Fen in, growth or beans out.
// Pure    No early return on a lane parameter; same terms and unit, same award.
#pragma once

#include <cstdint>

#include "loyaltycore/base/ratio.hpp"
#include "loyaltycore/model/terms.hpp"

namespace loyaltycore::rules {

/// What the award is computed from.
template <class Num>
struct UnitOf {
  /// What counted tenders paid, fen.
  Num amount{};
  /// Beans that the door reserved on the event.
  std::int64_t reserved{};
  /// Length of the run, for a streak; 0 = no run.
  std::int64_t run{};
  /// Product of the multipliers that apply.
  Ratio<Num> times{};
  std::uint16_t channel{};
};

/// The award and the numbers on its way, for explanations.
template <class Num>
struct Award {
  Num rounded_amount{};
  Num uncapped{};
  Num granted{};
};

/// What a budget over all members leaves to the event of this ordinal, if each event before it took
/// the whole fixed award; nothing to an event without an ordinal (0).
template <class Num>
[[nodiscard]] constexpr Num share_of_budget(const EarningRule<Num>& rule,
                                            std::int32_t ordinal) noexcept {
  const Num budget = rule.caps.programme_budget;
  const Num before = rule.fixed * Num{ordinal - 1};
  const Num left = ordinal < 1 ? Num{0} : max(budget - before, Num{0});
  return select(budget == Num{kNoCap}, budget, left);
}

template <class Num>
[[nodiscard]] constexpr Num cap_of_channel(const Caps<Num>& caps, std::uint16_t channel) noexcept {
  for (const ChannelCap<Num>& own : caps.unit_by_channel) {
    if (own.channel == channel && channel != 0) return own.cap;
  }
  return caps.unit;
}

template <class Num>
[[nodiscard]] constexpr Num basis_of(const EarningRule<Num>& rule, const UnitOf<Num>& unit,
                                     const Num& amount) noexcept {
  switch (rule.award) {
    case AwardKind::rate:
      return amount;
    case AwardKind::fixed:
      return rule.fixed;
    case AwardKind::table: {
      Num row_amount{0};
      for (const TableRow<Num>& row : rule.table) {
        row_amount = select(amount >= Num{row.from.count}, row.amount, row_amount);
      }
      return row_amount;
    }
    case AwardKind::streak:
      return unit.run == 0
                 ? Num{0}
                 : rule.streak[static_cast<std::size_t>(unit.run - 1) % rule.streak.size()];
    case AwardKind::from_event:
      return Num{unit.reserved};
  }
  return Num{0};
}

template <class Num>
[[nodiscard]] constexpr Award<Num> accrue(const EarningRule<Num>& rule,
                                          const UnitOf<Num>& unit) noexcept {
  Award<Num> award;
  const std::int64_t step = rule.round_down_to.count;
  award.rounded_amount =
      each_lane(unit.amount, [&](std::int64_t amount) { return amount - amount % step; });
  Product<Num> product{basis_of(rule, unit, award.rounded_amount)};
  if (rule.award == AwardKind::rate) product.times(rule.rate);
  product.times(unit.times);
  award.uncapped = product.rounded(rule.rounding);
  const Num enough = select(unit.amount >= rule.when.min_amount, award.uncapped, Num{0});
  award.granted = min(enough, cap_of_channel(rule.caps, unit.channel));
  return award;
}

/// One past the largest balance stands for anything larger: the books see it and refuse.
template <class Num>
[[nodiscard]] constexpr Num within_balance(const Num& number) noexcept {
  return min(number, Num{kLargestBalance + 1});
}

/// The award of so many equal pieces.
template <class Num>
[[nodiscard]] constexpr Num of_pieces(const Num& award, std::int64_t pieces) noexcept {
  return each_lane(award, [&](std::int64_t each) {
    const Int128 product = Int128{each} * pieces;
    return product > kLargestBalance ? kLargestBalance + 1 : static_cast<std::int64_t>(product);
  });
}

}  // namespace loyaltycore::rules
