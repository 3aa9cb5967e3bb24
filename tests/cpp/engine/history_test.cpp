// A history is checked, grouped and sorted; every error names its column and row.
#include "loyaltycore/engine/history.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/history_parts.hpp"
#include "engine/journal.hpp"
#include "engine/tables.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine::history_test {
namespace {

using testing::event_of;
using testing::history_of;
using testing::IdStyle;
using testing::kBegin;
using testing::order_of;
using testing::Tables;

std::vector<std::string> member_ids(const History& history) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < history.members(); ++i) out.push_back(history.member_id(i));
  return out;
}

std::vector<std::uint32_t> rows(const History& history) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < history.events(); ++i) out.push_back(history.row_at(i));
  return out;
}

std::vector<EventData> small_journal() {
  std::vector<EventData> out{order_of("9", "1", kBegin + 5, 100), order_of("10", "2", kBegin, 200),
                             order_of("9", "3", kBegin, 300)};
  for (std::size_t i = 0; i < out.size(); ++i) out[i].id = std::to_string(i + 1);
  return out;
}

TEST(History, OrdersMembersByTextAndEventsByDecision) {
  const History history = history_of(small_journal());
  EXPECT_EQ(history.events(), 3U);
  EXPECT_EQ(history.lines(), 3U);
  EXPECT_EQ(member_ids(history), (std::vector<std::string>{"10", "9"}));
  EXPECT_EQ(rows(history), (std::vector<std::uint32_t>{1, 2, 0}));
  EXPECT_EQ(history.events_of(1), 2U);
  EXPECT_EQ(history.latest(), kBegin + 5);
}

TEST(History, OrdersIntegersAsTheirTexts) {
  const Tables integers{small_journal(), IdStyle::integers, 0};
  const History history = integers.history();
  EXPECT_TRUE(history.integer_members());
  EXPECT_EQ(member_ids(history), (std::vector<std::string>{"10", "9"}));
  EXPECT_EQ(rows(history), (std::vector<std::uint32_t>{1, 2, 0}));
}

TEST(History, BreaksTiesByTheTextOfTheEventId) {
  const History history = history_of({event_of(EventKind::login, "m", "b", kBegin),
                                      event_of(EventKind::login, "m", "a", kBegin),
                                      event_of(EventKind::login, "m", "10", kBegin),
                                      event_of(EventKind::login, "m", "9", kBegin)});
  EXPECT_EQ(rows(history), (std::vector<std::uint32_t>{2, 3, 1, 0}));
}

TEST(History, OrdersConflictingRetriesByContent) {
  EventData one = order_of("m", "1", kBegin, 100);
  EventData other = order_of("m", "1", kBegin, 200);
  const History forward = history_of({one, other});
  const History backward = history_of({other, one});
  EXPECT_NE(rows(forward), rows(backward));
}

TEST(History, FollowsTheSequenceWhereEveryEventHasOne) {
  std::vector<EventData> journal{event_of(EventKind::login, "all", "a", kBegin),
                                 event_of(EventKind::login, "all", "b", kBegin + 9),
                                 event_of(EventKind::login, "some", "c", kBegin + 9),
                                 event_of(EventKind::login, "some", "d", kBegin)};
  journal[0].sequence = 2;
  journal[1].sequence = 1;
  journal[2].sequence = 1;
  EXPECT_EQ(rows(history_of(journal)), (std::vector<std::uint32_t>{1, 0, 3, 2}));
}

TEST(History, FollowsTheSequenceWhereOnlyTicksHaveNone) {
  std::vector<EventData> journal{event_of(EventKind::login, "m", "a", kBegin),
                                 event_of(EventKind::login, "m", "b", kBegin),
                                 event_of(EventKind::tick, "m", "", kBegin + 5),
                                 event_of(EventKind::tick, "m", "", kBegin - 5)};
  journal[0].sequence = 2;
  journal[1].sequence = 1;
  const History history = history_of(journal);
  EXPECT_EQ(rows(history), (std::vector<std::uint32_t>{3, 1, 0, 2}));
  EXPECT_EQ(history.parts().event.sequence.values, (std::vector<std::int64_t>{1, 1, 2, 2}));
  EXPECT_EQ(history.event_at(0).sequence, std::nullopt) << "a neighbour's";
  EXPECT_EQ(history.event_at(1).sequence, std::optional<std::int64_t>{1});
}

TEST(History, TakesRecordedAtBeforeOccurredAt) {
  std::vector<EventData> journal{event_of(EventKind::login, "m", "a", kBegin),
                                 event_of(EventKind::login, "m", "b", kBegin + 5)};
  journal[0].recorded_at = kBegin + 9;
  const History history = history_of(journal);
  EXPECT_EQ(rows(history), (std::vector<std::uint32_t>{1, 0}));
  EXPECT_EQ(history.latest(), kBegin + 9);
}

