// member_json_words.hpp: which names stand for the numbers of a state, and how days are written.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/fact_plan.hpp"
#include "loyaltycore/model/facts.hpp"
#include "loyaltycore/model/names.hpp"
#include "loyaltycore/model/standing.hpp"
#include "model/field.hpp"

namespace loyaltycore::io {

/// Whose names a field's number is of.
[[nodiscard]] constexpr NameKind kind_of(encoding::As as) noexcept {
  using encoding::As;
  switch (as) {
    case As::category:
      return NameKind::category;
    case As::channel:
      return NameKind::channel;
    case As::store:
      return NameKind::store;
    case As::brand:
      return NameKind::brand;
    case As::sku:
      return NameKind::sku;
    case As::input:
      return NameKind::input;
    case As::activity:
      return NameKind::activity;
    case As::purse:
      return NameKind::purse;
    case As::ladder:
      return NameKind::ladder;
    case As::category_class:
      return NameKind::category_class;
    case As::score:
      return NameKind::score;
    case As::medal:
      return NameKind::medal;
    default:
      return NameKind::rule;
  }
}

/// Names that the data brought: one that the programme does not know is remembered as unknown.
[[nodiscard]] constexpr bool may_be_unknown(encoding::As as) noexcept {
  using encoding::As;
  return as == As::category || as == As::channel || as == As::store || as == As::brand;
}

// The names of each enumeration, found by the type of a field.
[[nodiscard]] constexpr const auto& names_of(LineStatus /*value*/) { return kLineStatusNames; }
[[nodiscard]] constexpr const auto& names_of(HoldStatus /*value*/) { return kHoldStatusNames; }
[[nodiscard]] constexpr const auto& names_of(Currency /*value*/) { return kCurrencyNames; }
[[nodiscard]] constexpr const auto& names_of(Funder /*value*/) { return kFunderNames; }

/// Tender kinds that the plan does not tell apart, as in "cash|bank_card"; "" for an unused class.
[[nodiscard]] std::string tenders_of(const FactPlan& plan, std::size_t tender_class);

/// The days and months that have a text: of the years 1 to 9999.
[[nodiscard]] constexpr bool has_text(Day day) noexcept {
  return day >= day_of({1, 1, 1}) && day <= day_of({9999, 12, 31});
}
[[nodiscard]] constexpr bool month_has_text(Month month) noexcept {
  return month >= month_of(day_of({1, 1, 1})) && month <= month_of(day_of({9999, 12, 31}));
}
/// "2016-03-01". @pre has_text(day)
[[nodiscard]] std::string iso_day(Day day);
/// "2016-03". @pre month_has_text(month)
[[nodiscard]] std::string iso_month(Month month);
/// Exactly what iso_day writes, of a day that the calendar has.
[[nodiscard]] std::optional<Day> day_in(std::string_view text);
[[nodiscard]] std::optional<Month> month_in(std::string_view text);

/// 16 lower-case hexadecimal digits.
[[nodiscard]] std::string hex_of(std::uint64_t number);
[[nodiscard]] std::optional<std::uint64_t> number_in(std::string_view hex);
/// What to_hex writes.
[[nodiscard]] std::optional<Hash128> hash_in(std::string_view hex);

}  // namespace loyaltycore::io
