// From a document to flat tables: rates per fen, names, fact plan, order of rules.
#include "io/program_compile.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loyaltycore/model/program.hpp"
#include "support/describe_terms.hpp"
#include "support/full_program.hpp"

namespace loyaltycore::io::program_compile_test {
namespace {

using ::testing::ElementsAre;

Program program_of(const std::string& sections) {
  return Program::from_json(R"({"format": 1, "meta": {"id": "p"}, )" + sections + "}");
}

std::vector<std::string> rule_names(const Program& program) {
  std::vector<std::string> out;
  for (const EarningRule<>& each : program.versions()[0].rules) {
    out.emplace_back(program.names().name(NameKind::rule, each.name));
  }
  return out;
}

TEST(Compile, RatesArePerFen) {
  // 0.1 % of 100 yuan is 10 beans at 100 beans a yuan: one bean for 1000 fen.
  const Program program = program_of(
      R"("beans": {"earn": {"r": {"trigger": "order_paid", "rate": "0.1%"}}},
         "growth": {"earn": {"g": {"trigger": "order_paid", "per_yuan": "1.5"}}})");
  const auto& rules = program.versions()[0].rules;
  EXPECT_EQ(rules[0].rate.numerator, 3);
  EXPECT_EQ(rules[0].rate.denominator, 200);
  EXPECT_EQ(rules[1].rate.numerator, 1);
  EXPECT_EQ(rules[1].rate.denominator, 1000);
  const Program worth = program_of(
      R"("beans": {"per_yuan": 1000, "earn": {"r": {"trigger": "order_paid", "rate": "0.1%"}}})");
  EXPECT_EQ(worth.versions()[0].rules[0].rate.denominator, 100);
}

TEST(Compile, RulesStandByTriggerBookPriorityAndName) {
  const Program program = program_of(
      R"("events": ["own"], "beans": {"earn": {
           "z": {"trigger": "login", "fixed": 1, "priority": 5},
           "b": {"trigger": "login", "fixed": 1},
           "a": {"trigger": "own", "fixed": 1},
           "first": {"trigger": "login", "fixed": 1, "priority": 9, "purse": "stars"},
           "c": {"trigger": "order_paid", "fixed": 1}}},
         "purses": {"stars": {}},
         "growth": {"earn": {"b": {"trigger": "login", "fixed": 1}}})");
  EXPECT_THAT(rule_names(program), ElementsAre("beans.earn.c", "growth.earn.b", "beans.earn.z",
                                               "beans.earn.b", "beans.earn.first", "beans.earn.a"));
  const auto& first = program.versions()[0].first_rule;
  const auto at = [&](EventKind kind) { return first[static_cast<std::size_t>(kind)]; };
  EXPECT_EQ(at(EventKind::order_placed), 0);
  EXPECT_EQ(at(EventKind::order_paid), 0);
  EXPECT_EQ(at(EventKind::order_completed), 1);
  EXPECT_EQ(at(EventKind::login), 1);
  EXPECT_EQ(at(EventKind::sign_in), 5);
  EXPECT_EQ(at(EventKind::declared), 5);
  EXPECT_EQ(first.back(), 6);
  EXPECT_EQ(program.versions()[0].rules[5].declared, 1);
}

