// encoding.hpp: little-endian bytes of the state types; one list of fields serves both directions.
//
// The order of the fields is the layout: it changes only together with a layout version.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "loyaltycore/model/member.hpp"

namespace loyaltycore::encoding {

/// Appends fields to a byte vector.
class Writer {
 public:
  template <class T>
  using Of = const T;

  explicit Writer(std::vector<std::byte>& out) : out_(out) {}

  template <class... Fields>
  void operator()(const Fields&... fields) {
    (put(fields), ...);
  }

  // Not insert(): with it g++ 12 at -O3 warns of an overflow that cannot happen.
  void bytes(std::span<const std::byte> block) {
    const std::size_t before = out_.size();
    out_.resize(before + block.size());
    std::ranges::copy(block, out_.begin() + static_cast<std::ptrdiff_t>(before));
  }
  [[nodiscard]] std::size_t size() const noexcept { return out_.size(); }

 private:
  template <std::integral Integer>
  void put(Integer value) {
    using Unsigned = std::make_unsigned_t<
        std::conditional_t<std::same_as<Integer, bool>, std::uint8_t, Integer>>;
    auto bits = static_cast<std::uint64_t>(static_cast<Unsigned>(value));
    std::array<std::byte, sizeof(Integer)> block{};
    for (std::byte& each : block) {
      each = static_cast<std::byte>(bits & 0xFFU);
      bits >>= 8U;
    }
    bytes(block);
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void put(Enum value) { put(static_cast<std::underlying_type_t<Enum>>(value)); }
  void put(const Hash128& value) { (*this)(value.low, value.high); }
  template <class Tag>
  void put(const Quantity<Tag>& value) {
    put(value.count);
  }

  std::vector<std::byte>& out_;
};

/// Reads what Writer wrote. After a fault every read gives zeros and ok() stays false.
class Reader {
 public:
  template <class T>
  using Of = T;

  explicit Reader(std::span<const std::byte> in) : in_(in) {}

  template <class... Fields>
  void operator()(Fields&... fields) {
    (get(fields), ...);
  }

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] bool at_end() const noexcept { return in_.empty(); }
  [[nodiscard]] std::size_t left() const noexcept { return in_.size(); }
  void fail() noexcept {
    ok_ = false;
    in_ = {};
  }
  /// The next `count` bytes, or none.
  [[nodiscard]] std::span<const std::byte> bytes(std::size_t count) noexcept {
    if (count > in_.size()) {
      fail();
      return {};
    }
    const std::span<const std::byte> block = in_.first(count);
    in_ = in_.subspan(count);
    return block;
  }
  /// A count of items of at least `each` bytes: never more than the bytes left can hold.
  [[nodiscard]] std::size_t count_of(std::size_t each) noexcept {
    std::uint32_t count{};
    get(count);
    if (count > in_.size() / each) fail();
    return ok_ ? count : 0;
  }

 private:
  template <std::integral Integer>
  void get(Integer& value) noexcept {
    std::uint64_t bits = 0;
    const std::span<const std::byte> block = bytes(sizeof(Integer));
    for (std::size_t i = block.size(); i-- > 0;) {
      bits = bits << 8U | std::to_integer<std::uint64_t>(block[i]);
    }
    if constexpr (std::same_as<Integer, bool>) {
      if (bits > 1) fail();
      value = ok_ && bits == 1;
    } else {
      value = static_cast<Integer>(bits);
    }
  }
  /// Lists of enumerators are dense from 0; `last` is the largest that this release knows.
  template <class Enum>
  void get_enum(Enum& value, Enum last) noexcept {
    std::uint8_t number{};
    get(number);
    if (number > static_cast<std::uint8_t>(last)) fail();
    value = static_cast<Enum>(ok_ ? number : 0);
  }
  void get(Currency& value) noexcept { get_enum(value, Currency::growth); }
  void get(Funder& value) noexcept { get_enum(value, Funder::partner); }
  void get(LineStatus& value) noexcept { get_enum(value, LineStatus::completed); }
  void get(HoldStatus& value) noexcept { get_enum(value, HoldStatus::released); }
  void get(Hash128& value) noexcept {
    get(value.low);
    get(value.high);
  }
  template <class Tag>
  void get(Quantity<Tag>& value) noexcept {
    get(value.count);
  }

