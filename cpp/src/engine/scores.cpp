#include "loyaltycore/engine/scores.hpp"

#include <span>

#include "engine/settled_member.hpp"
#include "loyaltycore/kernel/shown.hpp"

namespace loyaltycore::engine {

namespace {

DimensionPoints dimension_of(const ScoreDimension<>& dimension,
                             std::span<const std::int64_t> measured) {
  DimensionPoints out;
  out.dimension = dimension.id;
  out.points = rules::dimension_points(dimension, measured);
  out.gate = dimension.gate;
  for (std::size_t i = 0; i < dimension.terms.size(); ++i) {
    const ScoreTerm<>& term = dimension.terms[i];
    const std::int64_t points = rules::term_points(term, measured[i]);
    out.terms.push_back({term.id, measured[i], term.subtract ? -points : points});
  }
  return out;
}

std::vector<DimensionPoints> dimensions_of(const ScoreTerms<>& score,
                                           std::span<const std::int64_t> measured) {
  std::vector<DimensionPoints> out;
  for (const ScoreDimension<>& dimension : score.dimensions) {
    out.push_back(dimension_of(dimension, measured));
    measured = measured.subspan(dimension.terms.size());
  }
  return out;
}

}  // namespace

std::vector<std::string> score_levels(const Program& program, std::size_t version,
                                      std::uint16_t score, std::int64_t bits) {
  std::vector<std::string> out;
  for (const ScoreTerms<>& terms : program.versions()[version].scores) {
    if (terms.name != score) continue;
    for (const ScoreLevel<>& level : terms.levels) {
      if ((bits >> level.name & 1) == 0) continue;
      out.emplace_back(program.names().name(NameKind::score_level, level.name));
    }
  }
  return out;
}

MemberScore settled_score(const Program& program, const Standing<>& standing,
                          const ScoreTerms<>& score) {
  MemberScore out;
  out.score = program.names().name(NameKind::score, score.name);
  const ScoreStanding<> held = kernel::score_held(standing, score.name);
  out.value = held.value;
  out.open = kernel::gates_hold(held) != 0;
  out.levels = score_levels(program, standing.version, score.name, held.levels);
  out.carried = held.carried;
  return out;
}

std::vector<MemberScore> scores_of(const Program& program, const Member& member, Instant at) {
  const SettledMember settled(program, member, at);
  const Facts& facts = settled.member.facts;
  const Standing<>& standing = settled.member.standing;
  const Terms<>& terms = settled.terms();
  const Day today = settled.today;
  const kernel::Shown shown = kernel::shown_now(program.plan(), terms, facts, standing, today);
  std::vector<MemberScore> out;
  for (std::size_t i = 0; i < terms.scores.size(); ++i) {
    const ScoreTerms<>& score = terms.scores[i];
    MemberScore row = settled_score(program, standing, score);
    row.shown = shown.scores[i].value;
    row.settles_on = kernel::settles_next(program.versions(), program.zone(), &Terms<>::scores,
                                          score, facts, standing, today);
    const auto next = rules::next_level<std::int64_t>(score, row.value);
    row.next_level =
        program.names().name(NameKind::score_level, static_cast<std::uint16_t>(next.name));
    row.missing = next.missing;
    if (!facts.erased) row.dimensions = dimensions_of(score, shown.scores[i].measured.all());
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace loyaltycore::engine
