// member_json_object.hpp: fields are asked for by name; what nobody asked for is told.
#include "io/member_json_object.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::io::member_json_object_test {
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

TEST(MemberJsonObject, TellsMissingUnknownAndMistypedFields) {
  const Json json = Json::parse(R"({"beans": 1, "a/b": 2})");
  MemberObject object(json, "/x");
  EXPECT_EQ(object.require("beans"), 1);
  EXPECT_TRUE(object.has("a/b"));
  EXPECT_EQ(refused([&] { object.end(); }), "field_unknown /x/a~1b leave it out");
  EXPECT_EQ(refused([&] { static_cast<void>(object.require("growth")); }),
            "field_missing /x/growth write it, as to_json does");
  EXPECT_EQ(refused([&] { static_cast<void>(object.require("bean")); }),
            "field_unknown /x/beans did you mean bean?");
  EXPECT_EQ(refused([&] { MemberObject(json["beans"], "/y"); }),
            "field_type /y expected an object");
}

TEST(MemberJsonObject, ReadsValuesInTheirBounds) {
  EXPECT_EQ(integer_in(Json(7), "/n", 0, 7), 7);
  EXPECT_EQ(refused([] { static_cast<void>(integer_in(Json(8), "/n", 0, 7)); }),
            "field_range /n expected 0 to 7");
  EXPECT_EQ(refused([] { static_cast<void>(integer_in(Json(true), "/n", 0, 7)); }),
            "field_type /n expected an integer");
  EXPECT_EQ(id_text_in(Json(17), "/id"), "17");
  EXPECT_EQ(id_text_in(Json("17"), "/id"), "17");
  EXPECT_EQ(refused([] { static_cast<void>(id_text_in(Json(""), "/id")); }).substr(0, 14),
            "id_invalid /id");
  EXPECT_EQ(instant_in(Json(nullptr), "/at"), kNever);
  EXPECT_EQ(refused([] { static_cast<void>(instant_in(Json(kNever), "/at")); }),
            "field_type /at write null for never");
  EXPECT_EQ(fingerprint_in(Json(to_hex(hash128(std::string_view{"a"}))), "/f"),
            hash128(std::string_view{"a"}));
}

}  // namespace
}  // namespace loyaltycore::io::member_json_object_test
