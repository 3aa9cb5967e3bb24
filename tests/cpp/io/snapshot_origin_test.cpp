// snapshot_origin.hpp: a new document may differ only in versions that are still to come.
#include "io/snapshot_origin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "loyaltycore/io/snapshot.hpp"
#include "loyaltycore/model/event.hpp"
#include "support/programmes.hpp"

namespace loyaltycore::snapshot_origin_test {
namespace {

using ::testing::HasSubstr;

constexpr Instant at_year(int year) { return first_day_of((year - 1970) * 12) * kMicrosPerDay; }

std::string overlay(const std::string& id, const std::string& from, const std::string& changes) {
  return R"({"id": ")" + id + R"(", "from": ")" + from + R"(", "changes": )" + changes + "}";
}

const std::string kRate = R"({"beans": {"earn": {"purchase": {"rate": "0.2%"}}}})";

/// A programme from 2016 on with these overlays.
Program with(const std::string& overlays) {
  return Program::from_json(support::programme(support::sections(
      support::beans(support::kPurchaseBeans), R"("overlays": [)" + overlays + "]")));
}

Program named(const std::string& when, const std::string& from = "2030-01-01") {
  return with(overlay("words", from,
                      R"({"beans": {"earn": {"fruit": {"trigger": "order_completed", "fixed": 5,
                         "when": )" +
                          when + "}}}}"));
}

Member decided(Instant at) {
  Member member;
  member.facts.decided_at = member.facts.first_at = at;
  return member;
}

Member with_line(LineStatus status, void (*change)(OpenOrder&, OpenLine&)) {
  Member member = decided(at_year(2018));
  OpenOrder order;
  order.order = id_of("o");
  OpenLine line;
  line.order = order.order;
  line.sku = id_of("melon");
  line.line = 1;
  line.quantity = 1;
  line.status = status;
  change(order, line);
  member.facts.orders.reserve_more(1);
  member.facts.orders.push(order);
  member.facts.lines.reserve_more(1);
  member.facts.lines.push(line);
  return member;
}

struct Answer {
  std::string code;
  std::string message;
  SnapshotPlace place;
  StoredMember stored;
};

Answer reading(const Program& writer, const Program& reader, const Member& member,
               bool forget_words = false) {
  LoadOptions options;
  options.forget_words = forget_words;
  Answer out;
  try {
    out.stored = load_member(reader, save_member(writer, "m", member), options);
  } catch (const SnapshotError& error) {
    out.code = error.code();
    out.message = error.what();
    out.place = error.place();
  }
  return out;
}

TEST(SnapshotOrigin, TheFutureMayBeReplaced) {
  const Program plain = with("");
  const Program later = with(overlay("b", "2030-01-01", kRate));
  const Program other = with(overlay("c", "2028-01-01", kRate));
  const Program paying =
      with(overlay("d", "2029-01-01",
                   R"({"beans": {"per_yuan": 50, "redeem": {"excluded_categories": ["gold"]}}})"));
  EXPECT_NE(paying.plan().fingerprint(), plain.plan().fingerprint());
  for (const Program& writer : {plain, later, other, paying}) {
    for (const Program& reader : {plain, later, other, paying}) {
      EXPECT_EQ(reading(writer, reader, decided(at_year(2020))).code, "");
      EXPECT_EQ(reading(writer, reader, Member{}).code, "") << "nothing was decided yet";
    }
  }
}

std::vector<std::byte> labelled(const SnapshotLabel& label) {
  SnapshotWriter writer{with("")};
  writer.add("", "m", decided(at_year(2018)));
  writer.set_label(label);
  return writer.finish(true);
}

TEST(SnapshotOrigin, ALabelIsExpectedOrNot) {
  const Program program = with("");
  const auto bytes = labelled({3, 17});
  EXPECT_EQ(labelled({}), save_member(program, "m", decided(at_year(2018))))
      << "without a label the bytes are those of every release";
  EXPECT_EQ(load_member(program, bytes).id, "m");
  LoadOptions options;
  options.expect_shard = 3;
  options.expect_generation = 17;
  EXPECT_EQ(load_member(program, bytes, options).id, "m");
  const auto code = [&](std::uint64_t shard, std::uint64_t generation) -> std::string {
    try {
      static_cast<void>(load_member(program, labelled({shard, generation}), options));
    } catch (const SnapshotError& error) {
      return error.code() + ": " + error.place().expected + ", " + error.place().found;
    }
    return {};
  };
  EXPECT_EQ(code(4, 17), "snapshot_other_shard: shard 3, shard 4");
  EXPECT_EQ(code(3, 16), "snapshot_other_generation: generation 17, generation 16");
  EXPECT_EQ(code(0, 0), "snapshot_other_shard: shard 3, shard 0");
}

TEST(SnapshotOrigin, ALabelTakesNoVersionsPlace) {
  const Program plain = with("");
  SnapshotWriter writer{with(overlay("b", "2019-01-01", kRate))};
  writer.add("", "m", decided(at_year(2020)));
  writer.set_label({1, 1});
  const auto bytes = writer.finish(true);
  EXPECT_THROW(static_cast<void>(load_member(plain, bytes)), SnapshotError);
  EXPECT_EQ(load_member(with(overlay("b", "2019-01-01", kRate)), bytes).id, "m");
}

TEST(SnapshotOrigin, WhatHasBegunMayNot) {
  const Program plain = with("");
  const Program later = with(overlay("b", "2019-01-01", kRate));
  const Program moved = with(overlay("b", "2019-02-01", kRate));
  const Member member = decided(at_year(2020));
  const Answer added = reading(plain, later, member);
  EXPECT_EQ(added.code, "snapshot_other_program");
  EXPECT_THAT(added.message, HasSubstr("its version b begins at 2019-01-01"));
  EXPECT_EQ(added.place.section, "versions");
  EXPECT_EQ(added.place.found, "no such version");
  const Answer removed = reading(later, plain, member);
  EXPECT_EQ(removed.code, "snapshot_other_program");
  EXPECT_THAT(removed.message, HasSubstr("lacks the version that began at 2019-01-01"));
  const Answer changed = reading(later, moved, member);
  EXPECT_THAT(changed.message, HasSubstr("its version b, in force from 2019-02-01"));
  const Answer base = reading(plain, Program::from_json(support::programme("")), member);
  EXPECT_THAT(base.message, HasSubstr("its version test, in force from 2016-01-01"));
  EXPECT_EQ(reading(plain, later, decided(at_year(2018))).code, "");
}

/// An event may have happened up to the clock skew after it was recorded.
TEST(SnapshotOrigin, TheClockSkewCountsAsBegun) {
  const Program plain = with("");
  const Program later = with(overlay("b", "2019-01-01T00:00:00Z", kRate));
  const Instant begins = later.versions()[1].from;
  const std::int64_t skew = later.plan().clock_skew_micros;
  EXPECT_EQ(reading(plain, later, decided(begins - skew)).code, "snapshot_other_program");
  EXPECT_EQ(reading(plain, later, decided(begins - skew - 1)).code, "");
  EXPECT_EQ(reading(later, later, decided(kLastInstant)).code, "");
}

TEST(SnapshotOrigin, AnotherFactPlanIsRefused) {
  const Program plain = with("");
  const Program later = with(overlay(
      "b", "2030-01-01", R"({"beans": {"earn": {"purchase": {"when": {"same_sku_days": 30}}}}})"));
  EXPECT_EQ(reading(plain, later, decided(at_year(2020))).code, "snapshot_other_plan");
}

TEST(SnapshotOrigin, NamesOfAVersionComeBeforeThoseOfLaterOnes) {
  const Program base = named(R"({"categories": ["melon"]})");
  const Program more =
      with(overlay("words", "2030-01-01",
                   R"({"beans": {"earn": {"fruit": {"trigger": "order_completed", "fixed": 5,
                 "when": {"categories": ["melon"]}}}}})") +
           "," + overlay("more", "2031-01-01", R"({"categories": {"known": ["apple"]}})"));
  EXPECT_EQ(base.names().find(NameKind::category, "melon"),
            more.names().find(NameKind::category, "melon"));
  EXPECT_EQ(more.named(0, NameKind::category), 0U);
  EXPECT_EQ(more.named(1, NameKind::category), 1U);
  EXPECT_EQ(more.named(2, NameKind::category), 2U);
}

