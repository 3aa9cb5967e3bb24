#include "engine/table_reader.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

namespace {

template <class Value>
using View = std::span<const Value>;

constexpr std::string_view kGiveOrDrop = "give it a value or drop the row";
constexpr std::string_view kWriteId = "write 1 to 128 bytes of UTF-8 without NUL";
constexpr std::string_view kOneValueARow = "give every column one value a row";

template <class Value>
void check_bounds(const TableReader& reader, View<Value> values, const Column& column,
                  std::string_view name, Bounds bounds) {
  for (std::size_t row = 0; row < values.size(); ++row) {
    const std::int64_t value = values[row];
    if ((value < bounds.least || value > bounds.most) && column.has(row)) {
      reader.fail("out_of_range",
                  "holds " + std::to_string(value) + ", must be from " +
                      std::to_string(bounds.least) + " to " + std::to_string(bounds.most),
                  name, static_cast<std::int64_t>(row), "check the unit, or drop the row");
    }
  }
}

}  // namespace

void TableReader::fail(std::string_view code, const std::string& what, std::string_view name,
                       std::int64_t row, std::string_view remedy) const {
  const std::string column = std::string{table_} + "." + std::string{name};
  const std::string where = row < 0 ? column : column + " in row " + std::to_string(row);
  throw DataError(std::string{code}, where + " " + what, column, row, std::string{remedy});
}

void TableReader::require(const Column& column, std::string_view name) const {
  if (!column.given() && rows_ != 0)
    fail("missing_column", "is missing", name, -1, "this column is required");
}

void TableReader::check_length(const Column& column, std::string_view name) const {
  check_cancel(cancel_);
  if (column.size() != rows_) {
    fail("length_mismatch",
         "has " + std::to_string(column.size()) + " rows, the table has " + std::to_string(rows_),
         name, -1, kOneValueARow);
  }
  if (!column.present.empty() && column.present.size() != rows_) {
    fail("length_mismatch",
         "has marks of nulls for " + std::to_string(column.present.size()) +
             " rows, the table has " + std::to_string(rows_),
         name, -1, kOneValueARow);
  }
}

void TableReader::check_numbers(const Column& column, std::string_view name, Bounds bounds,
                                bool nulls_allowed) const {
  if (rows_ == 0 && !column.given()) return;
  check_length(column, name);
  if (const auto* wide = std::get_if<View<std::int64_t>>(&column.values)) {
    check_bounds(*this, *wide, column, name, bounds);
  } else if (const auto* narrow = std::get_if<View<std::int32_t>>(&column.values)) {
    check_bounds(*this, *narrow, column, name, bounds);
  } else if (const auto* small = std::get_if<View<std::uint8_t>>(&column.values)) {
    check_bounds(*this, *small, column, name, bounds);
  } else {
    fail("wrong_type", "holds texts", name, -1, "this column holds integers");
  }
  if (nulls_allowed) return;
  for (std::size_t row = 0; row < column.present.size(); ++row) {
    if (column.present[row] == 0) {
      fail("null", "is null", name, static_cast<std::int64_t>(row), kGiveOrDrop);
    }
  }
}

void TableReader::check_texts(const Column& column, std::string_view name,
                              bool nulls_allowed) const {
  check_length(column, name);
  if (std::holds_alternative<View<std::uint8_t>>(column.values)) {
    fail("wrong_type", "holds flags", name, -1, "ids and names are int64 or texts");
  }
  const auto* coded = std::get_if<Coded>(&column.values);
  if (coded != nullptr && coded->texts == nullptr && rows_ != 0) {
    fail("missing_dictionary", "has codes without a dictionary", name, -1, "give it one");
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    const auto row_number = static_cast<std::int64_t>(row);
    bool has = column.has(row);
    if (has && coded != nullptr) {
      const std::uint32_t code = coded->codes[row];
      if (code != kNoCode && code >= coded->texts->size()) {
        fail("invalid_code", "holds code " + std::to_string(code) + " outside its dictionary", name,
             row_number, "codes count from 0 to the number of texts");
      }
      has = code != kNoCode && !coded->texts->text(code).empty();
      if (has && !coded->texts->valid(code)) {
        fail("id_invalid", "holds a text that is no id or name", name, row_number, kWriteId);
      }
    }
    if (!has && !nulls_allowed) {
      fail("null", "is null", name, row_number, kGiveOrDrop);
    }
  }
}

