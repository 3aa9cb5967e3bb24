// Bad documents: every problem at once, each with its place; hostile ones end soon.
#include "io/program_document.hpp"

#include <ctime>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loyaltycore/model/program.hpp"
#include "support/full_program.hpp"

namespace loyaltycore::io::program_document_test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// "pointer: what (nearest)", in the order of the report.
std::vector<std::string> problems_of(std::string_view json) {
  std::vector<std::string> out;
  try {
    (void)Program::from_json(json);
  } catch (const ProgramError& error) {
    for (const Problem& each : error.problems()) {
      EXPECT_FALSE(each.expected.empty()) << each.what;
      out.push_back(each.pointer + ": " + each.what +
                    (each.nearest.empty() ? "" : " (" + each.nearest + ")"));
    }
  }
  return out;
}

/// The full programme with one text in it replaced.
std::vector<std::string> problems_with(const std::string& before, const std::string& after) {
  std::string json{support::kFullProgram};
  const std::size_t at = json.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return problems_of(json.replace(at, before.size(), after));
}

TEST(Problems, AreAllReportedAtOnce) {
  constexpr std::string_view kBad = R"json({
    "format": 2, "meta": {"id": "bad one"}, "form": "2016-01-01", "coupons": {},
    "tiers": {"levels": [{"id": "a", "threshold": 5}, {"id": "b", "threshold": 10},
                         {"id": "b", "threshold": 10, "deduction": 5}]},
    "growth": {"redeem": {}, "earn": {"p": {"trigger": "order_completd", "per_yuan": "1/0"}}},
    "beans": {"per_yuan": {"gold": 200}, "per_yuan_by_tier": {}, "value_by_funder": {},
      "earn": {"p": {"trigger": "order_completed", "rate": 0.001, "fixed": 1, "caps": {"unit": -1},
                     "when": {"tiers": ["c"], "plus": true}},
               "s": {"trigger": "login", "streak": [1], "unit": "line", "per_growth": 1}},
      "redeem": {"max_share": "150%", "stpe": 10},
      "catalogue": {"i": {"kind": "coupn", "growth": 5}}},
    "overlays": [{"id": "o", "from": "1969-01-01",
                  "changes": {"zone": {}, "facts": {},
                              "beans": {"redeem": {"step": "x", "max_sare": null}}}}]
  })json";
  const std::vector<std::string> expected{
      "/beans/earn/p/rate: the number 0.001 has a fraction or an exponent",
      "/overlays/0/changes/zone: an overlay cannot change `zone`",
      "/overlays/0/changes/facts: an overlay cannot change `facts`",
      "/overlays/0/changes/beans/redeem/max_sare: unknown key `max_sare` (max_share)",
      "/form: unknown key `form` (from)",
      "/coupons: `coupons`: this section is not built yet",
      "/format: 2 is out of bounds",
      "/meta/id: `bad one` cannot be used",
      "/growth/redeem: `redeem`: growth is never spendable: nothing turns growth into beans or "
      "money",
      "/growth/earn/p/per_yuan: `1/0` divides by zero",
      "/beans/per_yuan_by_tier: `per_yuan_by_tier`: the value of a bean cannot vary: a bean is "
      "worth "
      "the same for every member and funder",
      "/beans/value_by_funder: `value_by_funder`: the value of a bean cannot vary: a bean is worth "
      "the same for every member and funder",
      "/beans/per_yuan: the value of a bean varies: a bean is worth the same for every member and "
      "funder",
      "/beans/earn/p/caps/unit: -1 is out of bounds",
      "/beans/earn/p/when/plus: `plus`: conditions on PLUS are not built yet",
      "/beans/earn/s/per_growth: `per_growth`: growth is never spendable: nothing turns growth "
      "into "
      "beans or money",
      "/beans/redeem/stpe: unknown key `stpe` (step)",
      "/beans/redeem/max_share: 3/2 is out of bounds",
      "/beans/catalogue/i/growth: `growth`: growth is never spendable: nothing turns growth into "
      "beans or money",
      "/beans/catalogue/i/kind: unknown word `coupn` (coupon)",
      "/overlays/0/changes/beans/redeem/step: this is a text",
      "/overlays/0/from: `1969-01-01` is no day or instant that we read",
      "/tiers/levels/0/threshold: the first level has no threshold: members start there",
      "/tiers/levels/2/id: two levels are called `b`",
      "/tiers/levels/2/threshold: the thresholds do not ascend",
      "/tiers/levels/2/deduction: a level without end is never deducted from",
      "/beans/catalogue/i: the item costs no beans",
      "/growth/earn/p/trigger: unknown event kind `order_completd` (order_completed)",
      "/beans/earn/p: the rule has two awards: rate, fixed",
      "/beans/earn/p/when/tiers: unknown tier `c`",
      "/beans/earn/s/unit: only orders have the unit `line`",
      "/beans/earn/s/streak: a streak counts days of sign_in"};
  EXPECT_THAT(problems_of(kBad), ElementsAreArray(expected));
}

