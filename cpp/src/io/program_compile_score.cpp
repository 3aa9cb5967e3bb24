// Scores of one version as the rules read them.
#include <algorithm>

#include "io/exact_text.hpp"
#include "io/program_compile.hpp"

namespace loyaltycore::io {

namespace {

/// Place of a score in the version: maps are sorted by id.
std::uint16_t index_of(const Json& scores, std::string_view id) {
  std::uint16_t out = 0;
  for (const auto& [name, each] : scores.items()) {
    if (name == id) break;
    ++out;
  }
  return out;
}

std::uint16_t which(const CompileContext& context, const Json& measure, MeasureKind of) {
  const auto number = [&](NameKind kind, const char* key) {
    return context.names.find(kind, text_in(measure, key));
  };
  switch (of) {
    case MeasureKind::spend:
    case MeasureKind::orders:
      return number(NameKind::category_class, "category_class");
    case MeasureKind::count:
    case MeasureKind::sum:
    case MeasureKind::months_with:
      return number(NameKind::activity, "activity");
    case MeasureKind::input:
      return static_cast<std::uint16_t>(number(NameKind::input, "input") - 1U);
    case MeasureKind::score:
      return index_of(member(context.document, "score"), text_in(measure, "score"));
    default:
      return 0;
  }
}

ScoreTerm<> term_of(const CompileContext& context, const std::string& id, const Json& term) {
  ScoreTerm<> out;
  out.id = id;
  out.measure = measure_of(context, term);
  // Documents speak of yuan, facts of fen.
  const std::int64_t unit = out.measure.of == MeasureKind::spend ? 100 : 1;
  const Ratio<> per = ratio_in(term, "per").value_or(Ratio<>{1, 1});
  const Ratio<> in_units = reduced(per.numerator, unit);
  out.per = {in_units.numerator, in_units.denominator * per.denominator};
  for (const Json& row : member(term, "table")) {
    out.table.push_back({integer_in(row, "from") * unit, integer_in(row, "points")});
  }
  out.cap = integer_in(term, "cap", kNoPointsCap);
  out.subtract = member(term, "subtract") == Json(true);
  return out;
}

ScoreDimension<> dimension_of(const CompileContext& context, const std::string& id,
                              const Json& dimension) {
  ScoreDimension<> out;
  out.id = id;
  out.start = integer_in(dimension, "start");
  out.floor = integer_in(dimension, "floor");
  out.cap = integer_in(dimension, "cap", kNoPointsCap);
  out.gate = text_in(dimension, "role") == "gate";
  out.at_least = integer_in(dimension, "at_least");
  for (const auto& [name, term] : member(dimension, "terms").items()) {
    out.terms.push_back(term_of(context, name, term));
  }
  return out;
}

/// What decides the value of a score: all but its levels, titles and remarks.
Json definition_of(const Json& score) {
  Json out = essence(parameter_tree().child("score")->element.front(), score);
  out.erase("levels");
  return out;
}

ScoreTerms<> score_of(const CompileContext& context, const std::string& id, const Json& score) {
  ScoreTerms<> out;
  out.name = context.names.find(NameKind::score, id);
  const Json& before = member(member(context.before, "score"), id);
  out.begins = before.is_null() || definition_of(before) != definition_of(score);
  out.carries = text_in(score, "carry") == "above_level";
  out.window = window_of(member(score, "window"));
  out.settle_day = small(score, "settle_day");
  out.floor = integer_in(score, "floor");
  out.cap = integer_in(score, "cap", kNoPointsCap);
  for (const auto& [name, dimension] : member(score, "dimensions").items()) {
    out.dimensions.push_back(dimension_of(context, name, dimension));
  }
  for (const Json& level : member(score, "levels")) {
    out.levels.push_back({context.names.find(NameKind::score_level, text_in(level, "id")),
                          integer_in(level, "at_least")});
  }
  return out;
}

}  // namespace

Measure measure_of(const CompileContext& context, const Json& measure) {
  const MeasureKind of = measure_kind(text_in(measure, "of")).value_or(MeasureKind::spend);
  return {of, which(context, measure, of), small(measure, "at_least", 1)};
}

WindowTerms window_of(const Json& window) {
  const auto found = std::ranges::find(kSpanNames, text_in(window, "span"));
  const Span span =
      found == kSpanNames.end() ? Span::rolling : static_cast<Span>(found - kSpanNames.begin());
  return {span, small(window, "months", 12), small(window, "days")};
}

std::vector<ScoreTerms<>> scores_of(const CompileContext& context) {
  std::vector<ScoreTerms<>> out;
  for (const auto& [id, score] : member(context.document, "score").items()) {
    out.push_back(score_of(context, id, score));
  }
  return out;
}

}  // namespace loyaltycore::io