TEST(Compile, TheOrderOfKeysMeansNothing) {
  const auto program = [](const char* rules) {
    return support::described(program_of(std::string{R"("beans": {"earn": {)"} + rules + "}}"));
  };
  EXPECT_EQ(program(R"("a": {"trigger": "login", "fixed": 1, "when": {"stores": ["x", "y"]}},
                       "b": {"trigger": "login", "fixed": 1})"),
            program(R"("b": {"fixed": 1, "trigger": "login"},
                       "a": {"when": {"stores": ["y", "x"]}, "trigger": "login", "fixed": 1})"));
}

TEST(Compile, TendersFormTheCoarsestClasses) {
  const Program program =
      program_of(R"("beans": {"earn": {"r": {"trigger": "order_paid", "rate": "1%"}}})");
  const FactPlan& plan = program.plan();
  EXPECT_EQ(plan.tender_classes, 5);
  EXPECT_EQ(plan.class_of(TenderKind::cash), plan.class_of(TenderKind::store_card));
  EXPECT_EQ(plan.class_of(TenderKind::gift_card), plan.class_of(TenderKind::company_transfer));
  EXPECT_NE(plan.class_of(TenderKind::cash), plan.class_of(TenderKind::gift_card));
  EXPECT_NE(plan.class_of(TenderKind::red_packet), plan.class_of(TenderKind::gift_card));
  EXPECT_EQ(plan.class_of(TenderKind::beans), plan.beans_class);
  EXPECT_EQ(plan.class_of(TenderKind::coupon), plan.coupon_class);
  EXPECT_EQ(plan.refundable_classes,
            (1U << plan.class_of(TenderKind::cash)) | (1U << plan.class_of(TenderKind::gift_card)));
  EXPECT_EQ(program.versions()[0].rules[0].counted_classes, 1U << plan.class_of(TenderKind::cash));
}

TEST(Compile, NamesKeepTheirNumbersOverVersions) {
  const Program program = Program::from_json(support::kFullProgram);
  const NameTable& names = program.names();
  EXPECT_EQ(names.find(NameKind::input, "credit"), 1);
  EXPECT_EQ(names.find(NameKind::input, "rating"), 2);
  EXPECT_EQ(names.find(NameKind::declared, "grab"), 1);
  EXPECT_EQ(names.find(NameKind::version, "full"), 1);
  EXPECT_EQ(names.find(NameKind::version, "later"), 2);
  EXPECT_NE(names.find(NameKind::rule, "tasks.shopping_days"), 0);
  EXPECT_EQ(program.versions()[0].ladders[0].levels[0].name,
            program.versions()[1].ladders[0].levels[0].name);
  EXPECT_EQ(program.versions()[1].ladders[0].levels[1].name, names.find(NameKind::tier, "iron"));
}

/// A number in the facts means what its name says: other names are other facts.
TEST(Compile, FactsAreOfTheNamesThatTheyNumber) {
  const Program quiz = program_of(R"("events": ["quiz"], "facts": {"activities": ["quiz"]})");
  const Program game = program_of(R"("events": ["game"], "facts": {"activities": ["game"]})");
  EXPECT_EQ(quiz.plan().fingerprint(), game.plan().fingerprint());
  EXPECT_NE(quiz.facts_fingerprint(), game.facts_fingerprint());
  const auto of_sku = [](const std::string& sku) {
    return program_of(R"("beans": {"earn": {"r": {"trigger": "order_paid", "fixed": 1,
                         "when": {"skus": [")" +
                      sku + R"("]}}}})");
  };
  EXPECT_NE(of_sku("a").facts_fingerprint(), of_sku("b").facts_fingerprint());
}

/// What says how an order's tenders are split stands in the plan, where it changes and nowhere
/// else.
TEST(Compile, ThePlanKnowsBeansAsAMeansOfPayment) {
  const Program program = program_of(
      R"("beans": {"per_yuan": 50, "redeem": {"min_amount_fen": 7, "excluded_categories": ["gold"],
           "classes": {"game": {"categories": ["game"], "min_amount_fen": 9, "max_share": "20%"}}}},
         "overlays": [
           {"id": "a", "from": "2020-01-01", "changes": {"beans": {"redeem": {"step": 5}}}},
           {"id": "b", "from": "2021-01-01", "changes": {"beans": {"per_yuan": 20}}},
           {"id": "c", "from": "2022-01-01", "changes": {"beans": {"redeem": {"step": 9}}}}])");
  const FactPlan& plan = program.plan();
  const BeanTender& first = plan.first_tender;
  EXPECT_EQ(first.per_yuan, 50);
  EXPECT_EQ(first.ordinary.min_amount, Fen{7});
  ASSERT_EQ(first.classes.size(), 2U);
  EXPECT_FALSE(first.classes[0].allowed);
  EXPECT_TRUE(
      first.classes[0].categories.contains(program.names().find(NameKind::category, "gold")));
  EXPECT_TRUE(first.classes[1].allowed);
  EXPECT_EQ(first.classes[1].min_amount, Fen{9});
  EXPECT_TRUE(
      first.classes[1].categories.contains(program.names().find(NameKind::category, "game")));
  ASSERT_EQ(plan.later_tenders.size(), 1U) << "a step is no fact";
  EXPECT_EQ(plan.later_tenders[0].from, program.versions()[2].from);
  EXPECT_EQ(plan.later_tenders[0].tender.per_yuan, 20);
  EXPECT_EQ(plan.later_tenders[0].tender.classes, first.classes);
  for (const Terms<>& version : program.versions()) {
    EXPECT_EQ(version.beans.redeem.classes.size(), 2U);
    EXPECT_EQ(version.beans.redeem.classes[0].max_share.numerator, 0);
    EXPECT_EQ(version.beans.redeem.classes[1].max_share.denominator, 5);
  }
}

