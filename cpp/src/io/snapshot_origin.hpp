// snapshot_origin.hpp: which versions decided what a snapshot holds, and who may go on from there.
//
// Publishing a new document replaces only the future: a programme may read a snapshot when every
// version that had begun by the snapshot's latest decision is the same in both, and both keep the
// same facts. What is to come may differ.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "io/snapshot_envelope.hpp"
#include "loyaltycore/io/snapshot.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::io {

/// One version of the programme that wrote a snapshot; a block of these is archived as it lies.
struct StoredVersion {
  Instant from{};
  Hash128 fingerprint{};
};
static_assert(std::has_unique_object_representations_v<StoredVersion> &&
              sizeof(StoredVersion) == 24);

[[nodiscard]] std::vector<StoredVersion> versions_of(const Program& program);

/// The section `versions` as numbers. Schema 1 holds the versions as they lie in memory; schema 2
/// (shard, generation, then from, low and high of each version) is written only for a label, so
/// that a file without one is the same in every release.
class OriginBlock {
 public:
  OriginBlock(const Program& program, const SnapshotLabel& label);
  [[nodiscard]] Block block() const noexcept;

 private:
  std::vector<StoredVersion> versions_;
  std::vector<std::uint64_t> labelled_{};
};

struct StoredOrigin {
  SnapshotLabel label{};
  std::vector<StoredVersion> versions{};
};

/// @pre the envelope was opened: the section's schema is 1 or 2.
/// @throws SnapshotError `snapshot_damaged`.
[[nodiscard]] StoredOrigin read_origin(const OpenedSection& section);

/// @throws SnapshotError `snapshot_other_shard`, `snapshot_other_generation`.
void check_label(const OpenedSection& section, const SnapshotLabel& label,
                 const LoadOptions& options);

/// What the programme that reads has in common with the one that wrote.
struct Origin {
  /// Versions that may have decided something; equal in both.
  std::size_t begun{};
  /// Leading versions that are equal in both, at least `begun`.
  std::size_t equal{};
  /// All versions are equal: names have the same numbers.
  bool same{};
};

/// @throws SnapshotError `snapshot_other_program` naming the version, or `snapshot_other_plan`.
[[nodiscard]] Origin origin_of(const Program& program, const Opened& file,
                               const std::vector<StoredVersion>& versions);

/// Whether the numbers that the kernel uses as indexes lie inside the programme's tables.
[[nodiscard]] bool fits(const Program& program, const Origin& origin, const Member& member);

/// Names in a member's open orders that only versions still to come mention: their numbers belong
/// to the programme that wrote. Names of SKUs are found again by their ids; others are forgotten.
class WordKeeper {
 public:
  /// `forget`: an open order that may have had a name which is new now goes on without it.
  WordKeeper(const Program& program, const Origin& origin, bool forget);

  /// @throws SnapshotError `snapshot_word_forgotten` unless `forget`.
  void keep(std::string_view id, Member& member) const;

 private:
  [[nodiscard]] std::uint16_t known(NameKind kind) const noexcept {
    return program_.named(origin_.equal - 1, kind);
  }
  [[nodiscard]] bool has_new(NameKind kind) const noexcept {
    return program_.names().count(kind) > known(kind);
  }
  /// Makes a number that is not known a name that was given and is not known.
  void keep_name(std::string_view id, NameKind kind, bool in_flight, std::uint16_t& number) const;
  void keep_line(std::string_view id, bool in_flight, OpenLine& line) const;
  void miss(std::string_view id, NameKind kind) const;

  Program program_;
  Origin origin_;
  bool forget_;
  /// SKUs that the programme names, ascending by id.
  std::vector<std::pair<Id, std::uint16_t>> skus_{};
};

}  // namespace loyaltycore::io
