// terms.hpp: one version of a programme as flat tables; what the rules read.
//
// Num    parameters tagged `lane` are Num (eight candidates side by side), all others are plain.
// Units  amounts in fen, beans and growth as counts, rates per fen, validity in days or months.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/base/ratio.hpp"
#include "loyaltycore/model/class_set.hpp"
#include "loyaltycore/model/kinds.hpp"
#include "loyaltycore/model/medal_terms.hpp"
#include "loyaltycore/model/score_terms.hpp"

namespace loyaltycore {

/// A cap that is not set; it must not hide an award that passes the largest balance.
inline constexpr std::int64_t kNoCap = kLargestBalance + 1;

/// When a rule, multiplier or task applies. An empty set or a zero means "any".
template <class Num = std::int64_t>
struct Conditions {
  Instant from{kFirstInstant};
  Instant until{kNever};
  /// Bit 0 = Monday; of the purchase for orders, of the event otherwise.
  std::uint8_t weekdays{};
  /// Bit d-1 = day d of the month.
  std::uint32_t month_days{};
  ClassSet channels{};
  ClassSet stores{};
  ClassSet brands{};
  ClassSet skus{};
  ClassSet categories{};
  ClassSet not_categories{};
  std::uint64_t labels_any{};
  std::uint64_t labels_none{};
  std::uint64_t segments_any{};
  /// Bit i = tier name number i: of a level as it stands, in its ladder, when the rule is asked. By
  /// name, because a late event is judged by an earlier version, which may count its levels
  /// differently.
  std::uint64_t tiers{};
  /// The same of score levels, as they were settled last.
  std::uint64_t score_levels{};
  /// One of these medals, as they were settled last.
  std::vector<MedalAsked> medals{};
  /// Of the rule's unit: piece, line, sub-order, order or event.
  Num min_amount{};
  std::int32_t min_quantity{};
  /// Only the first n of a numbered event; an event without a number does not qualify.
  std::int32_t max_ordinal{};
  /// From the completion of the order; unknown completion does not qualify.
  std::int32_t within_days{};
  std::int32_t within_months{};
  /// Purchases of one SKU less than so many days apart earn once.
  std::int32_t same_sku_days{};
};

/// What one award is computed on.
enum class Unit : std::uint8_t { event = 0, piece = 1, line = 2, sub_order = 3, order = 4 };

enum class AwardKind : std::uint8_t {
  rate = 0,        // per fen of the unit
  fixed = 1,       // the same each time
  table = 2,       // by the unit's amount
  streak = 3,      // by the length of a run of consecutive days
  from_event = 4,  // the amount that the door reserved
};

/// How several rules of one currency share a line.
enum class Combine : std::uint8_t {
  stack = 0,      // adds to what others gave
  exclusive = 1,  // only if nothing was given yet, and nothing is added after
  stop = 2,       // adds, and nothing is added after
};

enum class ExpiryUnit : std::uint8_t { never = 0, days = 1, months = 2 };
enum class Granularity : std::uint8_t { day = 0, month = 1, year = 2 };

/// First unusable day = first day after the granule that holds (grant day + count); for `day`
/// granularity it is grant day + count itself.
struct Expiry {
  ExpiryUnit unit{ExpiryUnit::never};
  std::int32_t count{};
  Granularity granularity{Granularity::day};

