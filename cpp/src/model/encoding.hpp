// encoding.hpp: the fields of the state types, and their little-endian bytes.
//
// One list of fields serves both directions, and the JSON of a member (io/member_json) as well:
// that one shows the names and what a number means. The order of the fields is the layout of the
// bytes: it changes only together with a layout version. A field's name is that of its member.
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
#include "model/field.hpp"

namespace loyaltycore::encoding {

/// Number of the newest layout of a member's bytes. In layout 1 an order knew nothing of goods that
/// are kept for ever.
inline constexpr std::uint8_t kLayout = 2;

/// Appends fields to a byte vector.
class Writer {
 public:
  template <class T>
  using Of = const T;

  explicit Writer(std::vector<std::byte>& out, std::uint8_t layout = kLayout)
      : out_(out), layout_(layout) {}

  [[nodiscard]] std::uint8_t layout() const noexcept { return layout_; }

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
  template <class T, std::size_t n>
  void put(const std::array<T, n>& values) {
    for (const T& value : values) put(value);
  }
  template <As as, class T>
  void put(const Field<as, T>& field) {
    put(field.value);
  }

  std::vector<std::byte>& out_;
  std::uint8_t layout_;
};

/// Reads what Writer wrote. After a fault every read gives zeros and ok() stays false.
class Reader {
 public:
  template <class T>
  using Of = T;

  explicit Reader(std::span<const std::byte> in, std::uint8_t layout = kLayout)
      : in_(in), layout_(layout) {}

  [[nodiscard]] std::uint8_t layout() const noexcept { return layout_; }
  void set_layout(std::uint8_t layout) noexcept { layout_ = layout; }

