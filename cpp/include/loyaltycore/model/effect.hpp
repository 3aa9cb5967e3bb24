// effect.hpp: what an event did. Movements have two legs that sum to zero; changes have old and
// new.
//
// Effects carry every number that fold needs: standing is rebuilt from them without any rule.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/kinds.hpp"

namespace loyaltycore {

enum class EffectKind : std::uint8_t {
  /// `amount` of `currency` from one account to another.
  moved = 0,
  /// Ladder `index`: tier `before` -> `after`; its period ends at instant `amount`.
  tier_changed = 1,
  /// Counter `index` in window `window`: `before` -> `after`, days `amount` (caps, tasks, streaks);
  /// with a `subject`: that SKU earned by rule `index` on day `window`.
  progressed = 2,
  /// Hold `subject`: status `before` -> `after` (HoldStatus), ends at `until`.
  hold_changed = 3,
  /// Programme version `before` -> `after`.
  version_begun = 4,
  /// Line (`subject`, `line`) left the open lines with `amount` beans that paid it; its record
  /// follows as an ArchivedLine.
  line_archived = 5,
  /// Cash to give back for line (`subject`, `line`): `after` fen; `before` fen were withheld.
  refund_due = 6,
  /// Catalogue item `index`, `after` pieces handed out for `amount` beans (and cash); `before` is
  /// what those beans bought: its value less the cash, fen; 0 = not told.
  item_exchanged = 7,
  /// Reviews earn nothing until `until`.
  reviews_suspended = 8,
  /// The member was erased; a tombstone stays.
  member_erased = 9,
  /// `amount` of an accrual could not be taken back: withheld from the refund, or let go.
  fell_short = 10,
  /// The right to use beans: suspended 0 -> 1, restored 1 -> 0.
  account_changed = 11,
  /// Score of name `index`: value `before` -> `after`; what is held then, `amount` (level names as
  /// bits, and kGatesHold); `opened_at` points that are carried.
  score_changed = 12,
  /// Medal of name `index`: grade `before` -> `after`.
  medal_changed = 13,
};
inline constexpr std::size_t kEffectKinds = 14;
inline constexpr std::array<std::string_view, kEffectKinds> kEffectKindNames{
    "moved",         "tier_changed",    "progressed",     "hold_changed",      "version_begun",
    "line_archived", "refund_due",      "item_exchanged", "reviews_suspended", "member_erased",
    "fell_short",    "account_changed", "score_changed",  "medal_changed"};

/// Why a movement happened; `rule` names the earning rule or task where one did it.
enum class Cause : std::uint8_t {
  earned = 0,
  task_rewarded = 1,
  debt_repaid = 2,
  released = 3,  // pending beans became available
  claimed = 4,
  claim_lapsed = 5,
  redeemed = 6,
  exchanged = 7,
  held = 8,
  hold_ended = 9,
  expired = 10,
  returned_to_member = 11,  // beans that paid a returned line
  clawed_back = 12,
  refusal_penalty = 13,
  freight_recovered = 14,
  tier_deduction = 15,
  adjusted = 16,
  imported = 17,
  erased = 18,
  settled = 19,  // of a score or medal: its boundary came
  begun = 20,    // a version counts it otherwise
  dropped = 21,  // a version has it no more
};
inline constexpr std::size_t kCauses = 22;
inline constexpr std::array<std::string_view, kCauses> kCauseNames{
    "earned",         "task_rewarded",   "debt_repaid",
    "released",       "claimed",         "claim_lapsed",
    "redeemed",       "exchanged",       "held",
    "hold_ended",     "expired",         "returned_to_member",
    "clawed_back",    "refusal_penalty", "freight_recovered",
    "tier_deduction", "adjusted",        "imported",
    "erased",         "settled",         "begun",
    "dropped"};

/// Bits of Effect::flags.
enum EffectFlag : std::uint8_t {
  /// The books keep an accrual or allocation for it, because it may be undone.
  kTracked = 1,
  /// Pending beans wait for a claim.
  kClaim = 2,
  /// This growth lets the member leave the initial level.
  kQualifies = 4,
  /// It fell due; no event asked for it.
  kDue = 8,
  /// The subject is an order, not a hold (of beans that pay) or a review (of what was earned).
  kOrder = 16,
};

/// Rule index of an effect that no earning rule or task caused.
inline constexpr std::uint16_t kNoRule = 0xFFFF;

template <class Num = std::int64_t>
struct Effect {
  EffectKind kind{EffectKind::moved};
  Cause cause{Cause::earned};
  Account from{Account::issuer};
  Account to{Account::available};
  Currency currency{Currency::beans};
  /// Which purse (beans) or ladder (growth, tier); counter key for `progressed`.
  std::uint8_t purse{};
  Funder funder{Funder::platform};
  /// Class of the lot: 0 ordinary; a programme may keep more apart.
  std::uint8_t lot_class{};
  /// EffectFlag bits.
  std::uint8_t flags{};
  /// Rule or task of the programme's name table, or kNoRule.
  std::uint16_t rule{kNoRule};
  /// Index of the programme version that decided.
  std::uint16_t version{};
  std::uint16_t line{};
  /// Counter key, catalogue item, ladder, score or medal, by kind.
  std::uint16_t index{};
  // Where beans come back or change their day, `window` is the expiry day they had before.
  /// First day on which the bucket's beans cannot be used; kNoDay if they never expire.
  Day expires_on{kNoDay};
  /// Counter window: a day, month start or year start by the counter's period.
  std::int32_t window{};
  /// When it took effect: the event's decision time or the due instant.
  Instant at{};
  /// End of what began: hold, pending, suspension.
  Instant until{kNever};
  /// The order, review or hold this belongs to; kNoId if none.
  Id subject{};
  /// The accrual (event id) a claw-back or release draws on; kNoId if none.
  Id source{};
  /// Instant that ranks the bucket among those of one expiry day.
  Num opened_at{};
  Num amount{};
  Num before{};
  Num after{};
};

}  // namespace loyaltycore
