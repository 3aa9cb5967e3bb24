// measure.hpp: one whole number of facts over a window of days.
//
// Rule    Sums and counts of what the window holds, less what came back; months are judged by their
//         days in the window. What has no window is as it is now.
// Source  docs/rules_score.md 12; S3 P11 P12 P13 P16, numbers T02. Which month a day counts in: A8.
// Units   fen, orders, times, days, months, years; days in the programme's zone.
// Pure    Facts are shared by all lanes; growth and scores differ from lane to lane.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/facts.hpp"
#include "loyaltycore/model/score_terms.hpp"

namespace loyaltycore::rules {

/// Before every day.
inline constexpr Day kSinceEver = std::numeric_limits<Day>::min();

/// The days from `from` up to before `until`.
struct Window {
  Day from{kSinceEver};
  Day until{};

  friend bool operator==(const Window&, const Window&) = default;
};

/// Anniversaries of the day of registration, itself not counted, before `until`.
[[nodiscard]] constexpr std::int64_t tenure_at(Day registered_on, Day until) noexcept {
  if (registered_on == kNoDay || registered_on >= until) return 0;
  const int years = civil_of(until).year - civil_of(registered_on).year;
  return add_months(registered_on, 12 * years) < until ? years : max(years - 1, 0);
}

/// Where the year of membership begins that holds the day before `until`; `until` itself if
/// registration does not lie before it.
[[nodiscard]] constexpr Day last_anniversary(Day registered_on, Day until) noexcept {
  if (registered_on == kNoDay || registered_on >= until) return until;
  return add_months(registered_on, static_cast<int>(12 * tenure_at(registered_on, until)));
}

/// The window of a boundary: nothing of its own day counts yet, or nothing of its month.
[[nodiscard]] constexpr Window score_window(const WindowTerms& terms, Day boundary,
                                            Day registered_on) noexcept {
  const Day until = terms.in_days() ? boundary : first_day_of(month_of(boundary));
  if (terms.span == Span::lifetime) return {kSinceEver, until};
  if (terms.span == Span::anniversary) return {last_anniversary(registered_on, until), until};
  const Day rolling =
      terms.days > 0 ? until - terms.days : first_day_of(month_of(until) - terms.months);
  if (terms.span == Span::rolling) return {rolling, until};
  return {std::max(rolling, first_day_of_year(until - 1)), until};
}

/// Whether the month's first day lies in the window: windows in months hold whole months, and a
/// value shown looks at the month in progress.
[[nodiscard]] constexpr bool holds_month(const Window& window, Month month) noexcept {
  if (month < 0) return false;
  const Day first = first_day_of(month);
  return window.from <= first && first < window.until;
}

/// Purchase days of a month that lie in the window, bit d-1 = day d.
[[nodiscard]] constexpr std::uint32_t days_held(const Window& window,
                                                const MonthFacts& month) noexcept {
  std::uint32_t out = 0;
  if (month.month < 0) return out;
  const Day first = first_day_of(month.month);
  for (std::uint32_t rest = month.purchase_days; rest != 0; rest &= rest - 1U) {
    const int place = std::countr_zero(rest);
    const Day day = first + place;
    if (window.from <= day && day < window.until) out |= 1U << static_cast<unsigned>(place);
  }
  return out;
}

namespace measure_detail {

[[nodiscard]] inline bool of_class(const Measure& measure, const MonthCategory& row) noexcept {
  return row.category_class == measure.which;
}

/// Sum over the months, or over the rows of a class, that lie in the window.
template <class OfMonth, class OfClass>
[[nodiscard]] std::int64_t bought(const Measure& measure, const Facts& facts, const Window& window,
                                  OfMonth of_month, OfClass of_class_row) noexcept {
  std::int64_t sum = 0;
  if (measure.which == 0) {
    for (const MonthFacts& month : facts.months) {
      if (holds_month(window, month.month)) sum += of_month(month);
    }
    return sum;
  }
  for (const MonthCategory& row : facts.categories) {
    if (of_class(measure, row) && holds_month(window, row.month)) sum += of_class_row(row);
  }
  return sum;
}

/// Events of the activity, or months that have enough of them.
[[nodiscard]] inline std::int64_t activity(const Measure& measure, const Facts& facts,
                                           const Window& window, bool months) noexcept {
  std::int64_t sum = 0;
  for (const MonthActivity& row : facts.activities) {
    if (row.activity != measure.which || !holds_month(window, row.month)) continue;
    sum += months ? std::int64_t{row.count >= static_cast<std::uint32_t>(measure.at_least)}
                  : std::int64_t{row.count};
  }
  return sum;
}

/// Classes of which the first order ever kept lies in the window.
[[nodiscard]] inline std::int64_t first_classes(const Facts& facts, const Window& window) noexcept {
  std::int64_t sum = 0;
  for (const MonthCategory& row : facts.categories) {
    if (row.orders == 0 || !holds_month(window, row.month)) continue;
    const bool before = std::any_of(facts.categories.begin(), facts.categories.end(),
                                    [&row](const MonthCategory& other) {
                                      return other.category_class == row.category_class &&
                                             other.orders > 0 && other.month < row.month;
                                    });
    sum += std::int64_t{!before};
  }
  return sum;
}

[[nodiscard]] inline std::int64_t purchase_days(const Measure& measure, const Facts& facts,
                                                const Window& window, bool months) noexcept {
  std::int64_t sum = 0;
  for (const MonthFacts& month : facts.months) {
    const int days = std::popcount(days_held(window, month));
    sum += months ? std::int64_t{days >= measure.at_least} : std::int64_t{days};
  }
  return sum;
}

}  // namespace measure_detail

/// What facts alone say. @pre is_measured(measure.of); it asks neither growth nor a score.
[[nodiscard]] inline std::int64_t measured(const Measure& measure, const Facts& facts,
                                           const Window& window,
                                           Day registered_on = kNoDay) noexcept {
  using measure_detail::bought;
  switch (measure.of) {
    case MeasureKind::spend:
      return bought(
          measure, facts, window,
          [](const MonthFacts& month) { return (month.spend - month.returned).count; },
          [](const MonthCategory& row) { return (row.spend - row.returned).count; });
    case MeasureKind::orders:
      return bought(
          measure, facts, window, [](const MonthFacts& month) { return month.orders; },
          [](const MonthCategory& row) { return row.orders; });
    case MeasureKind::refusals:
      return bought(
          Measure{}, facts, window, [](const MonthFacts& month) { return month.refusals; },
          [](const MonthCategory&) { return 0; });
    case MeasureKind::count:
      return measure_detail::activity(measure, facts, window, false);
    case MeasureKind::days:
      return measure_detail::purchase_days(measure, facts, window, false);
    case MeasureKind::months_with:
      return measure.which == 0 ? measure_detail::purchase_days(measure, facts, window, true)
                                : measure_detail::activity(measure, facts, window, true);
    case MeasureKind::first_classes:
      return measure_detail::first_classes(facts, window);
    case MeasureKind::tenure:
      return tenure_at(registered_on, window.until);
    case MeasureKind::input: {
      const Input& input = facts.inputs[measure.which];
      return input.known ? input.value : 0;
    }
    default:
      return 0;
  }
}

/// The same for one programme or for eight: growth of the first ladder, and the values of the
/// scores before this one, by their index.
template <class Num>
[[nodiscard]] Num measured(const Measure& measure, const Facts& facts, const Window& window,
                           Day registered_on, const Num& growth,
                           std::span<const Num> scores) noexcept {
  if (measure.of == MeasureKind::growth) return growth;
  if (measure.of == MeasureKind::score) return scores[measure.which];
  return Num{measured(measure, facts, window, registered_on)};
}

}  // namespace loyaltycore::rules
