// event_json.hpp: one spelling a field, nothing guessed, everything read back.
#include "loyaltycore/io/event_json.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::event_json_test {
namespace {

EventData full_event() {
  EventData event;
  event.kind = EventKind::order_placed;
  event.id = "e-1";
  event.member = "m-1";
  event.occurred_at = 1456761600000000;
  event.recorded_at = 1456761600000001;
  event.sequence = 7;
  event.channel = "app";
  event.category = "c";
  event.store = "s";
  event.brand = "b";
  event.sku = "k";
  event.labels = {"l1", "l2"};
  event.segments = {"g1"};
  event.order = "o-1";
  event.sub_order = 0;
  event.line = 3;
  event.quantity = 2;
  event.amount_fen = 100;
  event.freight_fen = 600;
  event.beans = -5;
  event.growth = -6;
  event.subject = "sub";
  event.item = "i";
  event.input = "n";
  event.value = -9;
  event.expires_at = 5;
  event.completed_at = 6;
  event.ordinal = 4;
  event.group = "deal-1";
  event.token = "ticket-9";
  event.in_doubt = true;
  event.tier = "gold";
  event.copied_percent = 100;
  event.duplicate_percent = 255;
  event.reporters = 65535;
  event.lines = {{1, 2, "sku", "cat", "store", "brand", "app", {"x"}, 3, 900},
                 {2, 0, "", "", "", "", "", {}, 1, 0}};
  event.tenders = {{TenderKind::beans, 10}, {TenderKind::postal_remittance, 20}};
  event.archived = std::string("\x00\xFF\x10", 3);
  event.quoted = QuotedNumbers{1,
                               2,
                               Fen{3},
                               Fen{4},
                               Fen{5},
                               Beans{6},
                               Beans{7},
                               Beans{8},
                               Beans{9},
                               Growth{10},
                               1,
                               2,
                               {{1, Fen{2}, Fen{3}, Beans{4}, Beans{5}, Growth{6}}}};
  return event;
}

/// Code and field of the refusal.
std::pair<std::string, std::string> refusal_of(std::string_view json) {
  try {
    static_cast<void>(event_from_json(json));
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find(error.column()), std::string::npos);
    return {error.code(), error.column()};
  }
  return {};
}
std::pair<std::string, std::string> refusal_with(const std::string& fields) {
  return refusal_of(R"({"kind": "login", "occurred_at": 1, )" + fields + "}");
}
using Refused = std::pair<std::string, std::string>;

TEST(EventJson, EveryFieldReadsBack) {
  const EventData event = full_event();
  const std::string json = to_json(event);
  EXPECT_EQ(event_from_json(json), event) << json;
  EXPECT_EQ(to_json(event_from_json(json)), json);
  EXPECT_EQ(json.find('\n'), std::string::npos);
}

TEST(EventJson, DefaultsAreLeftOut) {
  EventData event;
  event.kind = EventKind::login;
  event.id = "e";
  event.occurred_at = 5;
  EXPECT_EQ(to_json(event), R"({"kind":"login","id":"e","occurred_at":5})");
  EXPECT_EQ(event_from_json(to_json(event)), event);
}

TEST(EventJson, EveryKindIsItsName) {
  for (std::size_t kind = 0; kind < kEventKinds; ++kind) {
    EventData event;
    event.kind = static_cast<EventKind>(kind);
    if (event.kind == EventKind::declared) continue;
    EXPECT_EQ(event_from_json(to_json(event)), event);
  }
}

TEST(EventJson, AnOwnKindIsWrittenByItsName) {
  const EventData event = event_from_json(R"({"kind": "bean_grab", "occurred_at": 1})");
  EXPECT_EQ(event.kind, EventKind::declared);
  EXPECT_EQ(event.declared, "bean_grab");
  EXPECT_EQ(to_json(event), R"({"kind":"bean_grab","occurred_at":1})");
  EXPECT_EQ(refusal_of(R"({"kind": "declared", "occurred_at": 1})"),
            (Refused{"field_range", "kind"}));
}

