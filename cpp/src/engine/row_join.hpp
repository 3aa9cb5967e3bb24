// row_join.hpp: lines and tenders beside the event that they belong to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/history_parts.hpp"
#include "engine/table_reader.hpp"

namespace loyaltycore::engine {

/// The rows of a table grouped by event.
struct JoinedRows {
  /// Rows of the event at position e: rows[first[e]] .. rows[first[e + 1]].
  std::vector<std::uint64_t> first{};
  std::vector<std::uint32_t> rows{};
};

/// Joins a table to events that are in their final order.
class RowJoin {
 public:
  /// `rows`: caller's row of each event position.
  RowJoin(const IdField& event_ids, std::span<const std::uint32_t> rows);

  /// By `event_row` if given, else by `event_id`. Rows of one event keep their order.
  /// @throws DataError for a row whose event is not in the table, or whose id stands there twice.
  [[nodiscard]] JoinedRows join(const TableReader& table, const Column& event_row,
                                const Column& event_id);

 private:
  void index_ids(const CancelFlag* cancel);
  [[nodiscard]] std::size_t slot_of(const Id& id) const noexcept;
  [[nodiscard]] std::vector<std::uint32_t> positions_by_row(const TableReader& table,
                                                            const Column& event_row) const;
  [[nodiscard]] std::vector<std::uint32_t> positions_by_id(const TableReader& table,
                                                           const Column& event_id);

  const IdField& event_ids_;
  std::span<const std::uint32_t> rows_;
  /// Open addressing: position of an event, or one of the marks of row_join.cpp.
  std::vector<std::uint32_t> slots_{};
  std::vector<Id> slot_ids_{};
};

}  // namespace loyaltycore::engine
