#include "engine/settled_member.hpp"

#include <algorithm>

#include "loyaltycore/kernel/apply.hpp"

namespace loyaltycore::engine {

SettledMember::SettledMember(const Program& of, const Member& from, Instant at)
    : member(from), program(of) {
  kernel::Workspace workspace;
  kernel::settle(program, member, at, workspace, nullptr);
  const Instant decided_at = member.facts.decided_at;
  today = program.zone().day_at(decided_at == kNever ? at : std::max(at, decided_at));
}

}  // namespace loyaltycore::engine
