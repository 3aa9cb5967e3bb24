#include "engine/groups.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "engine/tries.hpp"
#include "loyaltycore/engine/id_texts.hpp"

namespace loyaltycore::engine {

namespace {

/// Disjoint sets of members; the least member stands for its set.
class Sets {
 public:
  explicit Sets(std::size_t members) : parent_(members) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  std::uint32_t find(std::uint32_t member) noexcept {
    while (parent_[member] != member) {
      parent_[member] = parent_[parent_[member]];
      member = parent_[member];
    }
    return member;
  }
  void join(std::uint32_t a, std::uint32_t b) noexcept {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// One telling of a group.
struct Telling {
  Id group;
  Try at;
  friend bool operator==(const Telling&, const Telling&) = default;
};
struct TellingHash {
  std::size_t operator()(const Telling& each) const noexcept {
    const std::uint64_t number = std::uint64_t{each.at.time} << 32U | each.at.retry;
    return each.group.low + number * 0x9E37'79B9'7F4A'7C15U;
  }
};

/// What tells the events of one member's groups apart: two hashes of 128 bits, so their sum does.
Id named(const Id& group, const Id& event) noexcept {
  return {group.high + 3 * event.high, group.low + 3 * event.low};
}

}  // namespace

Groups::Groups(const History::Parts& parts, Pulse& pulse) {
  if (!parts.event.group.given()) return;
  number_groups(parts, pulse);
  if (!of_event_.empty()) find_parties(parts, pulse);
}

void Groups::number_groups(const History::Parts& parts, Pulse& pulse) {
  std::unordered_map<Telling, std::uint32_t, TellingHash> numbers;
  std::vector<std::uint32_t> of_event(parts.events, kAlone);
  Tries<Id, IdHash> tries;
  for (std::size_t member = 0; member < parts.members; ++member) {
    tries.clear();
    for (std::size_t at = parts.first[member]; at < parts.first[member + 1]; ++at) {
      pulse.beat(at);
      if (!parts.event.group.has(at)) continue;
      // A tick decides nothing, so it can wait for nobody.
      if (parts.event.kind[at] == static_cast<std::uint8_t>(EventKind::tick)) continue;
      const Id group = parts.event.group.id(at);
      const Telling told{group,
                         tries.of(named(group, parts.event.id.id(at)), parts.recorded_at(at))};
      const auto next = static_cast<std::uint32_t>(sizes_.size());
      const std::uint32_t number = numbers.emplace(told, next).first->second;
      if (number == next) sizes_.push_back(0);
      ++sizes_[number];
      of_event[at] = number;
    }
  }
  for (std::uint32_t& number : of_event) {
    if (number != kAlone && sizes_[number] == 1) number = kAlone;
  }
  const bool alone =
      std::all_of(of_event.begin(), of_event.end(), [](std::uint32_t n) { return n == kAlone; });
  if (!alone) of_event_ = std::move(of_event);
}

void Groups::find_parties(const History::Parts& parts, Pulse& pulse) {
  Sets sets{parts.members};
  std::vector<std::uint32_t> first_of_group(sizes_.size(), kAlone);
  std::vector<std::uint8_t> shares(parts.members, 0);
  for (std::uint32_t member = 0; member < parts.members; ++member) {
    pulse.beat(member);
    for (std::size_t at = parts.first[member]; at < parts.first[member + 1]; ++at) {
      const std::uint32_t group = of_event_[at];
      if (group == kAlone) continue;
      shares[member] = 1;
      if (first_of_group[group] == kAlone) first_of_group[group] = member;
      sets.join(first_of_group[group], member);
    }
  }
  std::unordered_map<std::uint32_t, std::size_t> party_of;
  for (std::uint32_t member = 0; member < parts.members; ++member) {
    if (shares[member] == 0) continue;
    const auto [found, is_new] = party_of.emplace(sets.find(member), parties_.size());
    if (is_new) parties_.emplace_back();
    parties_[found->second].push_back(member);
  }
}

}  // namespace loyaltycore::engine
