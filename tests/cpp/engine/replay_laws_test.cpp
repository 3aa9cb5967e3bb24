// replay.hpp: replay is apply repeated, on the random histories and programmes of the kernel.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/journal.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/engine/replay.hpp"
#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/archived_bytes.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/audit.hpp"
#include "support/random_history.hpp"
#include "support/random_programme.hpp"

namespace loyaltycore::engine::replay_laws_test {
namespace {

using support::RandomHistory;

constexpr std::uint64_t kProgrammes = 120;
constexpr int kMembers = 4;
constexpr int kEvents = 120;

Program random_program(std::uint64_t seed) {
  return Program::from_json(support::RandomProgramme(seed, seed + 1000).json());
}

std::string bytes_of(const ArchivedLine& line) {
  const std::vector<std::byte> bytes = encode_archived(line);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A table of events with such a tender is refused as a whole (columns_test.cpp).
bool has_unknown_tender(const EventData& data) {
  return std::any_of(data.tenders.begin(), data.tenders.end(), [](const TenderData& each) {
    return static_cast<std::size_t>(each.kind) >= kTenderKinds;
  });
}

/// One member's history, in the order of its time or, `numbered`, of its telling; late returns
/// bring records of the lines that closed in it.
void tell(const Program& program, const std::string& member, std::uint64_t seed, bool numbered,
          std::vector<EventData>& out) {
  RandomHistory history(seed);
  kernel::Workspace workspace;
  kernel::Effects effects;
  BoundEvent bound;
  std::vector<ArchivedLine> closed;
  Member state = newcomer(member);
  for (int i = 0; i < kEvents; ++i) {
    EventData data = history.next();
    data.member = member;
    if (numbered) data.sequence = i;
    if (has_unknown_tender(data)) continue;
    const ArchivedLine* record = history.record_for(data, closed);
    if (record != nullptr) data.archived = bytes_of(*record);
    static_cast<void>(
        step_in_place(program, state, bound.bind(program, data, record), workspace, &effects));
    closed.insert(closed.end(), effects.archived.begin(), effects.archived.end());
    out.push_back(std::move(data));
  }
}

std::vector<EventData> journal_of(const Program& program, std::uint64_t seed) {
  std::vector<EventData> out;
  for (int m = 0; m < kMembers; ++m) {
    const std::uint64_t own = seed * kMembers + static_cast<std::uint64_t>(m);
    tell(program, "m" + std::to_string(m), own, m % 2 != 0, out);
  }
  return out;
}

/// As a history orders each member's: what is told twice at one instant, by its content.
std::vector<EventData> in_order(const Program& program, std::vector<EventData> journal) {
  BoundEvent bound;
  const auto key = [&](const EventData& each) {
    return std::tuple{each.sequence.value_or(0), each.recorded_at.value_or(each.occurred_at),
                      each.id, each.member, bound.bind(program, each).content};
  };
  std::stable_sort(journal.begin(), journal.end(),
                   [&](const EventData& a, const EventData& b) { return key(a) < key(b); });
  return journal;
}

/// What one event after the other made of the members, each through the kernel.
struct Applied {
  std::map<std::string, Member> members;
  std::map<std::string, std::vector<std::int64_t>> amounts;
  std::map<Refusal, std::uint64_t> refused;
  std::uint64_t accepted{};
  std::uint64_t duplicates{};
  std::uint64_t ticks{};
};

Applied applied(const Program& program, const std::vector<EventData>& journal,
                support::Audit& audit) {
  Applied out;
  kernel::Workspace workspace;
  kernel::Effects effects;
  BoundEvent bound;
  for (const EventData& data : in_order(program, journal)) {
    Member& member = out.members.try_emplace(data.member, newcomer(data.member)).first->second;
    std::optional<ArchivedLine> record;
    if (!data.archived.empty()) {
      LC_CHECK(decode_archived(std::as_bytes(std::span{data.archived}), record.emplace()));
    }
    const Event& event = bound.bind(program, data, record ? &*record : nullptr);
    const kernel::Outcome outcome = kernel::apply(program, member, event, workspace, effects);
    audit.note(data.kind, outcome);
    // A replay counts ticks alone.
    if (data.kind == EventKind::tick) ++out.ticks;
    if (outcome.refusal != Refusal::none && data.kind != EventKind::tick)
      ++out.refused[outcome.refusal];
    if (outcome.duplicate && data.kind != EventKind::tick) ++out.duplicates;
    if (!effects.accepted) continue;
    kernel::fold(program.plan(), member, event, effects);
    if (data.kind != EventKind::tick) ++out.accepted;
    for (const Effect<>& each : effects.entries) {
      out.amounts[data.member].push_back(each.amount);
    }
  }
  return out;
}

/// Settles the members and sums their hashes.
Hash128 settled_sum(const Program& program, Applied& told, Instant as_of) {
  Hash128 sum;
  kernel::Workspace workspace;
  kernel::Effects due;
  std::vector<std::byte> bytes;
  for (auto& [id, member] : told.members) {
    kernel::settle(program, member, as_of, workspace, &due);
    for (const Effect<>& each : due.entries) told.amounts[id].push_back(each.amount);
    sum += member_hash(id, member, program.plan(), bytes);
  }
  return sum;
}

ReplayOptions with_ledger(int threads) {
  ReplayOptions options;
  options.threads = threads;
  options.outputs.ledger = true;
  return options;
}

/// Every kind of event and every refusal goes through the door of histories, but for one.
TEST(ReplayLaws, RandomHistoriesAreApplyRepeated) {
  support::Audit audit;
  for (std::uint64_t seed = 0; seed < kProgrammes && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const Program program = random_program(seed);
    const std::vector<EventData> journal = journal_of(program, seed);
    const History history = engine::testing::history_of(journal);
    Applied told = applied(program, journal, audit);
    const Replay replayed = replay(program, history, with_ledger(1 + static_cast<int>(seed % 3)));
    EXPECT_EQ(replayed.digest.sum, settled_sum(program, told, replayed.digest.as_of));
    EXPECT_EQ(replayed.counters.accepted, told.accepted);
    EXPECT_EQ(replayed.counters.duplicates, told.duplicates);
    EXPECT_EQ(replayed.counters.ticks, told.ticks);
    std::map<Refusal, std::uint64_t> refused;
    for (const RefusalCount& each : replayed.counters.refused_by_code) {
      refused[each.code] = each.events;
    }
    EXPECT_EQ(refused, told.refused);
    std::vector<std::int64_t> amounts;
    for (const auto& [id, each] : told.amounts) {
      amounts.insert(amounts.end(), each.begin(), each.end());
    }
    EXPECT_EQ(replayed.ledger.amount, amounts);
  }
  EXPECT_THAT(audit.missing(), ::testing::ElementsAre("tender_unknown given"));
}

TEST(ReplayLaws, AnEngineToldOneByOneOrTogetherIsTheReplay) {
  for (std::uint64_t seed = 0; seed < kProgrammes / 3 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const Program program = random_program(seed);
    const std::vector<EventData> journal = journal_of(program, seed);
    const Replay replayed = replay(program, engine::testing::history_of(journal), with_ledger(2));
    const std::vector<EventData> ordered = in_order(program, journal);
    const std::span<const EventData> events{ordered};
    const std::size_t half = events.size() / 2;
    Engine engine{program};
    for (const EventData& each : events.first(half)) static_cast<void>(engine.apply(each));
    static_cast<void>(engine.apply_batch(events.subspan(half)));
    EXPECT_EQ(engine.digest(replayed.digest.as_of), replayed.digest);
    EXPECT_EQ(engine.verify(), "");
  }
}

}  // namespace
}  // namespace loyaltycore::engine::replay_laws_test