TEST(EventJson, InstantsAreMicrosecondsOrText) {
  const EventData event = event_from_json(
      R"({"kind": "tick", "occurred_at": "2016-03-01T00:00:00+08:00", "recorded_at": 7})");
  EXPECT_EQ(event.occurred_at, 1456761600000000);
  EXPECT_EQ(event.recorded_at, 7);
  EXPECT_EQ(refusal_of(R"({"kind": "tick", "occurred_at": "2016-03-01T00:00:00"})"),
            (Refused{"field_range", "occurred_at"}));
  EXPECT_EQ(refusal_with(R"("completed_at": true)"), (Refused{"field_type", "completed_at"}));
}

TEST(EventJson, IdsMayBeIntegers) {
  const EventData event = event_from_json(
      R"({"kind": "line_returned", "occurred_at": 1, "id": 17, "member": -2, "order": 3,
          "subject": 4, "sku": 5, "lines": [{"sku": 6, "amount_fen": 1}]})");
  EXPECT_EQ(event.id, "17");
  EXPECT_EQ(event.member, "-2");
  EXPECT_EQ(event.order, "3");
  EXPECT_EQ(event.subject, "4");
  EXPECT_EQ(event.sku, "5");
  EXPECT_EQ(event.lines.at(0).sku, "6");
}

TEST(EventJson, UnknownAndRepeatedFieldsAreRefused) {
  EXPECT_EQ(refusal_with(R"("at": 1)"), (Refused{"field_unknown", "at"}));
  EXPECT_EQ(refusal_with(R"("lines": [{"amount_fen": 1, "price": 2}])"),
            (Refused{"field_unknown", "lines[0].price"}));
  EXPECT_EQ(refusal_with(R"("id": "a", "id": "b")"), (Refused{"json_invalid", "/id"}));
  EXPECT_EQ(refusal_with(R"("declared": "x")"), (Refused{"field_unknown", "declared"}));
}

TEST(EventJson, MissingFieldsAreRefused) {
  EXPECT_EQ(refusal_of(R"({"occurred_at": 1})"), (Refused{"field_missing", "kind"}));
  EXPECT_EQ(refusal_of(R"({"kind": "tick"})"), (Refused{"field_missing", "occurred_at"}));
  EXPECT_EQ(refusal_with(R"("lines": [{"line": 1}])"),
            (Refused{"field_missing", "lines[0].amount_fen"}));
  EXPECT_EQ(refusal_with(R"("tenders": [{"amount_fen": 1}])"),
            (Refused{"field_missing", "tenders[0].kind"}));
  EXPECT_EQ(refusal_with(R"("quoted": {"quoted_at": 1, "valid_until": 2})"),
            (Refused{"field_missing", "quoted.goods_fen"}));
}

TEST(EventJson, ValuesAreNotConverted) {
  EXPECT_EQ(refusal_with(R"("amount_fen": 1.0)"), (Refused{"json_invalid", "/amount_fen"}));
  EXPECT_EQ(refusal_with(R"("amount_fen": "1")"), (Refused{"field_type", "amount_fen"}));
  EXPECT_EQ(refusal_with(R"("amount_fen": null)"), (Refused{"field_type", "amount_fen"}));
  EXPECT_EQ(refusal_with(R"("amount_fen": true)"), (Refused{"field_type", "amount_fen"}));
  EXPECT_EQ(refusal_with(R"("in_doubt": 1)"), (Refused{"field_type", "in_doubt"}));
  EXPECT_EQ(refusal_with(R"("channel": 5)"), (Refused{"field_type", "channel"}));
  EXPECT_EQ(refusal_with(R"("labels": "x")"), (Refused{"field_type", "labels"}));
  EXPECT_EQ(refusal_with(R"("labels": [1])"), (Refused{"field_type", "labels[0]"}));
  EXPECT_EQ(refusal_with(R"("lines": {})"), (Refused{"field_type", "lines"}));
  EXPECT_EQ(refusal_with(R"("lines": [1])"), (Refused{"field_type", "lines[0]"}));
  EXPECT_EQ(refusal_of("[]"), (Refused{"field_type", "event"}));
}

