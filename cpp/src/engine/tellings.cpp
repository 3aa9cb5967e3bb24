#include "engine/tellings.hpp"

#include <algorithm>

namespace loyaltycore::engine {

std::uint32_t Tellings::add(const ToldEvent& told) {
  const Id event = both(told.member, told.event);
  Group& group = groups_.try_emplace(told.group, Group{event}).first->second;
  if (event != group.first && !group.second_at) group.second_at = told.at;
  const auto next = static_cast<std::uint32_t>(tellings_.size());
  const Id time{static_cast<std::uint64_t>(told.recorded_at), 0};
  const auto [found, is_new] = numbers_.try_emplace(both(told.group, time), next);
  if (is_new) tellings_.push_back({event});
  Telling& telling = tellings_[found->second];
  ++telling.events;
  telling.shared = telling.shared || event != telling.first;
  group.stands_together = group.stands_together || telling.shared;
  return found->second;
}

std::optional<std::size_t> Tellings::apart() const {
  std::optional<std::size_t> first;
  for (const auto& [id, group] : groups_) {
    if (group.stands_together || !group.second_at) continue;
    first = std::min(first.value_or(*group.second_at), *group.second_at);
  }
  return first;
}

}  // namespace loyaltycore::engine
