// member.hpp: facts and standing of one (scope, member). A value: copy, compare, move.
#pragma once

#include "loyaltycore/model/facts.hpp"
#include "loyaltycore/model/standing.hpp"

namespace loyaltycore {

struct Member {
  Facts facts{};
  Standing<> standing{};
};

/// A line that left the open lines with everything a late return needs. Stores keep it.
struct ArchivedLine {
  static constexpr std::size_t kMostGrants = 16;
  static constexpr std::size_t kMostAllocations = 16;

  OpenOrder order{};
  OpenLine line{};
  std::uint8_t grants{};
  std::uint8_t allocations{};
  std::array<Grant<>, kMostGrants> grant{};
  std::array<Allocation<>, kMostAllocations> allocation{};
};

}  // namespace loyaltycore
