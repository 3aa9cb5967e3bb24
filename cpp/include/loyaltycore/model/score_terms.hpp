// score_terms.hpp: what a programme says of its scores: measures, windows, dimensions, levels.
//
// Num    parameters tagged `lane` are Num, all others are plain (terms.hpp).
// Units  a measure is a whole number in the unit of what it counts: fen, orders, times, days,
//        months, years, points; windows are in days or months of the programme's zone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/number.hpp"
#include "loyaltycore/base/ratio.hpp"

namespace loyaltycore {

inline constexpr std::size_t kMostScores = 4;
/// Over all dimensions of one score.
inline constexpr std::size_t kMostScoreTerms = 64;
/// Points without an upper bound; the sum of so many terms still fits.
inline constexpr std::int64_t kNoPointsCap = kLargestBalance + 1;

/// What is counted. docs/rules_score.md 12 says how.
enum class MeasureKind : std::uint8_t {
  spend = 0,
  orders = 1,
  count = 2,
  sum = 3,
  days = 4,
  months_with = 5,
  refusals = 6,
  first_classes = 7,
  input = 8,
  tenure = 9,
  growth = 10,
  score = 11,
};
inline constexpr std::size_t kMeasureKinds = 12;
inline constexpr std::array<std::string_view, kMeasureKinds> kMeasureKindNames{
    "spend",    "orders",        "count", "sum",    "days",   "months_with",
    "refusals", "first_classes", "input", "tenure", "growth", "score"};

/// Whether what is kept of a member answers this measure; a loader refuses the others by name as
/// long as their facts are not kept.
[[nodiscard]] constexpr bool is_measured(MeasureKind of) noexcept { return of != MeasureKind::sum; }

/// One whole number about a member and a window.
struct Measure {
  MeasureKind of{MeasureKind::spend};
  /// spend, orders: number of the category class, 0 = all goods. count, sum: number of the
  /// activity. months_with: number of the activity, 0 = purchase days. input: index from 0.
  /// score: index among the scores of the version.
  std::uint16_t which{};
  /// months_with: purchase days, or events, that a month needs.
  std::int32_t at_least{1};

  friend bool operator==(const Measure&, const Measure&) = default;
};

enum class Span : std::uint8_t { rolling = 0, calendar_year = 1, anniversary = 2, lifetime = 3 };
inline constexpr std::array<std::string_view, 4> kSpanNames{"rolling", "calendar_year",
                                                            "anniversary", "lifetime"};

/// How far back a score looks.
struct WindowTerms {
  Span span{Span::rolling};
  std::int32_t months{12};
  /// 0 = the window counts months.
  std::int32_t days{};

  /// Whether the window counts days, not whole months.
  [[nodiscard]] constexpr bool in_days() const noexcept {
    return days > 0 || span == Span::anniversary;
  }
  friend bool operator==(const WindowTerms&, const WindowTerms&) = default;
};

template <class Num = std::int64_t>
struct PointsRow {
  /// In the unit that the measure counts: spend in fen.
  Num from{};
  Num points{};
};

/// A measure and what it is worth.
template <class Num = std::int64_t>
struct ScoreTerm {
  Measure measure{};
  /// Per unit that the measure counts: of spend, per fen. Not asked if there is a table.
  Ratio<Num> per{};
  /// Ascending.
  std::vector<PointsRow<Num>> table{};
  Num cap{kNoPointsCap};
  bool subtract{};
  /// For people; of lanes empty.
  std::string id{};
};

/// Terms that share a start and bounds.
template <class Num = std::int64_t>
struct ScoreDimension {
  Num start{};
  Num floor{};
  Num cap{kNoPointsCap};
  /// Opens the score from `at_least` on and adds nothing to it.
  bool gate{};
  Num at_least{};
  std::vector<ScoreTerm<Num>> terms{};
  /// For people; of lanes empty.
  std::string id{};
};

template <class Num = std::int64_t>
struct ScoreLevel {
  /// NameKind::score_level; also its bit.
  std::uint16_t name{};
  Num at_least{};
};

template <class Num = std::int64_t>
struct ScoreTerms {
  /// NameKind::score: stable over versions.
  std::uint16_t name{};
  /// The version before lacks it, or defines anything but its levels otherwise.
  bool begins{true};
  /// What exceeds the held level opens the next year.
  bool carries{};
  WindowTerms window{};
  /// Day of the month; 0 = every day.
  std::int32_t settle_day{1};
  Num floor{};
  Num cap{kNoPointsCap};
  /// Sorted by id, as their terms are.
  std::vector<ScoreDimension<Num>> dimensions{};
  std::vector<ScoreLevel<Num>> levels{};
};

}  // namespace loyaltycore
