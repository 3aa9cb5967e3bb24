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
  if (block.count != expected) refuse_damaged("a section changed its count while it was read");
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
/// Layout of each section that this release writes; an older one gets a reader of its own.
constexpr std::uint32_t kSchema = 1;
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
  std::uint32_t sections{};
  std::uint32_t reserved{};
  std::array<Section, kSections> table{};
};

/// One list of fields for both directions, as in model/encoding.hpp.
template <class Archive>
void fields_of(Archive& archive, typename Archive::template Of<Header>& header) {
  archive(header.format, header.flags, header.plan, header.program, header.members, header.sections,
          header.reserved);
  for (auto& section : header.table) {
    archive(section.id, section.schema, section.offset, section.length, section.hash);
  }
}

[[noreturn]] void refuse(const char* code, const std::string& message) {
  throw SnapshotError(code, message);
}

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
  Section section{static_cast<std::uint32_t>(index + 1), kSchema, out.size(), 0, {}};
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
    refuse("snapshot_magic", "these bytes are no loyaltycore snapshot");
  }
  Reader read(bytes.subspan(given));
  std::uint32_t format{};
  read(format);
  if (read.ok() && format > kSnapshotFormat) {
    refuse("snapshot_newer_format", "the snapshot has format " + std::to_string(format) +
                                        ", this release reads up to format " +
                                        std::to_string(kSnapshotFormat) + ": upgrade loyaltycore");
  }
  if (bytes.size() < kHeaderSize) {
    refuse("snapshot_truncated",
           "the snapshot ends after " + std::to_string(bytes.size()) + " bytes, inside its header");
  }
  if (format < 1) refuse_damaged("there is no format 0");
}

void check_table(const Header& header, std::size_t size) {
  if (header.sections != kSections || header.reserved != 0 || header.flags > kCanonicalFlag) {
    refuse_damaged("its header holds numbers that no release wrote");
  }
  std::uint64_t offset = kHeaderSize;
  for (std::size_t i = 0; i < kSections; ++i) {
    const Section& section = header.table[i];
    if (section.schema > kSchema) {
      refuse("snapshot_newer_format", "section " + std::to_string(section.id) + " has schema " +
                                          std::to_string(section.schema) +
                                          ", this release reads up to schema " +
                                          std::to_string(kSchema) + ": upgrade loyaltycore");
    }
    if (section.id != i + 1 || section.schema != kSchema || section.offset != offset) {
      refuse_damaged("its section table does not describe a file");
    }
    if (section.length > size - offset) {
      refuse("snapshot_truncated", "the snapshot ends after " + std::to_string(size) +
                                       " bytes, inside section " + std::to_string(section.id));
    }
    offset += section.length;
  }
  if (offset != size) refuse_damaged("bytes follow its last section");
}

void check_origin(const Program& program, const Header& header) {
  if (header.program != program.fingerprint()) {
    refuse("snapshot_other_program", "the snapshot belongs to the programme with fingerprint " +
                                         to_hex(header.program) + ", not to " + program.id() +
                                         " with " + to_hex(program.fingerprint()));
  }
  if (header.plan != program.plan().fingerprint()) {
    refuse("snapshot_other_plan", "the snapshot keeps the facts of plan " + to_hex(header.plan) +
                                      ", this release keeps those of plan " +
                                      to_hex(program.plan().fingerprint()));
  }
}

}  // namespace

void refuse_damaged(const std::string& what) {
  refuse("snapshot_damaged", "the snapshot is damaged: " + what);
}

std::vector<std::byte> seal(const Program& program, std::uint32_t flags, std::uint64_t members,
                            const std::array<Block, kSections>& blocks) {
  std::vector<std::byte> out(kHeaderSize);
  Header header{kSnapshotFormat,
                flags,
                program.plan().fingerprint(),
                program.fingerprint(),
                members,
                kSections,
                0,
                {}};
  for (std::size_t i = 0; i < kSections; ++i) header.table[i] = append_section(out, i, blocks[i]);
  std::vector<std::byte> front;
  Writer write(front);
  write.bytes(std::as_bytes(std::span(kMagic)));
  fields_of(write, header);
  write(hash128(front));
  std::copy(front.begin(), front.end(), out.begin());
  return out;
}

Opened open(const Program& program, std::span<const std::byte> bytes) {
  check_start(bytes);
  Header header;
  Reader read(bytes.first(kHeaderSize).subspan(kMagic.size()));
  fields_of(read, header);
  Hash128 root;
  read(root);
  if (root != hash128(bytes.first(kRootAt))) refuse_damaged("its header fails its hash");
  check_table(header, bytes.size());
  check_origin(program, header);
  Opened out{header.flags, header.members, {}};
  for (std::size_t i = 0; i < kSections; ++i) {
    const Section& section = header.table[i];
    out.sections[i] = bytes.subspan(static_cast<std::size_t>(section.offset),
                                    static_cast<std::size_t>(section.length));
    if (hash128(out.sections[i]) != section.hash) {
      refuse_damaged("section " + std::to_string(section.id) + " fails its hash");
    }
  }
  return out;
}

std::uint64_t items_in(std::span<const std::byte> section, std::size_t unit) {
  constexpr std::size_t kCount = sizeof(std::uint64_t);
  if (section.size() < kCount || (section.size() - kCount) % unit != 0) {
    refuse_damaged("a section has a length that its items cannot have");
  }
  return (section.size() - kCount) / unit;
}

void read_block(std::span<const std::byte> section, std::uint64_t count, std::size_t unit,
                void* items) {
  Reader read(section);
  std::uint64_t stored{};
  read(stored);
  if (!read.ok() || stored != count || items_in(section, unit) != count) {
    refuse_damaged("a section does not hold as many items as it says");
  }
  try {
    Source source(section);
    boost::archive::binary_iarchive archive(source, kArchiveFlags);
    Block block{count, unit, items};
    archive >> block;
  } catch (const boost::archive::archive_exception& error) {
    refuse_damaged(error.what());
  }
}

}  // namespace loyaltycore::io
