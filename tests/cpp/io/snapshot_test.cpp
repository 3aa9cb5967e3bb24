// snapshot.hpp: what is saved is loaded, byte for byte.
#include "loyaltycore/io/snapshot.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"
#include "support/hostile_snapshot.hpp"
#include "support/sample_member.hpp"

namespace loyaltycore::snapshot_test {
namespace {

using support::sample_member;

const Program& program() {
  static const Program sample = support::sample_program();
  return sample;
}

struct Named {
  std::string scope;
  std::string id;
  int number;
};

std::vector<std::byte> save(const std::vector<Named>& names, bool canonical) {
  std::vector<Member> members;
  std::vector<MemberView> views;
  for (const Named& name : names) members.push_back(sample_member(name.number));
  for (std::size_t i = 0; i < names.size(); ++i) {
    views.push_back({names[i].scope, names[i].id, &members[i]});
  }
  return save_engine(program(), views, canonical);
}

const std::vector<Named> kNames{
    {"", "b", 1}, {"shop", "a", 2}, {"", "a", 3}, {"", "\xC3\xA9", 4}, {"", "ab", 5}};

TEST(Snapshot, OneMemberReadsBack) {
  const Member member = sample_member(4);
  const auto bytes = save_member(program(), "m-4", member);
  const StoredMember read = load_member(program(), bytes);
  EXPECT_EQ(read.scope, "");
  EXPECT_EQ(read.id, "m-4");
  EXPECT_TRUE(same_member(read.member, member, program().plan()));
  EXPECT_EQ(save_member(program(), read.id, read.member), bytes);
}

TEST(Snapshot, AnEngineReadsBackInItsOrder) {
  const auto bytes = save(kNames, false);
  const auto members = load_engine(program(), bytes);
  ASSERT_EQ(members.size(), kNames.size());
  std::vector<MemberView> views;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    EXPECT_EQ(members[i].scope, kNames[i].scope);
    EXPECT_EQ(members[i].id, kNames[i].id);
    EXPECT_TRUE(same_member(members[i].member, sample_member(kNames[i].number), program().plan()));
    views.push_back({members[i].scope, members[i].id, &members[i].member});
  }
  EXPECT_EQ(save_engine(program(), views, false), bytes);
}

TEST(Snapshot, KeepsTheTextsOfIdsWithTheirMember) {
  const std::vector<Member> members{sample_member(1), sample_member(2), sample_member(3)};
  const std::vector<std::vector<std::string>> texts{{"o-1", "o-2"}, {}, {std::string(128, 'x')}};
  std::vector<MemberView> views;
  for (std::size_t i = 0; i < 3; ++i) {
    views.push_back({"", std::string_view{"cab"}.substr(i, 1), &members[i], texts[i]});
  }
  const auto read = load_engine(program(), save_engine(program(), views, true));
  ASSERT_EQ(read.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t from = (i + 1) % 3;
    EXPECT_EQ(read[i].id, views[from].id);
    EXPECT_EQ(read[i].texts, texts[from]);
    EXPECT_TRUE(same_member(read[i].member, members[from], program().plan()));
  }
}

TEST(Snapshot, TextsAreCheckedOnTheWayIn) {
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{""}, {"b", "a"}, {"a", "a"}, {std::string(129, 'x')}}) {
    EXPECT_THROW(static_cast<void>(save_member(program(), "m", sample_member(1), wrong)),
                 DataError);
  }
}

TEST(Snapshot, CanonicalBytesDoNotKnowTheOrderOfArrival) {
  std::vector<Named> reversed(kNames.rbegin(), kNames.rend());
  EXPECT_EQ(save(reversed, true), save(kNames, true));
  EXPECT_NE(save(reversed, false), save(kNames, false));
  const auto members = load_engine(program(), save(kNames, true));
  std::vector<std::string> ids;
  for (const StoredMember& member : members) ids.push_back(member.scope + "/" + member.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"/a", "/ab", "/b", "/\xC3\xA9", "shop/a"}));
}

TEST(Snapshot, AnErasedMemberHasNoText) {
  Member member = sample_member(4);
  member.facts.erased = true;
  const std::string tombstone = tombstone_of(id_of("ann"));
  for (const std::string& name : {std::string{"ann"}, tombstone}) {
    const auto bytes = save_member(program(), name, member);
    EXPECT_EQ(bytes, save_member(program(), "ann", member));
    const StoredMember read = load_member(program(), bytes);
    EXPECT_EQ(read.id, tombstone);
    EXPECT_EQ(read.member.facts.member, id_of("ann"));
  }
  EXPECT_THROW(static_cast<void>(save_member(program(), tombstone, sample_member(4))), DataError);
}

/// As long as a tombstone, so that it may take its place in the bytes.
const std::string kPlain = "ann with an id of 33 bytes (plain";

