// random_programme.hpp: small programmes that switch on most of what the kernel can do.
//
// `shape` draws what must be equal for lanes, `numbers` what may differ between them.
#pragma once

#include <string>
#include <vector>

#include "support/eight.hpp"
#include "support/programmes.hpp"
#include "support/random_medals.hpp"
#include "support/random_scores.hpp"

namespace loyaltycore::support {

class RandomProgramme {
 public:
  RandomProgramme(std::uint64_t shape, std::uint64_t numbers)
      : shape_(shape),
        numbers_(numbers),
        scores_(shape + 1, numbers + 1),
        medals_(shape + 2, numbers + 2) {}

  [[nodiscard]] std::string json() {
    return joined({R"({"format": 1, "meta": {"id": "random"}, "from": "2016-01-01", )",
                   fixed_part(),
                   ", ",
                   tiers("silver"),
                   ", ",
                   books(),
                   ", ",
                   growth(),
                   ", ",
                   beans(),
                   ", ",
                   tasks(),
                   ", ",
                   scores_.section(),
                   ", ",
                   medals_.section(),
                   R"(, "overlays": [{"id": "later", "from": "2016-04-01", "changes": {)",
                   tiers(later()),
                   ", ",
                   scores_.changes(),
                   ", ",
                   medals_.changes(),
                   ", ",
                   R"("beans": {"redeem": )",
                   redeem(),
                   "}}, ",
                   migration(),
                   "}]}"});
  }

 private:
  std::string draw(std::int64_t from, std::int64_t sides) {
    return std::to_string(from + numbers_.roll(sides));
  }
  std::string choose(const std::vector<std::string>& items) { return shape_.pick(items); }

