// member_json_write.hpp: a person reads names, days and fen, no numbers of ours.
#include "io/member_json_write.hpp"

#include <gtest/gtest.h>

#include "support/member_json.hpp"

namespace loyaltycore::member_json_write_test {
namespace {

using Json = nlohmann::ordered_json;

TEST(MemberJsonWrite, WritesNamesForNumbers) {
  const Json json = Json::parse(support::named_json(1));
  EXPECT_EQ(json["format"], 1);
  EXPECT_EQ(json["programme"]["id"], "named");
  EXPECT_EQ(json["programme"]["versions"][0]["id"], "base");
  EXPECT_EQ(json["standing"]["version"], "base");
  EXPECT_EQ(json["standing"]["ladders"][0]["tier"], "silver");
  const Json& line = json["facts"]["lines"][0];
  EXPECT_EQ(line["category"], "food");
  EXPECT_EQ(line["channel"], "app");
  EXPECT_EQ(line["labels"], Json::array({"gift", "fresh"}));
  EXPECT_EQ(line["status"], "completed");
  EXPECT_EQ(line["amount_fen"], 7500);
  const Json paid{{"cash|bank_card|company_transfer|postal_remittance", 7000},
                  {"balance|store_card", 500}};
  EXPECT_EQ(line["paid_fen"], paid);
  EXPECT_EQ(line["order"], "order-1");
  EXPECT_EQ(line["sku"], (Json{{"hash", to_hex(support::sample_id("sku", 2))}}));
  EXPECT_EQ(json["facts"]["months"][0]["purchase_days"], Json::array({1}));
  EXPECT_FALSE(json["facts"]["months"][0].contains("slot"));
  EXPECT_EQ(json["facts"]["inputs"][1]["input"], "input-7");
  EXPECT_EQ(json["facts"]["activities"][0]["activity"], "activity-2");
  const Json& counter = json["standing"]["counters"][0];
  EXPECT_EQ(counter["rule"], "beans.purchase");
  EXPECT_EQ(counter["period"], "day");
  EXPECT_EQ(counter["window"], "2016-07-18");
  EXPECT_EQ(json["standing"]["counters"][2]["rule"], nullptr);
  EXPECT_EQ(json["standing"]["counters"][3]["item"], "voucher");
  EXPECT_EQ(json["standing"]["holds"][0]["status"], "in_doubt");
  EXPECT_EQ(json["standing"]["holds"][0]["until"], nullptr);
  EXPECT_EQ(json["standing"]["purses"][0]["available"], 3000);
}

}  // namespace
}  // namespace loyaltycore::member_json_write_test
