// groups.hpp: which events of a history are decided together, and whose stories hang together so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/history_parts.hpp"
#include "engine/pulse.hpp"
#include "engine/tellings.hpp"

namespace loyaltycore::engine {

/// Tellings of a history (tellings.hpp) by event. An event that nobody shares one with is alone.
class Groups {
 public:
  static constexpr std::uint32_t kAlone = 0xFFFF'FFFF;

  /// @throws DataError(group_apart) for a group whose events share no time; Cancelled; what the
  /// progress callback threw.
  Groups(const History::Parts& parts, Pulse& pulse);

  /// Number of the group of the event at `position`; kAlone if it has none.
  [[nodiscard]] std::uint32_t of_event(std::size_t position) const noexcept {
    return of_event_.empty() ? kAlone : of_event_[position];
  }
  [[nodiscard]] std::size_t count() const noexcept { return tellings_.size(); }
  /// Events of a group.
  [[nodiscard]] std::uint32_t size_of(std::uint32_t group) const noexcept {
    return tellings_.size_of(group);
  }
  /// Members that share groups, directly or through others; each party ascending, the parties by
  /// their first member.
  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& parties() const noexcept {
    return parties_;
  }

 private:
  void number_groups(const History::Parts& parts, Pulse& pulse);
  void find_parties(const History::Parts& parts, Pulse& pulse);

  /// By position; empty: no event shares a group.
  std::vector<std::uint32_t> of_event_{};
  Tellings tellings_{};
  std::vector<std::vector<std::uint32_t>> parties_{};
};

}  // namespace loyaltycore::engine
