// event_data.hpp: names become the programme's numbers, ids become hashes.
#include "loyaltycore/model/event_data.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "loyaltycore/model/archived_bytes.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/sample_member.hpp"

namespace loyaltycore::event_data_test {
namespace {

EventData order() {
  EventData data;
  data.kind = EventKind::order_placed;
  data.id = "e-1";
  data.member = "m-1";
  data.occurred_at = 1000;
  data.channel = "app";
  data.order = "o-1";
  data.lines.push_back({1, 2, "sku-1", "food", "s1", "b1", "web", {"gift", "fresh"}, 3, 900});
  data.lines.push_back({2, 0, "sku-9", "toys", "", "", "", {"unheard"}, 1, 100});
  data.tenders.push_back({TenderKind::beans, 200});
  data.tenders.push_back({TenderKind::cash, 800});
  return data;
}

std::uint64_t content_after(const std::function<void(EventData&)>& change) {
  EventData data = order();
  change(data);
  return BoundEvent().bind(support::sample_program(), data).content;
}

TEST(BindEvent, TranslatesNamesAndIds) {
  BoundEvent bound;
  const Event& event = bound.bind(support::sample_program(), order());
  EXPECT_EQ(event.kind, EventKind::order_placed);
  EXPECT_EQ(event.id, id_of("e-1"));
  EXPECT_EQ(event.order, id_of("o-1"));
  EXPECT_EQ(event.channel, 1);
  EXPECT_EQ(event.sub_order, kWholeOrder);
  EXPECT_EQ(event.subject, kNoId);
  EXPECT_EQ(event.recorded_at, 1000);
  ASSERT_EQ(event.lines.size(), 2U);
  EXPECT_EQ(event.lines[0].category, 2);
  EXPECT_EQ(event.lines[0].store, 1);
  EXPECT_EQ(event.lines[0].brand, 1);
  EXPECT_EQ(event.lines[0].sku_class, 1);
  EXPECT_EQ(event.lines[0].sku, id_of("sku-1"));
  EXPECT_EQ(event.lines[0].labels, 0b110U);
  EXPECT_EQ(event.lines[0].amount, Fen{900});
  ASSERT_EQ(event.tenders.size(), 2U);
  EXPECT_EQ(event.tenders[0].kind, TenderKind::beans);
}

TEST(BindEvent, NamesThatTheProgrammeNeverMentionsAreUnnamed) {
  BoundEvent bound;
  const Event& event = bound.bind(support::sample_program(), order());
  EXPECT_EQ(event.lines[1].category, kUnnamed);
  EXPECT_EQ(event.lines[1].store, 0);
  EXPECT_EQ(event.lines[1].sku_class, 0);
  EXPECT_EQ(event.lines[1].sku, id_of("sku-9"));
  EXPECT_EQ(event.lines[1].labels, 0U);
}

TEST(BindEvent, ItemsInputsTiersAndOwnKindsAreNumbersOfTheirNames) {
  const Program program = support::sample_program();
  BoundEvent bound;
  EventData data;
  EXPECT_EQ(bound.bind(program, data).tier, -1);
  EXPECT_EQ(bound.event().id, kNoId);
  data.kind = EventKind::beans_exchanged;
  data.item = "voucher";
  data.input = "credit";
  data.tier = "silver";
  data.declared = "bean_grab";
  EXPECT_EQ(bound.bind(program, data).item, 1);
  EXPECT_EQ(bound.event().tier, 3);
  EXPECT_EQ(bound.event().declared, 1);
  data.kind = EventKind::credit_updated;
  data.input = "unheard";
  data.tier = "unheard";
  EXPECT_EQ(bound.bind(program, data).item, kUnnamed);
  EXPECT_EQ(bound.event().tier, 0);
}

TEST(BindEvent, AReviewIsItsOwnSubjectUnlessItSaysOtherwise) {
  const Program program = support::sample_program();
  BoundEvent bound;
  EventData data;
  data.id = "r-1";
  for (const EventKind kind : {EventKind::review_approved, EventKind::photo_shown}) {
    data.kind = kind;
    EXPECT_EQ(bound.bind(program, data).subject, id_of("r-1"));
  }
  data.subject = "r-2";
  EXPECT_EQ(bound.bind(program, data).subject, id_of("r-2"));
  data.subject.clear();
  data.kind = EventKind::review_deleted;
  EXPECT_EQ(bound.bind(program, data).subject, kNoId);
}

TEST(BindEvent, IsReusableAndSurvivesAMove) {
  const Program program = support::sample_program();
  BoundEvent bound;
  EventData data = order();
  data.quoted = QuotedNumbers{};
  data.quoted->goods = Fen{1000};
  bound.bind(program, data);
  const BoundEvent moved = std::move(bound);
  ASSERT_NE(moved.event().quoted, nullptr);
  EXPECT_EQ(moved.event().quoted->goods, Fen{1000});
  EXPECT_EQ(moved.event().lines[0].amount, Fen{900});
  BoundEvent again;
  again.bind(program, data);
  again.bind(program, EventData{});
  EXPECT_TRUE(again.event().lines.empty());
  EXPECT_EQ(again.event().quoted, nullptr);
}

TEST(BindEvent, TheArchivedRecordIsReadOrRefused) {
  const Program program = support::sample_program();
  ArchivedLine line;
  line.line.quantity = 2;
  line.line.amount = Fen{77};
  const auto bytes = encode_archived(line);
  EventData data;
  data.kind = EventKind::line_returned;
  data.archived.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  BoundEvent bound;
  ASSERT_NE(bound.bind(program, data).archived, nullptr);
  EXPECT_EQ(bound.event().archived->line.amount, Fen{77});
  const ArchivedLine other;
  EXPECT_EQ(bound.bind(program, data, &other).archived, &other);
  line.grants.emplace_back().rule = 99;
  const auto foreign = encode_archived(line);
  EventData other_rules = data;
  other_rules.archived.assign(reinterpret_cast<const char*>(foreign.data()), foreign.size());
  const auto code_of = [&](const EventData& event, const ArchivedLine* read) -> std::string {
    try {
      bound.bind(program, event, read);
    } catch (const DataError& error) {
      return error.code();
    }
    return {};
  };
  EXPECT_EQ(code_of(other_rules, nullptr), "archived_other_program");
  EXPECT_EQ(code_of(data, &line), "archived_other_program") << "whoever read the record";
  data.archived[3] = static_cast<char>(data.archived[3] ^ 1);
  try {
    bound.bind(program, data);
    FAIL() << "a damaged record was read";
  } catch (const DataError& error) {
    EXPECT_EQ(error.column(), "archived");
    EXPECT_EQ(error.code(), "archived_damaged");
  }
}

TEST(BindEvent, RefusesIdsAndNamesThatAreNotText) {
  const auto field_of = [](const std::function<void(EventData&)>& change) -> std::string {
    try {
      content_after(change);
    } catch (const DataError& error) {
      EXPECT_EQ(error.code(), "id_invalid");
      return error.column();
    }
    return "";
  };
  const std::string broken("\xC0\xAF");
  EXPECT_EQ(field_of([&](EventData& e) { e.id = broken; }), "id");
  EXPECT_EQ(field_of([&](EventData& e) { e.member = std::string(129, 'x'); }), "member");
  EXPECT_EQ(field_of([&](EventData& e) { e.order = std::string(1, '\0'); }), "order");
  EXPECT_EQ(field_of([&](EventData& e) { e.subject = broken; }), "subject");
  EXPECT_EQ(field_of([&](EventData& e) { e.category = broken; }), "category");
  EXPECT_EQ(field_of([&](EventData& e) { e.segments = {broken}; }), "segments");
  EXPECT_EQ(field_of([&](EventData& e) { e.lines[0].sku = broken; }), "lines.sku");
  EXPECT_EQ(field_of([&](EventData& e) { e.lines[1].labels = {""}; }), "lines.labels");
  EXPECT_THROW(content_after([](EventData& e) { e.scope = "shop"; }), DataError);
}

TEST(EventContent, TheIdAndTheArchivedRecordAreNoPartOfIt) {
  const std::uint64_t content = content_after([](EventData&) {});
  EXPECT_EQ(content_after([](EventData& e) { e.id = "e-2"; }), content);
  EXPECT_EQ(content_after([](EventData& e) { e.recorded_at = 1000; }), content);
  EXPECT_EQ(content_after([](EventData& e) { e.lines[0].labels = {"fresh", "gift"}; }), content);
}

TEST(EventContent, EveryOtherFieldIsPartOfIt) {
  const std::uint64_t content = content_after([](EventData&) {});
  const std::vector<std::function<void(EventData&)>> changes{
      [](EventData& e) { e.kind = EventKind::order_paid; },
      [](EventData& e) { e.declared = "x"; },
      [](EventData& e) { e.occurred_at = 999, e.recorded_at = 1000; },
      [](EventData& e) { e.recorded_at = 1001; },
      [](EventData& e) { e.channel = "web"; },
      [](EventData& e) { e.category = "books"; },
      [](EventData& e) { e.store = "s"; },
      [](EventData& e) { e.brand = "b"; },
      [](EventData& e) { e.sku = "s"; },
      [](EventData& e) { e.labels = {"unheard"}; },
      [](EventData& e) { e.segments = {"unheard"}; },
      [](EventData& e) { e.order = "o-2"; },
      [](EventData& e) { e.sub_order = 0; },
      [](EventData& e) { e.line = 1; },
      [](EventData& e) { e.quantity = 2; },
      [](EventData& e) { e.amount_fen = 1; },
      [](EventData& e) { e.freight_fen = 1; },
      [](EventData& e) { e.beans = 1; },
      [](EventData& e) { e.growth = 1; },
      [](EventData& e) { e.subject = "s"; },
      [](EventData& e) { e.item = "i"; },
      [](EventData& e) { e.input = "i"; },
      [](EventData& e) { e.value = 1; },
      [](EventData& e) { e.expires_at = 1; },
      [](EventData& e) { e.completed_at = 1; },
      [](EventData& e) { e.ordinal = 1; },
      [](EventData& e) { e.in_doubt = true; },
      [](EventData& e) { e.tier = "t"; },
      [](EventData& e) { e.copied_percent = 1; },
      [](EventData& e) { e.duplicate_percent = 1; },
      [](EventData& e) { e.reporters = 1; },
      [](EventData& e) { e.lines[0].line = 9; },
      [](EventData& e) { e.lines[0].sub_order = 9; },
      [](EventData& e) { e.lines[0].sku = "s"; },
      [](EventData& e) { e.lines[0].category = "c"; },
      [](EventData& e) { e.lines[0].store = "s"; },
      [](EventData& e) { e.lines[0].brand = "b"; },
      [](EventData& e) { e.lines[0].labels = {"gift"}; },
      [](EventData& e) { e.lines[0].quantity = 9; },
      [](EventData& e) { e.lines[0].amount_fen = 9; },
      [](EventData& e) { std::swap(e.lines[0], e.lines[1]); },
      [](EventData& e) { e.lines.pop_back(); },
      [](EventData& e) { e.tenders[0].kind = TenderKind::coupon; },
      [](EventData& e) { e.tenders[0].amount_fen = 9; },
      [](EventData& e) { e.tenders.clear(); },
      [](EventData& e) { e.quoted = QuotedNumbers{}; },
  };
  std::vector<std::uint64_t> seen{content};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    seen.push_back(content_after(changes[i]));
    for (std::size_t k = 0; k < i + 1; ++k) EXPECT_NE(seen[i + 1], seen[k]) << "change " << i;
  }
}

/// An unknown name is told from another unknown one, whatever programme reads it.
TEST(EventContent, NamesCountByTheirTextNotByTheirNumber) {
  ProgramParts other = support::sample_parts("other");
  other.names = NameTable{};
  other.names.intern(NameKind::version, "base");
  BoundEvent bound;
  const std::uint64_t content = bound.bind(Program(other), order()).content;
  EXPECT_EQ(content, content_after([](EventData&) {}));
}

}  // namespace
}  // namespace loyaltycore::event_data_test
