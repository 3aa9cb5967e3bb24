// table_reader.hpp: columns of one table into fields, in a given order, each value checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "engine/history_parts.hpp"
#include "loyaltycore/engine/columns.hpp"

namespace loyaltycore::engine {

/// Values that a column may hold.
struct Bounds {
  std::int64_t least{std::numeric_limits<std::int64_t>::min()};
  std::int64_t most{std::numeric_limits<std::int64_t>::max()};
};

class TableReader {
 public:
  /// `order`: row of each position; may be filled after the columns that decide it were checked.
  /// Every column that is checked or read looks at the cancel flag first.
  TableReader(std::string_view table, std::size_t rows, Checks checks,
              const CancelFlag* cancel = nullptr)
      : table_(table), rows_(rows), checks_(checks), cancel_(cancel) {}
  void set_order(std::span<const std::uint32_t> order) noexcept { order_ = order; }

  /// @throws DataError when the column is missing, or its length is not that of the table.
  void require(const Column& column, std::string_view name) const;
  /// Length, type and bounds; nulls too where none may stand.
  void check_numbers(const Column& column, std::string_view name, Bounds bounds,
                     bool nulls_allowed) const;
  /// Integers, or codes of texts that may stand as ids.
  void check_texts(const Column& column, std::string_view name, bool nulls_allowed) const;

  /// An absent column is an empty field.
  template <class T>
  [[nodiscard]] Field<T> numbers(const Column& column, std::string_view name, Bounds bounds,
                                 T fallback) const;
  [[nodiscard]] IdField ids(const Column& column, std::string_view name) const;
  [[nodiscard]] NameField names(const Column& column, std::string_view name) const;
  [[nodiscard]] NamesField lists(const ListColumn& column, std::string_view name) const;
  /// Numbers below `kinds.size()`, or texts that are one of `kinds`. @pre the column is required.
  [[nodiscard]] Field<std::uint8_t> kinds(const Column& column, std::string_view name,
                                          std::span<const std::string_view> kinds) const;

  /// `row` is -1 when the whole column is meant; `remedy` says what to do.
  [[noreturn]] void fail(std::string_view code, const std::string& what, std::string_view name,
                         std::int64_t row, std::string_view remedy) const;
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] Checks checks() const noexcept { return checks_; }
  [[nodiscard]] const CancelFlag* cancel() const noexcept { return cancel_; }

 private:
  [[nodiscard]] std::size_t row_at(std::size_t at) const noexcept {
    return order_.empty() ? at : order_[at];
  }
  void check_length(const Column& column, std::string_view name) const;
  void check_lists(const ListColumn& column, std::string_view name) const;
  template <class T, class Value>
  void gather(std::span<const Value> values, std::span<const std::uint8_t> present,
              Field<T>& out) const;

  std::string_view table_;
  std::size_t rows_;
  Checks checks_;
  const CancelFlag* cancel_;
  std::span<const std::uint32_t> order_{};
};

/// Codes and a dictionary of decimal texts for an integer column.
/// @throws Cancelled
[[nodiscard]] NameField intern_numbers(const IdField& field, const CancelFlag* cancel = nullptr);

}  // namespace loyaltycore::engine
