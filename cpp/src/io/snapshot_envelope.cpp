#include "io/snapshot_envelope.hpp"

#include <algorithm>
#include <bit>
#include <boost/archive/archive_exception.hpp>
#include <boost/archive/binary_iarchive.hpp>
#include <boost/archive/binary_oarchive.hpp>
#include <boost/serialization/binary_object.hpp>
#include <boost/serialization/level.hpp>
#include <boost/serialization/tracking.hpp>
#include <streambuf>

#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/io/snapshot.hpp"
#include "model/encoding.hpp"

// No class versions and no pointers in the archive: the envelope versions, values only.
BOOST_CLASS_IMPLEMENTATION(loyaltycore::io::Block, boost::serialization::object_serializable)
BOOST_CLASS_TRACKING(loyaltycore::io::Block, boost::serialization::track_never)

namespace loyaltycore::io {

/// Found by the archives. On reading, `count` and `items` say what must come and where it goes.
template <class Archive>
void serialize(Archive& archive, Block& block, unsigned /*version*/) {
  const std::uint64_t expected = block.count;
  archive& block.count;
  if (block.count != expected) {
    refuse_damaged("a section changed its count while it was read", SnapshotPlace{});
  }
  auto bytes = boost::serialization::make_binary_object(
      block.items, static_cast<std::size_t>(block.count) * block.unit);
  archive& bytes;
}

namespace {

using encoding::Reader;
using encoding::Writer;

static_assert(std::endian::native == std::endian::little,
              "archived blocks are little-endian by definition");

constexpr std::array<char, 8> kMagic{'L', 'O', 'Y', 'S', 'N', 'A', 'P', '\x1A'};
constexpr std::size_t kFormatAt = kMagic.size();
constexpr unsigned kArchiveFlags =
    boost::archive::no_header | boost::archive::no_codecvt | boost::archive::no_tracking;

struct Section {
  std::uint32_t id{};
  std::uint32_t schema{};
  std::uint64_t offset{};
  std::uint64_t length{};
  Hash128 hash{};
};

struct Header {
  std::uint32_t format{};
  std::uint32_t flags{};
  Hash128 plan{};
  Hash128 program{};
  std::uint64_t members{};
  Instant latest{};
  std::uint32_t sections{};
  std::uint32_t reserved{};
  std::array<Section, kSections> table{};
};

/// One list of fields for both directions, as in model/encoding.hpp.
template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Header>& header) {
  archive(header.format, header.flags, header.plan, header.program, header.members, header.latest,
          header.sections, header.reserved);
  for (auto& section : header.table) {
    archive(section.id, section.schema, section.offset, section.length, section.hash);
  }
}

[[noreturn]] void refuse(const char* code, const std::string& message, SnapshotPlace place) {
  throw SnapshotError(code, message, std::move(place));
}

SnapshotPlace in_header(std::size_t offset, std::string expected, std::string found) {
  return {"header", static_cast<std::int64_t>(offset), std::move(expected), std::move(found)};
}

std::string name_of(std::size_t index) { return std::string{kSectionKinds[index].name}; }

/// Appends what an archive writes.
class Sink : public std::streambuf {
 public:
  explicit Sink(std::vector<std::byte>& out) : out_(out) {}

 protected:
  std::streamsize xsputn(const char* text, std::streamsize count) override {
    const auto bytes = std::as_bytes(std::span(text, static_cast<std::size_t>(count)));
    out_.insert(out_.end(), bytes.begin(), bytes.end());
    return count;
  }
  int_type overflow(int_type c) override {
    out_.push_back(static_cast<std::byte>(traits_type::to_char_type(c)));
    return c;
  }

