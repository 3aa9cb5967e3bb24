// sinks.hpp: where a step's effects go in this library's own doors.
#pragma once

#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/archive.hpp"
#include "loyaltycore/kernel/explain.hpp"

namespace loyaltycore::kernel {

struct NoSink {
  static constexpr bool kTraces = false;
  void on(const Effect<>&) noexcept {}
  void closes(Facts&, const Standing<>&, const OpenLine&) noexcept {}
};

/// Once it is full it drops what comes: its door then undoes the step.
struct CollectingSink {
  static constexpr bool kTraces = false;
  Effects& effects;
  bool full{};
  void on(const Effect<>& effect) {
    full = full || effects.entries.size() == effects.most;
    if (!full) effects.entries.push_back(effect);
  }
  void closes(Facts& facts, const Standing<>& standing, const OpenLine& line) {
    full = full || effects.archived.size() == effects.most;
    if (effects.keeps_records && !full) {
      effects.archived.push_back(archive_of(facts, standing, line));
    }
  }
};

struct TracingSink {
  static constexpr bool kTraces = true;
  Explanation& explanation;
  void on(const Effect<>& effect) { explanation.effects.entries.push_back(effect); }
  void closes(Facts& facts, const Standing<>& standing, const OpenLine& line) {
    explanation.effects.archived.push_back(archive_of(facts, standing, line));
  }
  [[nodiscard]] std::vector<TraceStep>& steps() const noexcept { return explanation.steps; }
};

}  // namespace loyaltycore::kernel