struct Mutation {
  const char* before;
  const char* after;
  const char* problem;
};

TEST(Problems, OfOneMutationAreAboutIt) {
  const std::vector<Mutation> mutations{
      {R"("threshold": 2000)", R"("threshold": 0)", "do not ascend"},
      {R"("id": "silver")", R"("id": "bronze")", "two levels are called"},
      {R"("id": "silver")", R"("di": "silver")", "unknown key `di` (id)"},
      {R"("deduction": 1000)", R"("deduction": -1)", "-1 is out of bounds"},
      {R"("rate": "0.1%")", R"("rate": "1/0")", "divides by zero"},
      {R"("rate": "0.1%")", R"("rate": "-1%")", "no exact number"},
      {R"("rate": "0.1%")", R"("rate": "1/3000000000")", "too fine"},
      {R"("rate": "0.1%")", R"("rate": "0.1%", "fixed": 3)", "two awards"},
      {R"("rate": "0.1%")", R"("rate": null)", "the rule gives nothing"},
      {R"("rate": "0.1%")", R"("rate": "99")", "more than 100 a fen"},
      {R"("rate": "0.1%")", R"("rate": "0.1%", "rate": "0.2%")", "twice"},
      {R"("times": "1.5")", R"("times": "10001/10000")", "too fine"},
      {R"("times": "1.5")", R"("times": "1.5", "input": "credit")", "a multiplier is `times`, or"},
      {R"("input": "credit")", R"("input": "credt")", "unknown input `credt` (credit)"},
      {R"({"from": 80,)", R"({"from": 0,)", "do not ascend"},
      {R"("weekdays": ["tue"])", R"("weekdays": ["tues"])", "unknown word `tues` (tue)"},
      {R"("weekdays": ["tue"])", R"("from": "2016-02-01", "until": "2016-02-01")", "empty"},
      {R"("unit": "order")", R"("unit": "event")", "an order is no unit"},
      {R"("trigger": "login", "fixed": 5)", R"("trigger": "tick", "fixed": 5)", "earns nothing"},
      {R"("trigger": "login", "fixed": 5)", R"("trigger": "login", "fixed": 5, "funder": "x")",
       "unknown key `funder`"},
      {R"("unit": 1000)", R"("unit": "1000")", "this is a text"},
      {R"("window": "month")", R"("window": "year")", "within a week or a month"},
      {R"("window": "month")", R"("window": "once", "of": "events")", "twice"},
      {R"("count": 3)", R"("count": 32)", "fewer days"},
      {R"("categories": ["game_card"])", R"("categories": ["gold_bar"])", "already"},
      {R"("categories": ["game_card"])", R"("categories": "game_card")", "this is a text"},
      {R"("after_months": 12)", R"("after_months": 12, "after_days": 3)", "exclude each other"},
      {R"("expire": {"after_days": 30}},)", R"("pending_days": 1, "post_day": 2},)",
       "pending_days and post_day exclude each other"},
      {R"("step": 1000)", R"("step": 0)", "out of bounds"},
      {R"("from": "2020-01-01")", R"("from": "2016-03-01")", "same instant"},
      {R"("from": "2020-01-01")", R"("from": "2015-03-01")", "before the version"},
      {R"("from": "2016-03-01")", R"("from": "2016-02-30")", "no day or instant"},
      {R"("id": "later")", R"("id": "full")", "two versions are called"},
      {R"("bronze": "iron")", R"("bronse": "iron")", "no level `bronse` (bronze)"},
      {R"("bronze": "iron")", R"("bronze": "irn")", "no level `irn` (iron)"},
      {R"("events": ["grab")", R"("events": ["login")", "is an event kind already"},
      {R"("activities": ["review_approved",)", R"("activities": ["order_completed",)",
       "`order_completed` is no activity"},
      {R"("activities": ["review_approved",)", R"("activities": ["grb",)",
       "/facts/activities/0: `grb` is no activity (grab)"},
      {R"("play": {)", R"("kids": {"categories": ["toys"]}, "play": {)", "in `kids` already"},
      {R"("beans": 100}})", R"("beans": 0}})", "costs no beans"},
      {R"("offset_minutes": 480)", R"("offsets": [{"from": "2016-01-01", "offset_minutes": 1}])",
       "since ever"}};
  for (const Mutation& each : mutations) {
    EXPECT_THAT(problems_with(each.before, each.after), Contains(HasSubstr(each.problem)))
        << each.after;
  }
}

