#include "engine/row_join.hpp"

#include <bit>
#include <limits>
#include <numeric>
#include <string>

namespace loyaltycore::engine {

namespace {

/// No event has this id.
constexpr std::uint32_t kFree = 0xFFFF'FFFF;
/// Several rows of the event table have it.
constexpr std::uint32_t kRepeated = 0xFFFF'FFFE;
/// Not looked up yet.
constexpr std::uint32_t kAsked = 0xFFFF'FFFD;

JoinedRows grouped(const std::vector<std::uint32_t>& positions, std::size_t events) {
  JoinedRows out;
  out.first.assign(events + 1, 0);
  for (const std::uint32_t position : positions) ++out.first[position + 1];
  std::partial_sum(out.first.begin(), out.first.end(), out.first.begin());
  std::vector<std::uint64_t> next(out.first.begin(), out.first.end() - 1);
  out.rows.resize(positions.size());
  for (std::uint32_t row = 0; row < positions.size(); ++row) {
    out.rows[next[positions[row]]++] = row;
  }
  return out;
}

}  // namespace

RowJoin::RowJoin(const IdField& event_ids, std::span<const std::uint32_t> rows)
    : event_ids_(event_ids), rows_(rows) {}

std::size_t RowJoin::slot_of(const Id& id) const noexcept {
  // Full hashes already: their low bits choose the slot.
  std::size_t slot = id.low & (slots_.size() - 1);
  while (slots_[slot] != kFree && slot_ids_[slot] != id) slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

void RowJoin::index_ids(const CancelFlag* cancel) {
  if (!slots_.empty()) return;
  slots_.assign(std::bit_ceil(rows_.size() * 2 + 1), kFree);
  slot_ids_.resize(slots_.size());
  for (std::uint32_t position = 0; position < rows_.size(); ++position) {
    check_cancel(cancel);
    if (!event_ids_.has(position)) continue;
    const Id id = event_ids_.id(position);
    const std::size_t slot = slot_of(id);
    slots_[slot] = slots_[slot] == kFree ? position : kRepeated;
    slot_ids_[slot] = id;
  }
}

std::vector<std::uint32_t> RowJoin::positions_by_row(const TableReader& table,
                                                     const Column& event_row) const {
  const auto most = static_cast<std::int64_t>(rows_.size()) - 1;
  table.check_numbers(event_row, "event_row", {0, most}, false);
  const Field<std::int64_t> event_rows =
      table.numbers<std::int64_t>(event_row, "event_row", {0, most}, 0);
  std::vector<std::uint32_t> position_of_row(rows_.size());
  for (std::uint32_t position = 0; position < rows_.size(); ++position) {
    position_of_row[rows_[position]] = position;
  }
  std::vector<std::uint32_t> out(table.rows());
  for (std::size_t row = 0; row < out.size(); ++row) {
    out[row] = position_of_row[static_cast<std::size_t>(event_rows[row])];
  }
  return out;
}

std::vector<std::uint32_t> RowJoin::positions_by_id(const TableReader& table,
                                                    const Column& event_id) {
  table.require(event_id, "event_id");
  table.check_texts(event_id, "event_id", false);
  index_ids(table.cancel());
  const IdField ids = table.ids(event_id, "event_id");
  // Of each code of a dictionary only the first row pays for the search.
  std::vector<std::uint32_t> known(ids.integers || !ids.given() ? 0 : ids.texts->size(), kAsked);
  std::vector<std::uint32_t> out(table.rows());
  for (std::size_t row = 0; row < out.size(); ++row) {
    check_cancel(table.cancel());
    std::uint32_t position = kAsked;
    if (ids.integers) {
      const bool repeats = row > 0 && ids.numbers[row] == ids.numbers[row - 1];
      position = repeats ? out[row - 1] : slots_[slot_of(ids.id(row))];
    } else {
      std::uint32_t& seen = known[ids.codes[row]];
      if (seen == kAsked) seen = slots_[slot_of(ids.id(row))];
      position = seen;
    }
    if (position == kFree) {
      table.fail("unknown_event", "names an event that the event table does not have", "event_id",
                 static_cast<std::int64_t>(row), "give the event its row, or drop this one");
    }
    if (position == kRepeated) {
      table.fail("ambiguous_event", "names an event id that several rows of the event table have",
                 "event_id", static_cast<std::int64_t>(row), "join by event_row");
    }
    out[row] = position;
  }
  return out;
}

JoinedRows RowJoin::join(const TableReader& table, const Column& event_row,
                         const Column& event_id) {
  if (table.rows() == 0) return {};
  if (table.rows() >= kAsked || rows_.size() >= kAsked) {
    table.fail("too_many_rows", "has more rows than one history can hold", "rows", -1,
               "use chunks");
  }
  return grouped(
      event_row.given() ? positions_by_row(table, event_row) : positions_by_id(table, event_id),
      rows_.size());
}

}  // namespace loyaltycore::engine
