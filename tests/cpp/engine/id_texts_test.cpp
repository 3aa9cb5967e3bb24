// Ids are shown as they were told, as long as the member speaks of them.
#include "loyaltycore/engine/id_texts.hpp"

#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"

namespace loyaltycore::engine::id_texts_test {
namespace {

using testing::kBegin;
using testing::order_of;

template <class T>
void put(Pool<T>& pool, const std::type_identity_t<T>& item) {
  pool.reserve_more(1);
  pool.push(item);
}

TEST(IdTexts, ShowsTheHashOfWhatWasNeverTold) {
  IdTexts texts;
  texts.add_event(order_of("m", "o", kBegin, 100));
  texts.add("");
  EXPECT_EQ(texts.texts(), (std::vector<std::string>{"o", "o:done", "sku-o"}));
  EXPECT_EQ(texts.shown(id_of("o")), "o");
  EXPECT_EQ(texts.shown(id_of("p")), "#" + to_hex(id_of("p")));
  EXPECT_EQ(texts.shown(kNoId), "");
  EXPECT_EQ(texts.find(id_of("p")), "");
}

TEST(IdTexts, KeepsWhatTheMemberSpeaksOf) {
  Member member;
  OpenOrder order;
  order.order = id_of("o");
  put(member.facts.orders, order);
  OpenLine line;
  line.order = id_of("o");
  line.sku = id_of("s");
  put(member.facts.lines, line);
  OpenReview review;
  review.review = id_of("r");
  put(member.facts.reviews, review);
  Grant<> grant;
  grant.subject = id_of("o");
  grant.source = id_of("e");
  put(member.standing.grants, grant);
  Allocation<> paid;
  paid.subject = id_of("p");
  put(member.standing.allocations, paid);
  put(member.standing.holds, {id_of("h"), HoldStatus::open, kNever});
  RecentSku<> sku;
  sku.sku = id_of("k");
  put(member.standing.skus, sku);
  IdTexts texts;
  for (const char* text : {"o", "s", "r", "e", "p", "h", "k", "closed", "also closed"})
    texts.add(text);
  EXPECT_FALSE(texts.outgrew(10));
  EXPECT_TRUE(texts.outgrew(9));
  const std::vector<std::string> open{"e", "h", "k", "o", "p", "r", "s"};
  EXPECT_EQ(texts.open_texts(member), open);
  texts.keep_open(member);
  EXPECT_EQ(texts.texts(), open);
  for (int i = 0; i < 15; ++i) texts.add(std::to_string(i));
  EXPECT_FALSE(texts.outgrew(9)) << "twice what was kept, and few, are not there yet";
  texts.add("one more");
  EXPECT_TRUE(texts.outgrew(9));
}

}  // namespace
}  // namespace loyaltycore::engine::id_texts_test
