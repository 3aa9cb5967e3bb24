// Ordinals are issued over all members, in the order of recording, whatever the order of rows.
#include "engine/numbering.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/journal.hpp"
#include "loyaltycore/engine/replay.hpp"
#include "loyaltycore/io/program_json.hpp"

namespace loyaltycore::engine::numbering_test {
namespace {

using testing::event_of;
using testing::history_of;
using testing::kBegin;

EventData photo(const std::string& member, const std::string& id, const std::string& sku,
                Instant at) {
  EventData event = event_of(EventKind::photo_shown, member, id, at);
  event.sku = sku;
  event.order = "o-" + id;
  event.line = 1;
  return event;
}

using Numbers = std::map<std::string, std::int32_t>;

Numbers numbers_of(const std::vector<EventData>& told, const std::vector<std::string>& kinds,
                   NumberBy by = NumberBy::sku) {
  const History history = history_of(told).numbered(kinds, by);
  Numbers out;
  for (std::size_t at = 0; at < history.events(); ++at) {
    const EventData& event = told[history.row_at(at)];
    out[event.member + "/" + event.id] = history.parts().event.ordinal[at];
  }
  return out;
}

TEST(Numbering, CountsEachItemOverAllMembers) {
  std::vector<EventData> told{
      photo("ann", "1", "tea", kBegin + 5),           photo("bob", "2", "tea", kBegin + 3),
      photo("cai", "3", "cup", kBegin + 4),           photo("ann", "4", "tea", kBegin + 9),
      photo("bob", "2", "tea", kBegin + 3),           photo("dan", "5", "", kBegin + 1),
      event_of(EventKind::login, "ann", "6", kBegin),
  };
  const Numbers wanted{{"ann/1", 2}, {"bob/2", 1}, {"cai/3", 1},
                       {"ann/4", 3}, {"dan/5", 1}, {"ann/6", 0}};
  std::mt19937_64 random{1};
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(numbers_of(told, {"photo_shown"}), wanted);
    std::shuffle(told.begin(), told.end(), random);
  }
}

TEST(Numbering, CountsAKindOverAllItemsWhereAsked) {
  EventData login = event_of(EventKind::login, "ann", "3", kBegin);
  login.sku = "tea";
  const std::vector<EventData> told{photo("ann", "1", "tea", kBegin + 1),
                                    photo("bob", "2", "cup", kBegin + 2), login};
  EXPECT_EQ(numbers_of(told, {"photo_shown", "login"}, NumberBy::kind),
            (Numbers{{"ann/1", 1}, {"bob/2", 2}, {"ann/3", 1}}));
}

TEST(Numbering, IssuesNoNumberThatTheDataBrought) {
  std::vector<EventData> told;
  for (int i = 0; i < 6; ++i) {
    told.push_back(photo("m" + std::to_string(i), "p", "tea", kBegin + i));
  }
  told[3].ordinal = 1;
  told[4].ordinal = 2;
  // Told again without its number.
  told.push_back(photo("m3", "p", "tea", kBegin + 3));
  const Numbers wanted{{"m0/p", 3}, {"m1/p", 4}, {"m2/p", 5},
                       {"m3/p", 1}, {"m4/p", 2}, {"m5/p", 6}};
  EXPECT_EQ(numbers_of(told, {"photo_shown"}), wanted);
  std::swap(told[3], told[6]);
  EXPECT_EQ(numbers_of(told, {"photo_shown"}), wanted);
}

TEST(Numbering, KeepsWhatTheDataBrought) {
  std::vector<EventData> told{photo("ann", "1", "tea", kBegin),
                              photo("bob", "2", "tea", kBegin + 1)};
  told[0].ordinal = 7;
  EXPECT_EQ(numbers_of(told, {"photo_shown"}), (Numbers{{"ann/1", 7}, {"bob/2", 2}}));
}

TEST(Numbering, KnowsOwnKindsOfTheData) {
  std::vector<EventData> told{event_of(EventKind::declared, "ann", "1", kBegin),
                              event_of(EventKind::declared, "bob", "2", kBegin)};
  told[0].declared = "grab";
  told[1].declared = "walk";
  EXPECT_EQ(numbers_of(told, {"grab"}), (Numbers{{"ann/1", 1}, {"bob/2", 0}}));
  for (const char* unknown : {"grba", "tick"}) {
    try {
      static_cast<void>(numbers_of(told, {unknown}));
      FAIL() << "nothing was thrown";
    } catch (const DataError& error) {
      EXPECT_EQ(error.code(), "kind_unknown") << unknown;
    }
  }
}

TEST(Numbering, LetsABudgetEndForEveryoneAlike) {
  const Program program = Program::from_json(R"json({"format": 1, "meta": {"id": "t"},
    "beans": {"earn": {"a": {"trigger": "login", "fixed": 4, "caps": {"programme_budget": 10}}}}
  })json");
  std::vector<EventData> told;
  for (int i = 0; i < 9; ++i) {
    told.push_back(event_of(EventKind::login, "m" + std::to_string(i), "in", kBegin + 100 - i));
  }
  const std::vector<std::string> kinds{"login"};
  const Replay replayed = replay(program, history_of(told).numbered(kinds), {});
  EXPECT_EQ(replayed.members.available, (std::vector<std::int64_t>{0, 0, 0, 0, 0, 0, 2, 4, 4}));
}

}  // namespace
}  // namespace loyaltycore::engine::numbering_test
