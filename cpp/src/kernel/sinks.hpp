// sinks.hpp: where a step's effects go in this library's own doors.
#pragma once

#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/explain.hpp"

namespace loyaltycore::kernel {

struct NoSink {
  static constexpr bool kTraces = false;
  [[nodiscard]] static constexpr bool keeps_records() noexcept { return false; }
  void on(const Effect<>&) noexcept {}
  void archived(const ArchivedLine&) noexcept {}
};

/// Once it is full it drops what comes: its door then undoes the step.
struct CollectingSink {
  static constexpr bool kTraces = false;
  Effects& effects;
  bool full{};
  [[nodiscard]] bool keeps_records() const noexcept { return effects.keeps_records; }
  void on(const Effect<>& effect) {
    full = full || effects.entries.size() == effects.most;
    if (!full) effects.entries.push_back(effect);
  }
  void archived(const ArchivedLine& record) {
    full = full || effects.archived.size() == effects.most;
    if (!full) effects.archived.push_back(record);
  }
};

struct TracingSink {
  static constexpr bool kTraces = true;
  Explanation& explanation;
  [[nodiscard]] static constexpr bool keeps_records() noexcept { return true; }
  void on(const Effect<>& effect) { explanation.effects.entries.push_back(effect); }
  void archived(const ArchivedLine& record) { explanation.effects.archived.push_back(record); }
  [[nodiscard]] std::vector<TraceStep>& steps() const noexcept { return explanation.steps; }
};

}  // namespace loyaltycore::kernel