 private:
  std::vector<std::byte>& out_;
};

/// Hands out the bytes of a section and then nothing.
class Source : public std::streambuf {
 public:
  explicit Source(std::span<const std::byte> bytes) {
    // The get area is read only, but its pointers are not const.
    char* begin = const_cast<char*>(reinterpret_cast<const char*>(bytes.data()));
    setg(begin, begin, begin + bytes.size());
  }
};

Section append_section(std::vector<std::byte>& out, std::size_t index, Block block) {
  const std::uint32_t newest = kSectionKinds[index].newest_schema;
  Section section{static_cast<std::uint32_t>(index + 1),
                  block.schema == 0 ? newest : block.schema,
                  out.size(),
                  0,
                  {}};
  {
    Sink sink(out);
    boost::archive::binary_oarchive archive(sink, kArchiveFlags);
    archive << const_cast<const Block&>(block);
  }
  section.length = out.size() - section.offset;
  section.hash = hash128(std::span<const std::byte>(out).subspan(section.offset));
  return section;
}

void check_start(std::span<const std::byte> bytes) {
  const std::size_t given = std::min(bytes.size(), kMagic.size());
  const auto magic = std::as_bytes(std::span(kMagic));
  if (!std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(given),
                  magic.begin())) {
    refuse("snapshot_magic", "these bytes are no loyaltycore snapshot",
           in_header(0, "the magic bytes LOYSNAP", "other bytes"));
  }
  Reader read(bytes.subspan(given));
  std::uint32_t format{};
  read(format);
  if (read.ok() && format > kSnapshotFormat) {
    refuse("snapshot_newer_format",
           "the snapshot has format " + std::to_string(format) +
               ", this release reads up to format " + std::to_string(kSnapshotFormat) +
               ": upgrade loyaltycore",
           in_header(kFormatAt, "format " + std::to_string(kSnapshotFormat) + " or older",
                     "format " + std::to_string(format)));
  }
  if (bytes.size() < kHeaderSize) {
    refuse("snapshot_truncated",
           "the snapshot ends after " + std::to_string(bytes.size()) + " bytes, inside its header",
           in_header(bytes.size(), std::to_string(kHeaderSize) + " bytes or more",
                     std::to_string(bytes.size()) + " bytes"));
  }
  if (format < 1) {
    refuse_damaged("there is no format 0", in_header(kFormatAt, "format 1 or newer", "format 0"));
  }
}

/// One row of the table; `offset` is where the section must begin.
void check_row(const Section& section, std::size_t index, std::uint64_t offset, std::size_t size) {
  const std::size_t row = kTableAt + index * kTableRow;
  const std::uint32_t newest = kSectionKinds[index].newest_schema;
  if (section.id != index + 1 || section.offset != offset) {
    refuse_damaged(
        "its section table does not describe a file",
        in_header(row, "section " + name_of(index) + " at byte " + std::to_string(offset),
                  "section " + std::to_string(section.id) + " at byte " +
                      std::to_string(section.offset)));
  }
  SnapshotPlace schema{name_of(index), static_cast<std::int64_t>(row + 4),
                       "schema 1 to " + std::to_string(newest),
                       "schema " + std::to_string(section.schema)};
  if (section.schema > newest) {
    refuse("snapshot_newer_format",
           "section " + name_of(index) + " has schema " + std::to_string(section.schema) +
               ", this release reads up to schema " + std::to_string(newest) +
               ": upgrade loyaltycore",
           std::move(schema));
  }
  if (section.schema < 1) refuse_damaged("there is no schema 0", std::move(schema));
  if (section.length > size - offset) {
    refuse("snapshot_truncated",
           "the snapshot ends after " + std::to_string(size) + " bytes, inside section " +
               name_of(index),
           {name_of(index), static_cast<std::int64_t>(size),
            std::to_string(section.length) + " bytes", std::to_string(size - offset) + " bytes"});
  }
}

void check_table(const Header& header, std::size_t size) {
  if (header.sections != kSections || header.reserved != 0 || header.flags > kCanonicalFlag) {
    refuse_damaged("its header holds numbers that no release wrote",
                   in_header(kTableAt - 8, std::to_string(kSections) + " sections",
                             std::to_string(header.sections) + " sections, flags " +
                                 std::to_string(header.flags)));
  }
  std::uint64_t offset = kHeaderSize;
  for (std::size_t i = 0; i < kSections; ++i) {
    check_row(header.table[i], i, offset, size);
    offset += header.table[i].length;
  }
  if (offset != size) {
    refuse_damaged("bytes follow its last section",
                   {name_of(kSections - 1), static_cast<std::int64_t>(offset),
                    std::to_string(offset) + " bytes", std::to_string(size) + " bytes"});
  }
}

}  // namespace