  template <class... Fields>
  void operator()(Fields&&... fields) {
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
  template <class T, std::size_t n>
  void get(std::array<T, n>& values) noexcept {
    for (T& value : values) get(value);
  }
  template <As as, class T>
  void get(const Field<as, T>& field) noexcept {
    get(field.value);
  }

  std::span<const std::byte> in_;
  std::uint8_t layout_;
  bool ok_{true};
};

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<OpenOrder>& order) {
  archive(field("order", order.order), field<As::instant>("placed_at", order.placed_at),
          field("goods", order.goods), field("freight", order.freight), field("beans", order.beans),
          field<As::channel>("channel", order.channel),
          field("freight_recovered", order.freight_recovered),
          field("beans_held", order.beans_held), field("booked", order.booked));
  if (archive.layout() < 2) return;
  archive(field("kept", order.kept), field("day_kept", order.day_kept));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<OpenLine>& line) {
  archive(field("order", line.order), field("sku", line.sku),
          field<As::labels>("labels", line.labels), field("line", line.line),
          field("sub_order", line.sub_order), field<As::category>("category", line.category),
          field<As::store>("store", line.store), field<As::brand>("brand", line.brand),
          field<As::channel>("channel", line.channel), field<As::sku>("sku_class", line.sku_class),
          field("status", line.status), field("quantity", line.quantity),
          field("returned", line.returned), field("amount", line.amount),
          field<As::tenders>("paid", line.paid), field("beans", line.beans),
          field<As::instant>("completed_at", line.completed_at),
          field<As::day>("closes_on", line.closes_on));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<OpenReview>& review) {
  archive(field("review", review.review), field("order", review.order), field("line", review.line),
          field("is_photo", review.is_photo), field("deleted", review.deleted),
          field<As::day>("closes_on", review.closes_on));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<LateReturn>& late) {
  archive(field("order", late.order), field("line", late.line), field("returned", late.returned));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<MonthFacts>& month) {
  archive(field<As::month>("month", month.month), field("orders", month.orders),
          field("refusals", month.refusals),
          field<As::days_of_month>("purchase_days", month.purchase_days),
          field("spend", month.spend), field("returned", month.returned));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<MonthActivity>& month) {
  archive(field<As::month>("month", month.month), field<As::activity>("activity", month.activity),
          field("count", month.count));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<MonthCategory>& month) {
  archive(field<As::month>("month", month.month),
          field<As::category_class>("category_class", month.category_class),
          field("orders", month.orders), field("spend", month.spend),
          field("returned", month.returned));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Remembered>& event) {
  archive(field("id", event.id), field<As::hash>("content", event.content),
          field<As::instant>("decided_at", event.decided_at), field("sequence", event.sequence),
          field("beans", event.beans), field("growth", event.growth));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Input>& input) {
  archive(field("value", input.value), field("known", input.known));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Ladder<>>& ladder) {
  archive(field<As::tier>("tier", ladder.tier), field<As::instant>("expires_at", ladder.expires_at),
          field("qualified", ladder.qualified), field("growth", ladder.growth));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Purse<>>& purse) {
  for (std::size_t i = 0; i < kAccounts; ++i) {
    archive(field(kAccountNames[i], purse.accounts[i]));
  }
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Bucket<>>& bucket) {
  archive(field<As::day>("expires_on", bucket.expires_on), field<As::purse>("purse", bucket.purse),
          field("funder", bucket.funder), field("lot_class", bucket.lot_class),
          field<As::instant>("opened_at", bucket.opened_at), field("beans", bucket.beans));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Grant<>>& grant) {
  archive(field("subject", grant.subject), field("order", grant.order),
          field("source", grant.source), field("line", grant.line),
          field<As::rule>("rule", grant.rule), field("currency", grant.currency));
  // An archive that reads knows the currency by now.
  if (grant.currency == Currency::growth) {
    archive(field<As::ladder>("ladder", grant.purse));
  } else {
    archive(field<As::purse>("purse", grant.purse));
  }
  archive(field("funder", grant.funder), field("lot_class", grant.lot_class),
          field("claim", grant.claim), field<As::day>("expires_on", grant.expires_on),
          field<As::instant>("due_at", grant.due_at), field("granted", grant.granted),
          field("reversed", grant.reversed), field("pending", grant.pending),
          field("closed", grant.closed));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Allocation<>>& allocation) {
  archive(field("subject", allocation.subject), field("order", allocation.order),
          field("held", allocation.held), field<As::day>("expires_on", allocation.expires_on),
          field<As::purse>("purse", allocation.purse), field("funder", allocation.funder),
          field("lot_class", allocation.lot_class),
          field<As::instant>("opened_at", allocation.opened_at), field("beans", allocation.beans));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Hold>& hold) {
  archive(field("hold", hold.hold), field("status", hold.status),
          field<As::instant>("until", hold.until));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Counter<>>& counter) {
  archive(field<As::counter>("key", counter.key), field<As::day>("window", counter.window),
          field("value", counter.value), field("days", counter.days));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<RecentSku<>>& sku) {
  archive(field("sku", sku.sku), field<As::rule>("rule", sku.rule), field<As::day>("day", sku.day),
          field("earned", sku.earned));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<ScoreStanding<>>& score) {
  archive(field<As::score>("score", score.score), field("value", score.value),
          field<As::score_levels>("levels", score.levels), field("carried", score.carried));
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<MedalStanding<>>& medal) {
  archive(field<As::medal>("medal", medal.medal), field("grade", medal.grade));
}

/// `used` takes the items of an array that were ever used, `pool` all items, `last_pools` the same
/// at the end, where nothing stands for those after the last one that holds any; an archive
/// with_memory has what only tells duplicates and order.
template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Facts>& facts) {
  archive(field<As::instant>("decided_at", facts.decided_at),
          field<As::instant>("first_at", facts.first_at),
          field<As::day>("last_purchase_on", facts.last_purchase_on), field("erased", facts.erased),
          field("suspended", facts.suspended));
  archive.used("inputs", facts.inputs);
  archive.used("months", facts.months);
  archive.pool("activities", facts.activities);
  archive.pool("categories", facts.categories);
  archive.pool("orders", facts.orders);
  archive.pool("lines", facts.lines);
  archive.pool("reviews", facts.reviews);
  archive.pool("late_returns", facts.late_returns);
  if (!archive.with_memory()) return;
  archive(field("sequence", facts.sequence));
  archive.pool("remembered", facts.remembered);
}

template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Standing<>>& standing) {
  archive.used("ladders", standing.ladders);
  archive.used("purses", standing.purses);
  archive.used("growth_books", standing.growth_books);
  archive(field<As::version>("version", standing.version),
          field<As::instant>("reviews_suspended_until", standing.reviews_suspended_until));
  archive.pool("buckets", standing.buckets);
  archive.pool("grants", standing.grants);
  archive.pool("allocations", standing.allocations);
  archive.pool("holds", standing.holds);
  archive.pool("counters", standing.counters);
  archive.pool("skus", standing.skus);
  archive.last_pools("scores", standing.scores, "medals", standing.medals);
}

// Items of the arrays that were never used: their bytes are left out. ------------------------

inline bool is_untouched(const Ladder<>& ladder) noexcept {
  return ladder.tier == 0 && ladder.expires_at == kNever && ladder.qualified == 0 &&
         ladder.growth.count == 0;
}
inline bool is_untouched(const Purse<>& purse) noexcept {
  return std::all_of(purse.accounts.begin(), purse.accounts.end(),
                     [](std::int64_t total) { return total == 0; });
}
inline bool is_untouched(const Input& input) noexcept { return !input.known; }
inline bool is_untouched(const MonthFacts& month) noexcept {
  return month.month < 0 || (month.orders == 0 && month.refusals == 0 && month.purchase_days == 0 &&
                             month.spend == Fen{} && month.returned == Fen{});
}

}  // namespace loyaltycore::encoding
