// groups.hpp: which events of a history are decided together, and whose stories hang together so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/history_parts.hpp"

namespace loyaltycore::engine {

/// Events of a history that share a group id. An event whose group has no other event is alone.
class Groups {
 public:
  static constexpr std::uint32_t kAlone = 0xFFFF'FFFF;

  /// @throws Cancelled
  Groups(const History::Parts& parts, const CancelFlag* cancel);

  [[nodiscard]] bool none() const noexcept { return of_event_.empty(); }
  /// Number of the group of the event at `position`; kAlone if it has none.
  [[nodiscard]] std::uint32_t of_event(std::size_t position) const noexcept {
    return of_event_.empty() ? kAlone : of_event_[position];
  }
  /// Events of a group.
  [[nodiscard]] std::uint32_t size_of(std::uint32_t group) const noexcept { return sizes_[group]; }
  /// Members that share groups, directly or through others; each party ascending, the parties by
  /// their first member.
  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& parties() const noexcept {
    return parties_;
  }

 private:
  void number_groups(const History::Parts& parts, const CancelFlag* cancel);
  void find_parties(const History::Parts& parts, const CancelFlag* cancel);

  /// By position; empty: no event shares a group.
  std::vector<std::uint32_t> of_event_{};
  std::vector<std::uint32_t> sizes_{};
  std::vector<std::vector<std::uint32_t>> parties_{};
};

}  // namespace loyaltycore::engine
