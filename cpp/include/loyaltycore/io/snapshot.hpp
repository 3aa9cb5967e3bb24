// snapshot.hpp: members as bytes and back: a verified envelope around Boost.Serialization archives.
//
// The envelope: magic, format number, fingerprints of fact plan and programme, a section table with
// a hash each, and a root hash over all of that. A file is verified and counted before an archive
// is read, and decoded into fresh objects: what throws leaves nothing half done. Hashes find
// accidents, they are no signature: whoever can write the file can write its hashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore {

/// The format that this release writes; it reads this one and every older one.
inline constexpr std::uint32_t kSnapshotFormat = 1;

struct StoredMember {
  /// Whose programme: "" is the platform.
  std::string scope;
  std::string id;
  Member member;
};

/// A member that lies somewhere else; what it points to must outlive the call.
struct MemberView {
  std::string_view scope;
  std::string_view id;
  const Member* member;
};

/// Collects members one by one and writes one snapshot.
class SnapshotWriter {
 public:
  explicit SnapshotWriter(Program program);

  /// Encodes a member; it may change or go afterwards.
  /// @throws DataError for a scope or id that is not valid.
  void add(std::string_view scope, std::string_view id, const Member& member);
  /// `canonical` sorts by the bytes of (scope, id): equal sets give equal bytes, whatever the order
  /// of add. Otherwise the order of add stays. The writer is empty afterwards.
  /// @throws DataError if a (scope, id) was added twice.
  [[nodiscard]] std::vector<std::byte> finish(bool canonical);

  /// One member in the directory of a snapshot: a block of these is archived as it lies in memory.
  struct Entry {
    std::uint32_t scope_size;
    std::uint32_t id_size;
    std::uint64_t state_size;
  };

 private:
  void sort_members(bool reorder);

  Program program_;
  std::vector<Entry> entries_;
  std::vector<std::byte> names_;
  std::vector<std::byte> states_;
};

/// A snapshot of one member.
[[nodiscard]] std::vector<std::byte> save_member(const Program& program, std::string_view id,
                                                 const Member& member);
/// @throws SnapshotError as load_engine; `snapshot_not_one_member` if it holds none or several.
[[nodiscard]] StoredMember load_member(const Program& program, std::span<const std::byte> bytes);

/// A snapshot of many members (see SnapshotWriter).
[[nodiscard]] std::vector<std::byte> save_engine(const Program& program,
                                                 std::span<const MemberView> members,
                                                 bool canonical);
/// The members in the order of the file.
/// @throws SnapshotError, by code: `snapshot_magic` (no snapshot), `snapshot_truncated`,
///         `snapshot_newer_format` (names both numbers), `snapshot_damaged`,
///         `snapshot_other_program` (another programme wrote it), `snapshot_other_plan` (the same
///         programme, but a release that keeps other facts for it).
[[nodiscard]] std::vector<StoredMember> load_engine(const Program& program,
                                                    std::span<const std::byte> bytes);

}  // namespace loyaltycore
