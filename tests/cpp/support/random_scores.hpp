// random_scores.hpp: small scores for random programmes, and what a later version makes of them.
//
// `shape` draws what must be equal for lanes, `numbers` what may differ between them.
#pragma once

#include <string>
#include <vector>

#include "support/eight.hpp"
#include "support/programmes.hpp"

namespace loyaltycore::support {

class RandomScores {
 public:
  RandomScores(std::uint64_t shape, std::uint64_t numbers) : shape_(shape), numbers_(numbers) {}

  /// Needs the activities `login` and `review_approved` and the input `credit`.
  [[nodiscard]] std::string section() {
    return joined(
        {R"("score": {"active": {"settle_day": )",
         choose({"0", "1", "1", "8", "8", "28"}),
         R"(, "window": {"months": )",
         choose({"1", "2", "12"}),
         R"(, "span": )",
         choose({R"("rolling"})", R"("calendar_year"}, "carry": "above_level")"}),
         R"(, "floor": )",
         draw(-5, 9),
         R"(, "dimensions": {"main": {"start": )",
         draw(0, 20),
         R"(, "terms": {"spend": {"of": "spend", "per": ")",
         draw(1, 5),
         R"("}, "logins": {"of": "count", "activity": "login", "per": ")",
         draw(1, 9),
         R"(", "cap": )",
         draw(10, 30),
         R"(}, "days": {"of": "days", "table": [{"from": 1, "points": )",
         draw(1, 9),
         R"(}, {"from": 3, "points": )",
         draw(9, 30),
         R"(}]}}}, "risk": {"role": )",
         choose({R"("gate", "at_least": 2)", R"("add")"}),
         R"(, "start": 3, "terms": {"refused": {"of": "refusals", "per": ")",
         draw(1, 3),
         R"(", "subtract": true}}}}, )",
         levels(),
         R"(}, "both": {"settle_day": )",
         choose({"0", "1", "1", "15", "15"}),
         R"(, "dimensions": {"all": {"terms": {"active": {"of": "score", "score": "active"},
              "growth": {"of": "growth", "per": ")",
         draw(1, 3),
         R"("}, "credit": {"of": "input", "input": "credit"}}}},
              "levels": [{"id": "trusted", "at_least": )",
         draw(20, 40),
         "}]}}"});
  }
  /// A rule that asks for a level; it gives growth, because lanes that do not all open a bucket of
  /// beans soon disagree on which is spent first.
  [[nodiscard]] std::string rule() {
    return joined({R"("scored": {"trigger": "login", "when": {"score_levels": [)",
                   choose({R"("known")", R"("known", "trusted")", R"("known")", R"("best")"}),
                   R"(]}, "fixed": )", draw(1, 4), "}"});
  }
  /// Changes of a later version; the levels keep their names.
  [[nodiscard]] std::string changes() {
    return R"("score": {)" +
           choose({R"("active": {)" + levels() + "}", R"("active": {"settle_day": 3})",
                   R"("active": {"dimensions": {"main": {"start": )" + draw(21, 40) + "}}}",
                   R"("more": {"levels": [{"id": "busy", "at_least": )" + draw(1, 5) +
                       R"(}], "dimensions": {"all": {"terms": {"o": {"of": "orders"}}}}})"}) +
           "}";
  }

 private:
  std::string draw(std::int64_t from, std::int64_t sides) {
    return std::to_string(from + numbers_.roll(sides));
  }
  std::string choose(const std::vector<std::string>& items) { return shape_.pick(items); }
  std::string levels() {
    return joined({R"("levels": [{"id": "known", "at_least": )", choose({"-5", "-5", "30"}),
                   R"(}, {"id": "best", "at_least": )", draw(50, 90), "}]"});
  }

  Dice shape_;
  Dice numbers_;
};

}  // namespace loyaltycore::support
