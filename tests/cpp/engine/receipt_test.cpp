// A receipt fits its paper in any script, and shows what the event really did.
#include "loyaltycore/engine/receipt.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine {
namespace {

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
  return receipt_of(program(), order, applied.effects, *engine.member("lucy"));
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
  receipt.tenders = {{TenderKind::cash, 1850}};
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

TEST(ReceiptText, SpeaksTheWordsItIsGiven) {
  ReceiptWords words;
  words.balance = kChinese;
  words.tenders = {kChinese + "1"};
  const std::string text = receipt_text(sample_receipt(), words);
  EXPECT_NE(text.find(kChinese + " "), std::string::npos);
  EXPECT_NE(text.find(kChinese + "1"), std::string::npos);
  EXPECT_NE(text.find("coupon"), std::string::npos) << "a tender without a word keeps its name";
}

}  // namespace
}  // namespace loyaltycore::engine
