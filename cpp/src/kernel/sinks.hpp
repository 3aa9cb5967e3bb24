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
  void on(const Effect<>& effect) {
    explanation.effects.entries.push_back(effect);
    if (effect.kind != EffectKind::moved || effect.cause != Cause::expired) return;
    // An expiry says everything itself.
    explanation.decisions.push_back(
        {effect.version, effect.at, (effect.flags & kDue) != 0, Refusal::none,
         Expired{effect.expires_on, effect.funder, effect.lot_class, effect.amount}});
  }
  void closes(Facts& facts, const Standing<>& standing, const OpenLine& line) {
    explanation.effects.archived.push_back(archive_of(facts, standing, line));
  }
  [[nodiscard]] std::vector<TraceStep>& steps() const noexcept { return explanation.steps; }
  [[nodiscard]] std::vector<TracedDecision>& decisions() const noexcept {
    return explanation.decisions;
  }
  [[nodiscard]] const std::vector<Effect<>>& booked() const noexcept {
    return explanation.effects.entries;
  }
};

}  // namespace loyaltycore::kernel
