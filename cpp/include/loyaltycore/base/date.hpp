// date.hpp: days and months in a programme's own time. No clock: every instant comes from a caller.
//
// Units   Instant = microseconds since 1970-01-01 UTC; Day = days since 1970-01-01 in the zone;
//         Month = months since 1970-01. All intervals are half-open.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <vector>

#include "loyaltycore/base/number.hpp"

namespace loyaltycore {

using Instant = std::int64_t;
using Day = std::int32_t;
using Month = std::int32_t;

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;
/// No instant at all: "never" for an end, larger than any that a door accepts.
inline constexpr Instant kNever = std::numeric_limits<std::int64_t>::max();
inline constexpr Day kNoDay = std::numeric_limits<std::int32_t>::max();
/// The instants that a door accepts: 1970-01-01 to 9999-12-31.
inline constexpr Instant kFirstInstant = 0;
inline constexpr Instant kLastInstant = 253'402'300'799'999'999;

struct CivilDate {
  int year;
  unsigned month;  // 1..12
  unsigned day;    // 1..31
};

[[nodiscard]] constexpr CivilDate civil_of(Day day) noexcept {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day())};
}

[[nodiscard]] constexpr Day day_of(const CivilDate& date) noexcept {
  const std::chrono::sys_days days =
      std::chrono::year{date.year} / std::chrono::month{date.month} / std::chrono::day{date.day};
  return static_cast<Day>(days.time_since_epoch().count());
}

[[nodiscard]] constexpr Month month_of(Day day) noexcept {
  const CivilDate date = civil_of(day);
  return (date.year - 1970) * 12 + static_cast<Month>(date.month) - 1;
}

[[nodiscard]] constexpr Day first_day_of(Month month) noexcept {
  const auto year = static_cast<int>(floor_div(month, 12));
  return day_of({1970 + year, static_cast<unsigned>(month - year * 12) + 1, 1});
}

/// 1 January of the year that holds `day`, moved on by `years`.
[[nodiscard]] constexpr Day first_day_of_year(Day day, int years = 0) noexcept {
  return day_of({civil_of(day).year + years, 1, 1});
}

/// Day + n months; the 31st becomes the last day of a shorter month.
[[nodiscard]] constexpr Day add_months(Day day, int months) noexcept {
  const CivilDate date = civil_of(day);
  const Month target = month_of(day) + months;
  const Day first = first_day_of(target);
  const Day length = first_day_of(target + 1) - first;
  return first + static_cast<Day>(min(static_cast<std::int64_t>(date.day) - 1, length - 1));
}

/// 0 = Monday .. 6 = Sunday.
[[nodiscard]] constexpr int weekday_of(Day day) noexcept {
  return static_cast<int>(day + 3 - floor_div(day + 3, 7) * 7);
}

/// Monday of the week of `day`.
[[nodiscard]] constexpr Day week_start_of(Day day) noexcept { return day - weekday_of(day); }

/// Offsets from UTC, each in force from an instant; the first one holds since ever.
///
/// A programme's zone is data, resolved when it was authored: the core knows no zone names.
class Zone {
 public:
  struct Offset {
    Instant from;
    std::int32_t seconds;
  };

  explicit Zone(std::int32_t offset_seconds = 8 * 3600)
      : offsets_{{std::numeric_limits<std::int64_t>::min(), offset_seconds}} {}
  /// @pre offsets is not empty and ascending by `from`.
  explicit Zone(std::vector<Offset> offsets) : offsets_(std::move(offsets)) {}

  [[nodiscard]] const std::vector<Offset>& offsets() const noexcept { return offsets_; }

  [[nodiscard]] Day day_at(Instant instant) const noexcept {
    return static_cast<Day>(
        floor_div(instant + offset_at(instant) * kMicrosPerSecond, kMicrosPerDay));
  }

  /// The first instant of a day; after a jump over midnight, the first one that exists.
  [[nodiscard]] Instant start_of(Day day) const noexcept {
    const std::int64_t local = static_cast<std::int64_t>(day) * kMicrosPerDay;
    for (std::size_t i = 0; i + 1 < offsets_.size(); ++i) {
      const Instant start = local - offsets_[i].seconds * kMicrosPerSecond;
      if (start < offsets_[i].from) return offsets_[i].from;
      if (start < offsets_[i + 1].from) return start;
    }
    const Instant start = local - offsets_.back().seconds * kMicrosPerSecond;
    return offsets_.size() > 1 && start < offsets_.back().from ? offsets_.back().from : start;
  }

 private:
  [[nodiscard]] std::int64_t offset_at(Instant instant) const noexcept {
    std::size_t i = offsets_.size() - 1;
    while (i > 0 && instant < offsets_[i].from) --i;
    return offsets_[i].seconds;
  }

  std::vector<Offset> offsets_;
};

}  // namespace loyaltycore
