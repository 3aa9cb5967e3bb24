// score_program.hpp: programmes with scores, read by the table in which the section stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/program_compile.hpp"

namespace loyaltycore::support {

/// The default formula of DOMAIN 2.3, as a document prints it.
inline constexpr std::string_view kDefaultScore = R"json({
  "format": 1, "meta": {"id": "formula"}, "events": ["jd_pay_used"],
  "inputs": ["xiaobai", "real_name", "phone", "profile", "qq", "wechat"],
  "facts": {"category_classes": {"toys": {"categories": ["toy"]}},
            "activities": ["review_approved", "photo_shown", "shared", "question_answered",
                           "jd_pay_used"]},
  "score": {"jingxiang": {"window": {"months": 12}, "settle_day": 1, "dimensions": {
    "consumption": {"terms": {"spend": {"of": "spend", "per": "1"}}},
    "activity": {"cap": 2000, "terms": {
      "reviews": {"of": "count", "activity": "review_approved", "per": "10"},
      "photos": {"of": "count", "activity": "photo_shown", "per": "20"},
      "shares": {"of": "count", "activity": "shared", "per": "5"},
      "answers": {"of": "count", "activity": "question_answered", "per": "5"},
      "jd_pay": {"of": "count", "activity": "jd_pay_used", "per": "5"},
      "new_categories": {"of": "first_classes", "per": "100"},
      "shopping_months": {"of": "months_with", "at_least": 3, "per": "100"}}},
    "account": {"cap": 1000, "terms": {
      "real_name": {"of": "input", "input": "real_name", "per": "100"},
      "phone": {"of": "input", "input": "phone", "per": "50"},
      "profile": {"of": "input", "input": "profile", "per": "50"},
      "qq": {"of": "input", "input": "qq", "per": "25"},
      "wechat": {"of": "input", "input": "wechat", "per": "25"},
      "tenure": {"of": "tenure", "per": "50", "cap": 500}}},
    "xiaobai": {"cap": 1000, "terms": {"credit": {"of": "input", "input": "xiaobai", "per": "10"}}},
    "reputation": {"start": 1000, "floor": 0,
                   "terms": {"refused": {"of": "refusals", "per": "50", "subtract": true}}}},
    "levels": [{"id": "birthday", "at_least": 201}, {"id": "coupons", "at_least": 10000}]}}
})json";

struct ScoreReading {
  std::vector<Problem> problems;
  ProgramParts parts;
};

/// Read, checked unless `checked` is false, and compiled.
[[nodiscard]] inline ScoreReading read_scores(std::string_view json, bool checked = true) {
  io::ProblemList problems;
  std::vector<Problem> found;
  io::Json written = io::parse_strict(json, found);
  for (const Problem& each : found) problems.add(each.pointer, each.what, each.expected);
  const io::Draft draft = io::draft_of(std::move(written), problems);
  if (checked) io::check_draft(draft, problems);
  ScoreReading out;
  if (problems.empty()) out.parts = io::compile(draft, problems);
  out.problems = problems.take();
  return out;
}

/// A programme of these sections.
[[nodiscard]] inline std::string score_document(const std::string& sections) {
  return R"({"format": 1, "meta": {"id": "p"}, )" + sections + "}";
}

}  // namespace loyaltycore::support
