// Any bytes as a snapshot. The first byte says how they are meant:
//   0  the file as it stands;
//   1  changes to a sound file whose hashes stay: each must be found;
//   2  the same with hashes that fit: read or refused, never worse.
#include <cstdlib>
#include <span>

#include "io/snapshot_envelope.hpp"
#include "loyaltycore/io/snapshot.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/hostile_snapshot.hpp"
#include "support/sample_member.hpp"

namespace {

using loyaltycore::support::Bytes;

const loyaltycore::Program& program() {
  static const loyaltycore::Program sample = loyaltycore::support::sample_program();
  return sample;
}

const Bytes& sound_file() {
  static const Bytes bytes = [] {
    loyaltycore::SnapshotWriter writer(program());
    writer.add("", "m-1", loyaltycore::support::sample_member(1));
    writer.add("", "m-2", loyaltycore::support::sample_member(2));
    return writer.finish(true);
  }();
  return bytes;
}

/// Triples of a place (two bytes) and the value to put there.
Bytes changed(std::span<const std::uint8_t> changes) {
  Bytes bytes = sound_file();
  for (; changes.size() >= 3; changes = changes.subspan(3)) {
    const std::size_t place = changes[0] + 256U * changes[1];
    bytes[place % bytes.size()] = static_cast<std::byte>(changes[2]);
  }
  return bytes;
}

/// What is read can be written, and is then a sound file of this release.
bool reads(std::span<const std::byte> bytes) {
  std::vector<loyaltycore::StoredMember> members;
  try {
    members = loyaltycore::load_engine(program(), bytes);
  } catch (const loyaltycore::SnapshotError& error) {
    if (error.code().empty()) std::abort();
    return false;
  }
  std::vector<loyaltycore::MemberView> views;
  for (const loyaltycore::StoredMember& each : members) {
    views.push_back({each.scope, each.id, &each.member});
  }
  const Bytes again = loyaltycore::save_engine(program(), views, true);
  if (loyaltycore::load_engine(program(), again).size() != members.size()) std::abort();
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span<const std::uint8_t> rest(data + 1, size - 1);
  if (data[0] % 3 == 0) {
    reads(std::as_bytes(rest));
    return 0;
  }
  Bytes bytes = changed(rest);
  const bool same = bytes == sound_file();
  if (data[0] % 3 == 1) {
    if (reads(bytes) != same) std::abort();
    return 0;
  }
  loyaltycore::support::fix_hashes(bytes);
  reads(bytes);
  return 0;
}
