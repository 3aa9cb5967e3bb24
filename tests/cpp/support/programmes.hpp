// programmes.hpp: small programmes for tests, written as their users write them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace loyaltycore::support {

/// Parts in the order in which they stand: the operands of `+` would be drawn in any order, and the
/// same seed would give another programme with another compiler.
[[nodiscard]] inline std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

/// A programme from 2016 on, with these sections.
[[nodiscard]] inline std::string programme(std::string_view sections) {
  std::string out = R"({"format": 1, "meta": {"id": "test"}, "from": "2016-01-01")";
  if (!sections.empty()) out += ", ";
  return out + std::string(sections) + "}";
}

/// registered, bronze, silver (2000), gold (10000); a year each, 1000 and 4000 at its end.
inline constexpr std::string_view kTiers = R"("tiers": {"levels": [
  {"id": "registered"}, {"id": "bronze", "threshold": 0},
  {"id": "silver", "threshold": 2000, "validity_months": 12, "deduction": 1000},
  {"id": "gold", "threshold": 10000, "validity_months": 12, "deduction": 4000}]})";

/// A point of growth for each yuan.
inline constexpr std::string_view kGrowth =
    R"("growth": {"earn": {"purchase": {"trigger": "order_completed", "per_yuan": 1}}})";

/// Ten beans for 100 yuan on each line; they end with the next year.
inline constexpr std::string_view kPurchaseBeans =
    R"("purchase": {"trigger": "order_completed", "rate": "0.1%"})";
inline constexpr std::string_view kToNextYear =
    R"("expire": {"after_months": 12, "granularity": "year"})";

/// A beans section with these rules and this rest.
[[nodiscard]] inline std::string beans(std::string_view rules, std::string_view rest = {}) {
  std::string out = R"("beans": {"earn": {)" + std::string(rules) + "}";
  if (!rest.empty()) out += ", " + std::string(rest);
  return out + "}";
}

/// Sections, one after the other.
template <class... More>
[[nodiscard]] std::string sections(std::string_view first, const More&... more) {
  std::string out(first);
  ((out += ", ", out += more), ...);
  return out;
}

}  // namespace loyaltycore::support