TEST(SnapshotWords, AnOpenOrderWithAnUnknownNameIsAsked) {
  const Program plain = with("");
  struct Case {
    const char* when;
    const char* word;
    void (*change)(OpenOrder&, OpenLine&);
  };
  const Case cases[] = {
      {R"({"categories": ["melon"]})", "category",
       [](OpenOrder&, OpenLine& line) { line.category = kUnnamed; }},
      {R"({"stores": ["s"]})", "store", [](OpenOrder&, OpenLine& line) { line.store = kUnnamed; }},
      {R"({"brands": ["b"]})", "brand", [](OpenOrder&, OpenLine& line) { line.brand = kUnnamed; }},
      {R"({"labels": ["fresh"]})", "label", [](OpenOrder&, OpenLine&) {}},
      {R"({"channels": ["app"]})", "channel",
       [](OpenOrder& order, OpenLine&) { order.channel = kUnnamed; }},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.word);
    const Program later = named(each.when);
    for (const LineStatus status : {LineStatus::placed, LineStatus::paid}) {
      const Answer asked = reading(plain, later, with_line(status, each.change));
      EXPECT_EQ(asked.code, "snapshot_word_forgotten");
      EXPECT_THAT(asked.message, HasSubstr(std::string{"an open order with a "} + each.word));
      EXPECT_THAT(asked.message, HasSubstr("version words"));
      EXPECT_EQ(asked.place.section, "states");
    }
    EXPECT_EQ(reading(plain, later, with_line(LineStatus::placed, each.change), true).code, "");
    EXPECT_EQ(reading(plain, later, with_line(LineStatus::completed, each.change)).code, "");
    EXPECT_EQ(reading(plain, plain, with_line(LineStatus::placed, each.change)).code, "");
  }
}

