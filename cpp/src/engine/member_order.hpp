// member_order.hpp: which row comes when: members by the text of their ids, events as decided.
//
// The order is a function of the rows' contents, never of where they stood.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/history_parts.hpp"

namespace loyaltycore::engine {

/// What decides the order, by row.
struct OrderKeys {
  const IdField* member{};
  const IdField* event_id{};
  std::span<const std::int64_t> recorded_at{};
  /// Empty: no row has one. `sequenced` is empty when every row has one.
  std::span<const std::int64_t> sequence{};
  std::span<const std::uint8_t> sequenced{};
  /// Of one instant, the events of a group stand beside each other: so all members meet the groups
  /// of that instant in one order. nullptr: no row has one.
  const IdField* group{};
  /// Null: no row is a tick.
  const Field<std::uint8_t>* kind{};

  [[nodiscard]] bool has_sequence(std::size_t row) const noexcept {
    return !sequence.empty() && (sequenced.empty() || sequenced[row] != 0);
  }
  [[nodiscard]] bool is_tick(std::size_t row) const noexcept {
    return kind != nullptr && (*kind)[row] == static_cast<std::uint8_t>(EventKind::tick);
  }
};

struct MemberOrder {
  /// Row of each position.
  std::vector<std::uint32_t> rows{};
  /// Events of member m are the positions [first[m], first[m + 1]).
  std::vector<std::uint64_t> first{};
  IdField member_ids{};
  /// Whether all events of the member but ticks have a sequence, which then orders them. A tick
  /// without one stands before the first event that is recorded after it.
  std::vector<std::uint8_t> by_sequence{};
};

/// @pre fewer than 2^32 - 1 rows; every row has a member.
/// @throws Cancelled
[[nodiscard]] MemberOrder member_order(const OrderKeys& keys, const CancelFlag* cancel = nullptr);

/// Compares like the decimal texts of two integers, without writing them.
struct DecimalKey {
  std::uint64_t high{};
  std::uint64_t low{};

  explicit DecimalKey(std::int64_t number) noexcept;
  friend auto operator<=>(const DecimalKey&, const DecimalKey&) = default;
};

/// By the bytes of their texts; no id comes before any id.
[[nodiscard]] std::strong_ordering compare_ids(const IdField& field, std::size_t a,
                                               std::size_t b) noexcept;

}  // namespace loyaltycore::engine
