// canonical.hpp: what counts as one member, what is left out, and that bytes read back exactly.
#include "loyaltycore/model/canonical.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/sample_member.hpp"

namespace loyaltycore::canonical_test {
namespace {

using support::add;
using support::kNow;
using support::kToday;
using support::sample_member;

const FactPlan& plan() {
  static const Program program = support::sample_program();
  return program.plan();
}

std::vector<std::byte> bytes_of(const Member& member, Memory memory) {
  std::vector<std::byte> out;
  encode_member(member, plan(), memory, out);
  return out;
}

/// The bytes that a digest sees.
std::vector<std::byte> seen(const Member& member) { return bytes_of(member, Memory::left_out); }

template <class T>
void reverse(Pool<T>& pool) {
  std::reverse(pool.begin(), pool.end());
}

TEST(Canonical, ReadsBackWhatItWrote) {
  for (int n = 0; n < 5; ++n) {
    const Member member = sample_member(n);
    const auto bytes = bytes_of(member, Memory::included);
    Member read;
    ASSERT_TRUE(decode_member(bytes, read));
    EXPECT_EQ(bytes_of(read, Memory::included), bytes);
    EXPECT_TRUE(same_member(member, read, plan()));
    EXPECT_EQ(seen(read), seen(member));
    EXPECT_EQ(read.facts.lines[0], member.facts.lines[0]);
    EXPECT_EQ(read.facts.months, member.facts.months);
    EXPECT_EQ(read.standing.next_due, kFirstInstant);
  }
}

TEST(Canonical, ANewcomerReadsBack) {
  Member read = sample_member(1);
  ASSERT_TRUE(decode_member(bytes_of(Member{}, Memory::included), read));
  EXPECT_TRUE(same_member(read, Member{}, plan()));
}

TEST(Canonical, DigestsDoNotSeeTheOrderOfPools) {
  const Member member = sample_member(3);
  Member other = member;
  reverse(other.facts.lines);
  reverse(other.standing.buckets);
  reverse(other.standing.grants);
  reverse(other.standing.allocations);
  reverse(other.standing.counters);
  reverse(other.standing.skus);
  EXPECT_EQ(seen(other), seen(member));
  // What falls due at one instant is settled as it stands: a snapshot keeps that order.
  EXPECT_FALSE(same_member(other, member, plan()));
}

TEST(Canonical, MemoryAndCachesAreLeftOut) {
  const Member member = sample_member(3);
  Member other = member;
  other.facts.sequence += 1;
  other.facts.remembered.clear();
  other.standing.next_due = 77;
  EXPECT_EQ(seen(other), seen(member));
  EXPECT_FALSE(same_member(other, member, plan()));
}

TEST(Canonical, NothingIsLeftOutThatCounts) {
  const auto base = seen(sample_member(3));
  const auto differs = [&base](auto change) {
    Member other = sample_member(3);
    change(other);
    return seen(other) != base;
  };
  EXPECT_TRUE(differs([](Member& m) { m.facts.decided_at += 1; }));
  EXPECT_TRUE(differs([](Member& m) { m.facts.erased = true; }));
  EXPECT_TRUE(differs([](Member& m) { m.facts.inputs[1] = {0, true}; }));
  EXPECT_TRUE(differs([](Member& m) { m.facts.lines[0].returned += 1; }));
  EXPECT_TRUE(differs([](Member& m) { m.facts.orders[0].beans_held = true; }));
  EXPECT_TRUE(differs([](Member& m) { m.facts.reviews[0].deleted = false; }));
  EXPECT_TRUE(differs([](Member& m) { m.standing.ladders[0].growth += Growth{1}; }));
  EXPECT_TRUE(differs([](Member& m) { m.standing.ladders[1].qualified = 1; }));
  EXPECT_TRUE(differs([](Member& m) { m.standing.purses[3].accounts[8] = -1; }));
  EXPECT_TRUE(differs([](Member& m) { m.standing.growth_books[1].accounts[0] = 1; }));
  EXPECT_TRUE(differs([](Member& m) { m.standing.version += 1; }));
  EXPECT_TRUE(differs([](Member& m) { m.standing.grants[0].pending -= 1; }));
  EXPECT_TRUE(differs([](Member& m) { m.standing.holds[0].until = 5; }));
  EXPECT_TRUE(differs([](Member& m) { m.standing.counters[1].days = 1; }));
}

TEST(Canonical, ZeroAmountsAreLeftOut) {
  const Member member = sample_member(3);
  Member other = member;
  add(other.standing.buckets, Bucket<>{kToday + 1, 0, Funder::platform, 0, kNow, Beans{0}});
  Grant<> grant = support::sample_grant(3, 9);
  grant.granted = grant.reversed = grant.pending = 0;
  add(other.standing.grants, grant);
  add(other.standing.allocations, Allocation<>{});
  add(other.standing.counters, Counter<>{counter_key(1, CounterPeriod::day), kToday, 0, 0});
  add(other.standing.skus, RecentSku<>{support::sample_id("sku", 8), 1, kToday, 0});
  other.facts.inputs[3] = {9, false};
  other.facts.months[9] = {month_of(kToday) - 20, 0, 0, 0, Fen{}, Fen{}};
  EXPECT_EQ(seen(other), seen(member));
  EXPECT_TRUE(same_member(other, member, plan()));
}

/// Whether a counter that stands in its window on a day before today still counts.
bool counts(CounterPeriod period, Day window) {
  Member other = sample_member(3);
  add(other.standing.counters, Counter<>{counter_key(9, period), window, 1, 0});
  return seen(other) != seen(sample_member(3));
}

TEST(Canonical, CountersGoWhenNoEventCanReachTheirWindow) {
  // Decided on kToday, noon and a little, UTC+8: the same day. Events may fall back 35 days.
  const Day first = kToday - 35;
  EXPECT_TRUE(counts(CounterPeriod::day, first));
  EXPECT_FALSE(counts(CounterPeriod::day, first - 1));
  EXPECT_TRUE(counts(CounterPeriod::times, first));
  EXPECT_FALSE(counts(CounterPeriod::times, first - 1));
  EXPECT_TRUE(counts(CounterPeriod::streak, first - 1));
  EXPECT_FALSE(counts(CounterPeriod::streak, first - 2));
  const Month month = month_of(first);
  EXPECT_TRUE(counts(CounterPeriod::month, first_day_of(month)));
  EXPECT_FALSE(counts(CounterPeriod::month, first_day_of(month - 1)));
  EXPECT_TRUE(counts(CounterPeriod::year, first_day_of_year(first)));
  EXPECT_FALSE(counts(CounterPeriod::year, first_day_of_year(first, -1)));
  // An order completes up to the returns horizon after the purchase whose day may count.
  const Day task = first - 366 - plan().returns_horizon_days;
  EXPECT_TRUE(counts(CounterPeriod::task, task));
  EXPECT_FALSE(counts(CounterPeriod::task, task - 1));
  EXPECT_TRUE(counts(CounterPeriod::task_posted, task));
  EXPECT_TRUE(counts(CounterPeriod::once, kOnlyWindow));
}

TEST(Canonical, SkuMarksGoWhenTheirWindowIsOver) {
  const auto marks = [](Day day) {
    Member other = sample_member(3);
    add(other.standing.skus, RecentSku<>{support::sample_id("sku", 8), 1, day, 1});
    return seen(other) != seen(sample_member(3));
  };
  // An order is completed within the horizon and stays open as long again, for a review.
  const Day last = kToday - 35 - 30 - 2 * plan().returns_horizon_days;
  EXPECT_TRUE(marks(last + 1));
  EXPECT_FALSE(marks(last));
}

TEST(Canonical, BeforeTheFirstDecisionEverythingStays) {
  Member member;
  const auto before = seen(member);
  add(member.standing.counters, Counter<>{counter_key(1, CounterPeriod::day), 5, 1, 0});
  EXPECT_NE(seen(member), before);
}

TEST(Canonical, RefusesEveryTruncationAndEverySurplus) {
  auto bytes = bytes_of(sample_member(3), Memory::included);
  Member member = sample_member(4);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(decode_member(std::span(bytes).first(size), member)) << size;
  }
  bytes.push_back(std::byte{0});
  EXPECT_FALSE(decode_member(bytes, member));
  EXPECT_FALSE(decode_member(bytes_of(sample_member(3), Memory::left_out), member));
  EXPECT_TRUE(same_member(member, sample_member(4), plan()));
}

/// Flipped bits give another member that writes the same bytes again, or none.
TEST(Canonical, AFlippedBitIsRefusedOrReadAsItStands) {
  auto bytes = bytes_of(sample_member(3), Memory::included);
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    const auto mask = static_cast<std::byte>(1U << (i % 8));
    bytes[i / 8] ^= mask;
    Member member;
    static_cast<void>(decode_member(bytes, member));
    bytes[i / 8] ^= mask;
  }
}

