// small_scope.hpp: fourteen words that touch every system, and a programme in which they meet
// within a few of them: days, caps, levels and balances are so small that five words pass them.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/model/refusal.hpp"
#include "support/ledger_words.hpp"

namespace loyaltycore::support::small_scope {

/// Levels of a month each, beans that wait a day and live five, caps by day and month; from
/// 2016-04-03 on a score, a rule behind one of its levels, and beans that live two days.
inline constexpr std::string_view kProgramme = R"json({
  "format": 1, "meta": {"id": "small-scope"}, "from": "2016-01-01",
  "zone": {"offset_minutes": 480},
  "events_accepted": {"late_horizon_days": 35, "clock_skew_seconds": 300},
  "returns": {"horizon_days": 30},
  "tiers": {"levels": [
    {"id": "registered"}, {"id": "bronze", "threshold": 0},
    {"id": "silver", "threshold": 150, "validity_months": 1, "deduction": 60},
    {"id": "gold", "threshold": 300, "validity_months": 1, "deduction": 120}]},
  "growth": {"earn": {"purchase": {"trigger": "order_completed", "per_yuan": 1}}},
  "beans": {
    "earn": {
      "purchase": {"trigger": "order_completed", "rate": "0.1%", "pending_days": 1,
                   "caps": {"day": 14}},
      "sign_in": {"trigger": "sign_in", "streak": [2, 3, 4], "caps": {"month": 4}}},
    "redeem": {"min_balance": 6, "step": 1, "max_share": "0.5%",
               "returned_expired": "expire_again"},
    "expire": {"after_days": 5},
    "reverse": {"shortfall": "debt"}},
  "overlays": [{"id": "scored", "from": "2016-04-03", "migration": {"lots": "redate"},
    "changes": {
      "score": {"value": {"window": {"months": 2},
        "dimensions": {"consumption": {"terms": {"spend": {"of": "spend"}}}},
        "levels": [{"id": "known", "at_least": 60}, {"id": "best", "at_least": 170}]}},
      "beans": {
        "earn": {
          "purchase": {"caps": {"day": 9}},
          "bonus": {"trigger": "sign_in", "fixed": 2, "when": {"score_levels": ["known"]},
                    "caps": {"day": 2}}},
        "expire": {"after_days": 2}}}}]
})json";

/// What of the programme the checks hold against it, read again.
inline constexpr std::int64_t kMinBalance = 6;
/// The cart of which quotes are asked, and the most beans that pay it.
inline constexpr std::int64_t kCartFen = 4001;
inline constexpr std::int64_t kCartCap = 20;
/// Days that beans live from the second version on; those that there are live no longer.
inline constexpr Day kLife = 2;
/// Growth that every story begins with.
inline constexpr std::int64_t kGrowthGiven = 10;
inline constexpr std::array<std::int64_t, 2> kPurchaseCaps{14, 9};
inline constexpr std::int64_t kSignInCap = 4;
inline constexpr std::int64_t kBonus = 2;
inline constexpr std::array<std::int64_t, 4> kThresholds{0, 0, 150, 300};
inline constexpr std::array<std::int64_t, 2> kScoreLevels{60, 170};
inline constexpr std::int64_t kSkew = 300 * kMicrosPerSecond;
inline constexpr std::int64_t kHorizon = 35 * kMicrosPerDay;

/// Noon in the zone of the programme.
[[nodiscard]] inline Instant noon_of(std::string_view date) {
  return day_in(date) * kMicrosPerDay + kMicrosPerDay / 6;
}
[[nodiscard]] inline Instant start_of(Day day) { return day * kMicrosPerDay - kMicrosPerDay / 3; }
[[nodiscard]] inline Day day_at(Instant at) {
  return static_cast<Day>((at + kMicrosPerDay / 3) / kMicrosPerDay);
}
/// The second version.
inline const Day kScoredOn = day_in("2016-04-03");
inline const Instant kScoredFrom = start_of(kScoredOn);
[[nodiscard]] inline std::size_t version_on(Day day) { return day >= kScoredOn ? 1 : 0; }

/// An order of one line, as the story told it.
struct Order {
  Id id{};
  std::string text{};
  std::int64_t quantity{};
  std::int64_t returned{};
  std::int64_t cash{};
  std::int64_t beans{};
  /// What it earned by the ledger, caps applied.
  std::int64_t earned_beans{};
  std::int64_t earned_growth{};

  [[nodiscard]] std::int64_t left() const { return quantity - returned; }
  /// The share of the pieces that came back.
  [[nodiscard]] std::int64_t back(std::int64_t whole) const { return whole * returned / quantity; }
};

/// What a word is told about.
struct Scene {
  Instant now{};
  std::int64_t available{};
  const std::vector<Order>& orders;
  const EventData& last;
  std::string_view place;
};

