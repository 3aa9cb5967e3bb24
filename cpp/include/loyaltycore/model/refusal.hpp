// refusal.hpp: why an event changed nothing. Every refusal has a name, a rank and a sentence.
//
// The rank is the number: of several reasons the lowest is reported. Numbers are stored and shown,
// so they are appended in steps and never reused; docs/refusals.md has a paragraph each.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace loyaltycore {

enum class Refusal : std::uint16_t {
  none = 0,
  // The event itself.
  kind_not_built = 10,
  kind_unknown = 11,
  id_missing = 12,
  time_out_of_range = 13,
  amount_out_of_range = 14,
  quantity_out_of_range = 15,
  field_missing = 16,
  category_unknown = 17,
  channel_unknown = 18,
  tender_unknown = 19,
  lines_missing = 20,
  line_repeated = 21,
  tenders_do_not_sum = 22,
  // Its place in the member's story.
  id_conflict = 30,
  member_erased = 31,
  occurred_after_recorded = 32,
  clock_regression = 33,
  too_late = 34,
  before_programme = 35,
  // The order, line, review or hold it speaks of.
  order_unknown = 50,
  order_exists = 51,
  line_unknown = 52,
  order_not_completed = 53,
  order_already_completed = 54,
  order_already_paid = 55,
  return_exceeds_line = 57,
  review_unknown = 58,
  review_exists = 59,
  hold_exists = 60,
  hold_unknown = 61,
  hold_released = 62,
  hold_exceeded = 63,
  item_unknown = 64,
  input_unknown = 65,
  claim_unknown = 66,
  import_not_empty = 67,
  archived_line_mismatch = 68,
  // What the programme allows now.
  account_suspended = 79,
  stale_quote = 80,
  insufficient_beans = 81,
  redemption_below_minimum_balance = 82,
  redemption_not_whole_steps = 83,
  redemption_exceeds_order_cap = 84,
  redemption_not_combinable = 85,
  redemption_not_allowed = 86,
  exchange_limit_reached = 87,
  exchange_price_differs = 88,
  clawback_exceeds_balance = 89,
  balance_out_of_range = 90,
  // What another event of its group was answered; said by the door that decides them together.
  group_refused = 91,
  group_half_booked = 92,
};

/// A code that no event is given any more; number and name stay reserved for ever.
struct RetiredRefusal {
  std::uint16_t number;
  std::string_view name;
  /// What is said instead.
  std::string_view instead;
};
inline constexpr std::array kRetiredRefusals{
    RetiredRefusal{56, "order_closed",
                   "A closed line is `line_unknown` (`order_unknown` if none of its order is open) "
                   "until its archived record is brought."},
};

struct RefusalInfo {
  Refusal code;
  /// Stable name, the same in C++, Python, JSON and docs.
  std::string_view name;
  /// The event field to look at; empty if none.
  std::string_view field;
  /// What must hold, and what to do.
  std::string_view sentence;
  /// True if the same event may succeed later.
  bool transient;
};

/// Every refusal in order of rank.
[[nodiscard]] std::span<const RefusalInfo> refusals() noexcept;
/// @pre code is one of refusals() or none.
[[nodiscard]] const RefusalInfo& info_of(Refusal code) noexcept;
[[nodiscard]] std::optional<Refusal> refusal_named(std::string_view name) noexcept;

}  // namespace loyaltycore
