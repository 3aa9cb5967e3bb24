// member.hpp: facts and standing of one (scope, member). A value: copy, compare, move.
#pragma once

#include <string_view>
#include <vector>

#include "loyaltycore/model/facts.hpp"
#include "loyaltycore/model/standing.hpp"

namespace loyaltycore {

struct Member {
  Facts facts{};
  Standing<> standing{};
};

/// A member of whom nothing is known yet. Records of closed lines carry the id: with another one,
/// or none, they are another member's.
[[nodiscard]] inline Member newcomer(std::string_view id) noexcept {
  Member out;
  out.facts.member = id_of(id);
  return out;
}

/// A line that left the open lines with everything a late return needs. Stores keep it.
struct ArchivedLine {
  /// Whose it is (Facts::member).
  Id member{};
  OpenOrder order{};
  OpenLine line{};
  std::vector<Grant<>> grants{};
  std::vector<Allocation<>> allocations{};
};

}  // namespace loyaltycore