[[nodiscard]] inline EventData at(const Scene& scene, EventKind kind) {
  EventData data;
  data.kind = kind;
  data.id = "e" + std::string(scene.place);
  data.occurred_at = scene.now + kMicrosPerSecond;
  return data;
}
[[nodiscard]] inline EventData tick_at(Instant instant) {
  EventData data;
  data.occurred_at = instant;
  return data;
}
[[nodiscard]] inline EventData buys(const Scene& scene, std::int64_t fen, std::int32_t pieces,
                                    std::int64_t beans) {
  EventData data = at(scene, EventKind::order_completed);
  data.order = "o" + std::string(scene.place);
  data.lines = {LineData{}};
  data.lines[0].quantity = pieces;
  data.lines[0].amount_fen = fen;
  if (beans > 0) data.tenders = {{TenderKind::beans, beans}, {TenderKind::cash, fen - beans}};
  return data;
}
/// The last order of which something is left, else the last one.
[[nodiscard]] inline const Order& order_to_return(const Scene& scene) {
  for (std::size_t i = scene.orders.size(); i-- > 0;) {
    if (scene.orders[i].left() > 0) return scene.orders[i];
  }
  return scene.orders.back();
}
[[nodiscard]] inline EventData returns(const Scene& scene, bool all) {
  const Order& order = order_to_return(scene);
  EventData data = at(scene, EventKind::line_returned);
  data.order = order.text;
  data.quantity = static_cast<std::int32_t>(all ? std::max<std::int64_t>(order.left(), 1) : 1);
  return data;
}
[[nodiscard]] inline EventData redeems(const Scene& scene, std::int64_t beans) {
  EventData data = at(scene, EventKind::beans_redeemed);
  data.beans = beans;
  data.amount_fen = 200 * beans;
  return data;
}
/// Bought ten days before the story, told now.
[[nodiscard]] inline EventData told_late(const Scene& scene) {
  EventData data = buys(scene, 4444, 2, 0);
  data.recorded_at = data.occurred_at;
  data.occurred_at = noon_of("2016-03-20");
  return data;
}
[[nodiscard]] inline EventData month_start(const Scene& scene) {
  return tick_at(start_of(first_day_of(month_of(day_at(scene.now)) + 1)));
}
[[nodiscard]] inline EventData holds(const Scene& scene) {
  EventData data = at(scene, EventKind::beans_held);
  data.subject = "h";
  data.beans = 4;
  data.expires_at = data.occurred_at + kMicrosPerDay / 2;
  return data;
}
[[nodiscard]] inline EventData releases(const Scene& scene) {
  EventData data = at(scene, EventKind::beans_released);
  data.subject = "h";
  return data;
}

struct Letter {
  std::string_view word;
  EventData (*tell)(const Scene&);
  /// Every refusal that it meets in some story of five words, and no other.
  std::vector<Refusal> refusals;
};

using R = Refusal;

/// Kinds of event of which every sequence is told; the small purchase stands before the large one.
/// `hold` and `release` stand where paid membership goes on and off once it is built: two rows to
/// exchange.
inline const std::vector<Letter> kAlphabet{
    {"buy small", [](const Scene& scene) { return buys(scene, 3333, 2, 0); }, {}},
    {"buy large",
     [](const Scene& scene) { return buys(scene, 12'345, 3, 10); },
     {R::insufficient_beans}},
    {"redeem 1",
     [](const Scene& scene) { return redeems(scene, 1); },
     {R::insufficient_beans, R::redemption_below_minimum_balance}},
    {"redeem all",
     [](const Scene& scene) { return redeems(scene, std::max<std::int64_t>(scene.available, 1)); },
     {R::insufficient_beans, R::redemption_below_minimum_balance}},
    {"full refund",
     [](const Scene& scene) { return returns(scene, true); },
     {R::return_exceeds_line, R::order_unknown}},
    {"partial refund",
     [](const Scene& scene) { return returns(scene, false); },
     {R::return_exceeds_line, R::order_unknown}},
    {"again",
     [](const Scene& scene) { return scene.last; },
     {R::clock_regression, R::too_late, R::order_unknown, R::return_exceeds_line, R::hold_exists,
      R::hold_unknown, R::hold_released, R::insufficient_beans,
      R::redemption_below_minimum_balance}},
    {"late", told_late, {R::too_late}},
    {"next day", [](const Scene& scene) { return tick_at(scene.now + kMicrosPerDay); }, {}},
    {"month start", month_start, {}},
    {"hold", holds, {R::insufficient_beans, R::hold_exists}},
    {"release", releases, {R::hold_unknown, R::hold_released}},
    {"new config", [](const Scene&) { return tick_at(kScoredFrom); }, {R::clock_regression}},
    {"sign in", [](const Scene& scene) { return at(scene, EventKind::sign_in); }, {}},
};

}  // namespace loyaltycore::support::small_scope
