// medal_view.hpp: medals as Python sees them: of a member, of an effect, of a ledger.
#pragma once

#include "bindings/bindings.hpp"
#include "bindings/effect_view.hpp"
#include "bindings/member_box.hpp"

namespace loyaltycore::bindings {

/// Medal -> grade, of every medal that the member holds, in the order of the ids.
[[nodiscard]] py::dict held_medals(const Program& program, const Standing<>& standing);

/// engine/medals.hpp as a dict.
[[nodiscard]] Dict medals_of(const MemberBox& box, Instant at);

/// The field of an effect that speaks of a medal.
void bind_medal_fields(py::class_<EffectView>& effect);

/// Column `medal`, numbers of names.
void put_medal_column(py::dict& out, const engine::LedgerColumns& ledger);

}  // namespace loyaltycore::bindings