TEST(EventJson, NumbersStayInTheirRange) {
  EXPECT_EQ(refusal_with(R"("line": 65536)"), (Refused{"field_range", "line"}));
  EXPECT_EQ(refusal_with(R"("line": -1)"), (Refused{"field_range", "line"}));
  EXPECT_EQ(refusal_with(R"("sub_order": 65535)"), (Refused{"field_range", "sub_order"}));
  EXPECT_EQ(refusal_with(R"("quantity": 2147483648)"), (Refused{"field_range", "quantity"}));
  EXPECT_EQ(refusal_with(R"("copied_percent": 256)"), (Refused{"field_range", "copied_percent"}));
  EXPECT_EQ(refusal_with(R"("beans": 9223372036854775808)"), (Refused{"json_invalid", "/beans"}));
}

TEST(EventJson, TextsAreIds) {
  EXPECT_EQ(refusal_with(R"("id": "")"), (Refused{"field_range", "id"}));
  EXPECT_EQ(refusal_with("\"id\": \"" + std::string(129, 'x') + "\""),
            (Refused{"field_range", "id"}));
  EXPECT_EQ(refusal_with(R"("tier": "")"), (Refused{"field_range", "tier"}));
  EXPECT_EQ(refusal_with(R"("tenders": [{"kind": "gold", "amount_fen": 1}])"),
            (Refused{"field_range", "tenders[0].kind"}));
  EXPECT_EQ(refusal_with(R"("archived": "0")"), (Refused{"field_range", "archived"}));
  EXPECT_EQ(refusal_with(R"("archived": "0g")"), (Refused{"field_range", "archived"}));
  EXPECT_EQ(event_from_json(R"({"kind": "tick", "occurred_at": 1, "archived": "0aFF"})").archived,
            "\x0A\xFF");
}

TEST(EventJson, TextThatIsNotUtf8CannotBeWritten) {
  EventData event;
  event.id = "\xC0\xAF";
  EXPECT_THROW(static_cast<void>(to_json(event)), DataError);
}

TEST(EventJson, LinesAreReadOneByOne) {
  const auto events = events_from_json_lines(
      "{\"kind\": \"login\", \"occurred_at\": 1}\r\n\n  \n{\"kind\": \"tick\", \"occurred_at\": "
      "2}");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].kind, EventKind::login);
  EXPECT_EQ(events[1].occurred_at, 2);
  EXPECT_TRUE(events_from_json_lines("").empty());
}

TEST(EventJson, AnErrorNamesItsLine) {
  try {
    static_cast<void>(events_from_json_lines(
        "{\"kind\": \"login\", \"occurred_at\": 1}\n\n{\"kind\": \"tick\"}\n"));
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(error.row(), 2);
    EXPECT_EQ(error.column(), "occurred_at");
    EXPECT_EQ(std::string(error.what()).substr(0, 7), "line 3,");
  }
}

/// Every example of docs/events.md is an event, and every kind that is built has one.
TEST(EventJson, TheExamplesOfTheDocumentsAreRead) {
  std::ifstream file(LOYALTYCORE_DOCS_DIR "/events.md");
  ASSERT_TRUE(file.good());
  std::stringstream text;
  text << file.rdbuf();
  const std::string page = text.str();
  std::set<EventKind> kinds;
  const std::string_view open = "```json\n";
  for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at)) {
    at += open.size();
    const std::string example = page.substr(at, page.find("```", at) - at);
    kinds.insert(event_from_json(example).kind);
    at = page.find("```", at) + 3;
  }
  EXPECT_EQ(kinds.size(), kEventKinds - 9) << "nine kinds are not built yet";
}

TEST(QuotedJson, ReadsBackWhatWasWrittenAndAsksForEveryNumber) {
  QuotedNumbers quote;
  quote.quoted_at = 5;
  quote.beans_usable = Beans{70};
  quote.lines.resize(2);
  quote.lines[1].amount = Fen{9900};
  const std::string text = to_json(quote);
  EXPECT_EQ(quoted_from_json(text), quote);
  for (const std::string& wrong : {std::string{"{}"}, std::string{"7"}, text.substr(1)}) {
    try {
      static_cast<void>(quoted_from_json(wrong));
      FAIL() << wrong;
    } catch (const DataError& error) {
      EXPECT_EQ(error.column().substr(0, 6), "quoted") << error.what();
    }
  }
}

}  // namespace
}  // namespace loyaltycore::event_json_test
