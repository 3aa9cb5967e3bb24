#include "io/member_json_words.hpp"

#include <algorithm>

namespace loyaltycore::io {

namespace {

std::string digits(unsigned number, std::size_t width) {
  const std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

/// `text` as a number of exactly so many decimal digits.
std::optional<unsigned> number_of_digits(std::string_view text) {
  unsigned out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {};
    out = out * 10 + static_cast<unsigned>(c - '0');
  }
  return out;
}

}  // namespace

std::string tenders_of(const FactPlan& plan, std::size_t tender_class) {
  std::string out;
  for (std::size_t kind = 0; kind < kTenderKinds; ++kind) {
    if (plan.tender_class[kind] != tender_class) continue;
    if (!out.empty()) out += '|';
    out += kTenderKindNames[kind];
  }
  return out;
}

std::string iso_day(Day day) {
  return iso_month(month_of(day)) + "-" + digits(civil_of(day).day, 2);
}

std::string iso_month(Month month) {
  const CivilDate date = civil_of(first_day_of(month));
  return digits(static_cast<unsigned>(date.year), 4) + "-" + digits(date.month, 2);
}

std::optional<Month> month_in(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return {};
  const auto year = number_of_digits(text.substr(0, 4));
  const auto month = number_of_digits(text.substr(5));
  if (!year || !month || *year == 0 || *month < 1 || *month > 12) return {};
  return (static_cast<Month>(*year) - 1970) * 12 + static_cast<Month>(*month) - 1;
}

std::optional<Day> day_in(std::string_view text) {
  if (text.size() != 10 || text[7] != '-') return {};
  const auto month = month_in(text.substr(0, 7));
  const auto day = number_of_digits(text.substr(8));
  if (!month || !day || *day == 0) return {};
  const Day out = first_day_of(*month) + static_cast<Day>(*day) - 1;
  if (month_of(out) != *month) return {};
  return out;
}

std::string hex_of(std::uint64_t number) { return to_hex({number, 0}).substr(16); }

std::optional<std::uint64_t> number_in(std::string_view hex) {
  if (hex.size() != 16) return {};
  std::uint64_t out = 0;
  for (const char c : hex) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && (c < 'a' || c > 'f')) return {};
    out = out << 4U | static_cast<std::uint64_t>(is_digit ? c - '0' : c - 'a' + 10);
  }
  return out;
}

std::optional<Hash128> hash_in(std::string_view hex) {
  if (hex.size() != 32) return {};
  const auto high = number_in(hex.substr(0, 16));
  const auto low = number_in(hex.substr(16));
  if (!high || !low) return {};
  return Hash128{*low, *high};
}

}  // namespace loyaltycore::io
