// explain.hpp: which rules fired for an event, which did not and why, with the numbers in them.
#pragma once

#include <cstdint>
#include <vector>

#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/rules/conditions.hpp"

namespace loyaltycore::kernel {

/// One rule asked about one unit.
struct TraceStep {
  std::uint16_t rule{};
  std::uint16_t version{};
  std::uint16_t line{};
  Currency currency{};
  Condition failed{Condition::none};
  /// Counted amount of the unit, before and after rounding down.
  std::int64_t amount_fen{};
  std::int64_t rounded_fen{};
  /// Rate or fixed amount, and the product of the multipliers.
  Ratio<> rate{};
  Ratio<> times{};
  std::int64_t uncapped{};
  std::int64_t granted{};
};

struct Explanation {
  Outcome outcome{};
  std::vector<TraceStep> steps{};
  Effects effects{};
};

/// apply with a trace: on the member as it stood before the event.
[[nodiscard]] Explanation explain(const Program& program, const Member& before, const Event& event,
                                  Workspace& workspace);

}  // namespace loyaltycore::kernel
