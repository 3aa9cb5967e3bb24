// event_json_object.hpp: fields are asked for by name; what nobody asked for is told.
#include "io/event_json_object.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/event.hpp"

namespace loyaltycore::io::event_json_object_test {
namespace {

template <class Call>
std::string refused(Call call) {
  try {
    call();
  } catch (const DataError& error) {
    return error.code() + " " + error.column() + " " + error.remedy();
  }
  return "accepted";
}

TEST(EventJsonObject, TellsMissingUnknownAndMistypedFields) {
  const Json json = Json::parse(R"({"beans": 1, "labels": []})");
  EventObject object(json, "lines[0]");
  EXPECT_EQ(object.require("beans"), 1);
  EXPECT_EQ(object.find("growth"), nullptr);
  EXPECT_EQ(refused([&] { object.end(); }),
            "field_unknown lines[0].labels correct the name, or "
            "leave it out");
  EXPECT_EQ(refused([&] { static_cast<void>(object.require("order")); }),
            "field_missing lines[0].order this field must be given");
  EXPECT_EQ(refused([&] { static_cast<void>(object.require("label")); }),
            "field_unknown lines[0].labels did you mean label? else leave it out");
  EXPECT_EQ(refused([&] { EventObject(json["beans"], ""); }),
            "field_type event expected an object");
}

TEST(EventJsonObject, AFieldThatIsNotThereChangesNothing) {
  const Json json = Json::parse(R"({"beans": 1})");
  EventObject object(json, "");
  std::int64_t growth = 7;
  std::string sku = "a";
  take(object, "growth", growth);
  take_id(object, "sku", sku);
  EXPECT_EQ(growth, 7);
  EXPECT_EQ(sku, "a");
}

TEST(EventJsonObject, ReadsValuesInTheirBounds) {
  const Json json = Json::parse(R"({"small": 128, "place": 65535, "id": 17, "no_id": ""})");
  EventObject object(json, "");
  EXPECT_EQ(refused([&] {
              std::int8_t out{};
              take(object, "small", out);
            }),
            "field_range small expected -128 to 127");
  EXPECT_EQ(refused([&] {
              std::uint16_t out{};
              take_place(object, "place", out);
            }),
            "field_range place expected 0 to " + std::to_string(kWholeOrder - 1));
  std::string id;
  take_id(object, "id", id);
  EXPECT_EQ(id, "17");
  EXPECT_EQ(refused([&] { take_id(object, "no_id", id); }),
            "field_range no_id expected 1 to 128 bytes of UTF-8 without NUL");
  EXPECT_EQ(event_instant(Json("1970-01-01T00:00:01Z"), "at"), 1'000'000);
}

}  // namespace
}  // namespace loyaltycore::io::event_json_object_test