  friend bool operator==(const Expiry&, const Expiry&) = default;
};

template <class Num = std::int64_t>
struct TableRow {
  Fen from{};
  Num amount{};
};

template <class Num = std::int64_t>
struct Band {
  std::int64_t from{};
  Ratio<Num> times{};
};

/// A factor on an award: fixed, or by the band that a member's input falls into.
template <class Num = std::int64_t>
struct Multiplier {
  Conditions<Num> when{};
  Ratio<Num> times{};
  /// Index of the input, or -1. An unknown input takes the first band.
  std::int16_t input{-1};
  std::vector<Band<Num>> bands{};
};

template <class Num = std::int64_t>
struct ChannelCap {
  std::uint16_t channel{};
  Num cap{};
};

template <class Num = std::int64_t>
struct Caps {
  Num unit{kNoCap};
  std::vector<ChannelCap<Num>> unit_by_channel{};
  Num order{kNoCap};
  Num day{kNoCap};
  Num month{kNoCap};
  Num year{kNoCap};
  Num term{kNoCap};
  /// Over all members together, shared out by the event's ordinal.
  Num programme_budget{kNoCap};
  /// Earning events a day; 0 = any number.
  std::int32_t times_per_day{};
};

template <class Num = std::int64_t>
struct EarningRule {
  /// Class in the programme's rule names; also the base of its counter keys.
  std::uint16_t name{};
  EventKind trigger{EventKind::order_completed};
  std::uint16_t declared{};
  Currency currency{Currency::beans};
  /// Purse (beans) or ladder (growth) that it fills.
  std::uint8_t purse{};
  Conditions<Num> when{};
  Unit unit{Unit::event};
  /// Tender classes that count, bit per class of the fact plan.
  std::uint8_t counted_classes{};
  /// The unit's amount is rounded down to a multiple of this first; 1 = not.
  Fen round_down_to{1};
  AwardKind award{AwardKind::fixed};
  Ratio<Num> rate{};
  Num fixed{};
  std::vector<TableRow<Num>> table{};
  std::vector<Num> streak{};
  Rounding rounding{Rounding::floor};
  std::vector<Multiplier<Num>> multipliers{};
  Caps<Num> caps{};
  std::int32_t priority{};
  /// Its growth lets a member leave the first level.
  bool qualifies{};
  Combine combine{Combine::stack};
  std::int32_t pending_days{};
  /// Day of the following month on which the beans are posted; 0 = at once or by pending_days.
  std::int32_t post_day{};
  std::int32_t claim_days{};
  /// The last day of the claim window counts to its end: it is the one `claim_days` after the day
  /// of the grant.
  bool claim_through_end_of_day{};
  Funder funder{Funder::platform};
  std::uint8_t lot_class{};
  Expiry expiry{};
};

enum class TaskWindow : std::uint8_t { once = 0, day = 1, week = 2, month = 3, year = 4 };

template <class Num = std::int64_t>
struct Task {
  std::uint16_t name{};
  EventKind trigger{EventKind::login};
  std::uint16_t declared{};
  Conditions<Num> when{};
  /// Tender classes that count towards when.min_amount.
  std::uint8_t counted_classes{};
  Num count{1};
  /// Count distinct days, not events.
  bool distinct_days{};
  /// The day that counts is the purchase's, not the completion's.
  bool day_of_purchase{};
  TaskWindow window{TaskWindow::once};
  /// Day of the following month on which the reward is booked; 0 = at once (month windows only).
  std::int32_t post_day{};
  GrowthOf<Num> growth{};
  std::uint8_t ladder{};
  BeansOf<Num> beans{};
  std::uint8_t purse{};
  Funder funder{Funder::platform};
  std::uint8_t lot_class{};
  Expiry expiry{};
};

template <class Num = std::int64_t>
struct TierLevel {
  /// Class in the programme's tier names: stable over versions.
  std::uint16_t name{};
  GrowthOf<Num> threshold{};
  /// 0 = unlimited.
  std::int32_t validity_months{};
  GrowthOf<Num> deduction{};
};

template <class Num = std::int64_t>
struct TierTerms {
  /// Ascending; level 0 is where a member starts and has no threshold.
  std::vector<TierLevel<Num>> levels{};
};

/// How much of the goods of one class beans may pay; which goods those are, and from which amount
/// on, stands in the fact plan (BeanTender).
template <class Num = std::int64_t>
struct RedemptionClass {
  Ratio<Num> max_share{};
  Num step{1};
};

enum class ReturnedExpired : std::uint8_t { expire_again = 0, grace = 1 };

template <class Num = std::int64_t>
struct RedemptionTerms {
  bool allowed{true};
  /// Available beans from which any may be spent.
  Num min_balance{};
  /// Goods that no class names.
  RedemptionClass<Num> ordinary{};
  /// One for each of BeanTender::classes.
  std::vector<RedemptionClass<Num>> classes{};
  /// Tender kinds that beans cannot stand beside (bit = kind).
  std::uint16_t not_with{};
  ReturnedExpired returned_expired{ReturnedExpired::expire_again};
  std::int32_t grace_days{};
};

/// What happens when fewer beans are left than must be taken back.
enum class Shortfall : std::uint8_t { debt = 0, withhold = 1, clamp = 2, refuse = 3 };

template <class Num = std::int64_t>
struct ReverseTerms {
  Shortfall shortfall{Shortfall::debt};
  /// Beans for a refused delivery beyond the free ones.
  Num refusal_penalty{};
  std::int32_t refusals_free_per_month{};
  std::int32_t refusals_free_per_year{};
  bool refusal_charges_freight{};
  /// Freight recovered when a part of an order is cancelled and the rest is below the threshold.
  bool freight_recovered{};
  Fen freight_free_from{};
  Fen freight{};
};

enum class ItemKind : std::uint8_t {
  coupon = 0,
  beans_plus_cash = 1,
  phone_data = 2,
  phone_credit = 3,
  lottery_entry = 4,
  goods = 5,
};
inline constexpr std::array<std::string_view, 6> kItemKindNames{
    "coupon", "beans_plus_cash", "phone_data", "phone_credit", "lottery_entry", "goods"};

template <class Num = std::int64_t>
struct CatalogueItem {
  /// Class in the programme's item names; 0 = not offered in this version.
  std::uint16_t name{};
  ItemKind kind{ItemKind::goods};
  /// Purse that pays it.
  std::uint8_t purse{};
  Num beans{};
  Fen cash{};
  /// What the item is worth, for "yuan per bean"; 0 = not told.
  Fen value{};
  std::int32_t limit_per_day{};
  std::int32_t limit_per_month{};
};

/// What a version says of one purse.
struct PurseTerms {
  /// False for a purse that this version does not have.
  bool declared{};
  Expiry expiry{};

