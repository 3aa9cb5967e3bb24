// member.hpp: a member is a value.
#include "loyaltycore/model/member.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "support/sample_member.hpp"

namespace loyaltycore::member_test {
namespace {

TEST(Member, CopiesDoNotShare) {
  const Member member = support::sample_member(1);
  Member copy = member;
  copy.standing.buckets[0].beans = Beans{0};
  copy.facts.lines[0].returned = 3;
  EXPECT_EQ(member.standing.buckets[0].beans, Beans{1000});
  EXPECT_EQ(member.facts.lines[0].returned, 1);
}

TEST(Member, MovesKeepTheirPools) {
  Member member = support::sample_member(1);
  const auto* first = &member.facts.lines[0];
  const Member moved = std::move(member);
  EXPECT_EQ(&moved.facts.lines[0], first);
}

TEST(Member, AnArchivedLineStartsEmpty) {
  const ArchivedLine line;
  EXPECT_TRUE(line.grants.empty());
  EXPECT_TRUE(line.allocations.empty());
}

}  // namespace
}  // namespace loyaltycore::member_test
