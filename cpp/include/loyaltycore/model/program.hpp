// program.hpp: one programme, immutable and validated: versions that follow each other in time.
//
// A Program is a cheap handle (shared, immutable): copy it freely, use it from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/fact_plan.hpp"
#include "loyaltycore/model/names.hpp"
#include "loyaltycore/model/terms.hpp"

namespace loyaltycore {

/// Everything that a loader hands over; plain, filled by io/program_json.
struct ProgramParts {
  std::string id;
  /// Canonical resolved document (JSON text): base and overlays, defaults left out.
  std::string document;
  Hash128 fingerprint{};
  NameTable names;
  FactPlan plan;
  /// Ascending, without gaps; versions[i].until == versions[i + 1].from.
  std::vector<Terms<>> versions;
  /// NameKind::version number of each version.
  std::vector<std::uint16_t> version_names;
  /// Hash of each version alone: its id, its start, its complete document, its migration.
  std::vector<Hash128> version_fingerprints;
  /// Names of each kind that a version or one before it mentions: numbers up to these are theirs.
  std::vector<std::array<std::uint16_t, kNameKinds>> named;
};

class Program {
 public:
  /// A preset that ships inside the library, for example "jd-2016".
  /// @throws ProgramError listing the known ids.
  [[nodiscard]] static Program preset(std::string_view id);
  /// Reads and checks a JSON document.
  /// @throws ProgramError with every problem found, each with its JSON pointer.
  [[nodiscard]] static Program from_json(std::string_view json);
  /// Ids of the presets, sorted.
  [[nodiscard]] static std::vector<std::string> preset_ids();

  /// For loaders. @pre parts is consistent.
  explicit Program(ProgramParts parts);

  [[nodiscard]] const std::string& id() const noexcept { return parts_->id; }
  [[nodiscard]] const std::string& to_json() const noexcept { return parts_->document; }
  [[nodiscard]] const Hash128& fingerprint() const noexcept { return parts_->fingerprint; }
  [[nodiscard]] const NameTable& names() const noexcept { return parts_->names; }
  [[nodiscard]] const FactPlan& plan() const noexcept { return parts_->plan; }
  /// Equal for programmes that make equal facts of what they accept: the fact plan and the numbers
  /// of the data's names. Candidates with one value share their facts.
  [[nodiscard]] Hash128 facts_fingerprint() const;
  [[nodiscard]] const Zone& zone() const noexcept { return parts_->plan.zone; }
  [[nodiscard]] std::span<const Terms<>> versions() const noexcept { return parts_->versions; }
  [[nodiscard]] std::string_view version_id(std::size_t version) const noexcept {
    return parts_->names.name(NameKind::version, parts_->version_names[version]);
  }
  /// Equal in two programmes when the version decides the same in both.
  [[nodiscard]] const Hash128& version_fingerprint(std::size_t version) const noexcept {
    return parts_->version_fingerprints[version];
  }
  /// Largest number of a name that `version` or one before it mentions. Programmes that begin with
  /// equal versions give these names equal numbers.
  [[nodiscard]] std::uint16_t named(std::size_t version, NameKind kind) const noexcept {
    return parts_->named[version][static_cast<std::size_t>(kind)];
  }

 private:
  std::shared_ptr<const ProgramParts> parts_;
};

}  // namespace loyaltycore
