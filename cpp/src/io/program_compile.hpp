// program_compile.hpp: a sound draft as flat tables: names become numbers, texts become ratios.
#pragma once

#include "io/program_document.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::io {

/// Names, fact plan and terms of every version. Reports what shows only here: too many names of a
/// kind, too many tender classes.
/// @pre nothing is wrong with the draft so far.
[[nodiscard]] ProgramParts compile(const Draft& draft, ProblemList& problems);

/// Numbers of the names in all versions, in an order that only the meaning decides: those of a
/// version come before those that only later ones mention. `out.named` says how many each knows.
void name_all(const Draft& draft, ProblemList& problems, ProgramParts& out);

/// What is kept of each member; means of payment are told apart as coarsely as every rule of every
/// version allows.
[[nodiscard]] FactPlan plan_of(const Draft& draft, const NameTable& names, ProblemList& problems);

struct CompileContext {
  const NameTable& names;
  const FactPlan& plan;
  const Zone& zone;
  /// Resolved document of the version, and of the one before it; null if there is none.
  const Json& document;
  const Json& before;
};

/// A whole number that the parameter table bounds to 32 bits.
[[nodiscard]] inline std::int32_t small(const Json& object, const char* key,
                                        std::int64_t otherwise = 0) {
  return static_cast<std::int32_t>(integer_in(object, key, otherwise));
}

[[nodiscard]] std::vector<EarningRule<>> rules_of(const CompileContext& context);
[[nodiscard]] std::vector<Task<>> tasks_of(const CompileContext& context);
[[nodiscard]] BeanTerms<> beans_of(const CompileContext& context);
[[nodiscard]] std::vector<ScoreTerms<>> scores_of(const CompileContext& context);
[[nodiscard]] std::vector<MedalTerms<>> medals_of(const CompileContext& context);
[[nodiscard]] Measure measure_of(const CompileContext& context, const Json& measure);
[[nodiscard]] WindowTerms window_of(const Json& window);
/// Classes of goods that beans may pay, in the order in which they are asked: null stands for the
/// excluded categories. Fact plan and terms follow it side by side.
[[nodiscard]] std::vector<const Json*> redemption_classes(const Json& redeem);
/// Bit per tender kind.
[[nodiscard]] std::uint16_t tender_bits(const Json& list);
/// Classes of the plan that hold a tender of the list (bit = class).
[[nodiscard]] std::uint8_t counted_classes(const FactPlan& plan, const Json& tenders);
[[nodiscard]] Expiry expiry_of(const Json& expiry);
[[nodiscard]] ClassSet class_set(const NameTable& names, NameKind kind, const Json& list);

}  // namespace loyaltycore::io
