// tombstone.hpp: an erased member's id is its hash, and stays the same member.
#include "loyaltycore/model/tombstone.hpp"

#include <gtest/gtest.h>

namespace loyaltycore::tombstone_test {
namespace {

TEST(Tombstone, NamesTheMemberWithoutItsText) {
  const std::string tombstone = tombstone_of(id_of("ann"));
  EXPECT_EQ(tombstone, "#" + to_hex(id_of("ann")));
  EXPECT_TRUE(is_valid_id(tombstone));
  EXPECT_TRUE(is_tombstone(tombstone));
  EXPECT_EQ(member_named(tombstone), id_of("ann"));
  EXPECT_EQ(member_named("ann"), id_of("ann"));
}

TEST(Tombstone, IsAFormOfItsOwn) {
  const std::string tombstone = tombstone_of(id_of("ann"));
  for (const std::string& text : {std::string{"ann"}, std::string{}, tombstone.substr(1),
                                  tombstone + "0", "#" + std::string(32, 'A')}) {
    EXPECT_FALSE(is_tombstone(text)) << text;
  }
  EXPECT_TRUE(is_tombstone("#" + std::string(32, 'f')));
}

TEST(Tombstone, StandsForTheErasedOnly) {
  Member member;
  EXPECT_EQ(lasting_id("ann", member), "ann");
  member.facts.erased = true;
  const std::string tombstone = tombstone_of(id_of("ann"));
  EXPECT_EQ(lasting_id("ann", member), tombstone);
  EXPECT_EQ(lasting_id(tombstone, member), tombstone) << "once more changes nothing";
}

}  // namespace
}  // namespace loyaltycore::tombstone_test
