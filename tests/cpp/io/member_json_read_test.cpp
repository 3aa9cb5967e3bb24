// member_json_read.hpp: names become the numbers of the programme that reads.
#include "io/member_json_read.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/event.hpp"
#include "support/member_json.hpp"

namespace loyaltycore::io::member_json_read_test {
namespace {

Json facts_with(const char* field, const Json& value) {
  Json json = Json::parse(support::named_json(1))["facts"];
  json["lines"][0][field] = value;
  return json;
}

TEST(MemberJsonRead, ANameNobodyKnowsIsSaidToBeUnknown) {
  MemberReading reading{support::named_program(), true, 1};
  Facts facts;
  read_facts(reading, facts_with("category", Json{{"unknown", true}}), facts);
  EXPECT_EQ(facts.lines[0].category, kUnnamed);
  Facts none;
  read_facts(reading, facts_with("category", nullptr), none);
  EXPECT_EQ(none.lines[0].category, 0);
  Facts typo;
  EXPECT_THROW(read_facts(reading, facts_with("category", "foods"), typo), DataError);
}

TEST(MemberJsonRead, ANameOfAnotherFutureIsForgotten) {
  MemberReading reading{support::named_program(), false, 1};
  Facts facts;
  read_facts(reading, facts_with("category", "melon"), facts);
  EXPECT_EQ(facts.lines[0].category, kUnnamed);
  Facts labels;
  read_facts(reading, facts_with("labels", Json::array({"gift", "new"})), labels);
  EXPECT_EQ(labels.lines[0].labels, 0b10U);
}

TEST(MemberJsonRead, CollectsTheTextsOfIds) {
  MemberReading reading{support::named_program(), true, 1};
  Facts facts;
  read_facts(reading, facts_with("sku", 17), facts);
  EXPECT_EQ(facts.lines[0].sku, id_of("17"));
  EXPECT_TRUE(reading.texts.contains("17"));
  EXPECT_TRUE(reading.texts.contains("order-1"));
}

}  // namespace
}  // namespace loyaltycore::io::member_json_read_test