template <class T, class Value>
void TableReader::gather(View<Value> values, std::span<const std::uint8_t> present,
                         Field<T>& out) const {
  out.values.resize(rows_);
  if (present.empty() && order_.empty()) {
    std::transform(values.begin(), values.end(), out.values.begin(),
                   [](Value value) { return static_cast<T>(value); });
    return;
  }
  for (std::size_t at = 0; at < rows_; ++at) {
    const std::size_t row = row_at(at);
    const bool has = present.empty() || present[row] != 0;
    out.values[at] = has ? static_cast<T>(values[row]) : out.fallback;
  }
}

template <class T>
Field<T> TableReader::numbers(const Column& column, std::string_view name, Bounds bounds,
                              T fallback) const {
  Field<T> out{{}, fallback};
  if (!column.given() || rows_ == 0) return out;
  if (checks_ == Checks::representable) {
    bounds = {};  // The builder's fields had this type already.
  }
  check_numbers(column, name, bounds, true);
  if (const auto* wide = std::get_if<View<std::int64_t>>(&column.values)) {
    gather(*wide, column.present, out);
  } else if (const auto* narrow = std::get_if<View<std::int32_t>>(&column.values)) {
    gather(*narrow, column.present, out);
  } else {
    gather(std::get<View<std::uint8_t>>(column.values), column.present, out);
  }
  return out;
}

template Field<std::int64_t> TableReader::numbers(const Column&, std::string_view, Bounds,
                                                  std::int64_t) const;
template Field<std::int32_t> TableReader::numbers(const Column&, std::string_view, Bounds,
                                                  std::int32_t) const;
template Field<std::uint16_t> TableReader::numbers(const Column&, std::string_view, Bounds,
                                                   std::uint16_t) const;
template Field<std::uint8_t> TableReader::numbers(const Column&, std::string_view, Bounds,
                                                  std::uint8_t) const;

IdField TableReader::ids(const Column& column, std::string_view name) const {
  IdField out;
  if (!column.given() || rows_ == 0) return out;
  check_texts(column, name, true);
  if (const auto* coded = std::get_if<Coded>(&column.values)) {
    out.texts = coded->texts;
    out.codes.resize(rows_);
    for (std::size_t at = 0; at < rows_; ++at) {
      const std::size_t row = row_at(at);
      const std::uint32_t code = column.has(row) ? coded->codes[row] : kNoCode;
      const bool none = code == kNoCode || coded->texts->text(code).empty();
      out.codes[at] = none ? kNoCode : code;
    }
    return out;
  }
  out.integers = true;
  Field<std::int64_t> numbers;
  if (const auto* wide = std::get_if<View<std::int64_t>>(&column.values)) {
    gather(*wide, column.present, numbers);
  } else {
    gather(std::get<View<std::int32_t>>(column.values), column.present, numbers);
  }
  out.numbers = std::move(numbers.values);
  if (!column.present.empty()) {
    out.present.resize(rows_);
    for (std::size_t at = 0; at < rows_; ++at) {
      out.present[at] = column.present[row_at(at)] != 0 ? 1 : 0;
    }
  }
  return out;
}

NameField TableReader::names(const Column& column, std::string_view name) const {
  IdField field = ids(column, name);
  if (field.integers) return intern_numbers(field, cancel_);
  return {std::move(field.codes), std::move(field.texts)};
}

