// refusal.hpp: every refusal has a rank, a name and a sentence that says what to do.
#include "loyaltycore/model/refusal.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace loyaltycore::refusal_test {
namespace {

TEST(Refusal, RanksAscendAndNamesAreUnique) {
  std::set<std::string_view> names;
  Refusal last = Refusal::none;
  for (const RefusalInfo& info : refusals()) {
    EXPECT_LT(last, info.code) << info.name;
    last = info.code;
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_EQ(info.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
  }
  EXPECT_EQ(refusals().size(), 51U);
  EXPECT_EQ(last, Refusal::group_half_booked);
}

TEST(Refusal, SentencesAreSentences) {
  for (const RefusalInfo& info : refusals()) {
    EXPECT_TRUE(info.sentence.ends_with('.')) << info.name;
    EXPECT_GE(info.sentence.size(), 40U) << info.name;
    EXPECT_EQ(info.sentence.find("  "), std::string_view::npos) << info.name;
  }
}

TEST(Refusal, CodesAndNamesFindEachOther) {
  for (const RefusalInfo& info : refusals()) {
    EXPECT_EQ(&info_of(info.code), &info);
    EXPECT_EQ(refusal_named(info.name), info.code);
  }
  EXPECT_EQ(info_of(Refusal::none).name, "none");
  EXPECT_EQ(refusal_named("no_such_refusal"), std::nullopt);
}

/// Stored and shown for ever: a change here breaks journals of old releases.
TEST(Refusal, NumbersAreStable) {
  EXPECT_EQ(static_cast<int>(*refusal_named("kind_not_built")), 10);
  EXPECT_EQ(static_cast<int>(*refusal_named("id_conflict")), 30);
  EXPECT_EQ(static_cast<int>(*refusal_named("order_unknown")), 50);
  EXPECT_EQ(static_cast<int>(*refusal_named("archived_line_mismatch")), 68);
  EXPECT_EQ(static_cast<int>(*refusal_named("stale_quote")), 80);
  EXPECT_EQ(static_cast<int>(*refusal_named("balance_out_of_range")), 90);
}

TEST(Refusal, RetiredCodesStayReserved) {
  ASSERT_EQ(kRetiredRefusals.size(), 1U);
  EXPECT_EQ(kRetiredRefusals[0].number, 56);
  EXPECT_EQ(kRetiredRefusals[0].name, "order_closed");
  for (const RetiredRefusal& retired : kRetiredRefusals) {
    EXPECT_EQ(refusal_named(retired.name), std::nullopt) << "retired codes have no live name";
    for (const RefusalInfo& info : refusals()) {
      EXPECT_NE(static_cast<int>(info.code), retired.number) << info.name;
    }
  }
}

TEST(Refusal, WhatMaySucceedLaterIsTransient) {
  EXPECT_TRUE(info_of(Refusal::order_unknown).transient);
  EXPECT_TRUE(info_of(Refusal::insufficient_beans).transient);
  EXPECT_FALSE(info_of(Refusal::id_conflict).transient);
  EXPECT_FALSE(info_of(Refusal::too_late).transient);
  EXPECT_FALSE(info_of(Refusal::stale_quote).transient);
}

}  // namespace
}  // namespace loyaltycore::refusal_test
