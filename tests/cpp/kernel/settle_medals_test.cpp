// settle_medals.hpp: grades follow what was bought and done, boundary by boundary.
#include "loyaltycore/kernel/settle_medals.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/programmes.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::settle_medals_test {
namespace {

using namespace support;

/// Two grades by spend and orders in baby goods, settled on the 1st.
std::string baby(const std::string& family = "", const std::string& grades = "") {
  const std::string two = R"("grades": [{"at_least": {"spend": 200, "orders": 2}},
    {"at_least": {"spend": 1000, "orders": 4}}])";
  return R"("medals": {"category": {)" + family + (grades.empty() ? two : grades) +
         R"(, "each": {"baby": {"requires": {
           "spend": {"of": "spend", "category_class": "baby"},
           "orders": {"of": "orders", "category_class": "baby"}}}}}})";
}
std::string with_facts(const std::string& sections) {
  return programme(R"("facts": {"activities": ["login"],
    "category_classes": {"baby": {"categories": ["milk"]}}},
    "categories": {"unknown": "accept"}, )" +
                   sections);
}

Ledger medals_of(const Story& member) {
  Ledger out;
  for (const std::string& each : member.ledger()) {
    if (each.find("medal ") != std::string::npos) out.push_back(each);
  }
  return out;
}

/// So many orders of milk on one day, each for this sum.
void buys(Story& member, const char* day, int orders, std::int64_t fen) {
  member.on(day);
  for (int i = 0; i < orders; ++i) {
    member.completes(std::string{day} + "#" + std::to_string(i), {goods(1, fen, "milk")});
  }
}

TEST(Medals, SettleOnTheirDayAndFallWithTheWindow) {
  Story member(with_facts(baby()));
  buys(member, "2018-01-10", 2, 10'000);
  member.completes("other", {goods(1, 900'000, "tea")});
  member.on("2018-01-31").settle();
  EXPECT_TRUE(medals_of(member).empty());
  member.on("2018-02-01").settle();
  EXPECT_EQ(medals_of(member), (Ledger{"[2018-02-01] medal baby, settled: 0 -> 1"}));
  buys(member, "2018-02-10", 2, 50'000);
  member.on("2019-02-01").settle();
  EXPECT_EQ(medals_of(member).back(), "[2019-02-01] medal baby, settled: 2 -> 1")
      << "January 2018 is out: spend of the second grade, two orders";
  member.on("2019-03-01").settle();
  EXPECT_EQ(medals_of(member).back(), "[2019-03-01] medal baby, settled: 1 -> 0");
  EXPECT_TRUE(member.member().standing.medals.empty()) << "no grade, no row";
}

TEST(Medals, AReturnLowersTheNextSettlement) {
  Story member(with_facts(baby()));
  buys(member, "2018-01-10", 4, 30'000);
  member.on("2018-02-01").settle();
  EXPECT_EQ(medals_of(member).back(), "[2018-02-01] medal baby, settled: 0 -> 2");
  member.on("2018-02-03").returns("2018-01-10#0", 1);
  EXPECT_EQ(grade_held(member.member().standing, 1), 2) << "rights follow the settled grade";
  member.on("2018-03-01").settle();
  EXPECT_EQ(medals_of(member).back(), "[2018-03-01] medal baby, settled: 2 -> 1");
}

TEST(Medals, APermanentOneStays) {
  Story member(with_facts(baby(R"("retain": "permanent", )")));
  buys(member, "2018-01-10", 2, 10'000);
  member.on("2020-01-01").settle();
  EXPECT_EQ(medals_of(member), (Ledger{"[2018-02-01] medal baby, settled: 0 -> 1"}));
  EXPECT_EQ(grade_held(member.member().standing, 1), 1);
}

TEST(Medals, OpenARuleOnceTheyAreSettled) {
  const std::string rule = R"(, "beans": {"earn": {"thanks": {"trigger": "login", "fixed": 7,
    "when": {"medals": {"baby": 2}}}}})";
  Story member(with_facts(baby() + rule));
  buys(member, "2018-01-10", 4, 30'000);
  member.on("2018-01-31").does(EventKind::login);
  EXPECT_EQ(member.member().standing.purses[0][Account::available], 0);
  member.on("2018-02-01").does(EventKind::login);
  EXPECT_EQ(member.member().standing.purses[0][Account::available], 7);
  member.on("2018-02-02").returns("2018-01-10#0", 1);
  member.on("2018-03-01").does(EventKind::login);
  EXPECT_EQ(member.member().standing.purses[0][Account::available], 7) << "grade 1 is too low";
}

TEST(Medals, OfAScoreFindItAsSettledAtTheSameBoundary) {
  Story member(with_facts(R"("score": {"level": {"dimensions": {"d": {"terms": {
      "logins": {"of": "count", "activity": "login"}}}}}},
    "medals": {"levels": {"grades": [{"at_least": {"level": 2}}],
      "each": {"gold_bat": {"requires": {"level": {"of": "score", "score": "level"}}}}}})"));
  member.on("2018-01-10").does(EventKind::login);
  member.on("2018-01-11").does(EventKind::login);
  member.on("2018-02-01").settle();
  EXPECT_EQ(medals_of(member), (Ledger{"[2018-02-01] medal gold_bat, settled: 0 -> 1"}));
}

TEST(Medals, AVersionDropsBeginsAndKeeps) {
  const auto versions = [](const std::string& changes) {
    return Story(with_facts(baby() + R"(, "overlays": [{"id": "later",
      "from": "2018-03-05", "changes": {"medals": )" +
                            changes + "}}]"));
  };
  const auto told = [](Story member) {
    buys(member, "2018-01-10", 2, 10'000);
    buys(member, "2018-02-10", 2, 50'000);
    member.on("2018-02-28").settle();
    member.on("2018-03-06").settle();
    return medals_of(member).back();
  };
  EXPECT_EQ(told(versions("null")), "[2018-03-05] medal baby, dropped: 2 -> 0");
  EXPECT_EQ(
      told(versions(R"({"category": {"grades": [{"at_least": {"spend": 1, "orders": 1}}]}})")),
      "[2018-03-05] medal baby, begun: 2 -> 1")
      << "over the window of the boundary before";
  EXPECT_EQ(told(versions(R"({"category": {"title": "Goods"}})")),
            "[2018-03-01] medal baby, settled: 1 -> 2")
      << "a title decides nothing";
}

TEST(Medals, AreDroppedWithTheMember) {
  Story member(with_facts(baby()));
  buys(member, "2018-01-10", 2, 10'000);
  member.on("2018-02-02").does(EventKind::erased);
  EXPECT_EQ(medals_of(member).back(), "medal baby, erased: 1 -> 0");
  member.on("2019-02-02").settle();
  EXPECT_TRUE(medals_of(member).empty());
}

}  // namespace
}  // namespace loyaltycore::kernel::settle_medals_test
