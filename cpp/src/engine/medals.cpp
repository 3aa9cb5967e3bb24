#include "loyaltycore/engine/medals.hpp"

#include <algorithm>

#include "engine/settled_member.hpp"
#include "loyaltycore/kernel/shown.hpp"

namespace loyaltycore::engine {

namespace {

std::vector<RequirementState> requirements_of(const MedalTerms<>& medal, std::int64_t held,
                                              const ByRequirement<std::int64_t>& measured) {
  std::vector<RequirementState> out;
  const MedalGrade<>* const next = rules::grade_above(medal, held);
  for (std::size_t i = 0; i < medal.requirements.size(); ++i) {
    RequirementState& row = out.emplace_back();
    row.requirement = medal.requirements[i].id;
    row.measured = measured[i];
    if (next == nullptr) continue;
    row.needed = next->at_least[i];
    row.missing = std::max(row.needed - row.measured, std::int64_t{0});
  }
  return out;
}

}  // namespace

std::vector<MemberMedal> medals_of(const Program& program, const Member& member, Instant at) {
  const SettledMember settled(program, member, at);
  const Facts& facts = settled.member.facts;
  const Standing<>& standing = settled.member.standing;
  const Terms<>& terms = settled.terms();
  const kernel::Shown shown =
      kernel::shown_now(program.plan(), terms, facts, standing, settled.today);
  std::vector<MemberMedal> out;
  for (std::size_t i = 0; i < terms.medals.size(); ++i) {
    const MedalTerms<>& medal = terms.medals[i];
    MemberMedal& row = out.emplace_back();
    row.medal = program.names().name(NameKind::medal, medal.name);
    row.family = medal.family;
    row.grade = kernel::grade_held(standing, medal.name);
    row.shown = shown.medals[i].grade;
    row.grades = static_cast<std::int64_t>(medal.grades.size());
    row.settles_on = kernel::settles_next(program.versions(), program.zone(), &Terms<>::medals,
                                          medal, facts, standing, settled.today);
    if (!facts.erased) {
      row.requirements = requirements_of(medal, row.grade, shown.medals[i].measured);
    }
  }
  return out;
}

}  // namespace loyaltycore::engine
