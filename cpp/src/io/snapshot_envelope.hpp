// snapshot_envelope.hpp: the verified envelope of a snapshot and the blocks that it carries.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/model/cancel.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::io {

/// The sections in the order of the file: the versions that decided, the sizes of each member's
/// names and state, the names (scope, id and, since schema 2 of the directory, the texts of the ids
/// of which it speaks, a byte of length before each), the states.
enum class SectionId : std::uint32_t { versions = 1, directory = 2, names = 3, states = 4 };
inline constexpr std::size_t kSections = 4;

/// A section's name in messages and the schema that this release writes. Each section counts its
/// schemas for itself: it gets a new one, and keeps a reader for each older one, when its own
/// layout changes.
struct SectionKind {
  std::string_view name;
  std::uint32_t newest_schema;
};
inline constexpr std::array<SectionKind, kSections> kSectionKinds{
    {{"versions", 2}, {"directory", 2}, {"names", 1}, {"states", 2}}};
[[nodiscard]] constexpr const SectionKind& kind_of(SectionId id) noexcept {
  return kSectionKinds[static_cast<std::size_t>(id) - 1];
}

/// Members are sorted by the bytes of (scope, id).
inline constexpr std::uint32_t kCanonicalFlag = 1;

/// Bytes 0..7 magic, 8 format, 12 flags, 16 plan, 32 programme, 48 members, 56 latest decision,
/// 64 sections, 68 zero; then a row a section (id, schema, offset, length, hash); then the root
/// hash over all before it.
inline constexpr std::size_t kTableAt = 72;
inline constexpr std::size_t kTableRow = 40;
inline constexpr std::size_t kRootAt = kTableAt + kSections * kTableRow;
inline constexpr std::size_t kHeaderSize = kRootAt + 16;

/// `count` items of `unit` bytes: all that one section's archive holds.
struct Block {
  std::uint64_t count{};
  std::size_t unit{};
  const void* items{};
  /// The schema that the items follow; 0 = the newest of the section.
  std::uint32_t schema{};
};

/// What the header says beside the programme's fingerprints.
struct Contents {
  std::uint32_t flags{};
  std::uint64_t members{};
  /// Latest decision time of any member; kFirstInstant if nothing was ever decided.
  Instant latest{kFirstInstant};
};

[[nodiscard]] std::vector<std::byte> seal(const Program& program, const Contents& contents,
                                          const std::array<Block, kSections>& blocks,
                                          const CancelFlag* cancel = nullptr);

struct OpenedSection {
  SectionId id{};
  std::uint32_t schema{};
  std::uint64_t offset{};
  std::span<const std::byte> bytes{};
};

struct Opened {
  Contents contents{};
  Hash128 plan{};
  Hash128 program{};
  std::array<OpenedSection, kSections> sections{};

  [[nodiscard]] const OpenedSection& section(SectionId id) const noexcept {
    return sections[static_cast<std::size_t>(id) - 1];
  }
};

/// Checks everything that can be checked without looking into a section.
/// @throws SnapshotError as load_engine says.
[[nodiscard]] Opened open(std::span<const std::byte> bytes, const CancelFlag* cancel = nullptr);

/// Reads a section that holds exactly `count` items of `unit` bytes into `items`.
/// The count is read and compared before the archive is opened: it cannot ask for more.
void read_block(const OpenedSection& section, std::uint64_t count, std::size_t unit, void* items);

/// Number of items of `unit` bytes in a section, by its length.
/// @throws SnapshotError if it is not a whole number.
[[nodiscard]] std::uint64_t items_in(const OpenedSection& section, std::size_t unit);

[[noreturn]] void refuse_damaged(const std::string& what, SnapshotPlace place);
/// The same about one section as a whole.
[[noreturn]] void refuse_damaged(const std::string& what, const OpenedSection& section,
                                 std::string expected, std::string found);

}  // namespace loyaltycore::io
