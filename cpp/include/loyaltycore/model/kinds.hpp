// kinds.hpp: the closed lists of the domain: event kinds, tenders, accounts, refusals' neighbours.
//
// The numbers are stored in snapshots and journals: append, never renumber.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace loyaltycore {

enum class EventKind : std::uint8_t {
  order_placed = 0,
  order_paid = 1,
  order_completed = 2,
  order_cancelled = 3,
  order_refused = 4,
  line_returned = 5,
  login = 6,
  sign_in = 7,
  review_approved = 8,
  review_deleted = 9,
  photo_shown = 10,
  question_answered = 11,
  shared = 12,
  store_visited = 13,
  store_joined = 14,
  profile_verified = 15,
  credit_updated = 16,
  beans_redeemed = 17,
  beans_exchanged = 18,
  beans_held = 19,
  beans_released = 20,
  beans_claimed = 21,
  coupon_granted = 22,
  coupon_used = 23,
  coupon_sold = 24,
  plus_trial = 25,
  plus_purchased = 26,
  plus_renewed = 27,
  plus_refunded = 28,
  plus_code_used = 29,
  referred = 30,
  top_up = 31,
  adjusted = 32,
  imported = 33,
  erased = 34,
  tick = 35,
  /// A kind that the programme declares; Event::declared says which.
  declared = 36,
  account_suspended = 37,
  account_restored = 38,
};
inline constexpr std::size_t kEventKinds = 39;

inline constexpr std::array<std::string_view, kEventKinds> kEventKindNames{
    "order_placed",    "order_paid",        "order_completed", "order_cancelled",
    "order_refused",   "line_returned",     "login",           "sign_in",
    "review_approved", "review_deleted",    "photo_shown",     "question_answered",
    "shared",          "store_visited",     "store_joined",    "profile_verified",
    "credit_updated",  "beans_redeemed",    "beans_exchanged", "beans_held",
    "beans_released",  "beans_claimed",     "coupon_granted",  "coupon_used",
    "coupon_sold",     "plus_trial",        "plus_purchased",  "plus_renewed",
    "plus_refunded",   "plus_code_used",    "referred",        "top_up",
    "adjusted",        "imported",          "erased",          "tick",
    "declared",        "account_suspended", "account_restored"};

/// How a part of an order is paid. What counts for earning is the programme's set.
enum class TenderKind : std::uint8_t {
  cash = 0,
  bank_card = 1,
  balance = 2,
  store_card = 3,  // JD card and JD E-card
  gift_card = 4,
  coupon = 5,
  beans = 6,
  red_packet = 7,
  company_transfer = 8,
  postal_remittance = 9,
};
inline constexpr std::size_t kTenderKinds = 10;
inline constexpr std::array<std::string_view, kTenderKinds> kTenderKindNames{
    "cash",   "bank_card", "balance",    "store_card",       "gift_card",
    "coupon", "beans",     "red_packet", "company_transfer", "postal_remittance"};

/// Where beans and growth are booked. Every movement has two of them; the sum over all is zero.
/// `debt` is zero or negative: what the member owes, repaid by the next grants.
enum class Account : std::uint8_t {
  issuer = 0,
  pending = 1,
  available = 2,
  held = 3,
  redeemed = 4,
  expired = 5,
  clawed_back = 6,
  forfeited = 7,
  debt = 8,
};
inline constexpr std::size_t kAccounts = 9;
inline constexpr std::array<std::string_view, kAccounts> kAccountNames{
    "issuer",  "pending",     "available", "held", "redeemed",
    "expired", "clawed_back", "forfeited", "debt"};

/// Purses and ladders of a programme, its first ones included: `beans` and `growth`.
inline constexpr std::size_t kMostPurses = 4;
inline constexpr std::size_t kMostLadders = 2;
inline constexpr std::string_view kFirstPurse = "beans";
inline constexpr std::string_view kFirstLadder = "growth";
/// Purse or ladder of an event that names one the programme does not know.
inline constexpr std::uint8_t kNoBook = 0xFF;
/// Ladder of an event that names none: that of the level it brings, or the first one.
inline constexpr std::uint8_t kAnyLadder = 0xFE;

/// What a movement moves. Growth is never spendable: nothing turns one into the other.
enum class Currency : std::uint8_t { beans = 0, growth = 1 };
inline constexpr std::array<std::string_view, 2> kCurrencyNames{"beans", "growth"};

/// Whose beans a bucket holds.
enum class Funder : std::uint8_t { platform = 0, merchant = 1, partner = 2 };
inline constexpr std::size_t kFunders = 3;
inline constexpr std::array<std::string_view, kFunders> kFunderNames{"platform", "merchant",
                                                                     "partner"};

}  // namespace loyaltycore