TEST(Problems, OfCapsThatCannotBind) {
  constexpr std::string_view kBad = R"json({
    "format": 1, "meta": {"id": "bad"},
    "beans": {"earn": {
      "a": {"trigger": "login", "fixed": 1, "caps": {"term": 5, "programme_budget": 5}},
      "b": {"trigger": "order_completed", "fixed": 1, "caps": {"programme_budget": 5}},
      "c": {"trigger": "order_completed", "unit": "order", "rate": "1%",
            "caps": {"programme_budget": 5}},
      "d": {"trigger": "order_completed", "unit": "order", "fixed": 1,
            "caps": {"programme_budget": 5}},
      "e": {"trigger": "login", "fixed": 1, "caps": {"programme_budget": 5},
            "multipliers": {"m": {"times": "2"}}}}}
  })json";
  constexpr const char* kBudget =
      "/caps/programme_budget: only a fixed award, once an event and without multipliers, can be "
      "shared out by ordinal";
  EXPECT_THAT(
      problems_of(kBad),
      ElementsAre("/beans/earn/a/caps/term: without tiers there is no period of a tier",
                  "/beans/earn/b" + std::string(kBudget), "/beans/earn/c" + std::string(kBudget),
                  "/beans/earn/e" + std::string(kBudget)));
}

