// state_view.hpp: a member's facts and standing as a plain dict, and its way to the next tier.
#pragma once

#include "bindings/bindings.hpp"
#include "bindings/member_box.hpp"

namespace loyaltycore::bindings {

/// Everything that a member is, by name: for looking, comparing and JSON. A copy.
[[nodiscard]] Dict state_of(const Program& program, const Member& member,
                            const engine::IdTexts& names);

/// engine/progress.hpp as a dict.
[[nodiscard]] Dict progress_of(const MemberBox& box, Instant at, const std::string& ladder);

/// Total of one account of beans.
[[nodiscard]] inline std::int64_t beans_in(const Member& member, Account account) {
  return member.standing.purses[0][account];
}

}  // namespace loyaltycore::bindings
