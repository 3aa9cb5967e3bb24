// quote.hpp: a quote is what booking would do, and binds a placement to its numbers.
#include "loyaltycore/kernel/quote.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::quote_test {
namespace {

using namespace support;
using K = EventKind;
using T = TenderKind;

constexpr std::string_view kRest =
    R"("redeem": {"min_balance": 1000, "step": 1000, "max_share": "50%",
                  "not_with_tenders": ["red_packet"]})";

class QuoteTest : public testing::Test {
 protected:
  QuoteTest() : member_(programme(sections(kTiers, kGrowth, beans(kPurchaseBeans, kRest)))) {
    member_.on("2016-05-03").adjust(8600);
    cart_.kind = K::order_placed;
    cart_.id = "place";
    cart_.order = "o1";
    cart_.lines = {line(1, 5999), line(2, 4000)};
    cart_.occurred_at = member_.now();
  }

  Quote ask(std::int64_t beans_asked = QuoteRequest::kAllBeans) {
    const Member before = member_.member();
    BoundEvent bound;
    const Event& event = bound.bind(member_.program(), cart_);
    Quote out =
        quote(member_.program(), member_.member(), event, {beans_asked}, member_.workspace());
    EXPECT_TRUE(same_member(before, member_.member(), member_.program().plan()));
    return out;
  }
  Refusal place(const QuotedNumbers& numbers, std::int64_t beans_fen, std::int64_t cash) {
    EventData data = cart_;
    if (beans_fen > 0) data.tenders.push_back(pays(T::beans, beans_fen));
    if (cash > 0) data.tenders.push_back(pays(T::cash, cash));
    data.quoted = numbers;
    return member_.tell(data).refusal;
  }

  Story member_;
  EventData cart_;
};

/// 2^62 + 1 beans of a fen each are 25 * 2^64 fen and 100: their money must not wrap into that.
TEST_F(QuoteTest, BeansThatNoBalanceHoldsAreOutOfRange) {
  for (const std::int64_t beans_asked :
       {(std::int64_t{1} << 62) + 1, kLargestBalance + 1, std::int64_t{-2}}) {
    EXPECT_EQ(ask(beans_asked).outcome.refusal, Refusal::amount_out_of_range) << beans_asked;
  }
  EXPECT_EQ(ask(kLargestBalance).outcome.refusal, Refusal::amount_out_of_range) << "as a tender";
  cart_.occurred_at = -1;
  EXPECT_EQ(ask(-2).outcome.refusal, Refusal::time_out_of_range) << "the lowest rank";
}

TEST_F(QuoteTest, TakesTheMostInWholeSteps) {
  const QuotedNumbers numbers = ask().numbers;
  EXPECT_EQ(numbers.goods.count, 9999);
  EXPECT_EQ(numbers.beans_available.count, 8600);
  EXPECT_EQ(numbers.beans_usable.count, 4000);
  EXPECT_EQ(numbers.beans_spent.count, 4000);
  EXPECT_EQ(numbers.cash_due.count, 5999);
  EXPECT_EQ(numbers.lines[0].beans_money.count + numbers.lines[1].beans_money.count, 4000);
}

