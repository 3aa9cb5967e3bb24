// instant_text.hpp: ISO 8601 with an offset, and nothing like it.
#include "io/instant_text.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::io::instant_text_test {
namespace {

TEST(InstantText, ReadsOffsetsAndDecimals) {
  EXPECT_EQ(instant_from_text("1970-01-01T00:00Z"), 0);
  EXPECT_EQ(instant_from_text("1970-01-01T08:00:00+08:00"), 0);
  EXPECT_EQ(instant_from_text("1969-12-31T19:00:00-05:00"), 0);
  EXPECT_EQ(instant_from_text("1970-01-01T05:30:00+05:30"), 0);
  EXPECT_EQ(instant_from_text("2016-03-01T00:00:00+08:00"), 1456761600000000);
  EXPECT_EQ(instant_from_text("1970-01-01T00:00:01.5Z"), 1500000);
  EXPECT_EQ(instant_from_text("1970-01-01T00:00:01.000001Z"), 1000001);
  EXPECT_EQ(instant_from_text("9999-12-31T23:59:59.999999Z"), kLastInstant);
  EXPECT_EQ(instant_from_text("2024-02-29T00:00Z"), 1709164800000000);
}

TEST(InstantText, RefusesEverythingElse) {
  for (const char* text : {"",
                           "2016-03-01",
                           "2016-03-01T00:00:00",
                           "2016-03-01 00:00:00Z",
                           "2016-3-1T00:00Z",
                           "2016-03-01T24:00Z",
                           "2016-03-01T00:60Z",
                           "2016-12-31T23:59:60Z",
                           "2016-13-01T00:00Z",
                           "2016-00-01T00:00Z",
                           "2016-03-00T00:00Z",
                           "2023-02-29T00:00Z",
                           "2016-04-31T00:00Z",
                           "2016-03-01T00:00:00.Z",
                           "2016-03-01T00:00:00.1234567Z",
                           "2016-03-01T00:00:00,5Z",
                           "2016-03-01T00:00:00+0800",
                           "2016-03-01T00:00:00+08",
                           "2016-03-01T00:00:00+19:00",
                           "2016-03-01T00:00:00+18:01",
                           "2016-03-01T00:00:00z",
                           "2016-03-01T00:00:00Z ",
                           " 2016-03-01T00:00:00Z",
                           "-2016-03-01T00:00:00Z",
                           "12016-03-01T00:00:00Z",
                           "2016-03-01T-1:00Z",
                           "1456761600"}) {
    EXPECT_EQ(instant_from_text(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace loyaltycore::io::instant_text_test
