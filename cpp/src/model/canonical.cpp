#include "loyaltycore/model/canonical.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <tuple>

#include "loyaltycore/model/tombstone.hpp"
#include "model/encoding.hpp"
#include "model/plausible.hpp"

namespace loyaltycore {

namespace {

using encoding::fields_of;
using encoding::is_untouched;
using encoding::Reader;
using encoding::Writer;

using encoding::kLayout;
/// A task's window is a year at most; its reward falls due within two months of its end, and the
/// reachable day trails the decision by the late horizon, so nothing open is older than this.
constexpr Day kLongestTaskDays = 366;

/// The first day that an event may still fall on.
Day first_reachable_day(const Facts& facts, const FactPlan& plan) noexcept {
  if (facts.decided_at == kNever) return std::numeric_limits<Day>::min();
  return plan.zone.day_at(facts.decided_at - plan.late_horizon_micros);
}

/// The first days that still matter: of events, of a task's windows, of SKU marks.
struct Reach {
  Day event{std::numeric_limits<Day>::min()};
  Day task{std::numeric_limits<Day>::min()};
  Day sku{std::numeric_limits<Day>::min()};
};

bool is_reachable(const Counter<>& counter, const Reach& reach) noexcept {
  const Day first_day = reach.event;
  // Before the first decision nothing is out of reach, and the calendar ends long after this day.
  if (first_day == std::numeric_limits<Day>::min()) return true;
  switch (period_of(counter.key)) {
    case CounterPeriod::day:
    case CounterPeriod::times:
      return counter.window >= first_day;
    case CounterPeriod::streak:
      return counter.window >= first_day - 1;
    case CounterPeriod::month:
      return counter.window >= first_day_of(month_of(first_day));
    case CounterPeriod::year:
      return counter.window >= first_day_of_year(first_day);
    case CounterPeriod::term:
      return counter.window == kNoDay || counter.window > first_day;
    case CounterPeriod::task:
    case CounterPeriod::task_posted:
      return counter.window >= reach.task;
    case CounterPeriod::once:
      break;
  }
  return true;
}

// Orders of the pools. Orders, lines and remembered events have one item a key; of the others every
// field takes part, so that equal keys are equal items.

auto key_of(const OpenOrder& order) noexcept { return std::tie(order.order); }
auto key_of(const OpenLine& line) noexcept { return std::tie(line.order, line.line); }
auto key_of(const OpenReview& review) noexcept {
  return std::tie(review.review, review.order, review.line, review.is_photo, review.deleted,
                  review.closes_on);
}
auto key_of(const LateReturn& late) noexcept { return std::tie(late.order, late.line); }
auto key_of(const MonthActivity& month) noexcept { return std::tie(month.month, month.activity); }
auto key_of(const MonthCategory& month) noexcept {
  return std::tie(month.month, month.category_class);
}
auto key_of(const Remembered& event) noexcept { return std::tie(event.id); }
auto key_of(const Bucket<>& bucket) noexcept {
  return std::tie(bucket.expires_on, bucket.opened_at, bucket.funder, bucket.lot_class,
                  bucket.purse, bucket.beans.count);
}
auto key_of(const Grant<>& grant) noexcept {
  return std::tie(grant.subject, grant.order, grant.line, grant.source, grant.rule, grant.currency,
                  grant.purse, grant.funder, grant.lot_class, grant.claim, grant.expires_on,
                  grant.due_at, grant.granted, grant.reversed, grant.pending, grant.closed);
}
auto key_of(const Allocation<>& allocation) noexcept {
  return std::tie(allocation.subject, allocation.order, allocation.held, allocation.expires_on,
                  allocation.opened_at, allocation.funder, allocation.lot_class, allocation.purse,
                  allocation.beans.count);
}
auto key_of(const Hold& hold) noexcept { return std::tie(hold.hold, hold.status, hold.until); }
auto key_of(const Counter<>& counter) noexcept {
  return std::tie(counter.key, counter.window, counter.value, counter.days);
}
auto key_of(const RecentSku<>& sku) noexcept {
  return std::tie(sku.sku, sku.rule, sku.day, sku.earned);
}

auto key_of(const ScoreStanding<>& score) noexcept { return std::tie(score.score); }
auto key_of(const MedalStanding<>& medal) noexcept { return std::tie(medal.medal); }

/// Number of bytes of one item; every item of a type has the same.
template <class T>
std::size_t size_of_item() {
  static const std::size_t size = [] {
    std::vector<std::byte> bytes;
    Writer write(bytes);
    fields_of(write, T{});
    return bytes.size();
  }();
  return size;
}

/// Whether an item can still matter; what can not is left out.
template <class T>
bool keeps(const T& /*item*/, const Reach& /*reach*/) noexcept {
  return true;
}
bool keeps(const Bucket<>& bucket, const Reach& /*reach*/) noexcept {
  return bucket.beans.count != 0;
}
bool keeps(const Grant<>& grant, const Reach& /*reach*/) noexcept {
  return grant.granted != 0 || grant.pending != 0;
}
bool keeps(const Allocation<>& allocation, const Reach& /*reach*/) noexcept {
  return allocation.beans.count != 0;
}
bool keeps(const Counter<>& counter, const Reach& reach) noexcept {
  return (counter.value != 0 || counter.days != 0) && is_reachable(counter, reach);
}
bool keeps(const RecentSku<>& sku, const Reach& reach) noexcept {
  return sku.earned != 0 && sku.day > reach.sku;
}

bool keeps(const ScoreStanding<>& score, const Reach& /*reach*/) noexcept {
  return score.value != 0 || score.levels != 0 || score.carried != 0;
}
bool keeps(const MedalStanding<>& medal, const Reach& /*reach*/) noexcept {
  return medal.grade != 0;
}

/// Writes facts and standing; without memory every pool is sorted.
class StateWriter {
 public:
  template <class T>
  using Of = const T;

