// fresh_quote.hpp: the cart of a stale placement, quoted with the beans that may be had now.
#include "loyaltycore/engine/fresh_quote.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/engine/engine.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::fresh_quote_test {
namespace {

constexpr Instant kStart = 1'467'345'600'000'000;

EventData placement(const std::string& id, Instant at, std::int64_t fen) {
  EventData event;
  event.kind = EventKind::order_placed;
  event.id = id;
  event.member = "ann";
  event.order = id;
  event.occurred_at = at;
  event.recorded_at = at;
  LineData line;
  line.line = 1;
  line.amount_fen = fen;
  event.lines.push_back(line);
  return event;
}

TEST(FreshQuote, ACartHasNeitherCashNorBeans) {
  EventData placed = placement("o", kStart, 9000);
  placed.tenders = {
      {TenderKind::cash, 4000}, {TenderKind::coupon, 3000}, {TenderKind::beans, 2000}};
  placed.quoted.emplace();
  const EventData cart = cart_of(placed);
  ASSERT_EQ(cart.tenders.size(), 1U);
  EXPECT_EQ(cart.tenders[0].kind, TenderKind::coupon);
  EXPECT_FALSE(cart.quoted);
}

TEST(FreshQuote, ComesWithTheRefusalFromBothDoors) {
  Engine one{support::shop()};
  Engine many{support::shop()};
  EventData placed = placement("o", kStart, 9000);
  placed.quoted = one.quote(placed, {}).numbers;
  placed.lines[0].amount_fen = 8000;
  const Applied alone = one.apply(placed);
  const std::vector<EventData> events{placed};
  const Applied batch = many.apply_batch(events).front();
  for (const Applied& each : {alone, batch}) {
    EXPECT_EQ(each.outcome.refusal, Refusal::stale_quote);
    ASSERT_TRUE(each.fresh);
    EXPECT_EQ(each.fresh->outcome.refusal, Refusal::none);
    EXPECT_EQ(each.fresh->numbers.goods.count, 8000);
  }
  EXPECT_EQ(alone.fresh->numbers, batch.fresh->numbers);
  placed.quoted = batch.fresh->numbers;
  EXPECT_EQ(many.apply(placed).outcome.refusal, Refusal::none);
  EXPECT_FALSE(many.apply(placed).fresh);
}

}  // namespace
}  // namespace loyaltycore::engine::fresh_quote_test
