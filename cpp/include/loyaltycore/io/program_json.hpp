// program_json.hpp: programmes as documents: complete, changed by a path, compared.
//
// Program::from_json, Program::preset and Program::preset_ids (model/program.hpp) are here as well.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "loyaltycore/model/program.hpp"

namespace loyaltycore {

/// Every version as a full document with all defaults explicit (docs/programme.md, last section).
[[nodiscard]] std::string resolved_json(const Program& program);

/// A path and the JSON text of its new value.
using PathValue = std::pair<std::string, std::string>;

/// A copy with other values.
///
/// A path is dotted, as in `beans.earn.purchase.rate`; an element of a list is named by its `id`
/// (`tiers.levels.gold.threshold`) or its index. Values go into the base document; those of an
/// overlay are reached by `overlays.<id>.changes....`. A value of `null` removes the key.
/// @throws ProgramError for an unknown path, with the nearest name, and for whatever the new
///         document has wrong.
[[nodiscard]] Program with_values(const Program& program, std::span<const PathValue> values);

/// One value that differs while both programmes are in force. An absent value is "null".
struct Difference {
  /// Dotted path inside a version's document (`beans.earn.purchase.rate`). A rule, task, tier or
  /// item that one programme lacks is one value, without what it leaves at its default. Of the
  /// timelines speak `from` (where the programmes begin), `version` (which one begins there, by its
  /// id) and `migration...` (how members come over to it).
  std::string path;
  /// It holds in [from, until); kNever if it never ends.
  Instant from{};
  Instant until{kNever};
  std::string before_json;
  std::string after_json;

  friend bool operator==(const Difference&, const Difference&) = default;
};

/// What differs between the versions in force, whatever their ids: each change once, with the time
/// in which it holds. In order of `from`, then in document order.
[[nodiscard]] std::vector<Difference> difference(const Program& before, const Program& after);

}  // namespace loyaltycore
