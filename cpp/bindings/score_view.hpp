// score_view.hpp: scores as Python sees them: of a member, of an effect, of a ledger.
#pragma once

#include "bindings/bindings.hpp"
#include "bindings/effect_view.hpp"
#include "bindings/member_box.hpp"

namespace loyaltycore::bindings {

/// Score -> value, levels, open, carried, of every score of the version in force.
[[nodiscard]] py::dict settled_scores(const Program& program, const Standing<>& standing);

/// engine/scores.hpp as a dict.
[[nodiscard]] Dict scores_of(const MemberBox& box, Instant at);

/// The fields of an effect that speaks of a score.
void bind_score_fields(py::class_<EffectView>& effect);

/// Columns `score` (numbers of names) and `levels` (numbers of `level_texts`).
void put_score_columns(py::dict& out, const Program& program, const engine::LedgerColumns& ledger);

}  // namespace loyaltycore::bindings