void refuse_damaged(const std::string& what, SnapshotPlace place) {
  refuse("snapshot_damaged", "the snapshot is damaged: " + what, std::move(place));
}

void refuse_damaged(const std::string& what, const OpenedSection& section, std::string expected,
                    std::string found) {
  refuse_damaged(what,
                 {std::string{kind_of(section.id).name}, static_cast<std::int64_t>(section.offset),
                  std::move(expected), std::move(found)});
}

std::vector<std::byte> seal(const Program& program, const Contents& contents,
                            const std::array<Block, kSections>& blocks, const CancelFlag* cancel) {
  std::vector<std::byte> out(kHeaderSize);
  std::size_t total = kHeaderSize;
  for (const Block& block : blocks) total += block.count * block.unit + sizeof(block.count);
  out.reserve(total);
  Header header{kSnapshotFormat,
                contents.flags,
                program.plan().layout(),
                program.fingerprint(),
                contents.members,
                contents.latest,
                kSections,
                0,
                {}};
  for (std::size_t i = 0; i < kSections; ++i) {
    check_cancel(cancel);
    header.table[i] = append_section(out, i, blocks[i]);
  }
  std::vector<std::byte> front;
  Writer write(front);
  write.bytes(std::as_bytes(std::span(kMagic)));
  fields_of(write, header);
  write(hash128(front));
  std::copy(front.begin(), front.end(), out.begin());
  return out;
}

Opened open(std::span<const std::byte> bytes, const CancelFlag* cancel) {
  check_start(bytes);
  Header header;
  Reader read(bytes.first(kHeaderSize).subspan(kMagic.size()));
  fields_of(read, header);
  Hash128 root;
  read(root);
  if (const Hash128 found = hash128(bytes.first(kRootAt)); root != found) {
    refuse_damaged("its header fails its hash", in_header(kRootAt, to_hex(root), to_hex(found)));
  }
  check_table(header, bytes.size());
  Opened out{{header.flags, header.members, header.latest}, header.plan, header.program, {}};
  for (std::size_t i = 0; i < kSections; ++i) {
    check_cancel(cancel);
    const Section& row = header.table[i];
    out.sections[i] = {
        static_cast<SectionId>(row.id), row.schema, row.offset,
        bytes.subspan(static_cast<std::size_t>(row.offset), static_cast<std::size_t>(row.length))};
    if (const Hash128 found = hash128(out.sections[i].bytes); found != row.hash) {
      refuse_damaged("section " + name_of(i) + " fails its hash", out.sections[i], to_hex(row.hash),
                     to_hex(found));
    }
  }
  return out;
}

std::uint64_t items_in(const OpenedSection& section, std::size_t unit) {
  constexpr std::size_t kCount = sizeof(std::uint64_t);
  const std::size_t size = section.bytes.size();
  if (size < kCount || (size - kCount) % unit != 0) {
    refuse_damaged("a section has a length that its items cannot have", section,
                   "a count and items of " + std::to_string(unit) + " bytes",
                   std::to_string(size) + " bytes");
  }
  return (size - kCount) / unit;
}

void read_block(const OpenedSection& section, std::uint64_t count, std::size_t unit, void* items) {
  Reader read(section.bytes);
  std::uint64_t stored{};
  read(stored);
  if (!read.ok() || stored != count || items_in(section, unit) != count) {
    refuse_damaged("a section does not hold as many items as it says", section,
                   std::to_string(count) + " items", std::to_string(stored) + " items");
  }
  try {
    Source source(section.bytes);
    boost::archive::binary_iarchive archive(source, kArchiveFlags);
    Block block{count, unit, items};
    archive >> block;
  } catch (const boost::archive::archive_exception& error) {
    refuse_damaged(error.what(), section, "an archive of Boost.Serialization", "other bytes");
  }
}

}  // namespace loyaltycore::io