  StateWriter(Writer& write, Memory memory, const Reach& reach)
      : write_(write), memory_(memory), reach_(reach) {}

  template <class... Fields>
  void operator()(const Fields&... fields) {
    write_(fields...);
  }
  [[nodiscard]] bool with_memory() const noexcept { return memory_ == Memory::included; }

  /// A bit for each used item, then the used ones.
  template <class T, std::size_t n>
  void used(std::string_view /*name*/, const std::array<T, n>& items) {
    static_assert(n <= 16);
    unsigned used = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (!is_untouched(items[i])) used |= 1U << i;
    }
    write_(static_cast<std::uint16_t>(used));
    for (const T& item : items) {
      if (!is_untouched(item)) fields_of(write_, item);
    }
  }

  /// The items that are kept, as they stand or sorted.
  template <class T>
  void pool(std::string_view /*name*/, const Pool<T>& pool) {
    std::uint32_t count = 0;
    const T* last = nullptr;
    bool in_order = true;
    for (const T& item : pool) {
      if (!keeps(item, reach_)) continue;
      ++count;
      in_order = in_order && (last == nullptr || !(key_of(item) < key_of(*last)));
      last = &item;
    }
    write_(count);
    if (with_memory() || in_order) {
      for (const T& item : pool) {
        if (keeps(item, reach_)) fields_of(write_, item);
      }
      return;
    }
    write_sorted(pool, count);
  }
  template <class T>
  [[nodiscard]] bool keeps_any(const Pool<T>& items) const {
    return std::any_of(items.begin(), items.end(),
                       [this](const T& item) { return keeps(item, reach_); });
  }
  template <class A, class B>
  void last_pools(std::string_view first_name, const Pool<A>& first, std::string_view last_name,
                  const Pool<B>& last) {
    const bool with_last = keeps_any(last);
    if (with_last || keeps_any(first)) pool(first_name, first);
    if (with_last) pool(last_name, last);
  }

 private:
  template <class T>
  void write_sorted(const Pool<T>& pool, std::size_t count) {
    std::vector<const T*> items;
    items.reserve(count);
    for (const T& item : pool) {
      if (keeps(item, reach_)) items.push_back(&item);
    }
    std::sort(items.begin(), items.end(),
              [](const T* a, const T* b) { return key_of(*a) < key_of(*b); });
    for (const T* item : items) fields_of(write_, *item);
  }

  Writer& write_;
  Memory memory_;
  Reach reach_;
};

/// Reads what StateWriter wrote with memory.
class StateReader {
 public:
  template <class T>
  using Of = T;

  explicit StateReader(Reader& read) : read_(read) {}

  template <class... Fields>
  void operator()(Fields&&... fields) {
    read_(fields...);
  }
  [[nodiscard]] static constexpr bool with_memory() noexcept { return true; }

  template <class T, std::size_t n>
  void used(std::string_view /*name*/, std::array<T, n>& items) {
    std::uint16_t used{};
    read_(used);
    for (std::size_t i = 0; i < n; ++i) {
      if ((unsigned{used} >> i & 1U) != 0) fields_of(read_, items[i]);
    }
  }