TEST(Problems, OfBudgetsThatGiveNothingOrChangeTheirAward) {
  const auto document = [](std::string_view award, std::string_view changed) {
    return R"({"format": 1, "meta": {"id": "bad"}, "from": "2016-01-01",
      "beans": {"earn": {"a": {"trigger": "login", )" +
           std::string(award) + R"(}}},
      "overlays": [{"id": "v2", "from": "2016-02-01", "changes": {"note": "the same"}},
                   {"id": "v3", "from": "2016-03-01",
                    "changes": {"beans": {"earn": {"a": )" +
           std::string(changed) + "}}}}]}";
  };
  constexpr std::string_view kFour = R"("fixed": 4, "caps": {"programme_budget": 10})";
  constexpr std::string_view kSame = R"({"caps": {"programme_budget": 20}})";
  EXPECT_THAT(problems_of(document(kFour, kSame)), ElementsAre());
  EXPECT_THAT(problems_of(document(kFour, R"({"fixed": 1, "caps": null})")), ElementsAre());
  constexpr const char* kKeeps = ": a rule with a programme_budget gives the same in every version";
  const std::string place = "/overlays/1/changes/beans/earn/a/";
  EXPECT_THAT(problems_of(document(kFour, R"({"fixed": 1})")),
              ElementsAre(place + "fixed" + kKeeps));
  EXPECT_THAT(problems_of(document(kFour, R"({"trigger": "sign_in"})")),
              ElementsAre(place + "trigger" + kKeeps));
  EXPECT_THAT(problems_of(document(R"("fixed": 0, "caps": {"programme_budget": 10})", "{}")),
              Contains("/beans/earn/a/fixed: awards of 0 never use a budget"));
  EXPECT_THAT(problems_of(document(R"("fixed": 4, "caps": {"programme_budget": 0})", "{}")),
              Contains(StartsWith("/beans/earn/a/caps/programme_budget")));
}

TEST(Problems, OfWhatIsNotBuiltNameIt) {
  constexpr std::string_view kBad = R"json({
    "format": 1, "meta": {"id": "bad"},
    "tasks": {"t": {"trigger": "login", "reward": {"score": 5, "coupons": 1, "scoer": 1}}},
    "overlays": [{"id": "o", "from": "2020-01-01",
                  "changes": {"coupons": null, "tasks": {"t": {"reward": {"medals": null}}}}}]
  })json";
  EXPECT_THAT(problems_of(kBad),
              ElementsAre("/overlays/0/changes/coupons: `coupons`: this section is not built yet",
                          "/overlays/0/changes/tasks/t/reward/medals: `medals`: this reward is not "
                          "built yet",
                          "/tasks/t/reward/score: `score`: this reward is not built yet",
                          "/tasks/t/reward/coupons: `coupons`: this reward is not built yet",
                          "/tasks/t/reward/scoer: unknown key `scoer`"));
}

TEST(Problems, OfAVersionPointToWhereItWasWritten) {
  EXPECT_THAT(problems_with(R"({"id": "iron", "threshold": 10})", R"({"id": "iron"})"),
              Contains(AllOf(HasSubstr("/overlays/0/changes/tiers/levels/1: "),
                             HasSubstr("`threshold` is missing"))));
}

TEST(Problems, OfTooManyGroupsOfTenders) {
  std::string json = R"({"format": 1, "meta": {"id": "x"}, "beans": {"earn": {)";
  int count = 0;
  for (const char* tender : {"cash", "bank_card", "balance", "store_card", "gift_card"}) {
    json += std::string{count == 0 ? "" : ","} + "\"r" + std::to_string(count) +
            R"(": {"trigger": "order_paid", "rate": "1%", "tenders": [")" + tender + "\"]}";
    ++count;
  }
  EXPECT_THAT(problems_of(json + "}}}"), Contains(HasSubstr("groups of means of payment")));
}

std::string repeated(const std::string& each, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + each;
  return out;
}

std::string keyed(const std::string& value, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":" + value;
  }
  return out;
}

TEST(HostileDocuments, EndSoonWithAProblem) {
  const std::string head = R"({"format":1,"meta":{"id":"x"},)";
  const std::string rule = R"({"trigger":"login","fixed":1})";
  const std::string typos = "{" + keyed("1", 20) + "}";
  const std::vector<std::string> documents{
      "",
      "nul",
      std::string(200'000, '['),
      "{\"a\":\"" + std::string(10'000'000, 'x') + "\"}",
      "{\"a\":1e400}",
      "{\"a\":NaN}",
      "\xEF\xBB\xBF{}",
      "{\"a\":1,}",
      "{\"a\":\"\xC0\xAF\"}",
      "[" + repeated("0", 250'000) + "]",
      "{" + keyed("1", 40'000) + "}",
      "{" + repeated("\"a\":1", 80'000) + "}",
      head + "\"inputs\":[" + repeated("\"a\"", 19'000) + "]}",
      head + "\"beans\":{\"earn\":{" + keyed(rule, 201) + "}}}",
      head + "\"beans\":{\"earn\":{" + keyed(rule, 10'000) + "}}}",
      head + "\"beans\":{\"earn\":{" + keyed(typos, 200) + "}}}",
      head + "\"tiers\":{\"levels\":[" + repeated("{}", 256) + "]}}",
      head + "\"overlays\":[" + repeated("{}", 256) + "]}",
      head + "\"a\":[" + repeated("{}", 99'000) + "]}",
      head + "\"tasks\":{" + keyed("{\"when\":{}}", 256) + "}}"};
  for (const std::string& json : documents) {
    const std::clock_t start = std::clock();
    EXPECT_FALSE(problems_of(json).empty()) << json.substr(0, 60);
    const auto milliseconds = (std::clock() - start) * 1000 / CLOCKS_PER_SEC;
    // 100 ms is the promise for a release build; sanitizers and debug checks take a few times that.
    EXPECT_LT(milliseconds, 1000) << json.substr(0, 60);
  }
}

TEST(HostileDocuments, OfManyBitsAreRefused) {
  std::string labels;
  for (int i = 0; i < 64; ++i) labels += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\"";
  const std::string json =
      R"({"format":1,"meta":{"id":"x"},"beans":{"earn":{"r":{"trigger":"login","fixed":1,)"
      R"("when":{"labels":[)" +
      labels + "]}}}}}";
  EXPECT_THAT(problems_of(json), Contains(HasSubstr("too many labels")));
}

TEST(Merge, RemovesReplacesAndDescends) {
  Json document = Json::parse(R"({"a": {"b": 1, "c": [1, 2]}, "d": 3})");
  merge(document, Json::parse(R"({"a": {"b": null, "c": [3]}, "e": {"f": null, "g": 4}})"));
  EXPECT_EQ(document, Json::parse(R"({"a": {"c": [3]}, "d": 3, "e": {"g": 4}})"));
}

TEST(ProblemList, KnowsWhatLiesBelowAPlace) {
  ProblemList problems;
  problems.add("/a/b-c", "one", "");
  problems.add("/a/b/x", "two", "");
  problems.add("/a/b/x", "two", "");
  EXPECT_TRUE(problems.at("/a/b"));
  EXPECT_TRUE(problems.at("/a/b/x"));
  EXPECT_FALSE(problems.at("/a/b/x/y"));
  EXPECT_FALSE(problems.at("/b"));
  EXPECT_EQ(problems.take().size(), 2U);
}

}  // namespace
}  // namespace loyaltycore::io::program_document_test
