#include "io/exact_text.hpp"

#include <numeric>

#include "io/instant_text.hpp"

namespace loyaltycore::io {

namespace {

constexpr std::int64_t kLargestTerm = 1'000'000'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes all digits at the front; nothing if there are none or more than `most`.
std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t most) {
  std::int64_t out = 0;
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) {
    if (++count > most) return std::nullopt;
    out = out * 10 + (text[count - 1] - '0');
  }
  text.remove_prefix(count);
  if (count == 0) return std::nullopt;
  return out;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// Exactly `count` digits, of a value within the bounds.
std::optional<std::int64_t> take_field(std::string_view& text, std::size_t count, std::int64_t min,
                                       std::int64_t max) {
  const std::size_t before = text.size();
  const auto value = take_digits(text, count);
  if (!value || before - text.size() != count || *value < min || *value > max) return std::nullopt;
  return value;
}

std::optional<Day> take_date(std::string_view& text) {
  const auto year = take_field(text, 4, 1970, 9999);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_field(text, 2, 1, 12);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_field(text, 2, 1, 31);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return day_of(
      {static_cast<int>(*year), static_cast<unsigned>(*month), static_cast<unsigned>(*day)});
}

std::optional<Instant> in_range(Instant instant) {
  if (instant < kFirstInstant || instant > kLastInstant) return std::nullopt;
  return instant;
}

std::string padded(std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::int64_t offset_seconds(Instant instant, const Zone& zone) {
  std::int64_t out = zone.offsets().front().seconds;
  for (const Zone::Offset& each : zone.offsets()) {
    if (each.from <= instant) out = each.seconds;
  }
  return out;
}

}  // namespace

Ratio<> reduced(std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t divisor = std::gcd(numerator, denominator);
  if (divisor <= 1) return {numerator, denominator};
  return {numerator / divisor, denominator / divisor};
}

std::optional<Ratio<>> parse_ratio(std::string_view text) {
  constexpr std::size_t kMostDigits = 16;
  const auto whole = take_digits(text, kMostDigits);
  if (!whole) return std::nullopt;
  std::int64_t numerator = *whole;
  std::int64_t denominator = 1;
  if (take(text, '/')) {
    const auto below = take_digits(text, kMostDigits);
    if (!below || *below == 0 || !text.empty()) return std::nullopt;
    denominator = *below;
  } else {
    if (take(text, '.')) {
      while (!text.empty() && is_digit(text.front())) {
        if (denominator > kLargestTerm / 1000 || numerator > kLargestTerm) return std::nullopt;
        numerator = numerator * 10 + (text.front() - '0');
        denominator *= 10;
        text.remove_prefix(1);
      }
      if (denominator == 1) return std::nullopt;
    }
    if (take(text, '%')) denominator *= 100;
    if (!text.empty()) return std::nullopt;
  }
  const Ratio<> out = reduced(numerator, denominator);
  if (out.numerator > kLargestTerm || out.denominator > kLargestTerm) return std::nullopt;
  return out;
}

std::string ratio_text(const Ratio<>& ratio) {
  const std::string numerator = std::to_string(ratio.numerator);
  return ratio.denominator == 1 ? numerator : numerator + "/" + std::to_string(ratio.denominator);
}

std::optional<Instant> parse_instant(std::string_view text, const Zone& zone) {
  if (const auto instant = instant_from_text(text)) return in_range(*instant);
  const auto day = take_date(text);
  return day && text.empty() ? in_range(zone.start_of(*day)) : std::nullopt;
}

std::string instant_text(Instant instant, const Zone& zone) {
  std::int64_t offset = offset_seconds(instant, zone);
  // A year has four digits.
  if (instant + offset * kMicrosPerSecond > kLastInstant) offset = 0;
  const std::int64_t local = instant + offset * kMicrosPerSecond;
  const Day day = static_cast<Day>(floor_div(local, kMicrosPerDay));
  const CivilDate date = civil_of(day);
  const std::int64_t micros = local - day * kMicrosPerDay;
  const std::int64_t seconds = micros / kMicrosPerSecond;
  const std::int64_t minutes = (offset < 0 ? -offset : offset) / 60;
  std::string out = padded(date.year, 4);
  // Appended piece by piece: g++ 12 warns of `literal + text` at -O3 without cause.
  const auto append = [&out](char mark, std::int64_t number, std::size_t width) {
    out += mark;
    out += padded(number, width);
  };
  append('-', date.month, 2);
  append('-', date.day, 2);
  append('T', seconds / 3600, 2);
  append(':', seconds / 60 % 60, 2);
  append(':', seconds % 60, 2);
  if (micros % kMicrosPerSecond != 0) append('.', micros % kMicrosPerSecond, 6);
  append(offset < 0 ? '-' : '+', minutes / 60, 2);
  append(':', minutes % 60, 2);
  return out;
}

}  // namespace loyaltycore::io
