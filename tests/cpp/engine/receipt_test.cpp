// A receipt fits its paper in any script, and shows what the event really did.
#include "loyaltycore/engine/receipt.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::receipt_test {
namespace {

using testing::event_of;
using testing::kBegin;
using testing::order_of;

const Program& program() { return support::shop(); }

// "JD" and "beans" in Chinese characters, three bytes each.
const std::string kChinese = "\xE4\xBA\xAC\xE8\xB1\x86";

TEST(Columns, CountWideCharactersTwice) {
  EXPECT_EQ(columns_of("beans"), 5U);
  EXPECT_EQ(columns_of(kChinese), 4U);
  EXPECT_EQ(columns_of("caf\xC3\xA9"), 4U);
  EXPECT_EQ(columns_of("cafe\xCC\x81"), 4U) << "a combining accent takes no column";
  EXPECT_EQ(columns_of("\xEF\xBC\xA1"), 2U) << "a fullwidth letter";
  EXPECT_EQ(columns_of("\xEA\xB0\x80"), 2U) << "a Hangul syllable";
  EXPECT_EQ(columns_of("\xF0\x9F\x8E\x81"), 2U) << "an emoji";
  EXPECT_EQ(columns_of("\xFF\xC3"), 2U) << "bytes that are no UTF-8";
  EXPECT_EQ(columns_of("\xE4\xBA"), 2U) << "a character cut short";
}

Receipt sample_receipt() {
  Engine engine{program()};
  EventData order = order_of("lucy", "1001", kBegin, 123'456);
  order.lines[0].quantity = 2;
  order.freight_fen = 600;
  order.tenders = {{TenderKind::cash, 100'000}, {TenderKind::coupon, 24'056}};
  const Applied applied = engine.apply(order);
  EXPECT_TRUE(applied.outcome.accepted());
  return receipt_of(program(), order, applied.outcome, applied.effects, *engine.member("lucy"));
}

TEST(Receipt, ShowsWhatTheOrderDid) {
  const Receipt receipt = sample_receipt();
  EXPECT_EQ(receipt.order, "1001");
  EXPECT_EQ(receipt.goods_fen, 123'456);
  EXPECT_EQ(receipt.freight_fen, 600);
  ASSERT_EQ(receipt.lines.size(), 1U);
  EXPECT_EQ(receipt.lines[0].beans_earned, receipt.beans_earned);
  EXPECT_GT(receipt.beans_earned, 0);
  EXPECT_EQ(receipt.beans_available, receipt.beans_earned);
  EXPECT_EQ(receipt.tier, "bronze");
  // 2016-06-01 00:00 UTC is 08:00 where the programme is at home.
  EXPECT_EQ(receipt.hour, 8);
  EXPECT_EQ(receipt.date.day, 1U);
}

constexpr std::uint16_t only(TenderKind kind) {
  return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
}

TEST(ReceiptText, HasItsLayout) {
  Receipt receipt;
  receipt.member = "lucy";
  receipt.order = "1001";
  receipt.date = {2016, 3, 1};
  receipt.hour = 9;
  receipt.minute = 5;
  receipt.lines = {{1, "tea", 2, 1250, 1}};
  receipt.goods_fen = 1250;
  receipt.freight_fen = 600;
  receipt.tenders = {{only(TenderKind::cash), 1850}};
  receipt.beans_earned = 10;
  receipt.beans_pending = 4;
  receipt.beans_spent = 100;
  receipt.beans_available = 906;
  receipt.tier = "silver";
  EXPECT_EQ(receipt_text(receipt),
            "            RECEIPT\n"
            "2016-03-01                 09:05\n"
            "Order                       1001\n"
            "Member                      lucy\n"
            "--------------------------------\n"
            "tea x2                     12.50\n"
            "--------------------------------\n"
            "Goods                      12.50\n"
            "Freight                     6.00\n"
            "Total                      18.50\n"
            "cash                       18.50\n"
            "--------------------------------\n"
            "Beans earned                  10\n"
            "of these pending               4\n"
            "Beans spent                  100\n"
            "Beans available              906\n"
            "Tier                      silver\n");
}

TEST(ReceiptText, NeverLeavesThePaper) {
  Receipt receipt = sample_receipt();
  for (int i = 0; i < 20; ++i) {
    receipt.member += kChinese;
    receipt.order += "x-y-z";
    receipt.lines[0].name += kChinese + "a";
    receipt.tier += kChinese;
  }
  receipt.beans_earned = receipt.beans_spent = receipt.growth_earned = receipt.beans_owed =
      kLargestBalance;
  ReceiptWords words;
  words.title = words.earned = words.balance = kChinese + kChinese + kChinese + kChinese + kChinese;
  words.tenders = {kChinese};
  std::istringstream text{receipt_text(receipt, words)};
  int lines = 0;
  for (std::string line; std::getline(text, line); ++lines) {
    EXPECT_LE(columns_of(line), kReceiptColumns) << line;
  }
  EXPECT_GT(lines, 10);
}

TEST(ReceiptText, DoesNotSteerAPrinter) {
  Receipt receipt = sample_receipt();
  receipt.order = "a\x1B[2Jb\xC2\x9B\xE2\x80\xAE";  // Escape, a C1 control, right-to-left.
  receipt.lines[0].name = "x\ny";
  const std::string text = receipt_text(receipt);
  EXPECT_NE(text.find("a?[2Jb??"), std::string::npos) << text;
  EXPECT_NE(text.find("x?y"), std::string::npos) << text;
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
}

TEST(ReceiptText, SpeaksTheWordsItIsGiven) {
  ReceiptWords words;
  words.balance = kChinese;
  words.tenders = {kChinese + "1"};
  const std::string text = receipt_text(sample_receipt(), words);
  EXPECT_NE(text.find(kChinese + " "), std::string::npos);
  EXPECT_NE(text.find(kChinese + "1"), std::string::npos);
  EXPECT_NE(text.find("coupon"), std::string::npos) << "a tender without a word keeps its name";
}

/// A member who placed an order with beans, paid it and received it; and each receipt on the way.
class Till {
 public:
  explicit Till(Program program) : engine_(std::move(program)) {}

  Receipt tell(EventData event, const ReceiptSources& sources = {}) {
    event.member = "lucy";
    event.occurred_at = now_;
    event.id = "e" + std::to_string(++told_);
    now_ += 3600 * kMicrosPerSecond;
    const Applied applied = engine_.apply(event);
    const Member after = engine_.member("lucy").value_or(Member{});
    return receipt_of(engine_.program(), event, applied.outcome, applied.effects, after, sources);
  }
  Receipt adjust(std::int64_t beans) {
    EventData event;
    event.kind = EventKind::adjusted;
    event.beans = beans;
    return tell(event);
  }
  Receipt progress(EventKind kind, const ReceiptSources& sources = {}) {
    EventData event;
    event.kind = kind;
    event.order = "1001";
    return tell(event, sources);
  }
  Receipt return_one(const ReceiptSources& sources = {}) {
    EventData event;
    event.kind = EventKind::line_returned;
    event.order = "1001";
    event.line = 1;
    return tell(event, sources);
  }

 private:
  Engine engine_;
  Instant now_{kBegin};
  int told_{};
};

/// A kettle and two teas for 299 yuan and 6 yuan of freight, 20 yuan of it in beans.
EventData placement() {
  EventData event;
  event.kind = EventKind::order_placed;
  event.order = "1001";
  event.lines.resize(2);
  event.lines[0].line = 1;
  event.lines[0].sku = "kettle";
  event.lines[0].category = "appliance";
  event.lines[0].amount_fen = 25'000;
  event.lines[1].line = 2;
  event.lines[1].sub_order = 1;
  event.lines[1].category = "food";
  event.lines[1].quantity = 2;
  event.lines[1].amount_fen = 4900;
  event.freight_fen = 600;
  event.tenders = {{TenderKind::beans, 2000}, {TenderKind::bank_card, 28'500}};
  return event;
}

void expect_the_order(const Receipt& receipt) {
  ASSERT_EQ(receipt.lines.size(), 2U);
  EXPECT_EQ(receipt.lines[0].amount_fen, 25'000);
  EXPECT_EQ(receipt.lines[1].quantity, 2);
  EXPECT_EQ(receipt.goods_fen, 29'900);
  EXPECT_EQ(receipt.freight_fen, 600);
  std::int64_t paid = 0;
  for (const ReceiptTender& tender : receipt.tenders) paid += tender.amount_fen;
  EXPECT_EQ(paid, receipt.goods_fen + receipt.freight_fen);
  EXPECT_EQ(receipt.tenders.size(), 2U);
  EXPECT_EQ(receipt.beans_spent, 2000);
}

TEST(Receipt, OfEachStepOfAnOrderShowsTheOrder) {
  const EventData placed = placement();
  const ReceiptSources kept{&placed, {}};
  for (const ReceiptSources& sources : {ReceiptSources{}, kept}) {
    Till till{program()};
    till.adjust(3000);
    const Receipt first = till.tell(placed);
    expect_the_order(first);
    EXPECT_EQ(first.beans_held, 2000);
    EXPECT_EQ(first.beans_available, 1000);
    const Receipt second = till.progress(EventKind::order_paid, sources);
    expect_the_order(second);
    EXPECT_EQ(second.beans_held, 0);
    const Receipt third = till.progress(EventKind::order_completed, sources);
    expect_the_order(third);
    EXPECT_GT(third.beans_earned, 0);
    EXPECT_EQ(third.beans_available, 1000 + third.beans_earned);
    EXPECT_EQ(third.lines[0].beans_earned + third.lines[1].beans_earned, third.beans_earned);
    const std::string text = receipt_text(third);
    EXPECT_NE(text.find("Total                     305.00"), std::string::npos) << text;
    EXPECT_NE(text.find("Beans spent                 2000"), std::string::npos) << text;
    if (sources.opened_by == nullptr) continue;
    EXPECT_EQ(third.lines[0].name, "kettle");
    EXPECT_EQ(third.tenders[1], (ReceiptTender{only(TenderKind::bank_card), 28'500}));
  }
}

TEST(Receipt, WithoutTheOpeningEventNamesWhatTheOpenOrderKnows) {
  Till till{program()};
  till.adjust(3000);
  till.tell(placement());
  const ReceiptSources texts{nullptr, [](const Id& id) {
                               return id == id_of(std::string_view{"kettle"}) ? "kettle" : "";
                             }};
  const Receipt paid = till.progress(EventKind::order_paid, texts);
  EXPECT_EQ(paid.lines[0].name, "kettle");
  EXPECT_EQ(paid.lines[1].name, "line 2") << "a category that no rule speaks of has no name here";
  const auto& money = paid.tenders[paid.tenders[0].kinds == only(TenderKind::beans) ? 1 : 0];
  EXPECT_NE(money.kinds & only(TenderKind::bank_card), 0);
  EXPECT_EQ(money.amount_fen, 28'500);
}

TEST(Receipt, OfAPartShowsThePart) {
  const EventData placed = placement();
  Till till{program()};
  till.adjust(3000);
  till.tell(placed);
  EventData part;
  part.kind = EventKind::order_completed;
  part.order = "1001";
  part.sub_order = 1;
  const Receipt receipt = till.tell(part, {&placed, {}});
  ASSERT_EQ(receipt.lines.size(), 1U);
  EXPECT_EQ(receipt.goods_fen, 4900);
  std::int64_t paid = 0;
  for (const ReceiptTender& tender : receipt.tenders) paid += tender.amount_fen;
  EXPECT_EQ(paid, 4900) << "its own share of each tender";
}

TEST(Receipt, OfAnExchangeNamesTheItemAndTheMoneyBesideTheBeans) {
  Till till{program()};
  till.adjust(3000);
  EventData exchange;
  exchange.kind = EventKind::beans_exchanged;
  exchange.item = "youhuigou";
  exchange.quantity = 2;
  exchange.amount_fen = 1980;
  const Receipt receipt = till.tell(exchange);
  ASSERT_EQ(receipt.refusal, Refusal::none);
  ASSERT_EQ(receipt.lines.size(), 1U);
  EXPECT_EQ(receipt.lines[0].name, "youhuigou");
  EXPECT_EQ(receipt.lines[0].quantity, 2);
  ASSERT_EQ(receipt.tenders.size(), 1U);
  EXPECT_EQ(receipt.tenders[0], (ReceiptTender{1U, 1980}));
  EXPECT_EQ(receipt.beans_spent, 2000);
}

TEST(Receipt, OfARefusedEventIsNoSale) {
  Till till{program()};
  till.adjust(3000);
  till.tell(placement());
  till.progress(EventKind::order_paid);
  const Receipt again = till.progress(EventKind::order_paid);
  EXPECT_EQ(again.refusal, Refusal::order_already_paid);
  EXPECT_TRUE(again.lines.empty());
  EXPECT_TRUE(again.tenders.empty());
  EXPECT_EQ(again.beans_spent, 0);
  EXPECT_EQ(again.beans_available, 1000);
  EXPECT_EQ(receipt_text(again),
            "            REFUSED\n"
            "2016-06-01                 11:00\n"
            "Order                       1001\n"
            "Member                      lucy\n"
            "--------------------------------\n"
            "order_already_paid\n"
            "The order was paid before: an\n"
            "order is paid once.\n"
            "--------------------------------\n"
            "Beans available             1000\n"
            "Tier                  registered\n");
  EventData order = placement();
  order.order = "1002";
  const std::string sale = receipt_text(till.tell(order));
  EXPECT_NE(sale.find("REFUSED\n"), std::string::npos);
  for (const char* word :
       {"RECEIPT", "Goods", "Total", "bank_card", "Beans earned", "Beans spent", "kettle"}) {
    EXPECT_EQ(sale.find(word), std::string::npos) << word;
  }
}

TEST(Receipt, OfAnImpossibleTimeHasNoDate) {
  Engine engine{program()};
  EventData login = event_of(EventKind::login, "lucy", "1", kNever);
  const Applied applied = engine.apply(login);
  const Receipt receipt = receipt_of(program(), login, applied.outcome, applied.effects, Member{});
  EXPECT_EQ(receipt.refusal, Refusal::time_out_of_range);
  EXPECT_EQ(receipt_text(receipt).find("            REFUSED\nMember "), 0U);
}

TEST(Receipt, OfAReturnShowsWhatCameBack) {
  const EventData placed = placement();
  Till till{program()};
  till.adjust(3000);
  till.tell(placed);
  const Receipt done = till.progress(EventKind::order_completed);
  const Receipt back = till.return_one({&placed, {}});
  EXPECT_EQ(back.lines.at(0).name, "kettle");
  EXPECT_GT(back.refund_fen, 0);
  EXPECT_GT(back.beans_returned, 0);
  EXPECT_EQ(back.beans_taken_back, done.lines[0].beans_earned);
  EXPECT_EQ(back.beans_available,
            done.beans_available + back.beans_returned - back.beans_taken_back);
  const std::string text = receipt_text(back);
  EXPECT_EQ(text.find("             RETURN\n"), 0U) << text;
  EXPECT_NE(text.find("Money back"), std::string::npos);
  EXPECT_EQ(text.find("Total"), std::string::npos) << text;
  EXPECT_EQ(till.return_one().refusal, Refusal::return_exceeds_line);
}

TEST(Receipt, OfACancellationAndOfALoginAreNoSales) {
  const EventData placed = placement();
  Till till{program()};
  till.adjust(3000);
  till.tell(placed);
  const Receipt cancelled = till.progress(EventKind::order_cancelled, {&placed, {}});
  EXPECT_EQ(cancelled.beans_returned, 2000);
  EXPECT_EQ(receipt_text(cancelled).find("           CANCELLED\n"), 0U);
  EXPECT_EQ(receipt_text(cancelled).find("Total"), std::string::npos);
  EventData login;
  login.kind = EventKind::login;
  EXPECT_EQ(receipt_text(till.tell(login)).find("Total"), std::string::npos);
}

TEST(Receipt, OfADuplicateSaysSo) {
  Engine engine{program()};
  const EventData order = order_of("lucy", "1001", kBegin, 123'456);
  engine.apply(order);
  const Applied again = engine.apply(order);
  const Receipt receipt =
      receipt_of(program(), order, again.outcome, again.effects, *engine.member("lucy"));
  EXPECT_TRUE(receipt.duplicate);
  EXPECT_NE(receipt_text(receipt).find("Booked before"), std::string::npos);
}

}  // namespace
}  // namespace loyaltycore::engine::receipt_test