  static std::string fixed_part() {
    return R"("inputs": ["credit"], "events": ["grab"], "returns": {"horizon_days": 20},
      "facts": {"activities": ["login", "review_approved"]},
      "events_accepted": {"late_horizon_days": 10},
      "risk": {"review": {"copied_percent_max": 80, "invalid_limit": 1, "suspension_days": 20}})";
  }
  std::string later() { return choose({"silver", "iron"}); }
  std::string tiers(const std::string& upper) {
    return joined(
        {R"("tiers": {"levels": [{"id": "start"}, {"id": "bronze", "threshold": 0}, {"id": ")",
         upper, R"(", "threshold": )", draw(100, 60), R"(, "validity_months": 1, "deduction": )",
         draw(20, 40), R"(}, {"id": "gold", "threshold": )", draw(300, 99),
         R"(, "validity_months": 2, "deduction": )", draw(50, 99), "}]}"});
  }
  /// A purse and a ladder beside the first ones.
  std::string books() {
    return joined({R"("purses": {"stars": {"expire": {"after_days": 25}}},
            "ladders": {"club": {"levels": [{"id": "guest"}, {"id": "friend",
              "threshold": )",
                   draw(5, 9), R"(, "validity_months": 1, "deduction": )", draw(3, 5), "}]}}"});
  }
  std::string migration() {
    return joined({R"("migration": {"lots": ")", choose({"keep", "redate"}),
                   R"(", "tiers": {"gold": "bronze"}, "bought_within_days": )", choose({"0", "20"}),
                   "}"});
  }
  std::string when() {
    return joined({R"("when": {)",
                   choose({"", R"("tiers": ["bronze", "gold"], )", R"("categories": ["book"], )",
                           R"("weekdays": ["mon", "tue", "sat"], )"}),
                   R"("min_amount_fen": )", draw(0, 900), "}"});
  }
  std::string order_rule(const std::string& award) {
    return joined({R"({"trigger": "order_completed", "unit": ")",
                   choose({"piece", "line", "sub_order", "order"}), R"(", "combine": ")",
                   choose({"stack", "stack", "exclusive", "stop"}), R"(", "rounding": ")",
                   choose({"floor", "ceil", "half_even"}), "\", ", when(), ", ", caps(),
                   R"(, "multipliers": {"m": {"times": ")", draw(1, 3),
                   R"(", "when": {"tiers": ["gold"]}}, "c": {"input": "credit", "bands": [
              {"from": 0, "times": "1"}, {"from": 5, "times": "1.)",
                   draw(1, 8), R"("}]}}, )", award, "}"});
  }
  std::string caps() {
    return joined(
        {R"("caps": {)",
         choose({"", joined({R"("unit": )", draw(5, 50)}), joined({R"("day": )", draw(20, 50)}),
                 joined({R"("month": )", draw(50, 90), R"(, "order": )", draw(9, 50)}),
                 joined({R"("year": )", draw(60, 50), R"(, "term": )", draw(30, 50)}),
                 R"("times_per_day": 1)"}),
         "}"});
  }
  std::string growth() {
    return joined({R"("growth": {"earn": {"purchase": )",
                   order_rule(joined({R"("per_yuan": ")", draw(1, 3), "/2\""})),
                   R"(, "login": {"trigger": "login", "fixed": )", draw(1, 4),
                   R"(, "caps": {"times_per_day": 2}, "when": {"tiers": ["bronze", "gold"]}},
               "visit": {"trigger": "login", "ladder": "club", "qualifies": true, "fixed": )",
                   draw(1, 3), R"(},
               "review": {"trigger": "review_approved", "fixed": )",
                   draw(5, 4), R"(, "when": {"same_sku_days": 15}}, )", scores_.rule(), ", ",
                   medals_.rule(), huge(), "}}"});
  }
  /// Rules that together pass the largest balance; one alone may not give so much.
  static std::string huge() {
    std::string out;
    for (int i = 0; i < 10; ++i) {
      out += R"(, "huge)" + std::to_string(i) +
             R"(": {"trigger": "shared", "per_yuan": 10000, "when": {"labels": ["huge"]}})";
    }
    return out;
  }
  std::string lot() {
    return choose({"", R"("pending_days": 3, )", R"("post_day": 2, )", R"("claim_days": 7, )",
                   R"("claim_days": 2, "claim_through_end_of_day": true, )",
                   R"("pending_days": 30, )", R"("funder": "merchant", )",
                   R"("lot_class": 1, "expire": {"after_days": 40}, )"});
  }
  std::string expiry() {
    return choose({R"("after_days": 30)", R"("after_months": 1, "granularity": "month")",
                   R"("after_months": 2)"});
  }
  std::string beans() {
    return joined({R"("beans": {"earn": {"purchase": )",
                   order_rule(joined({lot(), R"("rate": ")", draw(1, 9), "/50\""})),
                   R"(, "bonus": )",
                   order_rule(joined({lot(), R"("priority": 3, "fixed": )", draw(1, 5)})),
                   R"(, "stamp": )",
                   order_rule(joined({R"("purse": "stars", )", lot(), R"("fixed": )", draw(1, 5)})),
                   R"(, "friends": {"trigger": "login", "purse": "stars",
              "when": {"tiers": ["friend", "gold"]}, "fixed": )",
                   draw(1, 4),
                   R"(}, "review": {"trigger": "review_approved", )",
                   lot(),
                   R"("table": [{"from_fen": 500, "amount": )",
                   draw(3, 4),
                   R"(}]}, "sign": {"trigger": "sign_in", "streak": [)",
                   draw(1, 3),
                   ", ",
                   draw(1, 3),
                   ", ",
                   draw(5, 5),
                   R"(]}, "grab": {"trigger": "grab", "funder": "merchant",
              "from_event": true}}, "expire": {)",
                   expiry(),
                   R"(}, "redeem": )",
                   redeem(),
                   R"(, "reverse": {"shortfall": ")",
                   choose({"debt", "withhold", "clamp", "refuse", "refuse"}),
                   R"("}, "refused_delivery": {"beans": )",
                   draw(5, 5),
                   R"(, "free_per_month": 1, "free_per_year": 3, "charge_freight": true},
              "freight_recovery": {"free_from_fen": 3000, "freight_fen": 60},
              "catalogue": {"draw": {"kind": "lottery_entry", "beans": )",
                   draw(3, 3),
                   R"(, "limit_per_day": 1, "limit_per_month": 5},
              "cup": {"kind": "goods", "purse": "stars", "beans": )",
                   draw(2, 3),
                   "}}}"});
  }
  std::string redeem() {
    return joined({R"({"min_balance": )", choose({"0", draw(0, 9)}), R"(, "step": )",
                   choose({"1", "5"}), R"(, "max_share": ")", draw(50, 9),
                   R"(%", "excluded_categories": ["gold"], "not_with_tenders": ["red_packet"], )",
                   returned_, "}"});
  }
  std::string tasks() {
    return joined(
        {R"("tasks": {"days": {"trigger": "order_completed", "count": )", draw(2, 2),
         R"(, "of": "distinct_days", "window": "month", "post_day": 10, "reward": {"growth": )",
         draw(20, 30), R"(, "beans": )", draw(0, 9),
         R"(}}, "visits": {"trigger": "login", "count": 2, "ladder": "club",
            "purse": "stars", "window": ")",
         choose({"once", "day", "week", "year"}), R"(", "reward": {"beans": )", draw(1, 5), "}}}"});
  }

  Dice shape_;
  Dice numbers_;
  RandomScores scores_;
  RandomMedals medals_;
  std::string returned_{choose({R"("returned_expired": "expire_again")",
                                R"("returned_expired": "grace", "grace_days": 3)"})};
};

}  // namespace loyaltycore::support
