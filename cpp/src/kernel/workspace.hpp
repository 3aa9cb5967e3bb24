// workspace.hpp: what Workspace hides: a scratch member and the kernel's scratch.
#pragma once

#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/room.hpp"

namespace loyaltycore::kernel {

struct Workspace::Parts {
  Member member;
  Scratch<std::int64_t> scratch;
  Effects effects;
};

[[nodiscard]] inline Timeline<std::int64_t> timeline_of(const Program& program) noexcept {
  return {program.plan(), program.versions()};
}

/// A placement that binds to a quote is recomputed; any other number makes it stale.
[[nodiscard]] Refusal refuse_stale(const Program& program, const Member& member, const Event& event,
                                   Workspace& workspace);

}  // namespace loyaltycore::kernel
