// score_view.cpp: names instead of numbers, for scores; nothing is reckoned here.
#include "bindings/score_view.hpp"

#include <map>
#include <tuple>

#include "bindings/columns_view.hpp"
#include "loyaltycore/engine/as_of.hpp"
#include "loyaltycore/engine/scores.hpp"

namespace loyaltycore::bindings {
namespace {

py::list texts_of(const std::vector<std::string>& texts) {
  py::list out;
  for (const std::string& each : texts) out.append(to_str(each));
  return out;
}

py::dict settled_of(const engine::MemberScore& score) {
  py::dict out;
  out["value"] = score.value;
  out["levels"] = texts_of(score.levels);
  out["open"] = score.open;
  out["carried"] = score.carried;
  return out;
}

py::dict terms_of(const engine::DimensionPoints& dimension) {
  py::dict out;
  for (const engine::TermPoints& term : dimension.terms) {
    py::dict row;
    row["measured"] = term.measured;
    row["points"] = term.points;
    out[to_str(term.term)] = row;
  }
  return out;
}

py::dict dimensions_of(const engine::MemberScore& score) {
  py::dict out;
  for (const engine::DimensionPoints& dimension : score.dimensions) {
    py::dict row;
    row["points"] = dimension.points;
    row["role"] = to_str(dimension.gate ? "gate" : "add");
    row["terms"] = terms_of(dimension);
    out[to_str(dimension.dimension)] = row;
  }
  return out;
}

py::object next_of(const engine::MemberScore& score) {
  if (score.next_level.empty()) return py::none();
  py::dict out;
  out["level"] = to_str(score.next_level);
  out["missing"] = score.missing;
  return out;
}

bool has_score(const Effect<>& effect) noexcept { return effect.kind == EffectKind::score_changed; }

std::vector<std::string> levels_of(const EffectView& view) {
  const Effect<>& effect = view.effect;
  return engine::score_levels(view.program, effect.version, effect.index, effect.amount);
}

/// "fan|super".
std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& each : texts) {
    if (!out.empty()) out += "|";
    out += each;
  }
  return out;
}

}  // namespace

py::dict settled_scores(const Program& program, const Standing<>& standing) {
  py::dict out;
  for (const ScoreTerms<>& terms : program.versions()[standing.version].scores) {
    const engine::MemberScore score = engine::settled_score(program, standing, terms);
    out[to_str(score.score)] = settled_of(score);
  }
  return out;
}

Dict scores_of(const MemberBox& box, Instant at) {
  engine::check_as_of(at);
  Dict out;
  for (const engine::MemberScore& score : engine::scores_of(box.program(), box.member(), at)) {
    py::dict row = settled_of(score);
    row["shown"] = score.shown;
    row["settles_on"] = date_or_none(score.settles_on);
    row["next"] = next_of(score);
    row["dimensions"] = dimensions_of(score);
    out[to_str(score.score)] = row;
  }
  return out;
}

void bind_score_fields(py::class_<EffectView>& effect) {
  effect
      .def_property_readonly(
          "score",
          [](const EffectView& v) {
            const bool has = has_score(v.effect);
            return text_or_none(has ? v.program.names().name(NameKind::score, v.effect.index)
                                    : std::string_view{});
          },
          "Score that changed; else None.")
      .def_property_readonly(
          "levels",
          [](const EffectView& v) {
            if (!has_score(v.effect)) return Maybe<Many<py::str>>(py::none());
            return Maybe<Many<py::str>>(py::tuple(texts_of(levels_of(v))));
          },
          "Levels of the score that are held after it, in the order of the document; None unless a "
          "score changed.")
      .def_property_readonly(
          "open",
          [](const EffectView& v) {
            const bool has = has_score(v.effect);
            return has ? Maybe<py::bool_>(py::bool_((v.effect.amount & kGatesHold) != 0))
                       : Maybe<py::bool_>(py::none());
          },
          "Whether every gate of the score holds after it; None unless a score changed.")
      .def_property_readonly(
          "carried",
          [](const EffectView& v) {
            return has_score(v.effect) ? MaybeInt(py::int_(v.effect.opened_at))
                                       : MaybeInt(py::none());
          },
          "Points of the year before that the score has after it; None unless a score changed.");
}

void put_score_columns(py::dict& out, const Program& program, const engine::LedgerColumns& ledger) {
  std::map<std::tuple<std::uint16_t, std::uint16_t, std::int64_t>, std::uint32_t> known;
  std::map<std::string, std::uint32_t> numbers{{"", 0}};
  py::list texts;
  texts.append("");
  const auto number_of = [&](std::size_t at) {
    const auto [found, added] =
        known.try_emplace({ledger.version[at], ledger.index[at], ledger.amount[at]});
    if (!added) return found->second;
    const auto& [version, score, bits] = found->first;
    std::string text = joined(engine::score_levels(program, version, score, bits));
    const auto [number, is_new] =
        numbers.try_emplace(std::move(text), static_cast<std::uint32_t>(numbers.size()));
    if (is_new) texts.append(to_str(number->first));
    return found->second = number->second;
  };
  std::vector<std::uint16_t> scores(ledger.size());
  std::vector<std::uint32_t> levels(ledger.size());
  for (std::size_t at = 0; at < ledger.size(); ++at) {
    if (ledger.kind[at] != static_cast<std::uint8_t>(EffectKind::score_changed)) continue;
    scores[at] = ledger.index[at];
    levels[at] = number_of(at);
  }
  out["score"] = to_array(std::move(scores));
  out["levels"] = to_array(std::move(levels));
  out["level_texts"] = texts;
}

}  // namespace loyaltycore::bindings
