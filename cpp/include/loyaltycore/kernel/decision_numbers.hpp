// decision_numbers.hpp: the numbers of each decision that no earning rule or task took, for
// explain.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/base/ratio.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/refusal.hpp"
#include "loyaltycore/model/terms.hpp"

namespace loyaltycore::kernel {

/// Names of Shortfall.
inline constexpr std::array<std::string_view, 4> kShortfallNames{"debt", "withhold", "clamp",
                                                                 "refuse"};

/// One accrual that a return, a cancellation or a deleted review takes back.
struct TakenBack {
  /// The rule that gave it, the event, and the order or review it belongs to.
  std::uint16_t rule{kNoRule};
  Id source{};
  Id subject{};
  bool review{};
  std::uint16_t line{};
  Currency currency{Currency::beans};
  /// Pieces that came back so far, of so many.
  std::int64_t pieces_back{};
  std::int64_t pieces{};
  /// `share` = floor(granted * pieces_back / pieces); `amount` = share - taken_before.
  std::int64_t granted{};
  std::int64_t share{};
  std::int64_t taken_before{};
  std::int64_t amount{};
  /// Where the amount came from; the sum of these five.
  std::int64_t from_pending{};
  std::int64_t from_bucket{};
  std::int64_t from_others{};
  std::int64_t owed{};
  std::int64_t short_of{};
  /// Last day of the accrual's own bucket is the day before.
  Day bucket{kNoDay};
  /// What becomes of beans that are not there.
  Shortfall shortfall{};
};

/// Beans that paid a line, or were held for it, and come back to the member.
struct GivenBack {
  Id order{};
  std::uint16_t line{};
  /// Pieces that came back before, and now too.
  std::int64_t pieces_before{};
  std::int64_t pieces_back{};
  std::int64_t pieces{};
  /// Beans of the line; `amount` is the share of the pieces that come back now.
  std::int64_t paid{};
  std::int64_t amount{};
};

/// Money for the pieces that come back now.
struct Refund {
  Id order{};
  std::uint16_t line{};
  std::int64_t pieces_before{};
  std::int64_t pieces_back{};
  std::int64_t pieces{};
  /// What refundable tenders paid for the line; `due_fen` is the share of the pieces.
  std::int64_t paid_fen{};
  std::int64_t due_fen{};
  /// Beans that could not be taken back, and the money they stand for.
  std::int64_t short_beans{};
  std::int64_t short_fen{};
  std::int64_t withheld_fen{};
  std::int64_t back_fen{};
};

/// What a refused delivery costs.
struct RefusalPenalty {
  Id order{};
  /// Refused deliveries with this one.
  std::int64_t in_month{};
  std::int64_t in_year{};
  std::int64_t free_per_month{};
  std::int64_t free_per_year{};
  /// Beans of one refusal; of the freight, where the programme charges it.
  std::int64_t penalty{};
  std::int64_t freight_fen{};
  std::int64_t freight_beans{};
  /// from_available + owed.
  std::int64_t amount{};
  std::int64_t from_available{};
  std::int64_t owed{};
};

/// Freight of an order that a partial cancellation may bring below the free threshold.
struct RecoveredFreight {
  Id order{};
  std::int64_t goods_before_fen{};
  std::int64_t goods_left_fen{};
  std::int64_t free_from_fen{};
  std::int64_t freight_fen{};
  std::int64_t amount{};
  std::int64_t from_available{};
  std::int64_t owed{};
};

/// Growth against the threshold of a level; kNoThreshold if there is no higher one.
inline constexpr std::int64_t kNoThreshold = -1;

/// The tier moved, or a version or an import gave a level.
struct TierMove {
  std::uint8_t ladder{};
  std::uint16_t version_before{};
  std::uint16_t version_after{};
  std::int64_t before{};
  std::int64_t after{};
  /// The level that growth alone gives.
  std::int64_t by_growth{};
  std::int64_t growth{};
  bool qualified{};
  std::int64_t threshold{};
  std::int64_t next_threshold{kNoThreshold};
  Instant expires_at{kNever};
};

/// The end of a qualification period: growth_after = growth_before - taken.
struct TierPeriodEnd {
  std::uint8_t ladder{};
  std::uint16_t version{};
  std::int64_t before{};
  std::int64_t after{};
  std::int64_t growth_before{};
  /// What the level held costs, and what there was to take.
  std::int64_t deduction{};
  std::int64_t taken{};
  std::int64_t growth_after{};
  bool qualified{};
  std::int64_t threshold{};
  std::int64_t next_threshold{kNoThreshold};
  Instant expires_at{kNever};
};

/// Beans whose day has passed.
struct Expired {
  Day expires_on{kNoDay};
  Funder funder{Funder::platform};
  std::uint8_t lot_class{};
  std::int64_t amount{};
};

/// Goods of one redemption class of an order.
struct RedeemableGoods {
  /// Net of coupons.
  std::int64_t amount_fen{};
  Ratio<> share{};
  std::int64_t min_amount_fen{};
  bool payable{};
  /// floor(amount_fen * share * per_yuan / 100); 0 if not payable.
  std::int64_t cap{};
};

/// Beans asked for an order, or for an amount, and what limits them.
struct Redemption {
  /// The order or the hold; kNoId if none.
  Id subject{};
  std::int64_t asked{};
  std::int64_t available{};
  std::int64_t min_balance{};
  std::int64_t step{1};
  std::int64_t per_yuan{};
  std::vector<RedeemableGoods> goods{};
  /// The sum over the goods.
  std::int64_t cap{};
  /// The most that could be asked: whole steps within cap and balance.
  std::int64_t usable{};
};

enum class SpendingOf : std::uint8_t { hold = 0, commit = 1, correction = 2 };
inline constexpr std::array<std::string_view, 3> kSpendingNames{"hold", "commit", "correction"};

/// Beans that only need to be there: a plain hold, a commit out of what is held, a correction.
struct Spending {
  SpendingOf of{SpendingOf::hold};
  Id subject{};
  std::int64_t asked{};
  std::int64_t available{};
};

/// An item of the catalogue at its price.
struct Exchange {
  std::uint16_t item{};
  std::int64_t quantity{};
  std::int64_t beans_each{};
  std::int64_t cash_each_fen{};
  /// beans_each * quantity, and what there was.
  std::int64_t amount{};
  std::int64_t available{};
  /// cash_each_fen * quantity, and what the event says.
  std::int64_t cash_fen{};
  std::int64_t told_fen{};
  /// Value less the cash of all pieces; 0 = not told.
  std::int64_t worth_fen{};
  /// 0 = no limit.
  std::int64_t limit_per_day{};
  std::int64_t taken_in_day{};
  std::int64_t limit_per_month{};
  std::int64_t taken_in_month{};
};

using DecisionNumbers =
    std::variant<TakenBack, GivenBack, Refund, RefusalPenalty, RecoveredFreight, TierMove,
                 TierPeriodEnd, Expired, Redemption, Spending, Exchange>;
/// Names of the alternatives.
inline constexpr std::array<std::string_view, 11> kDecisionNames{
    "taken_back",   "given_back",        "refund",  "refusal_penalty", "freight_recovered",
    "tier_changed", "tier_period_ended", "expired", "redemption",      "spending",
    "exchange"};
static_assert(kDecisionNames.size() == std::variant_size_v<DecisionNumbers>);

/// One decision, in the order in which it was taken.
struct TracedDecision {
  /// Version of the programme that decided.
  std::uint16_t version{};
  Instant at{};
  /// It fell due; the event did not ask for it.
  bool due{};
  /// Why it refused the event; of a refused event only the decision that refused it is kept.
  Refusal refusal{Refusal::none};
  DecisionNumbers numbers{};
};

}  // namespace loyaltycore::kernel
