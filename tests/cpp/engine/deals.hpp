// deals.hpp: transfers of beans between members, as groups of two events.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "engine/journal.hpp"

namespace loyaltycore::engine::testing {

/// `beans` from one member to another, as the two events of a group.
inline std::vector<EventData> transfer(const std::string& group, const std::string& from,
                                       const std::string& to, std::int64_t beans, Instant at) {
  std::vector<EventData> out{event_of(EventKind::adjusted, from, group + "-a", at),
                             event_of(EventKind::adjusted, to, group + "-b", at)};
  out[0].beans = -beans;
  out[1].beans = beans;
  for (EventData& event : out) event.group = group;
  return out;
}

inline EventData gift(const std::string& member, const std::string& id, std::int64_t beans,
                      Instant at) {
  EventData event = event_of(EventKind::adjusted, member, id, at);
  event.beans = beans;
  return event;
}

/// Gifts and transfers among few members; many transfers are larger than what the giver has. Some
/// are told again at once, whole or in part, some later under a new time.
inline std::vector<EventData> market(std::uint64_t seed, int members, int deals) {
  std::mt19937_64 random{seed};
  const auto below = [&random](int bound) {
    return static_cast<int>(random() % static_cast<std::uint64_t>(bound));
  };
  std::vector<EventData> out;
  std::vector<std::vector<EventData>> deals_told;
  Instant now = kBegin;
  for (int i = 0; i < deals; ++i) {
    now += 3 + below(3) * kDay;
    const std::string from = std::to_string(below(members));
    const std::string to = std::to_string(below(members));
    if (below(3) == 0) {
      out.push_back(gift(from, "gift" + std::to_string(i), 1 + below(60), now));
    } else {
      const auto sides = transfer("deal" + std::to_string(i), from, to, 1 + below(40), now);
      out.insert(out.end(), sides.begin(), sides.end());
      if (below(6) == 0) out.insert(out.end(), sides.begin(), sides.end());
      if (below(8) == 0) out.push_back(sides[static_cast<std::size_t>(below(2))]);
      deals_told.push_back(sides);
    }
    if (below(7) == 0 && !deals_told.empty()) {
      const auto older = static_cast<std::size_t>(below(static_cast<int>(deals_told.size())));
      for (EventData event : deals_told[older]) {
        event.occurred_at = now + 2;
        out.push_back(event);
      }
    }
    if (below(9) == 0) out.push_back(event_of(EventKind::tick, from, "tick", now + 1));
  }
  return out;
}

}  // namespace loyaltycore::engine::testing
