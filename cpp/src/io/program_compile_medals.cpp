// Medals of one version as the rules read them.
#include <algorithm>

#include "io/program_compile.hpp"

namespace loyaltycore::io {

namespace {

/// What decides the grade of a medal: all of it and of its family but titles and remarks.
Json definition_of(const Json& family, const std::string& medal) {
  Json out = essence(parameter_tree().child("medals")->element.front(), family);
  const Json own = out["each"][medal];
  out["each"] = own;
  return out;
}

/// The family of a medal in a document; null if it has no such medal.
const Json& family_of(const Json& document, const std::string& medal) {
  for (const auto& [id, family] : member(document, "medals").items()) {
    if (member(family, "each").contains(medal)) return family;
  }
  return member(document, "no medals");
}

MedalTerms<> medal_of(const CompileContext& context, const Json& family, const std::string& id) {
  MedalTerms<> out;
  out.name = context.names.find(NameKind::medal, id);
  const Json& before = family_of(context.before, id);
  out.begins = before.is_null() || definition_of(before, id) != definition_of(family, id);
  out.permanent = text_in(family, "retain") == "permanent";
  out.window = window_of(member(family, "window"));
  out.settle_day = static_cast<std::int32_t>(integer_in(family, "settle_day"));
  for (const auto& [name, measure] : member(family, "each").at(id).at("requires").items()) {
    out.requirements.push_back({measure_of(context, measure), name});
  }
  for (const Json& grade : member(family, "grades")) {
    MedalGrade<>& row = out.grades.emplace_back();
    for (std::size_t i = 0; i < out.requirements.size(); ++i) {
      // Documents speak of yuan, facts of fen.
      const std::int64_t unit = out.requirements[i].measure.of == MeasureKind::spend ? 100 : 1;
      row.at_least[i] = unit * integer_in(member(grade, "at_least"), out.requirements[i].id);
    }
  }
  return out;
}

}  // namespace

std::vector<MedalTerms<>> medals_of(const CompileContext& context) {
  std::vector<std::pair<std::string, MedalTerms<>>> by_id;
  for (const auto& [family, terms] : member(context.document, "medals").items()) {
    for (const auto& [id, each] : member(terms, "each").items()) {
      by_id.emplace_back(id, medal_of(context, terms, id));
      by_id.back().second.family = family;
    }
  }
  std::ranges::sort(by_id, {}, [](const auto& each) { return each.first; });
  std::vector<MedalTerms<>> out;
  for (auto& [id, terms] : by_id) out.push_back(std::move(terms));
  return out;
}

}  // namespace loyaltycore::io
