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

/// One value that differs. An absent value is "null".
struct Difference {
  /// Id of the version.
  std::string version;
  /// Dotted path inside its document; "" for the whole version.
  std::string path;
  std::string before_json;
  std::string after_json;

  friend bool operator==(const Difference&, const Difference&) = default;
};

/// What differs between the resolved documents, version by version (by id), in document order.
[[nodiscard]] std::vector<Difference> difference(const Program& before, const Program& after);

}  // namespace loyaltycore
