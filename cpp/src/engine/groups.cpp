#include "engine/groups.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "loyaltycore/engine/id_texts.hpp"
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

/// An event of a group, by group and event id.
Id told_once(const History::Parts& parts, std::size_t at) {
  DecimalText group;
  DecimalText event;
  return id_of(std::string{parts.event.group.text(at, group)} + '\0' +
               std::string{parts.event.id.text(at, event)});
}

[[noreturn]] void refuse_retry(const History::Parts& parts, std::size_t at) {
  DecimalText group;
  DecimalText event;
  const auto row = static_cast<std::int64_t>(parts.rows.empty() ? at : parts.rows[at]);
  throw DataError("group_repeated",
                  "row " + std::to_string(row) + ": event " +
                      std::string{parts.event.id.text(at, event)} + " of group " +
                      std::string{parts.event.group.text(at, group)} + " stands twice",
                  "events.group", row,
                  "tell each event of a group once: retries of groups are not read from a history "
                  "yet");
}

}  // namespace

Groups::Groups(const History::Parts& parts, const CancelFlag* cancel) {
  if (!parts.event.group.given()) return;
  number_groups(parts, cancel);
  if (!of_event_.empty()) find_parties(parts, cancel);
}

void Groups::number_groups(const History::Parts& parts, const CancelFlag* cancel) {
  std::unordered_map<Id, std::uint32_t, IdHash> numbers;
  std::unordered_set<Id, IdHash> told;
  std::vector<std::uint32_t> of_event(parts.events, kAlone);
  for (std::size_t at = 0; at < parts.events; ++at) {
    check_cancel(cancel);
    if (!parts.event.group.has(at)) continue;
    // A tick decides nothing, so it can wait for nobody.
    if (parts.event.kind[at] == static_cast<std::uint8_t>(EventKind::tick)) continue;
    if (!told.insert(told_once(parts, at)).second) refuse_retry(parts, at);
    const auto next = static_cast<std::uint32_t>(sizes_.size());
    const std::uint32_t number = numbers.emplace(parts.event.group.id(at), next).first->second;
    if (number == next) sizes_.push_back(0);
    ++sizes_[number];
    of_event[at] = number;
  }
  for (std::uint32_t& number : of_event) {
    if (number != kAlone && sizes_[number] == 1) number = kAlone;
  }
  const bool alone =
      std::all_of(of_event.begin(), of_event.end(), [](std::uint32_t n) { return n == kAlone; });
  if (!alone) of_event_ = std::move(of_event);
}

void Groups::find_parties(const History::Parts& parts, const CancelFlag* cancel) {
  Sets sets{parts.members};
  std::vector<std::uint32_t> first_of_group(sizes_.size(), kAlone);
  std::vector<std::uint8_t> shares(parts.members, 0);
  for (std::uint32_t member = 0; member < parts.members; ++member) {
    check_cancel(cancel);
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
