// play_output.hpp: what a replay makes of a run of members; runs are joined in the order of
// members.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "loyaltycore/engine/replay.hpp"

namespace loyaltycore::engine {

struct PlayOutput {
  explicit PlayOutput(const Program& program) : monthly(program) {}

  MemberTable members{};
  LedgerColumns ledger{};
  RefusalColumns refusals{};
  ArchivedColumns archived{};
  MonthlyBooks monthly;
  Counters counters{};
  std::map<Refusal, std::uint64_t> refused_by_code{};
  /// Of the members that exist.
  std::uint64_t digested{};
  Hash128 sum{};

  /// Adds the run that follows.
  void append(PlayOutput&& next);
};

/// Adds an id: as an integer if the history has integers and every id so far was one.
void push_id(MemberIds& ids, std::string_view text, std::optional<std::int64_t> number);

}  // namespace loyaltycore::engine
