// replay.hpp: a whole history under one programme: members, ledger, months, refusals, digest.
//
// Each event goes through the kernel exactly as online; nothing depends on the number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/engine/history.hpp"
#include "loyaltycore/engine/ledger.hpp"
#include "loyaltycore/engine/report.hpp"
#include "loyaltycore/engine/text_list.hpp"
#include "loyaltycore/model/cancel.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"
#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::engine {

/// The cancel flag was set; nothing was published.
using loyaltycore::Cancelled;

/// Which tables to make; counters and digest always come.
struct Outputs {
  bool members{true};
  bool ledger{false};
  bool monthly{true};
  bool refusals{true};
  bool archived{false};
};

struct ReplayOptions {
  /// At most so many; 0 = as many as the machine has cores. Never negative.
  int threads{1};
  Outputs outputs{};
  /// Every member is settled to here at the end; absent: history.latest().
  /// Ticks recorded after it are counted and left out.
  std::optional<Instant> as_of{};
  /// Called with (events done, events in all) about ten times a second by the calling thread. What
  /// it throws ends the replay and reaches the caller.
  std::function<void(std::uint64_t, std::uint64_t)> progress{};
  /// Looked at after every event; when it is true, the replay ends with Cancelled.
  const CancelFlag* cancel{};
};

/// Number of members that exist (had an accepted event) and the sum of their hashes mod 2^128.
struct Digest {
  Instant as_of{};
  std::uint64_t members{};
  Hash128 sum{};

  friend bool operator==(const Digest&, const Digest&) = default;
};

/// Ids of the member table: integers if the history's were, else text.
struct MemberIds {
  bool integers{};
  std::vector<std::int64_t> numbers{};
  /// Text i is bytes[offsets[i], offsets[i + 1]); there is one more offset than members.
  std::string bytes{};
  std::vector<std::uint64_t> offsets{0};

  [[nodiscard]] std::size_t size() const noexcept {
    return integers ? numbers.size() : offsets.size() - 1;
  }
  [[nodiscard]] std::string text(std::size_t row) const;
};

/// One row a member, in the order of the ids' text: beans of the first purse, growth and tier of
/// the first ladder, and below the main numbers of the others.
struct MemberTable {
  MemberIds ids{};
  /// Level in the version in force, and its NameKind::tier number.
  std::vector<std::int32_t> tier{};
  std::vector<std::uint16_t> tier_name{};
  /// kNever: unlimited.
  std::vector<std::int64_t> tier_expires_at_us{};
  std::vector<std::int64_t> growth{};
  std::vector<std::int64_t> issued{};
  std::vector<std::int64_t> pending{};
  std::vector<std::int64_t> available{};
  std::vector<std::int64_t> held{};
  std::vector<std::int64_t> redeemed{};
  std::vector<std::int64_t> expired{};
  std::vector<std::int64_t> clawed_back{};
  std::vector<std::int64_t> forfeited{};
  /// What the member owes, >= 0.
  std::vector<std::int64_t> debt{};
  /// First day on which some available beans cannot be used (kNoDay: none), and how many.
  std::vector<std::int32_t> next_expiry_on{};
  std::vector<std::int64_t> next_expiry_beans{};
  /// Of each further purse and ladder, empty where the programme has none: available points; growth
  /// and the NameKind::tier number of the level.
  std::array<std::vector<std::int64_t>, kMostPurses> available_in{};
  std::array<std::vector<std::int64_t>, kMostLadders> growth_on{};
  std::array<std::vector<std::uint16_t>, kMostLadders> tier_on{};
  /// Settled value of the score with the NameKind::score number i + 1; empty where there is none.
  std::array<std::vector<std::int64_t>, kMostScores> score{};
  /// Grade of the medal with the NameKind::medal number i + 1; empty where there is none.
  std::array<std::vector<std::int8_t>, kMostMedals> medal{};
  /// Orders that were opened, events accepted, refused, and seen before.
  std::vector<std::int64_t> orders{};
  std::vector<std::int64_t> accepted{};
  std::vector<std::int64_t> refused{};
  std::vector<std::int64_t> duplicates{};
  /// Decision time of the first and of the last accepted event; kNever where there is none.
  std::vector<std::int64_t> first_at_us{};
  std::vector<std::int64_t> decided_at_us{};

  [[nodiscard]] std::size_t size() const noexcept { return tier.size(); }
};

/// One row a refused event, in the order of the members.
struct RefusalColumns {
  std::vector<std::uint32_t> member{};
  std::vector<std::int64_t> event_row{};
  std::vector<std::uint16_t> code{};

  [[nodiscard]] std::size_t size() const noexcept { return member.size(); }
};

/// One row a line that closed, in the order of the members: what a late return must bring back.
struct ArchivedColumns {
  std::vector<std::uint32_t> member{};
  TextList order{};
  std::vector<std::uint16_t> line{};
  std::vector<std::int64_t> closed_at_us{};
  /// The bytes of model/archived_bytes.hpp.
  TextList record{};

  [[nodiscard]] std::size_t size() const noexcept { return member.size(); }
  void push(std::uint32_t member_row, std::string_view order_id, Instant closed_at,
            const ArchivedLine& closed);
  /// Appends `other`; its member rows move on by `first_member`.
  void append(ArchivedColumns&& other, std::uint32_t first_member);
};

struct RefusalCount {
  Refusal code{};
  std::uint64_t events{};

  friend bool operator==(const RefusalCount&, const RefusalCount&) = default;
};

struct Counters {
  std::uint64_t members{};
  std::uint64_t events{};
  std::uint64_t accepted{};
  std::uint64_t duplicates{};
  std::uint64_t refused{};
  /// Ticks among the events; they are neither accepted nor refused.
  std::uint64_t ticks{};
  /// Accepted events without an ordinal, of kinds by whose ordinal a rule gives (max_ordinal,
  /// programme_budget): those rules gave them nothing. History::numbered issues ordinals.
  std::uint64_t unnumbered{};
  /// Lines of accepted events whose category the programme does not know (`categories.unknown`).
  std::uint64_t unknown_categories{};
  std::uint64_t lines{};
  std::uint64_t effects{};
  /// In the order of rank; only codes that happened.
  std::vector<RefusalCount> refused_by_code{};

  friend bool operator==(const Counters&, const Counters&) = default;
};

/// Wall time of each phase, nanoseconds.
struct Elapsed {
  std::int64_t bind{};
  std::int64_t play{};
  std::int64_t merge{};
};

struct Replay {
  std::string program_id{};
  Hash128 program_fingerprint{};
  Hash128 plan_fingerprint{};
  /// Threads that worked, the calling one too; no result depends on it.
  int threads{};
  Digest digest{};
  Counters counters{};
  MemberTable members{};
  LedgerColumns ledger{};
  RefusalColumns refusals{};
  ArchivedColumns archived{};
  Monthly monthly{};
  Elapsed elapsed{};
};

/// Replays every event of every member.
/// @throws Cancelled; Error for as_of before the latest event; DataError for as_of after the
/// year 9999, a negative number of threads or an archived record of another programme;
/// InvariantError if books broke.
[[nodiscard]] Replay replay(const Program& program, const History& history,
                            const ReplayOptions& options = {});

/// Of each event of a history, by position: 1 if its group is not booked in a replay until `as_of`,
/// so that it changes nothing whatever its member says.
/// @throws Cancelled; DataError(group_apart, groups_cross).
[[nodiscard]] std::vector<std::uint8_t> refused_with_groups(const Program& program,
                                                            const History& history, Instant as_of,
                                                            const CancelFlag* cancel = nullptr);

}  // namespace loyaltycore::engine
