// Exact numbers and instants: what is read, what is not.
#include "io/exact_text.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::io::exact_text_test {
namespace {

std::string read(std::string_view text) {
  const auto ratio = parse_ratio(text);
  return ratio ? ratio_text(*ratio) : "-";
}

TEST(ParseRatio, ReadsExactNumbersReduced) {
  EXPECT_EQ(read("0.1%"), "1/1000");
  EXPECT_EQ(read("1/200"), "1/200");
  EXPECT_EQ(read("4/200"), "1/50");
  EXPECT_EQ(read("1.2"), "6/5");
  EXPECT_EQ(read("50%"), "1/2");
  EXPECT_EQ(read("0"), "0");
  EXPECT_EQ(read("3"), "3");
}

TEST(ParseRatio, ReadsNothingElse) {
  for (const char* text : {"",
                           " 1",
                           "1 ",
                           "-1",
                           "+1",
                           "1/0",
                           "1/",
                           "/2",
                           ".5",
                           "1.",
                           "1e3",
                           "%",
                           "1%%",
                           "1/2%",
                           "1/-2",
                           "0x1",
                           "99999999999999999999",
                           "1/2/3",
                           "0.00000000000000000001",
                           "nan"}) {
    EXPECT_EQ(read(text), "-") << text;
  }
}

TEST(ParseInstant, ReadsDaysInTheZoneAndInstants) {
  const Zone zone{8 * 3600};
  EXPECT_EQ(parse_instant("2016-03-01", zone), parse_instant("2016-02-29T16:00:00Z", zone));
  EXPECT_EQ(parse_instant("2017-09-14T00:00:00+08:00", zone), 1'505'318'400'000'000);
  EXPECT_EQ(parse_instant("2017-09-14T00:00:00.5+08:00", zone), 1'505'318'400'500'000);
}

TEST(ParseInstant, ReadsNothingElse) {
  const Zone zone{8 * 3600};
  for (const char* text :
       {"", "2016-3-1", "2016-02-30", "2015-02-29", "2016-13-01", "20160301", "2016-03-01T10:00:00",
        "2016-03-01T25:00:00Z", "2016-03-01 10:00:00Z", "2016-03-01Z", "1969-12-31", "1970-01-01",
        "10000-01-01", "2016-03-01T10:00:00+19:00"}) {
    EXPECT_EQ(parse_instant(text, zone), std::nullopt) << text;
  }
}

TEST(InstantText, IsReadBackInEveryZone) {
  for (const std::int32_t seconds : {0, 8 * 3600, -5 * 3600 - 1800}) {
    const Zone zone{seconds};
    for (const Instant instant : {Instant{1}, Instant{1'456'761'600'000'000}, kLastInstant - 1}) {
      EXPECT_EQ(parse_instant(instant_text(instant, zone), Zone{0}), instant);
    }
  }
  EXPECT_EQ(instant_text(1'456'761'600'000'000, Zone{8 * 3600}), "2016-03-01T00:00:00+08:00");
}

}  // namespace
}  // namespace loyaltycore::io::exact_text_test
