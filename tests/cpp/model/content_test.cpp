// content.hpp: the words, their order and therefore the hash are fixed.
#include "loyaltycore/model/content.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "loyaltycore/base/hash.hpp"

namespace loyaltycore::content_test {
namespace {

TEST(Content, AnEmptyTickIsTheseWords) {
  std::vector<std::uint64_t> words;
  const std::uint64_t content = content_of(Event{}, ContentNames{}, {}, words);
  std::vector<std::uint64_t> expected{1, static_cast<std::uint64_t>(EventKind::tick)};
  expected.insert(expected.end(), 10, 0);  // names
  expected.insert(expected.end(), 4, 0);   // occurred_at, recorded_at, order
  expected.insert(expected.end(), {kWholeOrder, 0, 1});
  expected.insert(expected.end(), 4, 0);  // amount, freight, beans, growth
  expected.insert(expected.end(), 5, 0);  // subject, sku, value
  expected.insert(expected.end(), 2, static_cast<std::uint64_t>(kNever));
  expected.insert(expected.end(), 9, 0);  // ordinal, group, token, in_doubt, evidence
  expected.insert(expected.end(), 3, 0);  // no lines, no tenders, no quote
  EXPECT_EQ(words, expected);
  EXPECT_EQ(content, hash128(std::as_bytes(std::span<const std::uint64_t>(words))).low);
}

/// Engines and stores keep this value: a change needs another layout number in content.cpp.
TEST(Content, TheHashIsFixed) {
  const std::vector<OrderLine> lines{{1, 0, 0, 0, 0, 0, 0, 2, 0, {3, 4}, Fen{500}}};
  const std::vector<Tender> tenders{{TenderKind::cash, Fen{500}}};
  Event event;
  event.kind = EventKind::order_completed;
  event.occurred_at = 1456761600000000;
  event.order = {1, 2};
  event.lines = lines;
  event.tenders = tenders;
  ContentNames line_names;
  line_names.category = 99;
  std::vector<std::uint64_t> words;
  EXPECT_EQ(content_of(event, ContentNames{}, std::span(&line_names, 1), words),
            859138504558744445U);
}

TEST(Content, ScratchIsReusedAndNeverPartOfTheHash) {
  std::vector<std::uint64_t> words{1, 2, 3};
  std::vector<std::uint64_t> fresh;
  EXPECT_EQ(content_of(Event{}, ContentNames{}, {}, words),
            content_of(Event{}, ContentNames{}, {}, fresh));
}

}  // namespace
}  // namespace loyaltycore::content_test
