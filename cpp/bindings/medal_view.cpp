// medal_view.cpp: names instead of numbers, for medals; nothing is reckoned here.
#include "bindings/medal_view.hpp"

#include "bindings/columns_view.hpp"
#include "loyaltycore/engine/as_of.hpp"
#include "loyaltycore/engine/medals.hpp"
#include "loyaltycore/kernel/post.hpp"

namespace loyaltycore::bindings {
namespace {

py::dict requirements_of(const engine::MemberMedal& medal) {
  const bool at_top = medal.grade >= medal.grades;
  py::dict out;
  for (const engine::RequirementState& each : medal.requirements) {
    py::dict row;
    row["measured"] = each.measured;
    row["needed"] = at_top ? py::object(py::none()) : py::object(py::int_(each.needed));
    row["missing"] = each.missing;
    out[to_str(each.requirement)] = row;
  }
  return out;
}

bool has_medal(const Effect<>& effect) noexcept { return effect.kind == EffectKind::medal_changed; }

}  // namespace

py::dict held_medals(const Program& program, const Standing<>& standing) {
  py::dict out;
  for (const MedalTerms<>& terms : program.versions()[standing.version].medals) {
    const std::int64_t grade = kernel::grade_held(standing, terms.name);
    if (grade > 0) out[to_str(program.names().name(NameKind::medal, terms.name))] = grade;
  }
  return out;
}

Dict medals_of(const MemberBox& box, Instant at) {
  engine::check_as_of(at);
  Dict out;
  for (const engine::MemberMedal& medal : engine::medals_of(box.program(), box.member(), at)) {
    py::dict row;
    row["family"] = to_str(medal.family);
    row["grade"] = medal.grade;
    row["shown"] = medal.shown;
    row["grades"] = medal.grades;
    row["settles_on"] = date_or_none(medal.settles_on);
    row["requires"] = requirements_of(medal);
    out[to_str(medal.medal)] = row;
  }
  return out;
}

void bind_medal_fields(py::class_<EffectView>& effect) {
  effect.def_property_readonly(
      "medal",
      [](const EffectView& v) {
        return text_or_none(has_medal(v.effect)
                                ? v.program.names().name(NameKind::medal, v.effect.index)
                                : std::string_view{});
      },
      "Medal whose grade changed from `before` to `after`; else None.");
}

void put_medal_column(py::dict& out, const engine::LedgerColumns& ledger) {
  std::vector<std::uint16_t> medals(ledger.size());
  for (std::size_t at = 0; at < ledger.size(); ++at) {
    const bool of_medal = ledger.kind[at] == static_cast<std::uint8_t>(EffectKind::medal_changed);
    if (of_medal) medals[at] = ledger.index[at];
  }
  out["medal"] = to_array(std::move(medals));
}

}  // namespace loyaltycore::bindings
