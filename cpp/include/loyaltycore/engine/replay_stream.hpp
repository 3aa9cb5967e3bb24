// replay_stream.hpp: replay of a history that is too large for one machine's memory at once.
//
// The caller feeds histories that follow each other: members in the order of their ids' text, the
// events of a member in the order of their decisions. A border between two may lie inside a member.
// Kept in memory: one chunk, the member at the border, and the tables that were asked for.
#pragma once

#include <memory>

#include "loyaltycore/engine/replay.hpp"

namespace loyaltycore::engine {

/// Whether the rows of a chunk may have come in any order, or the first out of order is an error.
enum class RowOrder : bool { any = false, sorted = true };

/// Whether the last member of a chunk may go on in the next one. Only a chunk that is closed may
/// hold groups of events: it has all of their members.
enum class Border : bool { open = false, closed = true };

class ReplayStream {
 public:
  /// @throws Error when options.as_of is absent: only the end of a stream shows its latest event;
  ///         DataError for as_of after the year 9999 or a negative number of threads.
  ReplayStream(Program program, ReplayOptions options);
  ~ReplayStream();
  ReplayStream(ReplayStream&&) noexcept;
  ReplayStream& operator=(ReplayStream&&) noexcept;

  /// Replays all members of the chunk but the last, which stays open for the next chunk. Event rows
  /// count on from chunk to chunk. After an exception the stream answers only exceptions.
  /// @throws DataError naming the row of the stream when a member or an event goes backwards: at
  ///         the border, and with RowOrder::sorted inside the chunk; for a group in an open chunk.
  void feed(const History& chunk, RowOrder order = RowOrder::any, Border border = Border::open);
  /// Closes the last member and hands everything over. Once.
  [[nodiscard]] Replay finish();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace loyaltycore::engine
