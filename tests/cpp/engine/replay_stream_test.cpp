// A stream gives what one replay of everything gives, wherever the chunks are cut.
#include "loyaltycore/engine/replay_stream.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::replay_stream_test {
namespace {

using testing::event_of;
using testing::history_of;
using testing::kBegin;
using testing::Storyteller;

const Program& program() { return support::shop(); }

ReplayOptions everything(Instant as_of, int threads = 1) {
  ReplayOptions options;
  options.threads = threads;
  options.as_of = as_of;
  options.outputs = {true, true, true, true, true};
  return options;
}

/// Sorted as a stream must be.
std::vector<EventData> sorted_journal(std::uint64_t seed, int members, int length) {
  auto journal = testing::decided_order(Storyteller{seed}.journal(members, length));
  std::stable_sort(journal.begin(), journal.end(),
                   [](const EventData& a, const EventData& b) { return a.member < b.member; });
  return journal;
}

Replay in_chunks(const std::vector<EventData>& journal, std::size_t size, Instant as_of,
                 int threads) {
  ReplayStream stream{program(), everything(as_of, threads)};
  for (std::size_t from = 0; from < journal.size(); from += size) {
    const std::size_t until = std::min(journal.size(), from + size);
    stream.feed(history_of({journal.begin() + static_cast<std::ptrdiff_t>(from),
                            journal.begin() + static_cast<std::ptrdiff_t>(until)}));
  }
  return stream.finish();
}

TEST(ReplayStream, GivesTheSameForAnyChunks) {
  const auto journal = sorted_journal(11, 25, 30);
  const History whole = history_of(journal);
  const Instant as_of = whole.latest();
  const Replay expected = replay(program(), whole, everything(as_of));
  for (const std::size_t size : {1U, 2U, 7U, 30U, 211U, 100'000U}) {
    for (const int threads : {1, 4}) {
      SCOPED_TRACE(std::to_string(size) + " rows a chunk, threads " + std::to_string(threads));
      const Replay result = in_chunks(journal, size, as_of, threads);
      EXPECT_EQ(result.digest, expected.digest);
      EXPECT_EQ(result.counters, expected.counters);
      EXPECT_EQ(result.members.ids.bytes, expected.members.ids.bytes);
      EXPECT_EQ(result.members.ids.offsets, expected.members.ids.offsets);
      EXPECT_EQ(result.members.available, expected.members.available);
      EXPECT_EQ(result.members.refused, expected.members.refused);
      EXPECT_EQ(result.ledger.member, expected.ledger.member);
      EXPECT_EQ(result.ledger.event_row, expected.ledger.event_row);
      EXPECT_EQ(result.ledger.amount, expected.ledger.amount);
      EXPECT_EQ(result.ledger.ids, expected.ledger.ids);
      EXPECT_EQ(result.ledger.texts.bytes, expected.ledger.texts.bytes);
      EXPECT_EQ(result.archived.member, expected.archived.member);
      EXPECT_EQ(result.archived.order.bytes, expected.archived.order.bytes);
      EXPECT_EQ(result.archived.record.bytes, expected.archived.record.bytes);
      EXPECT_EQ(result.refusals.event_row, expected.refusals.event_row);
      ASSERT_EQ(result.monthly.liability.size(), expected.monthly.liability.size());
      for (std::size_t i = 0; i < result.monthly.liability.size(); ++i) {
        EXPECT_EQ(result.monthly.liability[i].value_fen, expected.monthly.liability[i].value_fen);
      }
    }
  }
}

std::string code_of(ReplayStream& stream, const std::vector<EventData>& events) {
  try {
    stream.feed(history_of(events));
  } catch (const Error& error) {
    return error.code();
  }
  return {};
}

TEST(ReplayStream, RefusesMembersThatComeBack) {
  ReplayStream stream{program(), everything(kBegin + 9)};
  EXPECT_EQ(code_of(stream, {event_of(EventKind::login, "a", "1", kBegin),
                             event_of(EventKind::login, "b", "2", kBegin)}),
            "");
  EXPECT_EQ(code_of(stream, {event_of(EventKind::login, "a", "3", kBegin)}),
            "member_goes_backwards");
  // Half a chunk may be in: nothing is handed over.
  EXPECT_EQ(code_of(stream, {event_of(EventKind::login, "c", "4", kBegin)}), "stream_closed");
  EXPECT_THROW(static_cast<void>(stream.finish()), Error);
}

TEST(ReplayStream, RefusesEventsThatGoBackwards) {
  const auto second_code = [](EventData first, EventData second) {
    ReplayStream stream{program(), everything(kBegin + 9)};
    EXPECT_EQ(code_of(stream, {first}), "");
    return code_of(stream, {second});
  };
  const EventData early = event_of(EventKind::login, "a", "1", kBegin);
  const EventData late = event_of(EventKind::login, "a", "2", kBegin + 1);
  EXPECT_EQ(second_code(early, late), "");
  EXPECT_EQ(second_code(late, early), "event_goes_backwards");
  EventData early_last = early;
  EventData late_first = late;
  early_last.sequence = 2;
  late_first.sequence = 1;
  EXPECT_EQ(second_code(late_first, early_last), "");
  EXPECT_EQ(second_code(early_last, late_first), "event_goes_backwards");
  EXPECT_EQ(second_code(early, late_first), "mixed_sequence");
}

/// The row of the error, or -1.
std::int64_t bad_row(ReplayStream& stream, const std::vector<EventData>& events) {
  try {
    stream.feed(history_of(events), RowOrder::sorted);
  } catch (const DataError& error) {
    return error.row();
  }
  return -1;
}

TEST(ReplayStream, NamesTheRowThatGoesBackwards) {
  const auto login = [](const char* member, const char* id, Instant at) {
    return event_of(EventKind::login, member, id, at);
  };
  const std::vector<EventData> first{login("a", "1", kBegin), login("b", "1", kBegin),
                                     login("b", "2", kBegin + 1)};
  const auto second_row = [&](const std::vector<EventData>& second) {
    ReplayStream stream{program(), everything(kBegin + 9)};
    EXPECT_EQ(bad_row(stream, first), -1);
    return bad_row(stream, second);
  };
  EXPECT_EQ(second_row({login("b", "3", kBegin + 1), login("c", "4", kBegin)}), -1);
  EXPECT_EQ(second_row({login("b", "3", kBegin)}), 3) << "at the border";
  EXPECT_EQ(second_row({login("a", "3", kBegin)}), 3);
  EXPECT_EQ(second_row({login("c", "3", kBegin), login("b", "3", kBegin + 5)}), 4) << "inside";
  EXPECT_EQ(second_row({login("c", "3", kBegin), login("c", "2", kBegin)}), 4);
  ReplayStream loose{program(), everything(kBegin + 9)};
  EXPECT_NO_THROW(loose.feed(history_of({login("b", "1", kBegin), login("a", "1", kBegin)})));
}

/// One id, one time, other content: which came first is decided by content, at borders as inside.
TEST(ReplayStream, TellsTwinsByTheirContent) {
  std::vector<EventData> twins;
  for (const std::int64_t beans : {5, 6}) {
    EventData event = event_of(EventKind::adjusted, "a", "1", kBegin);
    event.beans = beans;
    twins.push_back(event);
  }
  const History both = history_of(twins);
  if (both.row_at(0) != 0) std::swap(twins[0], twins[1]);
  const Digest expected = replay(program(), both, everything(kBegin)).digest;
  ReplayStream apart{program(), everything(kBegin)};
  EXPECT_EQ(bad_row(apart, {twins[0]}), -1);
  EXPECT_EQ(bad_row(apart, {twins[1]}), -1);
  EXPECT_EQ(apart.finish().digest, expected);
  ReplayStream together{program(), everything(kBegin)};
  EXPECT_EQ(bad_row(together, {twins[1], twins[0]}), 1);
  ReplayStream backwards{program(), everything(kBegin)};
  EXPECT_EQ(bad_row(backwards, {twins[1]}), -1);
  EXPECT_EQ(bad_row(backwards, {twins[0]}), 1);
}

TEST(ReplayStream, NeedsAnEnd) {
  EXPECT_THROW((ReplayStream{program(), ReplayOptions{}}), Error);
  ReplayStream stream{program(), everything(kBegin - 1)};
  EXPECT_EQ(code_of(stream, {event_of(EventKind::login, "a", "1", kBegin)}), "as_of_before_events");
}

TEST(ReplayStream, OfNothingIsEmpty) {
  ReplayStream stream{program(), everything(kBegin)};
  stream.feed(History{});
  EXPECT_EQ(stream.finish().digest, (Digest{kBegin, 0, {}}));
  EXPECT_THROW(static_cast<void>(stream.finish()), Error);
}

}  // namespace
}  // namespace loyaltycore::engine::replay_stream_test
