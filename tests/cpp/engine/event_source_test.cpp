// The columns of a history give the kernel the very events that single events give it.
#include "engine/event_source.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "engine/tables.hpp"
#include "loyaltycore/model/archived_bytes.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "support/sample_member.hpp"

namespace loyaltycore::engine::event_source_test {
namespace {

using testing::event_of;
using testing::history_of;
using testing::kBegin;

/// An event with something in every field.
EventData full_event(EventKind kind, const std::string& id, bool known) {
  EventData event = event_of(kind, "m", id, kBegin);
  const std::string tail = known ? "" : "-unknown";
  event.declared = "bean_grab" + tail;
  event.recorded_at = kBegin + 1;
  event.channel = "app" + tail;
  event.category = "books" + tail;
  event.store = "s1" + tail;
  event.brand = "b1" + tail;
  event.sku = "sku-1" + tail;
  event.labels = {"gift" + tail, "fresh"};
  event.segments = {"student" + tail};
  event.order = "order";
  event.sub_order = 3;
  event.line = 4;
  event.quantity = 5;
  event.amount_fen = 600;
  event.freight_fen = 700;
  event.beans = -8;
  event.growth = -9;
  event.subject = known ? "subject" : "";
  event.item = "voucher" + tail;
  event.input = "credit" + tail;
  event.value = -10;
  event.expires_at = kBegin + 11;
  event.completed_at = kBegin + 12;
  event.ordinal = 13;
  event.in_doubt = true;
  event.tier = known ? "silver" : "";
  event.copied_percent = 14;
  event.duplicate_percent = 15;
  event.reporters = 16;
  for (const std::uint16_t i : {std::uint16_t{2}, std::uint16_t{1}}) {
    LineData line;
    line.line = i;
    line.sub_order = 1;
    line.sku = "sku-1" + tail;
    line.category = "food" + tail;
    line.store = "s1" + tail;
    line.brand = "b1" + tail;
    line.labels = {"fresh"};
    line.quantity = 2;
    line.amount_fen = 300;
    event.lines.push_back(line);
  }
  event.tenders = {{TenderKind::red_packet, 100}, {TenderKind::cash, 500}};
  event.quoted = QuotedNumbers{};
  event.quoted->cash_due = Fen{17};
  return event;
}

void expect_same(const Event& a, const Event& b) {
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.declared, b.declared);
  EXPECT_EQ(a.channel, b.channel);
  EXPECT_EQ(a.category, b.category);
  EXPECT_EQ(a.store, b.store);
  EXPECT_EQ(a.brand, b.brand);
  EXPECT_EQ(a.sku_class, b.sku_class);
  EXPECT_EQ(a.labels, b.labels);
  EXPECT_EQ(a.segments, b.segments);
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.occurred_at, b.occurred_at);
  EXPECT_EQ(a.recorded_at, b.recorded_at);
  EXPECT_EQ(a.order, b.order);
  EXPECT_EQ(a.sub_order, b.sub_order);
  EXPECT_EQ(a.line, b.line);
  EXPECT_EQ(a.quantity, b.quantity);
  EXPECT_EQ(a.amount, b.amount);
  EXPECT_EQ(a.freight, b.freight);
  EXPECT_EQ(a.beans, b.beans);
  EXPECT_EQ(a.growth, b.growth);
  EXPECT_EQ(a.subject, b.subject);
  EXPECT_EQ(a.sku, b.sku);
  EXPECT_EQ(a.item, b.item);
  EXPECT_EQ(a.value, b.value);
  EXPECT_EQ(a.expires_at, b.expires_at);
  EXPECT_EQ(a.completed_at, b.completed_at);
  EXPECT_EQ(a.ordinal, b.ordinal);
  EXPECT_EQ(a.in_doubt, b.in_doubt);
  EXPECT_EQ(a.tier, b.tier);
  EXPECT_EQ(a.copied_percent, b.copied_percent);
  EXPECT_EQ(a.duplicate_percent, b.duplicate_percent);
  EXPECT_EQ(a.reporters, b.reporters);
  EXPECT_EQ(a.quoted != nullptr, b.quoted != nullptr);
  EXPECT_EQ(a.archived != nullptr, b.archived != nullptr);
  ASSERT_EQ(a.tenders.size(), b.tenders.size());
  for (std::size_t i = 0; i < a.tenders.size(); ++i) {
    EXPECT_EQ(a.tenders[i].kind, b.tenders[i].kind);
    EXPECT_EQ(a.tenders[i].amount, b.tenders[i].amount);
  }
  ASSERT_EQ(a.lines.size(), b.lines.size());
  for (std::size_t i = 0; i < a.lines.size(); ++i) {
    EXPECT_EQ(a.lines[i].line, b.lines[i].line);
    EXPECT_EQ(a.lines[i].sub_order, b.lines[i].sub_order);
    EXPECT_EQ(a.lines[i].category, b.lines[i].category);
    EXPECT_EQ(a.lines[i].store, b.lines[i].store);
    EXPECT_EQ(a.lines[i].brand, b.lines[i].brand);
    EXPECT_EQ(a.lines[i].sku_class, b.lines[i].sku_class);
    EXPECT_EQ(a.lines[i].quantity, b.lines[i].quantity);
    EXPECT_EQ(a.lines[i].labels, b.lines[i].labels);
    EXPECT_EQ(a.lines[i].sku, b.lines[i].sku);
    EXPECT_EQ(a.lines[i].amount, b.lines[i].amount);
  }
  EXPECT_EQ(a.content, b.content);
}

