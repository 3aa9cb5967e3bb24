// task_window.hpp: the window that a task counts in, and when its reward is booked.
//
// Rule    A window is a day, a week from Monday, a month, a year, or all time. A posted reward is
//         booked at the start of a day of the month after the window.
// Source  DOMAIN 1.2 (S2 P06: three shopping days in a month, posted about the 10th of the next).
// Units   days in programme time.
// Pure    Calendar only.
#pragma once

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/standing.hpp"
#include "loyaltycore/model/terms.hpp"

namespace loyaltycore::rules {

[[nodiscard]] constexpr Day window_start(TaskWindow window, Day day) noexcept {
  switch (window) {
    case TaskWindow::once:
      return kOnlyWindow;
    case TaskWindow::day:
      return day;
    case TaskWindow::week:
      return week_start_of(day);
    case TaskWindow::month:
      return first_day_of(month_of(day));
    case TaskWindow::year:
      return first_day_of_year(day);
  }
  return day;
}

/// Day `post_day` of the month after that of a day: the reward of a month window is booked then.
[[nodiscard]] constexpr Day posted_on(Day day, std::int32_t post_day) noexcept {
  return first_day_of(month_of(day) + 1) + post_day - 1;
}

/// Bit of a day inside its week or month.
[[nodiscard]] constexpr std::int64_t day_bit(Day window, Day day) noexcept {
  return std::int64_t{1} << (day - window);
}

template <class Num>
[[nodiscard]] constexpr CounterPeriod period_of_task(const Task<Num>& task) noexcept {
  if (task.post_day > 0) return CounterPeriod::task_posted;
  return task.window == TaskWindow::once ? CounterPeriod::once : CounterPeriod::task;
}

}  // namespace loyaltycore::rules