TEST(Canonical, TheHashCoversTheId) {
  std::vector<std::byte> scratch;
  const Member member = sample_member(3);
  EXPECT_NE(member_hash("a", member, plan(), scratch), member_hash("b", member, plan(), scratch));
  EXPECT_EQ(member_hash("a", member, plan(), scratch), member_hash("a", member, plan(), scratch));
  EXPECT_NE(member_hash("a", member, plan(), scratch),
            member_hash("a", sample_member(4), plan(), scratch));
}

/// What was counted and given back is a row of zeros, before a snapshot and after it.
TEST(Canonical, EmptiedMonthsAreReadBack) {
  Member member = sample_member(1);
  member.facts.activities[0].count = 0;
  const MonthCategory full = member.facts.categories[0];
  member.facts.categories[0] = {full.month, full.category_class, 0, Fen{}, Fen{}};
  std::vector<std::byte> bytes;
  encode_member(member, plan(), Memory::included, bytes);
  Member again;
  ASSERT_TRUE(decode_member(bytes, again));
  EXPECT_EQ(again.facts.activities.size(), member.facts.activities.size());
  EXPECT_EQ(again.facts.categories[0], member.facts.categories[0]);
}

/// Stored and published hashes rest on these bytes: a change needs another layout number.
TEST(Canonical, TheLayoutIsFixed) {
  std::vector<std::byte> scratch;
  EXPECT_EQ(to_hex(member_hash("m-1", sample_member(1), plan(), scratch)),
            "dfadb33a462b3992635d7abe5b588452");
}

}  // namespace
}  // namespace loyaltycore::canonical_test
