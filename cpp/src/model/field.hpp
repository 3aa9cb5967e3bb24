// field.hpp: a field of the state with its name and what its number stands for.
#pragma once

#include <cstdint>
#include <string_view>

namespace loyaltycore::encoding {

/// What a field's number stands for, where its type alone does not say it.
enum class As : std::uint8_t {
  plain,
  instant,
  day,
  month,
  /// Bit d-1 = day d of the month.
  days_of_month,
  /// A hash that is no id.
  hash,
  /// Amounts by tender class of the fact plan.
  tenders,
  /// Bit n = label n.
  labels,
  /// Index into the levels of the member's version.
  tier,
  /// Index into the programme's versions.
  version,
  /// counter_key of a rule, task or item.
  counter,
  rule,
  category,
  channel,
  store,
  brand,
  sku,
  input,
  activity,
  category_class,
  /// Index of a purse, of a ladder.
  purse,
  ladder,
  score,
  /// Bit n = score level n; bit 0 = every gate holds.
  score_levels,
  medal,
};

/// A field on its way through an archive.
template <As as, class T>
struct Field {
  std::string_view name;
  T& value;
};
template <As as = As::plain, class T>
[[nodiscard]] constexpr Field<as, T> field(std::string_view name, T& value) noexcept {
  return {name, value};
}

}  // namespace loyaltycore::encoding
