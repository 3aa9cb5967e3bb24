// scores.hpp: the scores of one member, as settled and as they stand today, dimension by dimension.
//
// For people: names instead of numbers. What they come to is decided in the kernel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

struct TermPoints {
  std::string term{};
  /// What was counted, in its own unit; spend in fen.
  std::int64_t measured{};
  /// Below zero for a term that takes off.
  std::int64_t points{};

  friend bool operator==(const TermPoints&, const TermPoints&) = default;
};

struct DimensionPoints {
  std::string dimension{};
  /// Its start and its terms, within its floor and cap.
  std::int64_t points{};
  bool gate{};
  std::vector<TermPoints> terms{};

  friend bool operator==(const DimensionPoints&, const DimensionPoints&) = default;
};

struct MemberScore {
  std::string score{};
  /// As of the last settlement, levels in the order of the document.
  std::int64_t value{};
  bool open{};
  std::vector<std::string> levels{};
  /// Points of the year before.
  std::int64_t carried{};
  /// With the month in progress; its dimensions too. Of an erased member 0, and none.
  std::int64_t shown{};
  /// The next settlement; kNoDay: none.
  Day settles_on{kNoDay};
  /// The level above the settled value, "" if there is none, and what is missing.
  std::string next_level{};
  std::int64_t missing{};
  std::vector<DimensionPoints> dimensions{};

  friend bool operator==(const MemberScore&, const MemberScore&) = default;
};

/// Names of the levels whose bits are set, in the order in which the version declares them for the
/// score of that name number; empty if it has no such score.
[[nodiscard]] std::vector<std::string> score_levels(const Program& program, std::size_t version,
                                                    std::uint16_t score, std::int64_t bits);

/// What the standing says of a version's score: value, open, levels, carried; nothing else.
[[nodiscard]] MemberScore settled_score(const Program& program, const Standing<>& standing,
                                        const ScoreTerms<>& score);

/// Every score of the version in force, by id: as of `at`, or of the last decision if that is
/// later, with everything settled that falls due until then; the member stays as it is.
[[nodiscard]] std::vector<MemberScore> scores_of(const Program& program, const Member& member,
                                                 Instant at);

}  // namespace loyaltycore::engine