/// A name that only the future of the old document mentioned has another number in the new one.
TEST(SnapshotWords, NumbersOfAReplacedFutureMeanNothing) {
  const Program old_future = named(R"({"categories": ["melon"], "labels": ["fresh"]})");
  const Program new_future = named(R"({"categories": ["apple"], "labels": ["frozen"]})");
  const Member member = with_line(LineStatus::completed, [](OpenOrder&, OpenLine& line) {
    line.category = 1;
    line.labels = 0b10;
  });
  const Answer read = reading(old_future, new_future, member);
  ASSERT_EQ(read.code, "");
  EXPECT_EQ(read.stored.member.facts.lines[0].category, kUnnamed);
  EXPECT_EQ(read.stored.member.facts.lines[0].labels, 0U);
  const Answer same = reading(old_future, old_future, member);
  EXPECT_EQ(same.stored.member.facts.lines[0].category, 1U);
}

TEST(SnapshotWords, SkusAreFoundAgainByTheirIds) {
  const Program plain = with("");
  const Program later = named(R"({"skus": ["apple", "melon"]})");
  const Answer read =
      reading(plain, later, with_line(LineStatus::placed, [](OpenOrder&, OpenLine&) {}));
  ASSERT_EQ(read.code, "");
  EXPECT_EQ(read.stored.member.facts.lines[0].sku_class,
            later.names().find(NameKind::sku, "melon"));
}

}  // namespace
}  // namespace loyaltycore::snapshot_origin_test
