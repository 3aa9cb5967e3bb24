// standing.hpp: what one programme made of a member. Changed by effects only (kernel/fold.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/base/pool.hpp"
#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/model/kinds.hpp"

namespace loyaltycore {

/// Available beans of one expiry day, funder and class. Inside it beans are fungible; which lot
/// they came from is a pure function of the ledger (first in, first out).
template <class Num = std::int64_t>
struct Bucket {
  Day expires_on{kNoDay};
  std::uint8_t purse{};
  Funder funder{Funder::platform};
  std::uint8_t lot_class{};
  /// Instant of the grant that opened it: the oldest goes first among equal expiry days. Of lanes
  /// that have no beans in it, it says nothing.
  Num opened_at{};
  BeansOf<Num> beans{};

  [[nodiscard]] bool same_key(const Bucket& other) const noexcept {
    return expires_on == other.expires_on && purse == other.purse && funder == other.funder &&
           lot_class == other.lot_class;
  }
};

/// An accrual that may still be taken back, or whose beans are still pending.
template <class Num = std::int64_t>
struct Grant {
  /// The order or review that earned it; kNoId for what cannot be taken back.
  Id subject{};
  /// The subject is an order; an order and a review may have one id.
  bool order{};
  /// The event that granted it.
  Id source{};
  std::uint16_t line{};
  std::uint16_t rule{};
  Currency currency{Currency::beans};
  std::uint8_t purse{};
  Funder funder{Funder::platform};
  std::uint8_t lot_class{};
  /// Pending beans wait for a claim, not for time.
  bool claim{};
  /// Expiry day of its bucket; of the release for pending beans it is set then.
  Day expires_on{kNoDay};
  /// Release of pending beans, or end of the claim window; kNever if nothing is pending.
  Instant due_at{kNever};
  Num granted{};
  Num reversed{};
  /// Part of granted - reversed that is still pending.
  Num pending{};
  /// It still waits, but what earned it has closed: only the record of the line reaches it.
  bool closed{};
};

enum class HoldStatus : std::uint8_t {
  none = 0,
  open = 1,
  in_doubt = 2,
  committed = 3,
  released = 4
};
inline constexpr std::array<std::string_view, 5> kHoldStatusNames{"none", "open", "in_doubt",
                                                                  "committed", "released"};

/// Beans set aside. Ended ones are remembered to the late horizon, to answer a late commit.
struct Hold {
  Id hold{};
  HoldStatus status{HoldStatus::open};
  /// Time-out while open; when to forget once ended.
  Instant until{kNever};
};

/// Beans of one bucket that are held, or that paid an order and may come back.
template <class Num = std::int64_t>
struct Allocation {
  /// The hold or the order; the two may have one id.
  Id subject{};
  bool order{};
  bool held{};
  Day expires_on{kNoDay};
  std::uint8_t purse{};
  Funder funder{Funder::platform};
  std::uint8_t lot_class{};
  Num opened_at{};
  BeansOf<Num> beans{};
};

/// What a counter counts in; the low bits of its key, so that old windows are told from live ones.
enum class CounterPeriod : std::uint8_t {
  day = 0,          // beans or growth given this day
  month = 1,        // this month
  year = 2,         // this year
  times = 3,        // earning events this day
  streak = 4,       // length of the run that ended on `window`
  once = 5,         // task without window; also invalid reviews (rule 0)
  task = 6,         // task per day, week, month or year
  task_posted = 7,  // task whose reward is booked later
  term = 8,         // the period of the member's tier; `window` is the day on which it ends
};
inline constexpr std::array<std::string_view, 9> kCounterPeriodNames{
    "day", "month", "year", "times_per_day", "streak", "once", "task", "task_posted", "term"};
/// The most rules and tasks of a programme, and the most items: their numbers share the keys.
inline constexpr std::uint16_t kMostCounted = 2047;
[[nodiscard]] constexpr std::uint16_t counter_key(std::uint16_t number,
                                                  CounterPeriod period) noexcept {
  return static_cast<std::uint16_t>(unsigned{number} << 4U | static_cast<unsigned>(period));
}
[[nodiscard]] constexpr CounterPeriod period_of(std::uint16_t key) noexcept {
  return static_cast<CounterPeriod>(key & 15U);
}
[[nodiscard]] constexpr std::uint16_t number_of(std::uint16_t key) noexcept {
  return static_cast<std::uint16_t>(key >> 4U);
}
/// Window of a counter that has only one.
inline constexpr Day kOnlyWindow = 0;

/// When a SKU last earned by a rule that pays one SKU once in a while.
template <class Num = std::int64_t>
struct RecentSku {
  Id sku{};
  std::uint16_t rule{};
  Day day{};
  /// 1 where it earned.
  Num earned{};
};

/// Bit of Counter::days: the task's reward was given for this window, whatever it asks for later.
inline constexpr std::int64_t kRewarded = std::int64_t{1} << 40;

/// Progress of a cap, task or streak inside one window.
template <class Num = std::int64_t>
struct Counter {
  std::uint16_t key{};
  /// First day of the window (for a streak: the last day).
  Day window{};
  Num value{};
  /// Days already counted, bit per day of the window (only for "distinct days"), and kRewarded.
  Num days{};
};

/// Bit of ScoreStanding::levels: every gate holds. Names count from 1.
inline constexpr std::int64_t kGatesHold = 1;

/// A score as it was settled last. What was never settled has no row.
template <class Num = std::int64_t>
struct ScoreStanding {
  /// NameKind::score.
  std::uint16_t score{};
  Num value{};
  /// Bit n = the level whose name is number n; and kGatesHold.
  Num levels{};
  /// Points that opened the year.
  Num carried{};
};

/// The grade of a medal as it was settled last. What has no grade has no row.
template <class Num = std::int64_t>
struct MedalStanding {
  /// NameKind::medal.
  std::uint16_t medal{};
  Num grade{};
};

template <class Num = std::int64_t>
struct Ladder {
  /// Index into the version's levels.
  Num tier{};
  /// First instant after the qualification period; kNever if unlimited.
  Num expires_at{kNever};
  /// 1 once something qualified the member to leave the initial level.
  Num qualified{};
  GrowthOf<Num> growth{};
};

template <class Num = std::int64_t>
struct Purse {
  /// Totals by account since the first event; the sum is zero.
  std::array<Num, kAccounts> accounts{};

