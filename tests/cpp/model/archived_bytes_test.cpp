// archived_bytes.hpp: a closed line comes back exactly or not at all.
#include "loyaltycore/model/archived_bytes.hpp"

#include <string>

#include <gtest/gtest.h>

#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/sample_member.hpp"

namespace loyaltycore::archived_bytes_test {
namespace {

ArchivedLine sample() {
  const Member member = support::sample_member(2);
  ArchivedLine line;
  line.order = member.facts.orders[0];
  line.line = member.facts.lines[0];
  line.member = support::sample_id("member", 2);
  line.grants = {member.standing.grants[0], member.standing.grants[1]};
  line.allocations = {member.standing.allocations[1]};
  return line;
}

TEST(ArchivedBytes, ReadBackWhatWasWritten) {
  const auto bytes = encode_archived(sample());
  ArchivedLine read;
  ASSERT_TRUE(decode_archived(bytes, read));
  OpenOrder order = sample().order;
  // An order that comes back from a record counts for ever: the record need not say it.
  order.kept = order.day_kept = false;
  EXPECT_EQ(read.order, order);
  EXPECT_EQ(read.line, sample().line);
  EXPECT_EQ(read.member, sample().member);
  ASSERT_EQ(read.grants.size(), 2U);
  EXPECT_EQ(read.grants[1].source, sample().grants[1].source);
  EXPECT_EQ(read.allocations.at(0).beans, sample().allocations[0].beans);
  EXPECT_EQ(encode_archived(read), bytes);
}

TEST(ArchivedBytes, ARecordHoldsAnyNumber) {
  ArchivedLine line = sample();
  line.grants.resize(300, line.grants[0]);
  line.allocations.resize(70'000, line.allocations[0]);
  ArchivedLine read;
  ASSERT_TRUE(decode_archived(encode_archived(line), read));
  EXPECT_EQ(encode_archived(read), encode_archived(line));
}

TEST(ArchivedBytes, EveryFlippedBitIsRefused) {
  auto bytes = encode_archived(sample());
  ArchivedLine read;
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    const auto mask = static_cast<std::byte>(1U << (i % 8));
    bytes[i / 8] ^= mask;
    ASSERT_FALSE(decode_archived(bytes, read)) << "bit " << i;
    bytes[i / 8] ^= mask;
  }
}

TEST(ArchivedBytes, EveryTruncationAndSurplusIsRefused) {
  auto bytes = encode_archived(sample());
  ArchivedLine read;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(decode_archived(std::span(bytes).first(size), read)) << size;
  }
  bytes.push_back(std::byte{0});
  EXPECT_FALSE(decode_archived(bytes, read));
}

TEST(ArchivedBytes, ALineThatCannotBeIsRefused) {
  ArchivedLine line = sample();
  line.line.quantity = 0;
  ArchivedLine read = sample();
  EXPECT_FALSE(decode_archived(encode_archived(line), read));
  line.line.quantity = 2;
  line.line.returned = 3;
  EXPECT_FALSE(decode_archived(encode_archived(line), read));
  line = sample();
  line.line.status = static_cast<LineStatus>(3);
  EXPECT_FALSE(decode_archived(encode_archived(line), read)) << "a cancelled line leaves no record";
  line = sample();
  line.grants[0].purse = kMostPurses;
  EXPECT_FALSE(decode_archived(encode_archived(line), read));
  line = sample();
  line.allocations[0].beans = Beans{std::int64_t{1} << 61U};
  EXPECT_FALSE(decode_archived(encode_archived(line), read));
  EXPECT_EQ(encode_archived(read), encode_archived(sample()));
}

TEST(ArchivedBytes, ARecordNamesRulesOfItsProgramme) {
  const Program program = support::sample_program();
  const NameTable& names = program.names();
  ArchivedLine line = sample();
  line.grants[0].rule = kNoRule;
  line.grants[1].rule = static_cast<std::uint16_t>(names.count(NameKind::rule));
  EXPECT_NO_THROW(check_own_rules(names, line));
  ++line.grants[1].rule;
  try {
    check_own_rules(names, line, 7);
    FAIL() << "a rule that the programme has not was taken";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "archived_other_program");
    EXPECT_EQ(error.column(), "archived");
    EXPECT_EQ(error.row(), 7);
    EXPECT_NE(std::string{error.what()}.find("a record of another programme"), std::string::npos);
  }
  line.grants.resize(1);
  EXPECT_NO_THROW(check_own_rules(names, line)) << "what is behind the grants says nothing";
}

}  // namespace
}  // namespace loyaltycore::archived_bytes_test
