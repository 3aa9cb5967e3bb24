// error.hpp: exceptions for misuse, bad documents and corrupt data. Refusals are not exceptions.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace loyaltycore {

/// Base of everything this library throws; `code` is stable.
class Error : public std::runtime_error {
 public:
  Error(std::string code, const std::string& message)
      : std::runtime_error(message), code_(std::move(code)) {}
  [[nodiscard]] const std::string& code() const noexcept { return code_; }

 private:
  std::string code_;
};

/// One thing wrong with a programme document.
struct Problem {
  /// JSON pointer into the document, "" for the whole.
  std::string pointer;
  std::string what;
  std::string expected;
  /// Nearest known name for a typo; empty if none is near.
  std::string nearest;
};

/// A programme document that does not load; lists every problem.
class ProgramError : public Error {
 public:
  explicit ProgramError(std::vector<Problem> problems);
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// Input columns or an event's fields that cannot be read; names where.
class DataError : public Error {
 public:
  /// `row` is -1 when the whole column is meant. `remedy` says what to write instead; what() ends
  /// with it.
  DataError(std::string code, const std::string& message, std::string column, std::int64_t row,
            std::string remedy = {})
      : Error(std::move(code), remedy.empty() ? message : message + "; " + remedy),
        column_(std::move(column)),
        row_(row),
        remedy_(std::move(remedy)) {}
  [[nodiscard]] const std::string& column() const noexcept { return column_; }
  [[nodiscard]] std::int64_t row() const noexcept { return row_; }
  /// Empty if there is nothing to say.
  [[nodiscard]] const std::string& remedy() const noexcept { return remedy_; }

  /// The same error, found in a row of more; `where` stands before its sentence.
  [[nodiscard]] DataError in_row(std::int64_t row, const std::string& where = {}) const {
    DataError out{code(), where + what(), column_, row};
    out.remedy_ = remedy_;
    return out;
  }

 private:
  std::string column_;
  std::int64_t row_;
  std::string remedy_;
};

/// Where in stored bytes something is wrong, what should stand there, and what stands there.
struct SnapshotPlace {
  /// "header", a section ("versions", "directory", "names", "states"), or a JSON pointer.
  std::string section{};
  /// Byte from the start of the snapshot; -1 when no one byte is meant.
  std::int64_t offset{-1};
  std::string expected{};
  std::string found{};
};

/// Stored bytes that are damaged, foreign, or newer than this library.
class SnapshotError : public Error {
 public:
  SnapshotError(std::string code, const std::string& message, SnapshotPlace place = {})
      : Error(std::move(code), message), place_(std::move(place)) {}
  [[nodiscard]] const SnapshotPlace& place() const noexcept { return place_; }

 private:
  SnapshotPlace place_;
};

/// A member whose books stopped closing: it answers reads and refuses writes.
class InvariantError : public Error {
 public:
  using Error::Error;
};

}  // namespace loyaltycore