  template <class T>
  void pool(std::string_view /*name*/, Pool<T>& pool) {
    const std::size_t count = read_.count_of(size_of_item<T>());
    pool.reserve_more(count);
    for (std::size_t i = 0; i < count && read_.ok(); ++i) {
      T item{};
      fields_of(read_, item);
      pool.push(item);
    }
  }
  template <class A, class B>
  void last_pools(std::string_view first_name, Pool<A>& first, std::string_view last_name,
                  Pool<B>& last) {
    if (!read_.at_end()) pool(first_name, first);
    if (!read_.at_end()) pool(last_name, last);
  }

 private:
  Reader& read_;
};

void write_member(Writer& write, const Member& member, Memory memory, const Reach& reach) {
  write(write.layout(), memory);
  StateWriter state(write, memory, reach);
  fields_of(state, member.facts);
  fields_of(state, member.standing);
}

/// What an order of layout 1 counted for it counts for ever: nobody wrote whether it may fall.
void keep_old_orders(Facts& facts) noexcept {
  for (OpenOrder& order : facts.orders) order.kept = order.day_kept = order.booked;
}

bool read_member(Reader& read, Member& member) {
  std::uint8_t layout{};
  bool with_memory{};
  read(layout, with_memory);
  if (!read.ok() || layout == 0 || layout > kLayout || !with_memory) return false;
  read.set_layout(layout);
  StateReader state(read);
  fields_of(state, member.facts);
  fields_of(state, member.standing);
  if (layout < 2) keep_old_orders(member.facts);
  member.standing.next_due = kFirstInstant;
  return read.ok() && read.at_end();
}

bool is_instant(Instant at) noexcept {
  return at == kNever || (at >= kFirstInstant && at <= kLastInstant);
}

template <class Items>
bool are_plausible(const Items& items) noexcept {
  return std::all_of(items.begin(), items.end(),
                     [](const auto& item) { return encoding::is_plausible(item); });
}

/// Refuses what no history can lead to, where later arithmetic or indexing relies on it.
bool is_plausible(const Member& member) noexcept {
  const Facts& facts = member.facts;
  const Standing<>& standing = member.standing;
  return is_instant(facts.decided_at) && is_instant(facts.first_at) &&
         are_plausible(facts.orders) && are_plausible(facts.lines) &&
         are_plausible(standing.ladders) && are_plausible(standing.purses) &&
         are_plausible(standing.growth_books) && are_plausible(standing.buckets) &&
         are_plausible(standing.grants) && are_plausible(standing.allocations) &&
         are_plausible(standing.counters) && are_plausible(standing.scores) &&
         are_plausible(standing.medals);
}

}  // namespace

void encode_member(const Member& member, const FactPlan& plan, Memory memory,
                   std::vector<std::byte>& out) {
  Reach reach;
  reach.event = first_reachable_day(member.facts, plan);
  if (reach.event != std::numeric_limits<Day>::min()) {
    // An order may complete as long after its purchase as it stays open, and it stays open as long
    // again: then it may be reviewed. Both count by the day of the purchase. A mark of day d keeps
    // its SKU from earning up to day d + window - 1.
    reach.task = reach.event - kLongestTaskDays - plan.returns_horizon_days;
    reach.sku = reach.event - plan.sku_window_days - 2 * plan.returns_horizon_days;
  }
  Writer write(out);
  write_member(write, member, memory, reach);
}

bool decode_member(std::span<const std::byte> bytes, Member& member) {
  Reader read(bytes);
  Member out;
  if (!read_member(read, out) || !is_plausible(out)) return false;
  // Equal members have equal bytes only if nothing else can be read: zero amounts, unused months.
  std::vector<std::byte> again;
  again.reserve(bytes.size());
  Writer write(again, read.layout());
  write_member(write, out, Memory::included, Reach{});
  if (!std::equal(bytes.begin(), bytes.end(), again.begin(), again.end())) return false;
  member = std::move(out);
  return true;
}

Hash128 member_hash(std::string_view member_id, const Member& member, const FactPlan& plan,
                    std::vector<std::byte>& scratch) {
  if (member.facts.erased && !is_tombstone(member_id)) {
    return member_hash(tombstone_of(id_of(member_id)), member, plan, scratch);
  }
  scratch.clear();
  Writer write(scratch);
  write(static_cast<std::uint32_t>(member_id.size()));
  write.bytes(std::as_bytes(std::span{member_id.data(), member_id.size()}));
  encode_member(member, plan, Memory::left_out, scratch);
  return hash128(scratch);
}

bool same_member(const Member& a, const Member& b, const FactPlan& plan) {
  std::vector<std::byte> left;
  std::vector<std::byte> right;
  encode_member(a, plan, Memory::included, left);
  encode_member(b, plan, Memory::included, right);
  return left == right;
}

}  // namespace loyaltycore