TEST(History, DoesNotCountTicksAsTheLatest) {
  const History history = history_of({event_of(EventKind::login, "m", "a", kBegin),
                                      event_of(EventKind::tick, "m", "", kBegin + 99)});
  EXPECT_EQ(history.latest(), kBegin);
}

TEST(History, OfNoRowsIsEmpty) {
  EXPECT_EQ(History::from_columns({}).events(), 0U);
  EXPECT_EQ(HistoryBuilder{}.build().members(), 0U);
}

TEST(HistoryBuilder, RefusesWhatNoDoorReads) {
  HistoryBuilder builder;
  EXPECT_THROW(builder.add(event_of(EventKind::login, "", "a", kBegin)), DataError);
  EXPECT_THROW(builder.add(event_of(EventKind::login, "m", "\xFF", kBegin)), DataError);
  EventData scoped = event_of(EventKind::login, "m", "a", kBegin);
  scoped.scope = "shop";
  EXPECT_THROW(builder.add(scoped), DataError);
  EventData damaged = event_of(EventKind::line_returned, "m", "a", kBegin);
  damaged.archived = "not a record";
  EXPECT_THROW(builder.add(damaged), DataError);
  for (const auto& names : {&EventData::labels, &EventData::segments}) {
    EventData nameless = event_of(EventKind::login, "m", "a", kBegin);
    nameless.*names = {"a", ""};
    EXPECT_THROW(builder.add(nameless), DataError) << "as Member and Engine refuse it";
  }
  EventData lines = event_of(EventKind::order_completed, "m", "a", kBegin);
  lines.lines.emplace_back().labels = {""};
  EXPECT_THROW(builder.add(lines), DataError);
  EXPECT_EQ(builder.size(), 0U);
}

struct Spoiled {
  const char* name;
  std::function<void(Tables&)> spoil;
  const char* code;
  const char* column;
  std::int64_t row;
  bool join_by_id{false};
};

class HistoryErrors : public ::testing::TestWithParam<Spoiled> {};

TEST_P(HistoryErrors, NameColumnAndRow) {
  Tables tables{small_journal(), IdStyle::texts, 0, GetParam().join_by_id};
  GetParam().spoil(tables);
  try {
    static_cast<void>(tables.history());
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), GetParam().code) << error.what();
    EXPECT_EQ(error.column(), GetParam().column) << error.what();
    EXPECT_EQ(error.row(), GetParam().row) << error.what();
    EXPECT_NE(std::string{error.what()}.find(GetParam().column), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Each, HistoryErrors,
    ::testing::Values(
        Spoiled{"UnknownKind", [](Tables& all) { all.kind[1] = 200; }, "out_of_range",
                "events.kind", 1},
        Spoiled{"NegativeMoney", [](Tables& all) { all.l_amount.values[2] = -1; }, "out_of_range",
                "lines.amount_fen", 2},
        Spoiled{"TooMuchMoney", [](Tables& all) { all.amount.values[0] = kLargestAmount + 1; },
                "out_of_range", "events.amount_fen", 0},
        Spoiled{"TimeBefore1970", [](Tables& all) { all.occurred_at.values[1] = -1; },
                "out_of_range", "events.occurred_at_us", 1},
        Spoiled{"NoMember", [](Tables& all) { all.member.codes[2] = kNoCode; }, "null",
                "events.member", 2},
        Spoiled{"NoId", [](Tables& all) { all.id.codes[0] = kNoCode; }, "null", "events.id", 0},
        Spoiled{"InvalidId", [](Tables& all) { all.member.texts[1].assign(1, '\xFF'); },
                "id_invalid", "events.member", 1},
        Spoiled{"CodeOutsideDictionary", [](Tables& all) { all.channel.codes[1] = 77; },
                "invalid_code", "events.channel", 1},
        Spoiled{"ShortColumn", [](Tables& all) { all.beans.values.pop_back(); }, "length_mismatch",
                "events.beans", -1},
        Spoiled{"DanglingRow", [](Tables& all) { all.l_event.values[0] = 3; }, "out_of_range",
                "lines.event_row", 0},
        Spoiled{"NoPieces", [](Tables& all) { all.l_quantity.values[1] = 0; }, "out_of_range",
                "lines.quantity", 1},
        Spoiled{"DanglingId", [](Tables& all) { all.l_event_id.texts[1].append("x"); },
                "unknown_event", "lines.event_id", 1, true},
        Spoiled{"AmbiguousId", [](Tables& all) { all.id.codes[2] = all.id.codes[1]; },
                "ambiguous_event", "lines.event_id", 1, true}),
    [](const auto& each) { return each.param.name; });

TEST(History, RequiresTheColumnsThatItNeeds) {
  const Tables tables{small_journal(), IdStyle::texts, 0};
  for (Column EventTable::*column :
       {&EventTable::kind, &EventTable::id, &EventTable::member, &EventTable::occurred_at_us}) {
    EventTable events = tables.events();
    events.*column = Column{};
    EXPECT_THROW(static_cast<void>(History::from_columns(events)), DataError);
  }
  EventTable wrong_type = tables.events();
  wrong_type.amount_fen = wrong_type.member;
  EXPECT_THROW(static_cast<void>(History::from_columns(wrong_type)), DataError);
}

