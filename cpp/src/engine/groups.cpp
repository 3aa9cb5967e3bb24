#include "engine/groups.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>

#include "loyaltycore/model/error.hpp"

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

[[noreturn]] void refuse_apart(const History::Parts& parts, std::size_t at) {
  DecimalText group;
  DecimalText event;
  const auto row = static_cast<std::int64_t>(parts.rows.empty() ? at : parts.rows[at]);
  throw DataError(
      "group_apart",
      "row " + std::to_string(row) + ": event " + std::string{parts.event.id.text(at, event)} +
          " of group " + std::string{parts.event.group.text(at, group)} +
          " shares its recorded_at with no other event of the group, nor do they",
      "events.group", row,
      "give the events of a deal one recorded_at, or leave out the group where each was "
      "told by itself");
}

}  // namespace

Groups::Groups(const History::Parts& parts, Pulse& pulse) {
  if (!parts.event.group.given()) return;
  number_groups(parts, pulse);
  if (!of_event_.empty()) find_parties(parts, pulse);
}

void Groups::number_groups(const History::Parts& parts, Pulse& pulse) {
  std::vector<std::uint32_t> of_event(parts.events, kAlone);
  for (std::size_t member = 0; member < parts.members; ++member) {
    const Id id = parts.member_ids.id(member);
    for (std::size_t at = parts.first[member]; at < parts.first[member + 1]; ++at) {
      pulse.beat(at);
      if (!parts.event.group.has(at)) continue;
      // A tick decides nothing, so it can wait for nobody.
      if (parts.event.kind[at] == static_cast<std::uint8_t>(EventKind::tick)) continue;
      of_event[at] = tellings_.add(
          {parts.event.group.id(at), parts.recorded_at(at), id, parts.event.id.id(at), at});
    }
  }
  if (const auto at = tellings_.apart()) refuse_apart(parts, *at);
  bool any_shared = false;
  for (std::uint32_t& number : of_event) {
    if (number == kAlone) continue;
    if (!tellings_.is_shared(number)) number = kAlone;
    any_shared = any_shared || number != kAlone;
  }
  if (any_shared) of_event_ = std::move(of_event);
}

void Groups::find_parties(const History::Parts& parts, Pulse& pulse) {
  Sets sets{parts.members};
  std::vector<std::uint32_t> first_of_group(count(), kAlone);
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
