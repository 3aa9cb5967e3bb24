// tellings.hpp: which events of groups stand together: those of one group and one recorded time.
//
// A deal may be told again: under its own time as a retry, under a later one as a new try. So a
// group id alone says too little, and how often an event came says too much: one side may have been
// told by itself in between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/engine/id_texts.hpp"

namespace loyaltycore::engine {

/// An event of a group, by hashes, and where it stands.
struct ToldEvent {
  Id group;
  Instant recorded_at;
  Id member;
  Id event;
  std::size_t at;
};

class Tellings {
 public:
  /// Number of the telling that the event belongs to.
  std::uint32_t add(const ToldEvent& told);

  [[nodiscard]] std::size_t size() const noexcept { return tellings_.size(); }
  /// Events of a telling, retries too.
  [[nodiscard]] std::uint32_t size_of(std::uint32_t telling) const noexcept {
    return tellings_[telling].events;
  }
  /// Whether two events stand in it; else its event is alone.
  [[nodiscard]] bool is_shared(std::uint32_t telling) const noexcept {
    return tellings_[telling].shared;
  }
  /// Where an event stands whose group has several events, no two of which share a time.
  [[nodiscard]] std::optional<std::size_t> apart() const;

 private:
  /// Two hashes of 128 bits each: their sum tells what both name.
  static Id both(const Id& a, const Id& b) noexcept {
    return {a.high + 3 * b.high, a.low + 3 * b.low};
  }

  struct Group {
    Id first;
    /// Of the first other event.
    std::optional<std::size_t> second_at{};
    bool stands_together{};
  };
  struct Telling {
    Id first;
    bool shared{};
    std::uint32_t events{};
  };
  std::unordered_map<Id, Group, IdHash> groups_;
  std::unordered_map<Id, std::uint32_t, IdHash> numbers_;
  std::vector<Telling> tellings_;
};

}  // namespace loyaltycore::engine
