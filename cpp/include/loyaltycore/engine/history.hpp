// history.hpp: the events of many members, checked, grouped and sorted once; replayed many times.
//
// Members stand in the order of their ids' text, the events of one member in the order in which
// they are decided, lines and tenders beside their event. The order of the rows that came in leaves
// no trace: shuffled tables give an equal History. Immutable and shared: copy the handle freely.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/engine/columns.hpp"
#include "loyaltycore/model/cancel.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/model/member.hpp"

namespace loyaltycore::engine {

/// What has ordinals of its own: each SKU of a kind, or the kind over all SKUs.
enum class NumberBy : std::uint8_t { sku, kind };

class History {
 public:
  /// No events.
  History();
  /// Copies, checks and sorts the tables.
  /// @throws DataError naming table column and row for the first thing that cannot be read;
  ///         Cancelled, now and then, once the flag is set.
  [[nodiscard]] static History from_columns(const EventTable& events, const LineTable& lines = {},
                                            const TenderTable& tenders = {},
                                            const CancelFlag* cancel = nullptr);

  /// A history whose events of these kinds are numbered: the ordered pass that issues shared limits
  /// (the first ten photos of an item, a budget of all members). The first event of a series, by
  /// (recorded_at, event id) over all members, has the ordinal 1, the next 2; a retry has that of
  /// its first. Events without a SKU are counted by their kind alone. An event that brought an
  /// ordinal keeps it and counts, and no other event of the series gets that number. What
  /// programmes answer is not asked: a refused event counts too.
  /// @param kinds names of event kinds, or own kinds of the data; a tick takes no ordinal.
  /// @throws DataError(kind_unknown); Cancelled
  [[nodiscard]] History numbered(std::span<const std::string> kinds, NumberBy by = NumberBy::sku,
                                 const CancelFlag* cancel = nullptr) const;

  [[nodiscard]] std::size_t events() const noexcept;
  [[nodiscard]] std::size_t lines() const noexcept;
  [[nodiscard]] std::size_t tenders() const noexcept;
  [[nodiscard]] std::size_t members() const noexcept;
  /// Id of member `index` in the order of the history.
  [[nodiscard]] std::string member_id(std::size_t index) const;
  /// Events of member `index`.
  [[nodiscard]] std::size_t events_of(std::size_t index) const noexcept;
  /// Position of the first event of member `index`.
  [[nodiscard]] std::size_t first_event_of(std::size_t index) const noexcept;
  /// The member of this id; none if no event is its.
  [[nodiscard]] std::optional<std::size_t> find_member(std::string_view id) const;
  /// The event at `position` as its caller wrote it: of one content with it. What says nothing is
  /// left out: recorded_at where it is occurred_at, a sequence that not all events of the member
  /// (ticks apart) have, and that of a tick.
  [[nodiscard]] EventData event_at(std::size_t position) const;
  /// Whether the member column held integers.
  [[nodiscard]] bool integer_members() const noexcept;
  /// Row of the caller's event table that stands at `position`.
  [[nodiscard]] std::uint32_t row_at(std::size_t position) const noexcept;
  /// Latest recorded_at of all events but ticks, which happen to nobody; kFirstInstant if none.
  [[nodiscard]] Instant latest() const noexcept;
  /// Bytes that this history keeps, the texts of its dictionaries apart.
  [[nodiscard]] std::size_t bytes() const noexcept;

  struct Parts;
  /// For drivers of this floor.
  [[nodiscard]] const Parts& parts() const noexcept { return *parts_; }
  explicit History(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

 private:
  std::shared_ptr<const Parts> parts_;
};

/// Rows one by one, as an online journal holds them. Amounts are taken as they are: what apply
/// refuses, replay refuses too. Lines and tenders keep the order in which the event names them.
class HistoryBuilder {
 public:
  HistoryBuilder();
  ~HistoryBuilder();
  HistoryBuilder(HistoryBuilder&&) noexcept;
  HistoryBuilder& operator=(HistoryBuilder&&) noexcept;

  /// `archived`, if not null, is what event.archived says, read by its owner.
  /// @throws DataError for an id or name that is not UTF-8 or too long, or another scope.
  void add(const EventData& event, const ArchivedLine* archived = nullptr);
  [[nodiscard]] std::size_t size() const noexcept;
  /// Row i of the history is the i-th event that was added. The builder is empty afterwards.
  /// @throws Cancelled, now and then, once the flag is set.
  [[nodiscard]] History build(const CancelFlag* cancel = nullptr);

 private:
  struct Rows;
  std::unique_ptr<Rows> rows_;
};

}  // namespace loyaltycore::engine