  friend bool operator==(const PurseTerms&, const PurseTerms&) = default;
};

template <class Num = std::int64_t>
struct BeanTerms {
  /// The first is declared wherever the programme has beans at all.
  std::array<PurseTerms, kMostPurses> purses{};
  RedemptionTerms<Num> redeem{};
  ReverseTerms<Num> reverse{};
  std::vector<CatalogueItem<Num>> catalogue{};
};

struct ReviewRisk {
  /// Above any of these a review is invalid and earns nothing; 0 = not checked.
  std::int32_t copied_percent_max{};
  std::int32_t duplicate_percent_max{};
  std::int32_t reporters_max{};
  /// More invalid reviews than this suspend review earnings; 0 = never.
  std::int32_t invalid_limit{};
  std::int32_t suspension_days{};
};

enum class LotMigration : std::uint8_t { keep = 0, redate = 1 };

/// What a version does to the standing it finds.
struct Migration {
  /// Tier name class -> tier name class; empty = by name, unknown ones by growth.
  std::vector<std::pair<std::uint16_t, std::uint16_t>> tiers{};
  /// A mapped tier applies only to members who bought within so many days; 0 = to all.
  std::int32_t bought_within_days{};
  LotMigration lots{LotMigration::keep};
};

template <class Num = std::int64_t>
struct Terms {
  Instant from{kFirstInstant};
  Instant until{kNever};
  /// Without levels: not declared.
  std::array<TierTerms<Num>, kMostLadders> ladders{};
  /// Sorted: trigger; growth before beans; ladder or purse; priority (high first); name.
  std::vector<EarningRule<Num>> rules{};
  /// First rule of each trigger; rules of kind k are [first[k], first[k + 1]).
  std::array<std::uint16_t, kEventKinds + 1> first_rule{};
  std::vector<Task<Num>> tasks{};
  BeanTerms<Num> beans{};
  /// Sorted by id; a measure asks only scores before its own.
  std::vector<ScoreTerms<Num>> scores{};
  /// Sorted by id.
  std::vector<MedalTerms<Num>> medals{};
  ReviewRisk review_risk{};
  Migration migration{};
  bool refuse_unknown_category{};
  bool refuse_unknown_channel{};
};

}  // namespace loyaltycore
