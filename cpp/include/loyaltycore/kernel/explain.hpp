// explain.hpp: which rules and tasks gave something for an event, which did not and why, what else
// was decided, and the numbers on the way to what was booked.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/decision_numbers.hpp"
#include "loyaltycore/model/terms.hpp"
#include "loyaltycore/rules/conditions.hpp"

namespace loyaltycore::kernel {

/// Names of AwardKind.
inline constexpr std::array<std::string_view, 5> kAwardKindNames{"rate", "fixed", "table", "streak",
                                                                 "from_event"};

/// Names of Unit.
inline constexpr std::array<std::string_view, 5> kUnitNames{"event", "piece", "line", "sub_order",
                                                            "order"};

/// Caps in the order in which they are asked; the number of times a day is a condition.
enum class TracedCap : std::uint8_t {
  unit = 0,
  order = 1,
  day = 2,
  month = 3,
  year = 4,
  term = 5,
  programme_budget = 6
};
inline constexpr std::size_t kTracedCaps = 7;
inline constexpr std::array<std::string_view, kTracedCaps> kTracedCapNames{
    "unit", "order", "day", "month", "year", "term", "programme_budget"};
/// What a cap leaves where the rule has no such cap.
inline constexpr std::int64_t kNotCapped = -1;

/// One rule asked about one unit, or one task about one event.
///
/// Over an accepted event the sum of `granted` in a currency is what its effects of cause `earned`
/// and `task_rewarded` move.
struct TraceStep {
  bool task{};
  /// The rule's or the task's name.
  std::uint16_t rule{};
  std::uint16_t version{};
  /// The first line of the unit; 0 if none.
  std::uint16_t line{};
  Currency currency{};
  Condition failed{Condition::none};
  Unit unit{Unit::event};
  AwardKind award{AwardKind::fixed};
  /// Pieces of the line that each earned the same; 1 where the unit is no piece.
  std::int64_t pieces{1};
  /// Counted amount of the unit, or of one piece (the smaller where pieces differ by a fen), before
  /// and after rounding down.
  std::int64_t amount_fen{};
  std::int64_t rounded_fen{};
  /// What the factors act on: rounded_fen, or the fixed award, the table's row, the day's award of
  /// a streak, what the event reserved.
  std::int64_t basis{};
  /// Per fen; 1 unless the award is a rate.
  Ratio<> rate{};
  /// Product of the multipliers.
  Ratio<> times{};
  /// Length of the run that a streak pays; 0 = none.
  std::int64_t run{};
  /// Award of the unit, or of one piece, before any cap.
  std::int64_t uncapped{};
  /// All pieces, after the unit's cap.
  std::int64_t total{};
  /// What each cap left: `unit` of one piece, the others of `total`; kNotCapped if not set.
  std::array<std::int64_t, kTracedCaps> left{kNotCapped, kNotCapped, kNotCapped, kNotCapped,
                                             kNotCapped, kNotCapped, kNotCapped};
  /// What was booked.
  std::int64_t granted{};
  /// Of a task: its count before and after, what it asks for, the first day of its window.
  std::int64_t before{};
  std::int64_t after{};
  std::int64_t needed{};
  Day window{kNoDay};
  /// Day on which a task's reward is booked; kNoDay if at once.
  Day booked_on{kNoDay};
};

struct Explanation {
  Outcome outcome{};
  /// In the order of asking; empty if the event was refused, for nothing was granted then.
  std::vector<TraceStep> steps{};
  /// What no rule or task decided: returns, penalties, tiers, expiry, beans that leave. Of a
  /// refused event only the decision that refused it, where it has numbers.
  std::vector<TracedDecision> decisions{};
  Effects effects{};
};

/// apply with a trace: on the member as it stood before the event.
[[nodiscard]] Explanation explain(const Program& program, const Member& before, const Event& event,
                                  Workspace& workspace);

}  // namespace loyaltycore::kernel