TEST(Snapshot, TheTextOfAnErasedMemberIsDroppedOnTheWayIn) {
  Member member = sample_member(4);
  member.facts.erased = true;
  const std::string tombstone = tombstone_of(id_of(kPlain));
  auto bytes = save_member(program(), kPlain, member);
  const auto as_bytes = std::as_bytes(std::span(tombstone));
  const auto at = std::search(bytes.begin(), bytes.end(), as_bytes.begin(), as_bytes.end());
  ASSERT_NE(at, bytes.end());
  const auto plain = std::as_bytes(std::span(kPlain));
  std::copy(plain.begin(), plain.end(), at);
  support::fix_hashes(bytes);
  const StoredMember read = load_member(program(), bytes);
  EXPECT_EQ(read.id, tombstone);
  EXPECT_EQ(read.member.facts.member, id_of(kPlain));
}

TEST(Snapshot, ALivingMemberWithATombstoneIsRefused) {
  auto bytes = save_member(program(), kPlain, sample_member(4));
  const auto plain = std::as_bytes(std::span(kPlain));
  const auto at = std::search(bytes.begin(), bytes.end(), plain.begin(), plain.end());
  ASSERT_NE(at, bytes.end());
  const std::string tombstone = tombstone_of(id_of("ann"));
  const auto as_bytes = std::as_bytes(std::span(tombstone));
  std::copy(as_bytes.begin(), as_bytes.end(), at);
  support::fix_hashes(bytes);
  EXPECT_THROW(static_cast<void>(load_member(program(), bytes)), SnapshotError);
}

TEST(Snapshot, NoMembersAreASnapshotToo) {
  const auto bytes = save({}, true);
  EXPECT_TRUE(load_engine(program(), bytes).empty());
  try {
    static_cast<void>(load_member(program(), bytes));
    FAIL();
  } catch (const SnapshotError& error) {
    EXPECT_EQ(error.code(), "snapshot_not_one_member");
  }
}

TEST(Snapshot, IsVisitedMemberByMember) {
  const auto bytes = save(kNames, false);
  std::vector<std::string> ids;
  EXPECT_EQ(
      visit_snapshot(program(), bytes, [&ids](StoredMember&& member) { ids.push_back(member.id); }),
      kNames.size());
  EXPECT_EQ(ids, (std::vector<std::string>{"b", "a", "a", "\xC3\xA9", "ab"}));
}

TEST(Snapshot, EndsWhenItIsCancelled) {
  const CancelFlag cancel{true};
  SnapshotWriter writer(program());
  writer.add("", "a", sample_member(1));
  EXPECT_THROW(static_cast<void>(writer.finish(true, &cancel)), Cancelled);
  LoadOptions options;
  options.cancel = &cancel;
  EXPECT_THROW(static_cast<void>(load_engine(program(), save(kNames, true), options)), Cancelled);
}

TEST(Snapshot, AWriterIsEmptyAfterwards) {
  SnapshotWriter writer(program());
  writer.add("", "a", sample_member(1));
  EXPECT_EQ(load_engine(program(), writer.finish(false)).size(), 1U);
  EXPECT_TRUE(load_engine(program(), writer.finish(false)).empty());
}

TEST(Snapshot, IdsAreCheckedOnTheWayIn) {
  SnapshotWriter writer(program());
  EXPECT_THROW(writer.add("", "", Member{}), DataError);
  EXPECT_THROW(writer.add("\xFF", "a", Member{}), DataError);
  EXPECT_TRUE(load_engine(program(), writer.finish(true)).empty());
  writer.add("", "a", Member{});
  writer.add("", "a", Member{});
  EXPECT_THROW(static_cast<void>(writer.finish(false)), DataError);
}

TEST(Snapshot, IndexesOutsideTheProgrammeAreRefused) {
  const auto refused = [](auto change) {
    Member member = sample_member(1);
    change(member);
    const auto bytes = save_member(program(), "m", member);
    try {
      static_cast<void>(load_member(program(), bytes));
    } catch (const SnapshotError& error) {
      return error.code() == "snapshot_damaged";
    }
    return false;
  };
  EXPECT_FALSE(refused([](Member&) {}));
  EXPECT_TRUE(refused([](Member& m) { m.standing.version = 1; }));
  EXPECT_TRUE(refused([](Member& m) { m.standing.ladders[0].tier = 3; }));
  EXPECT_TRUE(refused([](Member& m) { m.standing.ladders[1].tier = -1; }));
  EXPECT_TRUE(refused([](Member& m) { m.standing.buckets[0].purse = 4; }));
  EXPECT_TRUE(refused([](Member& m) { m.standing.grants[0].rule = 3; }));
  EXPECT_TRUE(refused([](Member& m) { m.facts.lines[0].quantity = 0; }));
  EXPECT_TRUE(refused([](Member& m) { m.facts.decided_at = -1; }));
}

/// The loaded member writes on as the saved one would: pools keep their order.
TEST(Snapshot, PoolsKeepTheirOrder) {
  const Member member = sample_member(1);
  const Member read = load_member(program(), save_member(program(), "m", member)).member;
  for (std::size_t i = 0; i < member.facts.lines.size(); ++i) {
    EXPECT_EQ(read.facts.lines[i], member.facts.lines[i]);
  }
  for (std::size_t i = 0; i < member.standing.grants.size(); ++i) {
    EXPECT_EQ(read.standing.grants[i].line, member.standing.grants[i].line);
  }
}

}  // namespace
}  // namespace loyaltycore::snapshot_test