TEST(History, JoinsByIdAsByRow) {
  const auto journal = small_journal();
  const Tables by_row{journal, IdStyle::texts, 0, false};
  const Tables by_id{journal, IdStyle::texts, 0, true};
  EXPECT_EQ(by_row.history().lines(), by_id.history().lines());
  EXPECT_EQ(rows(by_row.history()), rows(by_id.history()));
}

TEST(History, ReadsKindsByNameAndByNumber) {
  const Tables tables{small_journal(), IdStyle::texts, 0};
  EventTable events = tables.events();
  const auto names = std::make_shared<const Dictionary>(
      std::vector<std::string>{"order_completed", "login", "holiday"});
  std::vector<std::uint32_t> codes{0, 0, 1};
  events.kind = {Coded{codes, names}, {}};
  EXPECT_EQ(History::from_columns(events).events(), 3U);
  codes[1] = 2;
  try {
    static_cast<void>(History::from_columns(events));
    FAIL() << "an unknown kind was taken";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "unknown_kind");
    EXPECT_EQ(error.row(), 1);
  }
}

TEST(History, OrdersTwinsByTheirQuotesToo) {
  EventData one = order_of("m", "1", kBegin, 100);
  one.kind = EventKind::order_placed;
  EventData other = one;
  one.quoted = QuotedNumbers{};
  other.quoted = QuotedNumbers{};
  other.quoted->beans_usable = Beans{7};
  EXPECT_NE(rows(history_of({one, other})), rows(history_of({other, one})));
}

/// Three events, the rarest columns of which a test fills.
struct WithAttached {
  Tables tables{small_journal(), IdStyle::texts, 0};
  std::vector<std::uint64_t> rows{1};
  std::vector<std::string_view> records{};
  std::vector<QuotedNumbers> quotes{};

  [[nodiscard]] EventTable events() const {
    EventTable out = tables.events();
    if (!records.empty()) out.archived = {rows, records};
    if (!quotes.empty()) out.quoted = {rows, quotes};
    return out;
  }
  [[nodiscard]] std::string refused() const {
    try {
      static_cast<void>(History::from_columns(events()));
    } catch (const DataError& error) {
      return error.code() + " " + error.column() + " " + std::to_string(error.row());
    }
    return "";
  }
};

TEST(History, NamesTheRowOfDamagedRecords) {
  WithAttached given;
  given.records = {"no record"};
  EXPECT_EQ(given.refused(), "archived_damaged events.archived 1");
}

TEST(History, RefusesRareRowsThatDoNotAscendWithinTheTable) {
  WithAttached given;
  given.quotes.resize(1);
  EXPECT_EQ(given.refused(), "");
  for (const std::vector<std::uint64_t>& wrong :
       {std::vector<std::uint64_t>{3}, {0, 0}, {2, 1}, {0, 1, 2}}) {
    given.rows = wrong;
    given.quotes.resize(std::min<std::size_t>(wrong.size(), 2));
    EXPECT_EQ(given.refused(), "invalid_rows events.quoted -1");
  }
}

TEST(History, FindsMembersByTheirText) {
  for (const IdStyle style : {IdStyle::integers, IdStyle::texts}) {
    const History history = Tables{small_journal(), style, 0}.history();
    EXPECT_EQ(history.find_member("10"), std::optional<std::size_t>{0});
    EXPECT_EQ(history.find_member("9"), std::optional<std::size_t>{1});
    EXPECT_EQ(history.find_member("1"), std::nullopt);
    EXPECT_EQ(history.find_member("99"), std::nullopt);
    EXPECT_EQ(history.first_event_of(1), 1U);
    EXPECT_EQ(history.event_at(1).member, "9");
    EXPECT_EQ(history.event_at(1).id, "3") << "the earlier of the two";
  }
  EXPECT_EQ(History().find_member("9"), std::nullopt);
}

TEST(History, GivesASequenceBackWhereItDecides) {
  std::vector<EventData> journal{event_of(EventKind::login, "all", "a", kBegin),
                                 event_of(EventKind::login, "some", "b", kBegin),
                                 event_of(EventKind::login, "some", "c", kBegin + 1)};
  journal[0].sequence = 7;
  journal[1].sequence = 8;
  const History history = history_of(journal);
  EXPECT_EQ(history.event_at(0).sequence, std::optional<std::int64_t>{7});
  EXPECT_EQ(history.event_at(1).sequence, std::nullopt) << "c has none: time decides";
}

TEST(History, EndsWhenItIsCancelled) {
  const CancelFlag cancel{true};
  HistoryBuilder builder;
  builder.add(testing::event_of(EventKind::login, "a", "1", testing::kBegin));
  EXPECT_THROW(static_cast<void>(builder.build(&cancel)), Cancelled);
}

}  // namespace
}  // namespace loyaltycore::engine::history_test
