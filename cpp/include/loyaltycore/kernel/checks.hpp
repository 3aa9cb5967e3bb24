// checks.hpp: what can be said against an event before anything is settled, in order of rank.
#pragma once

#include "loyaltycore/model/event.hpp"
#include "loyaltycore/model/fact_plan.hpp"
#include "loyaltycore/model/facts.hpp"
#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::kernel {

/// Largest quantity of one line, return or exchange.
inline constexpr std::int32_t kLargestQuantity = 1'000'000;
/// Largest number of a line or of a sub-order.
inline constexpr std::uint16_t kLargestLine = 65'534;
/// Most lines of one order.
inline constexpr std::size_t kMostLines = 10'000;

/// What the checks need to know of the terms in force.
struct EventLimits {
  bool refuse_unknown_category{};
  bool refuse_unknown_channel{};
  /// First instant of the first version.
  Instant programme_from{};
};

/// Ranks 10 to 22: the event itself.
[[nodiscard]] Refusal refuse_event(const Event& event, const EventLimits& limits) noexcept;

/// Ranks 30 to 35, duplicates apart. @pre refuse_event answered none.
[[nodiscard]] Refusal refuse_place(const Event& event, const Facts& facts, const FactPlan& plan,
                                   const EventLimits& limits) noexcept;

/// The remembered acceptance of an event with this id, or null.
[[nodiscard]] const Remembered* find_remembered(const Facts& facts, const Id& id) noexcept;

/// Decision time of an event: never before the last decision.
[[nodiscard]] inline Instant decision_time(const Event& event, const Facts& facts) noexcept {
  return facts.decided_at == kNever ? event.recorded_at : max(event.recorded_at, facts.decided_at);
}

}  // namespace loyaltycore::kernel
