#include "io/instant_text.hpp"

#include <cstddef>

namespace loyaltycore::io {

namespace {

/// Takes what is expected off the front of a text; after a miss nothing matches any more.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  /// A number of exactly `digits` digits between `least` and `most`.
  int number(std::size_t digits, int least, int most) noexcept {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!next_is_digit()) return miss();
      value = value * 10 + take_digit();
    }
    return value < least || value > most ? miss() : value;
  }
  bool accept(char expected) noexcept {
    if (!ok_ || text_.empty() || text_.front() != expected) return false;
    text_.remove_prefix(1);
    return true;
  }
  void expect(char expected) noexcept {
    if (!accept(expected)) miss();
  }
  /// One to six decimals, as millionths.
  std::int64_t decimals() noexcept {
    std::int64_t value = 0;
    std::int64_t unit = kMicrosPerSecond;
    if (!next_is_digit()) return miss();
    while (next_is_digit()) {
      if (unit == 1) return miss();
      unit /= 10;
      value += take_digit() * unit;
    }
    return value;
  }
  [[nodiscard]] bool done() const noexcept { return ok_ && text_.empty(); }

 private:
  [[nodiscard]] bool next_is_digit() const noexcept {
    return ok_ && !text_.empty() && text_.front() >= '0' && text_.front() <= '9';
  }
  int take_digit() noexcept {
    const int digit = text_.front() - '0';
    text_.remove_prefix(1);
    return digit;
  }
  int miss() noexcept {
    ok_ = false;
    return 0;
  }

  std::string_view text_;
  bool ok_{true};
};

/// Seconds east of UTC.
std::int64_t offset(Scanner& scan) noexcept {
  if (scan.accept('Z')) return 0;
  const bool west = scan.accept('-');
  if (!west) scan.expect('+');
  const int hours = scan.number(2, 0, 18);
  scan.expect(':');
  const int minutes = scan.number(2, 0, hours == 18 ? 0 : 59);
  const std::int64_t seconds = (std::int64_t{hours} * 60 + minutes) * 60;
  return west ? -seconds : seconds;
}

}  // namespace

std::optional<Instant> instant_from_text(std::string_view text) noexcept {
  Scanner scan(text);
  CivilDate date{};
  date.year = scan.number(4, 0, 9999);
  scan.expect('-');
  date.month = static_cast<unsigned>(scan.number(2, 1, 12));
  scan.expect('-');
  date.day = static_cast<unsigned>(scan.number(2, 1, 31));
  scan.expect('T');
  const int hours = scan.number(2, 0, 23);
  scan.expect(':');
  const int minutes = scan.number(2, 0, 59);
  const int seconds = scan.accept(':') ? scan.number(2, 0, 59) : 0;
  const std::int64_t micros = scan.accept('.') ? scan.decimals() : 0;
  const std::int64_t east = offset(scan);
  if (!scan.done()) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year{date.year},
                                        std::chrono::month{date.month}, std::chrono::day{date.day}};
  if (!day.ok()) return std::nullopt;
  const std::int64_t local = (std::int64_t{hours} * 60 + minutes) * 60 + seconds;
  return day_of(date) * kMicrosPerDay + (local - east) * kMicrosPerSecond + micros;
}

}  // namespace loyaltycore::io