TEST_F(QuoteTest, MoreThanTheOrderIsRefusedByWhatBoundsTheBeans) {
  member_.adjust(50'000);
  EXPECT_EQ(ask(5000).outcome.refusal, Refusal::redemption_exceeds_order_cap);
  const Quote more = ask(20'000);
  EXPECT_EQ(more.outcome.refusal, Refusal::redemption_exceeds_order_cap) << "twice the order";
  EXPECT_EQ(more.room.cap.count, 4999);
  EXPECT_EQ(more.room.step.count, 1000);
  EXPECT_TRUE(more.room.payable);
  EXPECT_EQ(ask(90'000).outcome.refusal, Refusal::insufficient_beans) << "the lowest rank";
}

TEST_F(QuoteTest, TakesNoMoreThanOtherTendersLeave) {
  cart_.tenders = {pays(T::gift_card, 7500)};
  const Quote quote = ask();
  EXPECT_EQ(quote.outcome.refusal, Refusal::none);
  EXPECT_EQ(quote.room.cap.count, 2499);
  EXPECT_EQ(quote.numbers.beans_usable.count, 2000);
  EXPECT_EQ(ask(3000).outcome.refusal, Refusal::redemption_exceeds_order_cap);
  cart_.tenders = {pays(T::gift_card, 10'000)};
  EXPECT_EQ(ask(1000).outcome.refusal, Refusal::tenders_do_not_sum) << "without any beans";
}

TEST_F(QuoteTest, SaysWhatBoundsTheBeans) {
  member_.about(K::beans_held, "h", 8000);
  const Quote quote = ask();
  EXPECT_EQ(quote.numbers.beans_usable.count, 0);
  EXPECT_EQ(quote.room.held.count, 8000);
  EXPECT_EQ(quote.room.min_balance.count, 1000);
}

TEST_F(QuoteTest, IsWhatBookingThenDoes) {
  const QuotedNumbers numbers = ask().numbers;
  ASSERT_EQ(place(numbers, 4000, 5999), Refusal::none);
  const Outcome done = member_.completes("o1");
  EXPECT_EQ(done.growth, numbers.growth_earned.count);
  EXPECT_EQ(done.beans, numbers.beans_earned.count);
  EXPECT_EQ(member_.account(Account::redeemed), numbers.beans_spent.count);
  EXPECT_EQ(member_.member().standing.ladders[0].tier, numbers.tier_then);
  for (const QuotedLine& each : numbers.lines) {
    const auto& line = member_.member().facts.lines[each.line - 1U];
    EXPECT_EQ(line.beans.count, each.beans_spent.count);
  }
}

TEST_F(QuoteTest, RefusesWhatBookingWouldRefuse) {
  EXPECT_EQ(ask(5000).outcome.refusal, Refusal::redemption_exceeds_order_cap);
  EXPECT_EQ(ask(1500).outcome.refusal, Refusal::redemption_not_whole_steps);
  EXPECT_EQ(ask(9000).outcome.refusal, Refusal::insufficient_beans);
  cart_.tenders = {pays(T::red_packet, 100)};
  EXPECT_EQ(ask(1000).outcome.refusal, Refusal::redemption_not_combinable);
  EXPECT_EQ(ask().numbers.beans_usable.count, 0);
  cart_.tenders = {pays(T::coupon, 10'000)};
  EXPECT_EQ(ask().outcome.refusal, Refusal::tenders_do_not_sum);
}

TEST_F(QuoteTest, CouponsComeFirst) {
  cart_.tenders = {pays(T::coupon, 3999)};
  const QuotedNumbers numbers = ask().numbers;
  EXPECT_EQ(numbers.beans_usable.count, 3000) << "half of 60.00";
  EXPECT_EQ(numbers.cash_due.count, 3000);
}

TEST_F(QuoteTest, IsStaleWhenANumberDiffers) {
  const QuotedNumbers numbers = ask().numbers;
  EXPECT_EQ(place(numbers, 3000, 6999), Refusal::stale_quote) << "other beans";
  EXPECT_EQ(place(numbers, 0, 9999), Refusal::stale_quote);
  member_.adjust(0, 1);
  EXPECT_EQ(place(numbers, 4000, 5999), Refusal::none) << "growth alone moves no number";
}

TEST_F(QuoteTest, IsStaleWhenBeansAreGone) {
  const QuotedNumbers numbers = ask().numbers;
  member_.adjust(-8000);
  EXPECT_EQ(place(numbers, 4000, 5999), Refusal::stale_quote);
}

TEST_F(QuoteTest, IsStaleFromItsLastInstant) {
  const QuotedNumbers numbers = ask().numbers;
  cart_.occurred_at = numbers.valid_until;
  EXPECT_EQ(place(numbers, 4000, 5999), Refusal::stale_quote);
  cart_.occurred_at = numbers.valid_until - 1;
  EXPECT_EQ(place(numbers, 4000, 5999), Refusal::none);
}

TEST_F(QuoteTest, StaleRanksBehindWhatTheOrderIs) {
  const QuotedNumbers numbers = ask().numbers;
  EXPECT_EQ(place(numbers, 4000, 5999), Refusal::none);
  cart_.id = "again";
  EXPECT_EQ(place(numbers, 4000, 5999), Refusal::order_exists);
  cart_.occurred_at = numbers.valid_until;
  EXPECT_EQ(place(numbers, 4000, 5999), Refusal::order_exists);
}

TEST_F(QuoteTest, ARetryOfABoundPlacementIsADuplicate) {
  const QuotedNumbers numbers = ask().numbers;
  EXPECT_EQ(place(numbers, 4000, 5999), Refusal::none);
  EventData data = cart_;
  data.tenders = {pays(T::beans, 4000), pays(T::cash, 5999)};
  data.quoted = numbers;
  EXPECT_TRUE(member_.tell(data).duplicate);
}

TEST_F(QuoteTest, OnlyAPlacementBinds) {
  const QuotedNumbers numbers = ask().numbers;
  EventData spent;
  spent.kind = EventKind::beans_redeemed;
  spent.id = "spent";
  spent.occurred_at = cart_.occurred_at;
  spent.order = "elsewhere";
  spent.amount_fen = 5000;
  spent.beans = 1000;
  spent.quoted = numbers;
  EXPECT_EQ(member_.tell(spent).refusal, Refusal::none);
}

TEST_F(QuoteTest, SettlesAScratchMemberFirst) {
  cart_.occurred_at = member_.program().zone().start_of(day_in("2030-01-01"));
  EXPECT_EQ(ask().numbers.beans_available.count, 8600) << "they never expire";
}

}  // namespace
}  // namespace loyaltycore::kernel::quote_test