TEST(Compile, OtherBeansAsAMeansOfPaymentAreAnotherPlan) {
  const auto plan_of = [](const std::string& beans) {
    return program_of(R"("categories": {"known": ["gold", "game"]}, "beans": {)" + beans + "}")
        .plan()
        .fingerprint();
  };
  const Hash128 base = plan_of("");
  EXPECT_EQ(plan_of(R"("redeem": {"step": 10, "max_share": "50%", "min_balance": 9})"), base);
  std::vector<Hash128> plans{base};
  for (const char* beans :
       {R"("per_yuan": 50)", R"("redeem": {"min_amount_fen": 1})",
        R"("redeem": {"excluded_categories": ["gold"]})",
        R"("redeem": {"excluded_categories": ["game"]})",
        R"("redeem": {"classes": {"c": {"categories": ["gold"]}}})",
        R"("redeem": {"classes": {"c": {"categories": ["gold"], "min_amount_fen": 1}}})"}) {
    const Hash128 plan = plan_of(beans);
    EXPECT_EQ(std::count(plans.begin(), plans.end(), plan), 0) << beans;
    plans.push_back(plan);
  }
}

TEST(Compile, UnusedSectionsCostNothing) {
  const Program program = Program::from_json(R"({"format": 1, "meta": {"id": "p"}})");
  const Terms<>& terms = program.versions()[0];
  EXPECT_FALSE(terms.beans.purses[0].declared);
  EXPECT_TRUE(terms.rules.empty());
  EXPECT_TRUE(terms.ladders[0].levels.empty());
  EXPECT_EQ(terms.from, kFirstInstant);
  EXPECT_EQ(terms.until, kNever);
  EXPECT_TRUE(terms.refuse_unknown_category);
  EXPECT_EQ(program.plan().sku_window_days, 0);
}

TEST(Compile, AnItemThatAVersionDoesNotOfferHasNoName) {
  const Program program = program_of(
      R"("beans": {"catalogue": {"a": {"kind": "goods", "beans": 1}, "b": {"kind": "goods",
         "beans": 2}}}, "overlays": [{"id": "o", "from": "2020-01-01",
         "changes": {"beans": {"catalogue": {"a": null}}}}])");
  const auto& before = program.versions()[0].beans.catalogue;
  const auto& after = program.versions()[1].beans.catalogue;
  ASSERT_EQ(before.size(), 2U);
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(before[0].name, 1);
  EXPECT_EQ(after[0].name, 0);
  EXPECT_EQ(after[1].name, 2);
  EXPECT_EQ(after[1].beans, 2);
}

TEST(Compile, ExpiryOfARuleIsThatOfTheBeansUnlessItSays) {
  const Program program = program_of(
      R"("beans": {"expire": {"after_days": 180}, "earn": {
           "a": {"trigger": "login", "fixed": 1},
           "b": {"trigger": "login", "fixed": 1, "expire": {"after_months": 1}},
           "c": {"trigger": "login", "fixed": 1, "expire": {"never": true}}}})");
  const auto& rules = program.versions()[0].rules;
  EXPECT_EQ(rules[0].expiry, (Expiry{ExpiryUnit::days, 180, Granularity::day}));
  EXPECT_EQ(rules[1].expiry, (Expiry{ExpiryUnit::months, 1, Granularity::day}));
  EXPECT_EQ(rules[2].expiry, (Expiry{ExpiryUnit::never, 0, Granularity::day}));
}

}  // namespace
}  // namespace loyaltycore::io::program_compile_test
