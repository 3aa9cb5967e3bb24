// program_check_part.hpp: what rules and tasks are checked for alike: trigger, book, conditions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/program_document.hpp"

namespace loyaltycore::io {

/// The checks of one part of a version, an earning rule or a task, which stands at `place_`; paths
/// below it are written with dots.
class PartChecks {
 public:
  PartChecks(const Draft& draft, std::size_t version, ProblemList& problems);

 protected:
  [[nodiscard]] const Json& document() const { return draft_.versions[version_].resolved; }
  void add(std::string_view dotted, std::string what, std::string expected,
           std::string nearest = {});
  [[nodiscard]] bool reported(std::string_view dotted) const;

  /// The trigger, or nothing after reporting it.
  [[nodiscard]] std::optional<EventKind> trigger(const Json& part);
  /// Its purse or ladder (`key`).
  void book(const Json& part, const char* key);
  /// What is taken over from the purse is reported there.
  void own_expiry(const Json& part);
  /// Rows whose `key` ascends.
  void ascending(const Json& rows, const std::string& place, const char* key);
  void conditions(const Json& when, const std::string& place, bool is_order);
  /// `word` is one of `inputs`.
  void input(std::string_view word, const std::string& place);

  const Draft& draft_;
  std::size_t version_;
  ProblemList& problems_;
  Steps place_{};

 private:
  void levels_of(const Json& ladder);
  /// `asked` of a `when` names medals and grades that the version has.
  void medals_held(const Json& asked, const std::string& place);
  [[nodiscard]] Steps steps(std::string_view dotted) const;

  std::vector<std::string_view> levels_{};
  std::vector<std::string_view> score_levels_{};
  std::vector<std::string_view> medals_{};
  /// How many grades each of them has.
  std::vector<std::int64_t> grades_{};
  std::vector<std::string_view> inputs_{};
  std::vector<std::string_view> triggers_{};
};

}  // namespace loyaltycore::io