  std::span<const std::byte> in_;
  bool ok_{true};
};

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<OpenOrder>& order) {
  archive(order.order, order.placed_at, order.goods, order.freight, order.beans, order.channel,
          order.freight_recovered, order.beans_held, order.booked);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<OpenLine>& line) {
  archive(line.order, line.sku, line.labels, line.line, line.sub_order, line.category, line.store,
          line.brand, line.channel, line.sku_class, line.status, line.quantity, line.returned,
          line.amount);
  for (auto& paid : line.paid) archive(paid);
  archive(line.beans, line.completed_at, line.closes_on);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<OpenReview>& review) {
  archive(review.review, review.order, review.line, review.is_photo, review.deleted,
          review.closes_on);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<LateReturn>& late) {
  archive(late.order, late.line, late.returned);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<MonthFacts>& month) {
  archive(month.month, month.orders, month.refusals, month.purchase_days, month.spend,
          month.returned);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<MonthActivity>& month) {
  archive(month.month, month.activity, month.count);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<MonthCategory>& month) {
  archive(month.month, month.category_class, month.orders, month.spend, month.returned);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Remembered>& event) {
  archive(event.id, event.content, event.decided_at, event.sequence, event.beans, event.growth);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Input>& input) {
  archive(input.value, input.known);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Ladder<>>& ladder) {
  archive(ladder.tier, ladder.expires_at, ladder.qualified, ladder.growth);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Purse<>>& purse) {
  for (auto& total : purse.accounts) archive(total);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Bucket<>>& bucket) {
  archive(bucket.expires_on, bucket.purse, bucket.funder, bucket.lot_class, bucket.opened_at,
          bucket.beans);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Grant<>>& grant) {
  archive(grant.subject, grant.order, grant.source, grant.line, grant.rule, grant.currency,
          grant.purse, grant.funder, grant.lot_class, grant.claim, grant.expires_on, grant.due_at,
          grant.granted, grant.reversed, grant.pending, grant.closed);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Allocation<>>& allocation) {
  archive(allocation.subject, allocation.order, allocation.held, allocation.expires_on,
          allocation.purse, allocation.funder, allocation.lot_class, allocation.opened_at,
          allocation.beans);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Hold>& hold) {
  archive(hold.hold, hold.status, hold.until);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Counter<>>& counter) {
  archive(counter.key, counter.window, counter.value, counter.days);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<RecentSku<>>& sku) {
  archive(sku.sku, sku.rule, sku.day, sku.earned);
}

// Refuse what no history can lead to, where later arithmetic or indexing relies on it. ---------

/// Far beyond what rules can book, and small enough that no sum of a few of them overflows.
inline bool is_amount(std::int64_t amount) noexcept {
  constexpr std::int64_t kLargest = std::int64_t{1} << 60U;
  return amount >= -kLargest && amount <= kLargest;
}

inline bool is_plausible(const OpenLine& line) noexcept {
  return line.quantity >= 1 && line.returned >= 0 && line.returned <= line.quantity &&
         is_amount(line.amount.count) && is_amount(line.beans.count) &&
         std::all_of(line.paid.begin(), line.paid.end(),
                     [](const Fen& paid) { return is_amount(paid.count); });
}
inline bool is_plausible(const OpenOrder& order) noexcept {
  return is_amount(order.goods.count) && is_amount(order.freight.count) &&
         is_amount(order.beans.count);
}
inline bool is_plausible(const Bucket<>& bucket) noexcept {
  return bucket.purse < kMostPurses && is_amount(bucket.beans.count);
}
inline bool is_plausible(const Grant<>& grant) noexcept {
  return grant.purse < kMostPurses && is_amount(grant.granted) && is_amount(grant.reversed) &&
         is_amount(grant.pending);
}
inline bool is_plausible(const Allocation<>& allocation) noexcept {
  return allocation.purse < kMostPurses && is_amount(allocation.beans.count);
}
inline bool is_plausible(const Counter<>& counter) noexcept { return is_amount(counter.value); }
inline bool is_plausible(const Ladder<>& ladder) noexcept { return is_amount(ladder.growth.count); }
inline bool is_plausible(const Purse<>& purse) noexcept {
  return std::all_of(purse.accounts.begin(), purse.accounts.end(), is_amount);
}

}  // namespace loyaltycore::encoding