TEST(EventSource, GivesTheEventsOfTheOnlineDoor) {
  const Program program = support::sample_program();
  std::vector<EventData> journal;
  int id = 100;
  for (const EventKind kind : {EventKind::order_placed, EventKind::credit_updated,
                               EventKind::review_approved, EventKind::imported}) {
    journal.push_back(full_event(kind, std::to_string(id++), true));
    journal.push_back(full_event(kind, std::to_string(id++), false));
    journal.push_back(event_of(kind, "m", std::to_string(id++), kBegin + 1));
  }
  const History history = history_of(journal);
  const EventBinding binding{history.parts(), &program.names()};
  EventSource source{binding};
  BoundEvent bound;
  for (std::size_t at = 0; at < history.events(); ++at) {
    SCOPED_TRACE(history.row_at(at));
    expect_same(source.at(at), bound.bind(program, journal[history.row_at(at)]));
  }
}

TEST(EventSource, GivesTheEventsBackAsTheirCallersWroteThem) {
  std::vector<EventData> journal;
  int id = 100;
  for (const EventKind kind : {EventKind::order_placed, EventKind::declared, EventKind::login}) {
    journal.push_back(full_event(kind, std::to_string(id++), true));
    journal.push_back(full_event(kind, std::to_string(id++), false));
    journal.push_back(event_of(kind, "m", std::to_string(id++), kBegin + 1));
  }
  ArchivedLine record;
  record.line.quantity = 3;
  const std::vector<std::byte> bytes = encode_archived(record);
  journal[0].archived.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const History history = history_of(journal);
  for (std::size_t at = 0; at < history.events(); ++at) {
    EXPECT_EQ(history.event_at(at), journal[history.row_at(at)]) << history.row_at(at);
  }
}

