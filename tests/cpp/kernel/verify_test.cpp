// verify.hpp: damaged books are named with their numbers.
#include "loyaltycore/kernel/verify.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::verify_test {
namespace {

using namespace support;

/// A member with growth, available, held and pending beans.
Story story() {
  Story out(programme(
      sections(kTiers, kGrowth, beans(R"("purchase": {"trigger": "order_completed", "rate": "1%"},
               "waits": {"trigger": "order_completed", "fixed": 7, "pending_days": 9})"))));
  out.on("2016-05-03").completes("o1", {line(1, 10'000)});
  EventData hold;
  hold.kind = EventKind::beans_held;
  hold.subject = "h1";
  hold.beans = 40;
  out.tell(hold);
  out.adjust(10);
  return out;
}

std::string broken_by(const std::function<void(Standing<>&)>& damage) {
  Story member = story();
  damage(member.member().standing);
  return broken_invariant(member.program(), member.member());
}

TEST(Verify, TheBooksClose) {
  EXPECT_EQ(broken_by([](Standing<>&) {}), "");
}

TEST(Verify, NamesWhatPointsNowhere) {
  Story member = story();
  const auto broken = [&] { return broken_invariant(member.program(), member.member()); };
  Facts& facts = member.member().facts;
  const Id order = facts.orders[0].order;
  facts.orders[0].order = id_of("other");
  EXPECT_EQ(broken(), "line 1 is of an order that is not open");
  facts.orders[0].order = order;
  EXPECT_EQ(broken(), "");
  facts.lines[0].returned = facts.lines[0].quantity;
  EXPECT_EQ(broken(), "an order counts of which nothing is left");
  facts.lines[0].returned = 0;
  facts.erased = true;
  EXPECT_EQ(broken(), "the member is erased and still has something");
}

TEST(Verify, NamesWhatIsBroken) {
  const auto names = [](const std::string& text, std::string_view part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  names(broken_by([](auto& s) { s.purses[0][Account::issuer] -= 1; }), "beans accounts sum");
  names(broken_by([](auto& s) { s.buckets[0].beans += Beans{1}; }), "available beans");
  names(broken_by([](auto& s) { s.allocations[0].beans += Beans{1}; }), "held beans");
  names(broken_by([](auto& s) { s.buckets[0].beans = Beans{0}; }), "beans of a bucket");
  names(broken_by([](auto& s) { s.allocations[0].beans = Beans{-1}; }), "allocation");
  names(broken_by([](auto& s) { s.ladders[0].growth += Growth{1}; }), "growth");
  names(broken_by([](auto& s) { s.version = 9; }), "version 9");
  names(broken_by([](auto& s) {
          s.holds.reserve_more(1);
          s.holds.push(s.holds[0]);
        }),
        "two holds are one");
  names(broken_by([](auto& s) {
          s.buckets[0].beans -= Beans{1};
          s.buckets.reserve_more(1);
          Bucket<> twin = s.buckets[0];
          twin.beans = Beans{1};
          s.buckets.push(twin);
        }),
        "two buckets are one");
  names(broken_by([](auto& s) { s.holds.clear(); }), "a hold that is not open");
  names(broken_by([](auto& s) {
          for (auto& each : s.grants) each.due_at = 1;
        }),
        "0 pending and an end");
  names(broken_by([](auto& s) {
          for (auto& each : s.grants) each.pending += each.pending > 0 ? 1 : 0;
        }),
        "pending beans");
  names(broken_by([](auto& s) {
          s.purses[0][Account::debt] -= 3;
          s.purses[0][Account::redeemed] += 3;
        }),
        "in debt");
  names(broken_by([](auto& s) {
          s.purses[0][Account::redeemed] -= 3;
          s.purses[0][Account::issuer] += 3;
        }),
        "negative");
}

}  // namespace
}  // namespace loyaltycore::kernel::verify_test
