// random_medals.hpp: small medals for random programmes, and what a later version makes of them.
//
// `shape` draws what must be equal for lanes, `numbers` what may differ between them.
#pragma once

#include <string>
#include <vector>

#include "support/eight.hpp"
#include "support/programmes.hpp"

namespace loyaltycore::support {

class RandomMedals {
 public:
  RandomMedals(std::uint64_t shape, std::uint64_t numbers) : shape_(shape), numbers_(numbers) {}

  /// Needs the activity `login` and the score `active`.
  [[nodiscard]] std::string section() {
    return joined({R"("medals": {"shopping": {"settle_day": )", choose({"0", "1", "8"}),
                   R"(, "window": {"months": )", choose({"1", "2", "12"}), R"(}, "retain": ")",
                   choose({"settled", "settled", "permanent"}), R"(", )", grades(1),
                   R"(, "each": {"buyer": {"requires": {"spend": {"of": "spend"},
                        "days": {"of": "days"}}}}},
                      "levels": {"settle_day": )",
                   choose({"1", "15"}), R"(, "grades": [{"at_least": {"level": )", draw(5, 20),
                   R"(}}], "each": {"bat": {"requires": {
                        "level": {"of": "score", "score": "active"}}}}}})"});
  }
  /// It gives growth, as the rule of random_scores.hpp does and for its reason.
  [[nodiscard]] std::string rule() {
    return joined(
        {R"("decorated": {"trigger": "login", "when": {"medals": {)",
         choose({R"("buyer": 1)", R"("buyer": 2)", R"("bat": 1)", R"("bat": 1, "buyer": 2)"}),
         R"(}}, "fixed": )", draw(1, 4), "}"});
  }
  /// Changes of a later version; whoever is dropped may be asked for no more.
  [[nodiscard]] std::string changes() {
    return R"("medals": {"shopping": {)" +
           choose({grades(50), R"("settle_day": 3)", R"("retain": "permanent")",
                   R"("title": "Shopping")"}) +
           "}}";
  }

 private:
  std::string draw(std::int64_t from, std::int64_t sides) {
    return std::to_string(from + numbers_.roll(sides));
  }
  std::string choose(const std::vector<std::string>& items) { return shape_.pick(items); }
  /// Two grades from so many yuan on. Those of two versions never meet: whether a medal begins anew
  /// must be equal for all lanes.
  std::string grades(std::int64_t from) {
    return joined({R"("grades": [{"at_least": {"spend": )", draw(from, 9), R"(, "days": 1}},
      {"at_least": {"spend": )",
                   draw(from + 9, 40), R"(, "days": )", draw(1, 3), "}}]"});
  }

  Dice shape_;
  Dice numbers_;
};

}  // namespace loyaltycore::support
