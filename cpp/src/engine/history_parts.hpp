// history_parts.hpp: how a history lies in memory: a struct of arrays in the order of replay.
//
// A field that no table brought is an empty vector and answers its default.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "loyaltycore/engine/columns.hpp"
#include "loyaltycore/engine/history.hpp"
#include "loyaltycore/model/quote_numbers.hpp"

namespace loyaltycore::engine {

template <class T>
struct Field {
  std::vector<T> values{};
  T fallback{};

  [[nodiscard]] bool given() const noexcept { return !values.empty(); }
  [[nodiscard]] T operator[](std::size_t at) const noexcept {
    return values.empty() ? fallback : values[at];
  }
};

/// Decimal text of an int64, and the room for it.
struct DecimalText {
  char room[20];
  std::size_t length{};

  std::string_view write(std::int64_t number) noexcept {
    const std::to_chars_result result = std::to_chars(room, room + sizeof room, number);
    length = static_cast<std::size_t>(result.ptr - room);
    return {room, length};
  }
};

/// Ids as integers or as codes; either may have rows without an id.
struct IdField {
  bool integers{};
  std::vector<std::int64_t> numbers{};
  /// Of integers: one byte a row, 0 = none; empty: every row has one.
  std::vector<std::uint8_t> present{};
  std::vector<std::uint32_t> codes{};
  std::shared_ptr<const Dictionary> texts{};

  [[nodiscard]] bool given() const noexcept { return !numbers.empty() || !codes.empty(); }
  [[nodiscard]] bool has(std::size_t at) const noexcept {
    if (integers) return present.empty() || present[at] != 0;
    return !codes.empty() && codes[at] != kNoCode;
  }
  [[nodiscard]] Id id(std::size_t at) const noexcept {
    if (!has(at)) return kNoId;
    if (!integers) return texts->id(codes[at]);
    DecimalText decimal;
    return id_of(decimal.write(numbers[at]));
  }
  /// "" where there is none; may point into `decimal`.
  [[nodiscard]] std::string_view text(std::size_t at, DecimalText& decimal) const noexcept {
    if (!has(at)) return {};
    return integers ? decimal.write(numbers[at]) : texts->text(codes[at]);
  }
};

/// One name a row, as codes into the data's own words.
struct NameField {
  std::vector<std::uint32_t> codes{};
  std::shared_ptr<const Dictionary> texts{};

  [[nodiscard]] std::uint32_t operator[](std::size_t at) const noexcept {
    return codes.empty() ? kNoCode : codes[at];
  }
};

/// Any number of names a row.
struct NamesField {
  /// Empty: no row has any. Else one more than rows.
  std::vector<std::uint64_t> first{};
  std::vector<std::uint32_t> codes{};
  std::shared_ptr<const Dictionary> texts{};
};

struct EventFields {
  Field<std::uint8_t> kind{};
  IdField id{};
  std::vector<std::int64_t> occurred_at{};
  /// Empty: equal to occurred_at.
  std::vector<std::int64_t> recorded_at{};
  Field<std::int64_t> sequence{};
  NameField declared{}, channel{}, category{}, store{}, brand{}, item{}, input{}, tier{}, purse{},
      ladder{};
  NamesField labels{}, segments{};
  IdField sku{}, order{}, subject{}, group{}, token{};
  Field<std::uint16_t> sub_order{{}, kWholeOrder};
  Field<std::uint16_t> line{};
  Field<std::int32_t> quantity{{}, 1};
  Field<std::int64_t> amount{}, freight{}, beans{}, growth{}, value{};
  Field<std::int64_t> expires_at{{}, kNever};
  Field<std::int64_t> completed_at{{}, kNever};
  Field<std::int32_t> ordinal{};
  Field<std::uint8_t> in_doubt{}, copied_percent{}, duplicate_percent{};
  Field<std::uint16_t> reporters{};
};

struct LineFields {
  /// Lines of event e are [first[e], first[e + 1]); empty: no lines at all.
  std::vector<std::uint64_t> first{};
  Field<std::uint16_t> line{}, sub_order{};
  IdField sku{};
  NameField category{}, store{}, brand{}, channel{};
  NamesField labels{};
  Field<std::int32_t> quantity{{}, 1};
  Field<std::int64_t> amount{};
};

struct TenderFields {
  std::vector<std::uint64_t> first{};
  Field<std::uint8_t> kind{};
  Field<std::int64_t> amount{};
};

/// What few events carry, by position or by row, ascending.
template <class T>
using Rare = std::vector<std::pair<std::size_t, T>>;

/// What the event at `at` carries; null if nothing.
template <class T>
[[nodiscard]] const T* rare_at(const Rare<T>& rare, std::size_t at) noexcept {
  const auto found = std::lower_bound(
      rare.begin(), rare.end(), at,
      [](const auto& entry, std::size_t position) { return entry.first < position; });
  return found != rare.end() && found->first == at ? &found->second : nullptr;
}

struct Attached {
  Rare<ArchivedLine> archived{};
  Rare<QuotedNumbers> quoted{};
};

struct History::Parts {
  std::size_t events{};
  std::size_t lines{};
  std::size_t tenders{};
  std::size_t members{};
  /// Events of member m are [first[m], first[m + 1]).
  std::vector<std::uint64_t> first{};
  IdField member_ids{};
  /// Whether the member's events are ordered by the caller's sequence.
  std::vector<std::uint8_t> by_sequence{};
  /// Caller's row of each event; empty: the rows came in this order.
  std::vector<std::uint32_t> rows{};
  Instant latest{kFirstInstant};
  EventFields event{};
  LineFields line{};
  TenderFields tender{};
  Attached attached{};

  [[nodiscard]] Instant recorded_at(std::size_t at) const noexcept {
    return event.recorded_at.empty() ? event.occurred_at[at] : event.recorded_at[at];
  }
};

/// Whether values outside their bounds are errors, or left for the kernel to refuse.
enum class Checks : bool { representable = false, all = true };

/// What a history is made of.
struct Tables {
  const EventTable& events;
  const LineTable& lines;
  const TenderTable& tenders;
};

/// What the table says, by row, the records read.
/// @throws DataError for rows that do not ascend within the table, and for damaged records.
[[nodiscard]] Attached read_attached(const EventTable& table);

/// With Checks::representable the lines and tenders of an event keep the order of their rows.
/// `attached` is by row; read_attached is the caller's.
/// @throws Cancelled soon after the flag is set.
[[nodiscard]] std::shared_ptr<History::Parts> read_tables(const Tables& tables, Checks checks,
                                                          Attached attached,
                                                          const CancelFlag* cancel);

}  // namespace loyaltycore::engine
