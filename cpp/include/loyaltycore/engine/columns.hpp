// columns.hpp: the callers' tables, borrowed as columns: events, their lines, their tenders.
//
// A column is a view: whoever owns the memory keeps it alive while a History is being made, which
// copies what it needs. Ids and names are int64 (their decimal text) or codes into a Dictionary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "loyaltycore/base/id.hpp"
#include "loyaltycore/engine/code_table.hpp"
#include "loyaltycore/model/cancel.hpp"
#include "loyaltycore/model/quote_numbers.hpp"

namespace loyaltycore::engine {

/// Code of a row without a value.
inline constexpr std::uint32_t kNoCode = 0xFFFF'FFFF;

/// The texts that codes stand for, each hashed once. Immutable; shared between columns.
class Dictionary {
 public:
  Dictionary() = default;
  explicit Dictionary(const std::vector<std::string>& texts);
  /// Text i is bytes[offsets[i], offsets[i + 1]).
  /// @throws DataError if offsets do not ascend from 0 to the number of bytes; Cancelled.
  Dictionary(std::string bytes, std::vector<std::uint64_t> offsets,
             const CancelFlag* cancel = nullptr);

  [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
  /// @pre code < size()
  [[nodiscard]] std::string_view text(std::uint32_t code) const noexcept {
    return {bytes_.data() + offsets_[code], offsets_[code + 1] - offsets_[code]};
  }
  /// id_of(text(code)); kNoId for the empty text.
  [[nodiscard]] const Id& id(std::uint32_t code) const noexcept { return ids_[code]; }
  /// Whether the text may stand as an id or name: is_valid_id, or empty.
  [[nodiscard]] bool valid(std::uint32_t code) const noexcept { return valid_[code] != 0; }

 private:
  void hash_texts(const CancelFlag* cancel);

  std::string bytes_;
  std::vector<std::uint64_t> offsets_;
  std::vector<Id> ids_;
  std::vector<std::uint8_t> valid_;
};

/// Numbers texts in the order in which they first come.
class DictionaryBuilder {
 public:
  /// The text's code; the same for the same bytes. @pre fewer than kNoCode texts.
  std::uint32_t code_of(std::string_view text);
  [[nodiscard]] std::size_t size() const noexcept { return offsets_.size() - 1; }
  /// The builder is empty afterwards. @throws Cancelled
  [[nodiscard]] std::shared_ptr<const Dictionary> build(const CancelFlag* cancel = nullptr);

 private:
  [[nodiscard]] std::string_view text(std::uint32_t code) const noexcept {
    return std::string_view{bytes_}.substr(offsets_[code], offsets_[code + 1] - offsets_[code]);
  }

  std::string bytes_{};
  std::vector<std::uint64_t> offsets_{0};
  CodeTable codes_{};
};

/// Dictionary codes; kNoCode is "no value".
struct Coded {
  std::span<const std::uint32_t> codes{};
  std::shared_ptr<const Dictionary> texts{};
};

/// One column, or none (std::monostate). Flags and small numbers may come as uint8.
struct Column {
  std::variant<std::monostate, std::span<const std::int64_t>, std::span<const std::int32_t>,
               std::span<const std::uint8_t>, Coded>
      values{};
  /// One byte a row, 0 = null. Empty: every row has a value.
  std::span<const std::uint8_t> present{};

  [[nodiscard]] bool given() const noexcept { return values.index() != 0; }
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] bool has(std::size_t row) const noexcept {
    return present.empty() || present[row] != 0;
  }
};

/// Several names a row: those of row i are names.codes[offsets[i] .. offsets[i + 1]).
struct ListColumn {
  std::span<const std::int64_t> offsets{};
  Coded names{};

  [[nodiscard]] bool given() const noexcept { return !offsets.empty(); }
};

/// What few rows carry: values[i] is that of row rows[i], which ascend.
template <class T>
struct RareColumn {
  std::span<const std::uint64_t> rows{};
  std::span<const T> values{};
};

/// One row an event, in any order. Required: kind, id, member, occurred_at_us.
/// A null or absent optional value is the default of model/event_data.hpp.
struct EventTable {
  std::size_t rows{};
  /// uint8 numbers of EventKind, or texts of kEventKindNames.
  Column kind{};
  /// Name of the own kind where kind is "declared".
  Column declared{};
  Column id{};
  Column member{};
  Column occurred_at_us{};
  Column recorded_at_us{};
  Column sequence{};
  Column channel{};
  Column category{};
  Column store{};
  Column brand{};
  Column sku{};
  ListColumn labels{};
  ListColumn segments{};
  Column order{};
  Column sub_order{};
  Column line{};
  Column quantity{};
  Column amount_fen{};
  Column freight_fen{};
  Column beans{};
  Column growth{};
  Column subject{};
  Column item{};
  Column input{};
  Column value{};
  Column expires_at_us{};
  Column completed_at_us{};
  Column ordinal{};
  Column group{};
  Column token{};
  Column in_doubt{};
  Column tier{};
  Column purse{};
  Column ladder{};
  Column copied_percent{};
  Column duplicate_percent{};
  Column reporters{};
  /// Records of closed lines, the bytes of model/archived_bytes.hpp.
  RareColumn<std::string_view> archived{};
  /// Quotes that placements bind to.
  RareColumn<QuotedNumbers> quoted{};
};

/// One row an order line. Joined by `event_row` (row number in the event table) or by `event_id`.
/// Required: the join, amount_fen. The lines of an event are taken in the order of `line`; without
/// that column they are numbered from 1 as their rows stand.
struct LineTable {
  std::size_t rows{};
  Column event_row{};
  Column event_id{};
  Column line{};
  Column sub_order{};
  Column sku{};
  Column category{};
  Column store{};
  Column brand{};
  Column channel{};
  ListColumn labels{};
  Column quantity{};
  Column amount_fen{};
};

/// One row a tender, joined like a line. Required: the join, kind, amount_fen.
/// The tenders of an event are taken in the order of their kind, then amount.
struct TenderTable {
  std::size_t rows{};
  Column event_row{};
  Column event_id{};
  /// uint8 numbers of TenderKind, or texts of kTenderKindNames.
  Column kind{};
  Column amount_fen{};
};

}  // namespace loyaltycore::engine
