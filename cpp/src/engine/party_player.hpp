// party_player.hpp: members that share groups of events, played together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "engine/event_source.hpp"
#include "engine/groups.hpp"
#include "engine/member_player.hpp"
#include "engine/member_runs.hpp"

namespace loyaltycore::engine {

/// Plays each member of a party in its own order; a group waits until all of its events are next.
class PartyPlayer {
 public:
  PartyPlayer(const PlayJob& job, const Groups& groups, const std::vector<std::uint32_t>& members);

  /// What became of the members, each apart, in their order.
  /// @throws DataError(groups_cross) where two members have two groups in opposite orders; what a
  ///         member or the progress callback threw.
  std::vector<PlayOutput> play(Pulse& pulse);

 private:
  struct Seat {
    Seat(const PlayJob& job, std::uint32_t member);

    MemberPlayer player;
    EventSource events;
    PlayOutput out;
    std::size_t next;
    std::size_t end;
  };
  struct Waiting {
    std::vector<std::size_t> seats{};
    /// How many of the group's events are next.
    std::uint32_t events{};
  };

  /// Plays what the seat decides alone, and notes that it waits with its next group, if it does.
  void advance(std::size_t seat, Pulse& pulse);
  /// Number of events of one group that stand at the seat's place, one after the other.
  [[nodiscard]] std::uint32_t next_of_group(const Seat& seat) const noexcept;
  void decide(const Waiting& waiting, Pulse& pulse);
  void refuse_crossing() const;

  const PlayJob& job_;
  const Groups& groups_;
  std::deque<Seat> seats_{};
  std::unordered_map<std::uint32_t, Waiting> waiting_{};
  /// Groups of which every event is next.
  std::vector<std::uint32_t> ready_{};
  kernel::Workspace workspace_{};
};

}  // namespace loyaltycore::engine