  [[nodiscard]] const Num& operator[](Account account) const noexcept {
    return accounts[static_cast<std::size_t>(account)];
  }
  Num& operator[](Account account) noexcept { return accounts[static_cast<std::size_t>(account)]; }
};

template <class Num = std::int64_t>
struct Standing {
  std::array<Ladder<Num>, kMostLadders> ladders{};
  std::array<Purse<Num>, kMostPurses> purses{};
  /// Growth books, one per ladder: issuer, available, clawed_back, expired (deducted).
  std::array<Purse<Num>, kMostLadders> growth_books{};
  std::uint16_t version{};
  Instant reviews_suspended_until{};
  /// In spend order: expiry day, then opened_at, then funder, class, purse.
  Pool<Bucket<Num>> buckets{};
  Pool<Grant<Num>> grants{};
  Pool<Allocation<Num>> allocations{};
  Pool<Hold> holds{};
  Pool<Counter<Num>> counters{};
  Pool<RecentSku<Num>> skus{};
  Pool<ScoreStanding<Num>> scores{};
  Pool<MedalStanding<Num>> medals{};
  /// Cache: boundaries on this day and before are settled; kNoDay = those to the last decision.
  /// Settling one again finds the same. Not part of the canonical encoding.
  Day settled_on{kNoDay};
  /// Cache: no due work before this instant. Not part of the canonical encoding.
  Instant next_due{kNever};
};

}  // namespace loyaltycore
