// member_json.hpp: what is written is read: the same member; what is not sound is refused.
#include "loyaltycore/io/member_json.hpp"

#include <functional>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"
#include "support/member_json.hpp"

namespace loyaltycore::member_json_test {
namespace {

using Json = nlohmann::ordered_json;
using support::named_json;
using support::named_member;
using support::named_program;

/// "code pointer" of the refusal; "read" if it is none.
std::string refused(const std::string& text, const Program& program = named_program()) {
  try {
    static_cast<void>(member_from_json(program, text));
  } catch (const DataError& error) {
    EXPECT_FALSE(error.remedy().empty()) << error.what();
    return error.code() + " " + error.column();
  } catch (const SnapshotError& error) {
    EXPECT_FALSE(error.place().expected.empty()) << error.what();
    return error.code() + " " + error.place().section;
  }
  return "read";
}

Json sound() { return Json::parse(named_json(1)); }

/// The sound document with another value at a pointer.
std::string with(const std::string& pointer, const Json& value) {
  Json json = sound();
  json[Json::json_pointer(pointer)] = value;
  return json.dump();
}

TEST(MemberJson, ReadsBack) {
  for (int n = 1; n <= 3; ++n) {
    const Member member = named_member(n);
    const StoredMember read = member_from_json(named_program(), named_json(n));
    EXPECT_EQ(read.scope, "shop");
    EXPECT_EQ(read.id, "m-" + std::to_string(n));
    EXPECT_EQ(read.texts.size(), 2U);
    EXPECT_EQ(read.member.facts.member, id_of(read.id));
    EXPECT_TRUE(same_member(read.member, member, named_program().plan()));
    EXPECT_EQ(member_to_json(named_program(), {read.scope, read.id, &read.member, read.texts}),
              named_json(n));
    EXPECT_EQ(save_member(named_program(), read.id, read.member),
              save_member(named_program(), read.id, member));
  }
}

TEST(MemberJson, AnErasedMemberHasNoTextsOfIds) {
  Member member = newcomer("ann");
  member.facts.decided_at = support::kNow;
  member.facts.erased = true;
  const std::vector<std::string> texts{"o-1"};
  const std::string json = member_to_json(named_program(), {"", "ann", &member, texts});
  EXPECT_EQ(json.find("ann"), std::string::npos);
  EXPECT_EQ(json.find("o-1"), std::string::npos);
  EXPECT_EQ(member_from_json(named_program(), json).id, tombstone_of(id_of("ann")));
}

TEST(MemberJson, NeedsNamesForEveryNumber) {
  Member member = named_member(1);
  member.facts.lines[0].category = 700;
  EXPECT_THROW(static_cast<void>(member_to_json(named_program(), {"", "m", &member})), DataError);
  member = support::sample_member(1);
  EXPECT_THROW(static_cast<void>(member_to_json(support::sample_program(), {"", "m", &member})),
               DataError);
}

TEST(MemberJson, OtherOrdersOfKeysAndIntegerIdsAreTheSame) {
  const Json json = sound();
  const nlohmann::json sorted = nlohmann::json::parse(json.dump());
  const StoredMember read = member_from_json(named_program(), sorted.dump());
  EXPECT_TRUE(same_member(read.member, named_member(1), named_program().plan()));
  EXPECT_EQ(member_from_json(named_program(), with("/id", 17)).id, "17");
}

TEST(MemberJson, SaysWhereAndWhatIsWrong) {
  EXPECT_EQ(refused(""), "json_invalid ");
  EXPECT_EQ(refused("[]"), "field_type ");
  EXPECT_EQ(refused("{}"), "field_missing /format");
  EXPECT_EQ(refused(R"({"format": 1, "format": 1})"), "json_invalid /format");
  EXPECT_EQ(
      refused(std::string(1U << 20U, '[')), "json_invalid " + [] {
        std::string pointer;
        for (int i = 0; i < 32; ++i) pointer += "/0";
        return pointer;
      }());
  EXPECT_EQ(refused(with("/format", 2)), "snapshot_newer_format /format");
  EXPECT_EQ(refused(with("/format", 0)), "field_range /format");
  EXPECT_EQ(refused(with("/medals", Json::array())), "field_unknown /medals");
  EXPECT_EQ(refused(with("/facts/sequence", 1.5)), "json_invalid /facts/sequence");
  EXPECT_EQ(refused(with("/facts/sequence", -1)), "field_range /facts/sequence");
  EXPECT_EQ(refused(with("/facts/sequence", "7")), "field_type /facts/sequence");
  EXPECT_EQ(refused(with("/facts/lines/1/category", "boks")),
            "field_range /facts/lines/1/category");
  EXPECT_EQ(refused(with("/facts/lines/1/labels/0", "gft")), "field_range /facts/lines/1/labels/0");
  EXPECT_EQ(refused(with("/facts/lines/0/paid_fen/gold", 1)),
            "field_range /facts/lines/0/paid_fen/gold");
  EXPECT_EQ(refused(with("/facts/lines/0/quantity", 0)), "snapshot_damaged /facts/lines/0");
  EXPECT_EQ(refused(with("/facts/decided_at", -1)), "field_range /facts/decided_at");
  EXPECT_EQ(refused(with("/facts/months/1/month", "2016-07")), "field_range /facts/months/2");
  EXPECT_EQ(refused(with("/standing/ladders/0/tier", "gold")),
            "field_range /standing/ladders/0/tier");
  EXPECT_EQ(refused(with("/standing/ladders/0/ladder", "clib")),
            "field_range /standing/ladders/0/ladder");
  EXPECT_EQ(refused(with("/standing/buckets/0/purse", "star")),
            "field_range /standing/buckets/0/purse");
  EXPECT_EQ(refused(with("/standing/version", "later")), "field_range /standing/version");
  EXPECT_EQ(refused(with("/standing/buckets/0/beans", 0)), "snapshot_damaged /standing/buckets/0");
  EXPECT_EQ(refused(with("/standing/counters/0/period", "eon")),
            "field_range /standing/counters/0/period");
  EXPECT_EQ(refused(with("/id", "#" + std::string(32, '0'))), "id_invalid /id");
  EXPECT_EQ(refused(with("/id", "")), "id_invalid /id");
  EXPECT_EQ(refused(with("/scope", std::string(129, 'x'))), "id_invalid /scope");
}

TEST(MemberJson, IsOfItsProgrammeAndPlan) {
  EXPECT_EQ(refused(named_json(1), support::sample_program()), "snapshot_other_program /programme");
  EXPECT_EQ(refused(with("/programme/fact_plan", std::string(32, 'a'))),
            "snapshot_other_plan /programme");
  EXPECT_EQ(refused(with("/programme/fingerprint", std::string(32, 'a'))),
            "snapshot_damaged /programme");
  EXPECT_EQ(refused(with("/programme/versions", Json::array())), "field_type /programme/versions");
}

/// Every value inside `json`, by its pointer.
void visit(const Json& json, const std::string& pointer,
           const std::function<void(std::string)>& call) {
  if (!pointer.empty()) call(pointer);
  if (!json.is_structured()) return;
  for (const auto& [key, value] : json.items()) {
    const Json flat = Json::object({{key, 0}});
    visit(value, pointer + (json.is_array() ? "/" + key : flat.flatten().begin().key()), call);
  }
}

/// Refused with a type, or a member that is written and read again the same.
void check_refused_or_sound(const std::string& text) {
  try {
    const StoredMember read = member_from_json(named_program(), text);
    const std::string again =
        member_to_json(named_program(), {read.scope, read.id, &read.member, read.texts});
    const StoredMember same = member_from_json(named_program(), again);
    EXPECT_TRUE(same_member(read.member, same.member, named_program().plan()));
    EXPECT_EQ(again,
              member_to_json(named_program(), {same.scope, same.id, &same.member, same.texts}));
  } catch (const DataError& error) {
    EXPECT_FALSE(error.remedy().empty()) << error.what();
  } catch (const SnapshotError& error) {
    EXPECT_FALSE(error.place().expected.empty()) << error.what();
  }
}

TEST(MemberJson, AnyOtherValueAnywhereIsRefusedOrSound) {
  const std::vector<Json> values{nullptr,
                                 true,
                                 -1,
                                 std::int64_t{1} << 62U,
                                 "x",
                                 "",
                                 Json::array(),
                                 Json::object(),
                                 INT64_MAX,
                                 INT64_MIN,
                                 1,
                                 Json::object({{"hash", "00"}})};
  const Json json = sound();
  int seen = 0;
  visit(json, "", [&](const std::string& pointer) {
    if (++seen % 3 != 0) return;
    for (const Json& value : values) check_refused_or_sound(with(pointer, value));
  });
  EXPECT_GT(seen, 300);
}

TEST(MemberJson, EveryKeyMustBeThere) {
  const Json json = sound();
  visit(json, "", [&](const std::string& pointer) {
    const Json::json_pointer at(pointer);
    Json less = json;
    Json& parent = less[at.parent_pointer()];
    if (!parent.is_object() || pointer.find("paid_fen/") != std::string::npos) return;
    const Json value = parent[at.back()];
    parent.erase(at.back());
    EXPECT_NE(refused(less.dump()), "read") << pointer;
    parent["zz" + at.back()] = value;
    EXPECT_NE(refused(less.dump()), "read") << pointer;
  });
}

TEST(MemberJson, EveryTruncationIsRefused) {
  const std::string text = sound().dump();
  for (std::size_t size = 0; size < text.size(); size += 7) {
    EXPECT_EQ(refused(text.substr(0, size)).substr(0, 12), "json_invalid") << size;
  }
}

TEST(MemberJson, EveryChangedByteIsRefusedOrSound) {
  const std::string text = sound().dump();
  for (std::size_t at = 0; at < text.size(); at += 5) {
    for (const char other : {'0', '9', '"', '{', ' ', '-', '\x80'}) {
      std::string changed = text;
      changed[at] = other;
      check_refused_or_sound(changed);
    }
  }
}

}  // namespace
}  // namespace loyaltycore::member_json_test
