// sinks.hpp: where a step's effects go in this library's own doors.
#pragma once

#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/explain.hpp"

namespace loyaltycore::kernel {

struct NoSink {
  static constexpr bool kTraces = false;
  void on(const Effect<>&) noexcept {}
  void archived(const ArchivedLine&) noexcept {}
};

struct CollectingSink {
  static constexpr bool kTraces = false;
  Effects& effects;
  void on(const Effect<>& effect) { effects.entries.push_back(effect); }
  void archived(const ArchivedLine& record) { effects.archived.push_back(record); }
};

struct TracingSink {
  static constexpr bool kTraces = true;
  Explanation& explanation;
  void on(const Effect<>& effect) { explanation.effects.entries.push_back(effect); }
  void archived(const ArchivedLine& record) { explanation.effects.archived.push_back(record); }
  void trace(const TraceStep& step) { explanation.steps.push_back(step); }
};

}  // namespace loyaltycore::kernel
