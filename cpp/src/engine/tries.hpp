// tries.hpp: which telling of a group an event belongs to, where a group is told more than once.
#pragma once

#include <compare>
#include <cstdint>
#include <unordered_map>

#include "loyaltycore/base/date.hpp"

namespace loyaltycore::engine {

/// A group is tried anew under new times; under one time what is told again is a retry.
struct Try {
  std::uint32_t time{};
  std::uint32_t retry{};
  friend auto operator<=>(const Try&, const Try&) = default;
};

/// Counts the tellings of events in their order.
template <class Event, class Hash>
class Tries {
 public:
  void clear() noexcept { told_.clear(); }
  Try of(const Event& event, Instant recorded_at) {
    const auto [found, is_first] = told_.try_emplace(event, Told{recorded_at, {}});
    Told& told = found->second;
    if (is_first) return told.last;
    told.last = told.recorded_at == recorded_at ? Try{told.last.time, told.last.retry + 1}
                                                : Try{told.last.time + 1, 0};
    told.recorded_at = recorded_at;
    return told.last;
  }

 private:
  struct Told {
    Instant recorded_at;
    Try last;
  };
  std::unordered_map<Event, Told, Hash> told_{};
};

}  // namespace loyaltycore::engine
