// archive.hpp: the record of a line that closes, for a late return.
//
// A door's sink makes it, not the step: it takes memory, and only who keeps records needs them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "loyaltycore/kernel/record.hpp"
#include "loyaltycore/rules/reversal.hpp"

namespace loyaltycore::kernel {

/// Beans that paid the pieces of a line which did not come back.
[[nodiscard]] inline std::int64_t beans_left(const OpenLine& line) noexcept {
  return line.beans.count - share_floor(line.beans.count, line.returned, line.quantity);
}

/// The record of an open line: its accruals, those that still wait too, and what paid it.
[[nodiscard]] inline ArchivedLine archive_of(Facts& facts, const Standing<>& standing,
                                             const OpenLine& line) {
  const OpenOrder* order = find_order(facts, line.order);
  LC_CHECK(order != nullptr);
  ArchivedLine record;
  record.member = facts.member;
  record.order = *order;
  record.line = line;
  for (const Grant<>& grant : standing.grants) {
    const bool own = grant.subject == line.order && grant.order && grant.line == line.line;
    if (own && !grant.closed) record.grants.push_back(grant);
  }
  std::int64_t beans = beans_left(line);
  for (std::size_t i = standing.allocations.size(); i-- > 0 && beans > 0;) {
    Allocation<> part = standing.allocations[i];
    if (part.subject != line.order || !part.order || part.held) continue;
    part.beans = min(part.beans, Beans{beans});
    beans -= part.beans.count;
    record.allocations.push_back(part);
  }
  // They were found last drawn first; a return gives them back so, and expects them as drawn.
  std::ranges::reverse(record.allocations);
  return record;
}

}  // namespace loyaltycore::kernel
