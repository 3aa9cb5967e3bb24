// caps.hpp: caps by day, month, year, term and number of times, and a budget of all members.
#include "loyaltycore/kernel/caps.hpp"

#include <gtest/gtest.h>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::caps_test {
namespace {

using namespace support;
using K = EventKind;

Story with(std::string_view rules) {
  Story out(programme(beans(rules)));
  out.on("2016-05-03");
  return out;
}

TEST(Caps, CapsOfDayMonthAndYear) {
  Story member =
      with(R"("a": {"trigger": "login", "fixed": 4, "caps": {"day": 5, "month": 11, "year": 14}})");
  const auto login_on = [&](const char* date) {
    member.on(date).does(K::login);
    return member.beans();
  };
  EXPECT_EQ(login_on("2016-05-03"), 4);
  EXPECT_EQ(login_on("2016-05-03"), 5);
  EXPECT_EQ(login_on("2016-05-03"), 5);
  EXPECT_EQ(login_on("2016-05-04"), 9);
  EXPECT_EQ(login_on("2016-05-31"), 11);
  EXPECT_EQ(login_on("2016-06-01"), 14);
  EXPECT_EQ(login_on("2016-12-31"), 14);
  EXPECT_EQ(login_on("2017-01-01"), 18);
}

TEST(Caps, ACapOfTheTermLastsAsLongAsTheTiersPeriod) {
  Story member(programme(sections(
      R"("tiers": {"levels": [{"id": "none"}, {"id": "silver", "threshold": 100,
                                               "validity_months": 12}]})",
      R"("growth": {"earn": {"p": {"trigger": "order_completed", "unit": "order",
                                   "per_yuan": 1}}})",
      beans(R"("a": {"trigger": "login", "fixed": 4, "caps": {"term": 10}})"))));
  const auto login_on = [&](const char* date) {
    member.on(date).does(K::login);
    return member.beans();
  };
  EXPECT_EQ(login_on("2016-05-01"), 4);
  EXPECT_EQ(login_on("2016-05-02"), 8);
  EXPECT_EQ(login_on("2017-09-03"), 10) << "a level without end is one period";
  EXPECT_EQ(login_on("2017-09-04"), 10);
  member.on("2017-09-05").completes("o1", {line(1, 10'000)});
  EXPECT_EQ(login_on("2017-09-06"), 14) << "silver begins a period of its own";
  EXPECT_EQ(login_on("2018-09-04"), 18);
  EXPECT_EQ(login_on("2018-09-05"), 22) << "and the next one";
  EXPECT_EQ(login_on("2018-09-06"), 26);
  EXPECT_EQ(login_on("2018-09-07"), 28);
}

TEST(Caps, ABudgetOfAllMembersIsSharedOutByOrdinal) {
  Story member(programme(sections(
      beans(R"("a": {"trigger": "login", "fixed": 4, "caps": {"programme_budget": 10}})"))));
  const auto gets = [&](std::int32_t ordinal) {
    const std::int64_t before = member.beans();
    EventData login;
    login.kind = K::login;
    login.ordinal = ordinal;
    login.occurred_at = member.now();
    EXPECT_TRUE(member.tell(login).accepted());
    return member.beans() - before;
  };
  member.on("2016-05-03");
  EXPECT_EQ(gets(1), 4);
  EXPECT_EQ(gets(2), 4);
  EXPECT_EQ(gets(3), 2);
  EXPECT_EQ(gets(4), 0);
  EXPECT_EQ(gets(2'000'000'000), 0);
  EXPECT_EQ(gets(0), 0) << "nobody numbered it";
}

}  // namespace
}  // namespace loyaltycore::kernel::caps_test
