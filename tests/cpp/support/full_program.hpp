// full_program.hpp: a programme that uses every section and every kind of award.
#pragma once

#include <string_view>

namespace loyaltycore::support {

inline constexpr std::string_view kFullProgram = R"json({
  "format": 1,
  "meta": {"id": "full", "title": "Everything"},
  "zone": {"offset_minutes": 480},
  "from": "2016-03-01",
  "inputs": ["credit", "rating"],
  "events": ["grab", "answered_well"],
  "facts": {"activities": ["review_approved", "grab"],
            "category_classes": {"play": {"categories": ["toys"]}}},
  "categories": {"unknown": "accept", "known": ["toys"]},
  "channels": {"unknown": "accept", "known": ["web"]},
  "risk": {"review": {"copied_percent_max": 80, "duplicate_percent_max": 60, "reporters_max": 5,
                      "invalid_limit": 5, "suspension_days": 365}},
  "returns": {"horizon_days": 400},
  "events_accepted": {"late_horizon_days": 35, "clock_skew_seconds": 300},
  "tiers": {"levels": [
    {"id": "registered"},
    {"id": "bronze", "threshold": 0},
    {"id": "silver", "threshold": 2000, "validity_months": 12, "deduction": 1000}]},
  "ladders": {"club": {"levels": [
    {"id": "guest"},
    {"id": "friend", "threshold": 50, "validity_months": 12, "deduction": 20}]}},
  "purses": {"stars": {"expire": {"after_days": 30}}},
  "score": {"active": {"dimensions": {"main": {"terms": {
              "grabs": {"of": "count", "activity": "grab", "per": "2"}}}},
            "levels": [{"id": "known", "at_least": 3}]}},
  "medals": {"shopping": {"grades": [{"at_least": {"spend": 2}}, {"at_least": {"spend": 5}}],
             "each": {"player": {"requires": {"spend": {"of": "spend",
                                                        "category_class": "play"}}}}}},
  "growth": {"earn": {
    "purchase": {"trigger": "order_completed", "unit": "order", "per_yuan": "1",
                 "multipliers": {"m": {"times": "1.5", "when": {"weekdays": ["tue"]}},
                                 "credit": {"input": "credit", "bands": [
                                   {"from": 0, "times": "1"}, {"from": 80, "times": "1.1"}]}},
                 "when": {"min_amount_fen": 1000}},
    "days": {"trigger": "sign_in", "streak": [1, 2, 3]},
    "table": {"trigger": "review_approved", "table": [{"from_fen": 0, "amount": 1},
                                                      {"from_fen": 100, "amount": 2}]},
    "login": {"trigger": "login", "fixed": 5, "caps": {"programme_budget": 500}}}},
  "tasks": {"shopping_days": {"trigger": "order_completed", "count": 3, "of": "distinct_days",
                              "window": "month", "post_day": 10,
                              "reward": {"growth": 100, "beans": 10},
                              "expire": {"after_days": 90}}},
  "beans": {
    "per_yuan": 100,
    "earn": {
      "purchase": {"trigger": "order_completed", "unit": "piece", "rate": "0.1%",
                   "multipliers": {"m": {"times": "2", "when": {"weekdays": ["tue"]}},
                                   "credit": {"input": "credit", "bands": [
                                     {"from": 0, "times": "1"}, {"from": 80, "times": "1.1"}]}},
                   "caps": {"unit": 1000, "unit_by_channel": {"app": 2000}},
                   "expire": {"after_days": 30}},
      "days": {"trigger": "sign_in", "streak": [1, 2, 3]},
      "table": {"trigger": "review_approved", "table": [{"from_fen": 0, "amount": 1},
                                                        {"from_fen": 100, "amount": 2}]},
      "visit": {"trigger": "store_visited", "fixed": 5},
      "grab": {"trigger": "grab", "from_event": true}},
    "redeem": {"min_balance": 1000, "step": 1000, "max_share": "50%",
               "excluded_categories": ["gold_bar"],
               "classes": {"game": {"categories": ["game_card"], "max_share": "20%",
                                    "min_amount_fen": 5000, "step": 10}},
               "not_with_tenders": ["red_packet"], "returned_expired": "grace", "grace_days": 3},
    "expire": {"after_months": 12, "granularity": "year"},
    "reverse": {"shortfall": "withhold"},
    "refused_delivery": {"beans": 500, "free_per_month": 1, "free_per_year": 3,
                         "charge_freight": true},
    "freight_recovery": {"free_from_fen": 9900, "freight_fen": 600},
    "catalogue": {"draw": {"kind": "lottery_entry", "beans": 100}}},
  "overlays": [
    {"id": "later", "from": "2020-01-01",
     "changes": {"tiers": {"levels": [{"id": "registered"}, {"id": "iron", "threshold": 10}]}},
     "migration": {"tiers": {"bronze": "iron"}, "bought_within_days": 365, "lots": "redate"}}]
})json";

}  // namespace loyaltycore::support
