// snapshot.hpp: members as bytes and back: a verified envelope around Boost.Serialization archives.
//
// The envelope: magic, format number, fingerprints of fact plan and programme, a section table with
// a schema and a hash each, and a root hash over all of that. A file is verified and counted before
// an archive is read, and decoded into fresh objects: what throws leaves nothing half done. Hashes
// find accidents, they are no signature: whoever can write the file can write its hashes.
//
// Publishing a new document replaces only the future. A snapshot goes on under a programme when all
// versions that began by its latest decision (and the clock skew after it) are the same in both and
// both keep the same facts; versions still to come may differ. Continuing is then the same as if
// the programme had been the new one from the start, with one exception that is refused unless
// asked for: an open order may have had a name (category, channel, store, brand, label) that was
// not known then and is known now. Of completed orders such a name is gone from the state as well;
// no decision reads it, but the digest of such a member differs from that of a replay.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/cancel.hpp"
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
  /// Of the ids of which the member speaks; none in snapshots of releases that did not keep them.
  std::vector<std::string> texts{};
};

/// A member that lies somewhere else; what it points to must outlive the call.
struct MemberView {
  std::string_view scope;
  std::string_view id;
  const Member* member;
  std::span<const std::string> texts{};
};

/// Which of a host's files a snapshot is, in the host's own numbers; 0 where it has none.
struct SnapshotLabel {
  std::uint64_t shard{};
  std::uint64_t generation{};

  friend bool operator==(const SnapshotLabel&, const SnapshotLabel&) = default;
};

/// Collects members one by one and writes one snapshot.
class SnapshotWriter {
 public:
  explicit SnapshotWriter(Program program);

  /// Encodes a member; it may change or go afterwards. `texts` are those of the ids of which it
  /// speaks (engine/id_texts.hpp), ascending by their bytes; they are shown, nothing is decided by
  /// them.
  /// @throws DataError for a scope, id or text that is not valid, and for texts out of order.
  void add(std::string_view scope, std::string_view id, const Member& member,
           std::span<const std::string> texts = {});
  void set_label(const SnapshotLabel& label) noexcept { label_ = label; }
  /// `canonical` sorts by the bytes of (scope, id): equal sets give equal bytes, whatever the order
  /// of add. Otherwise the order of add stays. The writer is empty afterwards.
  /// @throws DataError if a (scope, id) was added twice.
  /// @throws Cancelled; the writer is of no use then.
  [[nodiscard]] std::vector<std::byte> finish(bool canonical, const CancelFlag* cancel = nullptr);

  /// One member in the directory of a snapshot: a block of these is archived as it lies in memory.
  struct Entry {
    std::uint32_t scope_size;
    std::uint32_t id_size;
    std::uint64_t texts_size;
    std::uint64_t state_size;
  };

 private:
  void sort_members(bool reorder, const CancelFlag* cancel);

  Program program_;
  SnapshotLabel label_{};
  /// Latest decision of the members added so far.
  Instant latest_{kFirstInstant};
  std::vector<Entry> entries_;
  std::vector<std::byte> names_;
  std::vector<std::byte> states_;
};

/// A snapshot of one member.
[[nodiscard]] std::vector<std::byte> save_member(const Program& program, std::string_view id,
                                                 const Member& member,
                                                 std::span<const std::string> texts = {});
struct LoadOptions {
  /// An open order that may have had a name which only the new programme knows goes on without it;
  /// otherwise it is refused.
  bool forget_words{};
  const CancelFlag* cancel{};
  /// The label that the file must have.
  std::optional<std::uint64_t> expect_shard{};
  std::optional<std::uint64_t> expect_generation{};
};

/// @throws SnapshotError as load_engine; `snapshot_not_one_member` if it holds none or several.
[[nodiscard]] StoredMember load_member(const Program& program, std::span<const std::byte> bytes,
                                       const LoadOptions& options = {});

/// A snapshot of many members (see SnapshotWriter).
[[nodiscard]] std::vector<std::byte> save_engine(const Program& program,
                                                 std::span<const MemberView> members,
                                                 bool canonical);
/// The members in the order of the file.
/// @throws SnapshotError with its place, by code: `snapshot_magic` (no snapshot),
///         `snapshot_truncated`, `snapshot_newer_format` (names the section and both numbers),
///         `snapshot_damaged`, `snapshot_other_program` (names the version that had begun and
///         differs), `snapshot_other_plan` (other facts are kept), `snapshot_word_forgotten` (see
///         LoadOptions), `snapshot_other_shard` and `snapshot_other_generation` (not the file that
///         was expected); Cancelled.
[[nodiscard]] std::vector<StoredMember> load_engine(const Program& program,
                                                    std::span<const std::byte> bytes,
                                                    const LoadOptions& options = {});
/// The same one by one, in memory only the member that is visited; returns how many there are.
/// What throws may have visited some: throw away what was made of them.
std::size_t visit_snapshot(const Program& program, std::span<const std::byte> bytes,
                           const std::function<void(StoredMember&&)>& visitor,
                           const LoadOptions& options = {});

}  // namespace loyaltycore