TEST(EventSource, FindsIntegerSkusByTheirText) {
  ProgramParts parts = support::sample_parts();
  const std::uint16_t number = parts.names.intern(NameKind::sku, "17");
  parts.names.intern(NameKind::sku, "0018");
  const Program program{std::move(parts)};
  const std::vector<std::uint8_t> kinds{6, 6, 6};
  const std::vector<std::int64_t> ids{1, 2, 3};
  const std::vector<std::int64_t> times{kBegin, kBegin, kBegin};
  const std::vector<std::int64_t> skus{17, 18, 19};
  EventTable table;
  table.rows = 3;
  table.kind = {std::span<const std::uint8_t>{kinds}, {}};
  table.id = table.member = {std::span<const std::int64_t>{ids}, {}};
  table.occurred_at_us = {std::span<const std::int64_t>{times}, {}};
  table.sku = {std::span<const std::int64_t>{skus}, {}};
  const History history = History::from_columns(table);
  const EventBinding binding{history.parts(), &program.names()};
  EventSource source{binding};
  EXPECT_EQ(source.at(0).sku_class, number);
  EXPECT_EQ(source.at(0).sku, id_of("17"));
  EXPECT_EQ(source.at(1).sku_class, source.at(2).sku_class);
}

TEST(EventSource, BringsArchivedLines) {
  EventData event = event_of(EventKind::line_returned, "m", "1", kBegin);
  ArchivedLine record;
  record.line.quantity = 3;
  const std::vector<std::byte> bytes = encode_archived(record);
  event.archived.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const History history = history_of({event_of(EventKind::login, "z", "2", kBegin), event,
                                      event_of(EventKind::login, "a", "3", kBegin)});
  const EventBinding binding{history.parts(), nullptr};
  EventSource source{binding};
  EXPECT_EQ(source.at(0).archived, nullptr);
  ASSERT_NE(source.at(1).archived, nullptr);
  EXPECT_EQ(source.at(1).archived->line.quantity, 3);
}

TEST(EventSource, BringsWhatATableAttachesInAnyOrderOfRows) {
  const std::vector<EventData> journal{event_of(EventKind::line_returned, "z", "1", kBegin),
                                       event_of(EventKind::login, "y", "2", kBegin),
                                       event_of(EventKind::order_placed, "a", "3", kBegin)};
  const testing::Tables tables{journal, testing::IdStyle::texts, 0};
  ArchivedLine record;
  record.line.quantity = 3;
  const std::vector<std::byte> bytes = encode_archived(record);
  const std::vector<std::string_view> records{
      {reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
  std::vector<QuotedNumbers> quotes(1);
  quotes[0].beans_usable = Beans{70};
  const std::vector<std::uint64_t> first{0};
  const std::vector<std::uint64_t> last{2};
  EventTable table = tables.events();
  table.archived = {first, records};
  table.quoted = {last, quotes};
  const History history = History::from_columns(table);
  const EventBinding binding{history.parts(), nullptr};
  EventSource source{binding};
  ASSERT_NE(source.at(0).quoted, nullptr) << "member a comes first";
  EXPECT_EQ(source.at(0).quoted->beans_usable, Beans{70});
  EXPECT_EQ(source.at(1).archived, nullptr);
  ASSERT_NE(source.at(2).archived, nullptr);
  EXPECT_EQ(source.at(2).archived->line.quantity, 3);
}

TEST(EventSource, AsksOfEachProgrammeWhoseRulesARecordNames) {
  const Program program = support::sample_program();
  ArchivedLine record;
  record.line.quantity = 3;
  record.grants.emplace_back().rule =
      static_cast<std::uint16_t>(program.names().count(NameKind::rule) + 1);
  const std::vector<std::byte> bytes = encode_archived(record);
  EventData event = event_of(EventKind::line_returned, "m", "1", kBegin);
  event.archived.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const History history = history_of({event_of(EventKind::login, "z", "2", kBegin),
                                      event_of(EventKind::login, "a", "3", kBegin), event});
  EXPECT_NO_THROW((EventBinding{history.parts(), nullptr})) << "no programme is asked yet";
  try {
    const EventBinding binding{history.parts(), &program.names()};
    FAIL() << "a record of another programme was bound";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "archived_other_program");
    EXPECT_EQ(error.row(), 2) << "the caller's row";
  }
}

}  // namespace
}  // namespace loyaltycore::engine::event_source_test
