// settled_member.hpp: a member as of an instant, with everything settled that fell due until then.
#pragma once

#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

struct SettledMember {
  /// The copy; the member stays as it is.
  Member member;
  const Program& program;
  /// Of the instant, or of the last decision if that is later.
  Day today{};

  SettledMember(const Program& of, const Member& from, Instant at);
  [[nodiscard]] const Terms<>& terms() const noexcept {
    return program.versions()[member.standing.version];
  }
};

}  // namespace loyaltycore::engine