void TableReader::check_lists(const ListColumn& column, std::string_view name) const {
  const auto count = static_cast<std::int64_t>(column.names.codes.size());
  if (column.offsets.size() != rows_ + 1) {
    fail("length_mismatch",
         "has " + std::to_string(column.offsets.size()) + " offsets, must have one more than the " +
             std::to_string(rows_) + " rows",
         name, -1, kOneValueARow);
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    const std::int64_t from = column.offsets[row];
    const std::int64_t until = column.offsets[row + 1];
    if (from < 0 || until < from || until > count) {
      fail("invalid_offsets", "has offsets that do not ascend within its names", name,
           static_cast<std::int64_t>(row), "offsets ascend from 0 to the number of names");
    }
    for (auto i = from; i < until; ++i) {
      const std::uint32_t code = column.names.codes[static_cast<std::size_t>(i)];
      // What is no code at all is found below, with the names of all rows.
      if (column.names.texts == nullptr || code >= column.names.texts->size()) continue;
      if (column.names.texts->text(code).empty() || !column.names.texts->valid(code)) {
        fail("id_invalid", "holds a name that is empty, too long or no UTF-8", name,
             static_cast<std::int64_t>(row), kWriteId);
      }
    }
  }
}

NamesField TableReader::lists(const ListColumn& column, std::string_view name) const {
  NamesField out;
  if (!column.given() || rows_ == 0) return out;
  check_lists(column, name);
  TableReader names_reader{table_, column.names.codes.size(), checks_, cancel_};
  NameField all = names_reader.names({column.names, {}}, name);
  out.texts = std::move(all.texts);
  out.first.reserve(rows_ + 1);
  out.first.push_back(0);
  for (std::size_t at = 0; at < rows_; ++at) {
    const std::size_t row = row_at(at);
    for (auto i = column.offsets[row]; i < column.offsets[row + 1]; ++i) {
      const std::uint32_t code = all.codes[static_cast<std::size_t>(i)];
      if (code != kNoCode) out.codes.push_back(code);
    }
    out.first.push_back(out.codes.size());
  }
  return out;
}

namespace {

/// An event of a programme's own kind says so in two columns, so that a typing error in `kind` is
/// found before anything is replayed.
std::string remedy_for_own(std::string_view column) {
  return column == "kind" ? "; a kind of the programme's own is \"declared\", with its name in a "
                            "column `declared`"
                          : "";
}

}  // namespace

Field<std::uint8_t> TableReader::kinds(const Column& column, std::string_view name,
                                       std::span<const std::string_view> kinds) const {
  require(column, name);
  if (rows_ == 0) return {};
  const auto most = static_cast<std::int64_t>(kinds.size()) - 1;
  const auto* coded = std::get_if<Coded>(&column.values);
  if (coded == nullptr) {
    check_numbers(column, name, {0, most}, false);
    return numbers<std::uint8_t>(column, name, {0, most}, 0);
  }
  check_texts(column, name, false);
  std::vector<std::uint8_t> kind_of_code(coded->texts == nullptr ? 0 : coded->texts->size(), 0xFF);
  for (std::uint32_t code = 0; code < kind_of_code.size(); ++code) {
    const auto found = std::find(kinds.begin(), kinds.end(), coded->texts->text(code));
    if (found != kinds.end()) {
      kind_of_code[code] = static_cast<std::uint8_t>(found - kinds.begin());
    }
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    if (kind_of_code[coded->codes[row]] == 0xFF) {
      std::string known;
      for (const std::string_view kind : kinds)
        known += (known.empty() ? "" : ", ") + std::string{kind};
      fail("unknown_kind",
           "holds \"" + std::string{coded->texts->text(coded->codes[row])} + "\", not a known kind",
           name, static_cast<std::int64_t>(row), "write one of " + known + remedy_for_own(name));
    }
  }
  Field<std::uint8_t> out;
  out.values.resize(rows_);
  for (std::size_t at = 0; at < rows_; ++at)
    out.values[at] = kind_of_code[coded->codes[row_at(at)]];
  return out;
}

NameField intern_numbers(const IdField& field, const CancelFlag* cancel) {
  NameField out;
  out.codes.resize(field.numbers.size());
  DictionaryBuilder texts;
  for (std::size_t at = 0; at < field.numbers.size(); ++at) {
    check_cancel(cancel);
    DecimalText decimal;
    out.codes[at] = field.has(at) ? texts.code_of(decimal.write(field.numbers[at])) : kNoCode;
  }
  out.texts = texts.build(cancel);
  return out;
}

}  // namespace loyaltycore::engine
