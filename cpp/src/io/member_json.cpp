#include "loyaltycore/io/member_json.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "io/member_json_read.hpp"
#include "io/member_json_write.hpp"
#include "io/snapshot_origin.hpp"
#include "io/strict_json.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore {

namespace {

using io::Json;
using io::MemberObject;
using io::MemberReading;

constexpr const char* kAnew = "write the member anew with to_json";

Json parsed(std::string_view text) {
  std::vector<Problem> problems;
  Json document = io::parse_strict(text, problems);
  if (!problems.empty()) {
    const Problem& first = problems.front();
    io::refuse_member("json_invalid", first.pointer, first.what, "expected " + first.expected);
  }
  return document;
}

void check_format(MemberObject& root) {
  const std::int64_t format = io::integer_in(root.require("format"), "/format", 1, 1'000'000);
  if (format <= kMemberJsonFormat) return;
  const std::string found = std::to_string(format);
  const std::string known = std::to_string(kMemberJsonFormat);
  throw SnapshotError("snapshot_newer_format",
                      "/format: a newer release wrote format " + found +
                          " of a member's document, this one reads up to " + known +
                          "; read it with that release",
                      {"/format", -1, "format " + known + " or older", "format " + found});
}

/// What wrote the document, as the header of a snapshot would say it.
struct Written {
  io::Opened header{};
  std::vector<io::StoredVersion> versions{};
};

Written written_in(const Json& json) {
  Written out;
  MemberObject programme(json, "/programme");
  static_cast<void>(io::text_in(programme.require("id"), programme.at("id")));
  const auto hash = [&programme](std::string_view name) {
    return io::fingerprint_in(programme.require(name), programme.at(name));
  };
  out.header.program = hash("fingerprint");
  out.header.plan = hash("fact_plan");
  const Json& versions = programme.require("versions");
  programme.end();
  if (!versions.is_array() || versions.empty()) {
    io::refuse_member("field_type", "/programme/versions", "this value is of another type",
                      "expected a list of one version or more");
  }
  for (std::size_t i = 0; i < versions.size(); ++i) {
    MemberObject version(versions[i], "/programme/versions/" + std::to_string(i));
    static_cast<void>(io::text_in(version.require("id"), version.at("id")));
    out.versions.push_back(
        {io::integer_in(version.require("from"), version.at("from"), INT64_MIN, INT64_MAX),
         io::fingerprint_in(version.require("fingerprint"), version.at("fingerprint"))});
    version.end();
  }
  return out;
}

/// Runs what speaks of a snapshot; its errors then say where in the document they are.
template <class Call>
auto at_pointer(const std::string& pointer, Call call) {
  try {
    return call();
  } catch (const SnapshotError& error) {
    throw SnapshotError(error.code(),
                        (pointer.empty() ? "member document" : pointer) + ": " + error.what(),
                        {pointer, -1, error.place().expected, error.place().found});
  }
}

io::Origin origin_in(const Program& program, const Json& programme, const Json& facts) {
  Written written = written_in(programme);
  MemberObject object(facts, "/facts");
  const Instant decided_at = io::instant_in(object.require("decided_at"), object.at("decided_at"));
  if (decided_at != kNever && (decided_at < kFirstInstant || decided_at > kLastInstant)) {
    io::refuse_member("field_range", "/facts/decided_at", "no event happens then",
                      "expected an instant of the years 1970 to 9999, or null");
  }
  written.header.contents.latest = decided_at == kNever ? kFirstInstant : decided_at;
  return at_pointer("/programme",
                    [&] { return io::origin_of(program, written.header, written.versions); });
}

/// The pointer of the item of a pool, of a pointer into it.
std::string item_of(const std::string& pointer) {
  std::size_t end = 0;
  for (int steps = 0; steps < 3 && end != std::string::npos; ++steps) {
    end = pointer.find('/', end + 1);
  }
  return pointer.substr(0, end);
}

/// Refuses what a state does not keep: zeros, windows that are over, an untouched purse.
void check_kept(const Program& program, const StoredMember& told, const StoredMember& kept) {
  const Json patch =
      Json::diff(io::member_document(program, told), io::member_document(program, kept));
  if (patch.empty()) return;
  const std::string pointer = item_of(patch.front().at("path").get<std::string>());
  throw SnapshotError("snapshot_damaged",
                      pointer + ": a state does not keep this; leave it out, or " + kAnew,
                      {pointer, -1, "what a state keeps", "what is of no use any more"});
}

}  // namespace

StoredMember member_from_json(const Program& program, std::string_view json,
                              const LoadOptions& options) {
  const Json document = parsed(json);
  MemberObject root(document, "");
  check_format(root);
  const Json& facts = root.require("facts");
  const Json& standing = root.require("standing");
  const io::Origin origin = origin_in(program, root.require("programme"), facts);
  StoredMember told;
  told.id = io::id_text_in(root.require("id"), "/id");
  const std::string& scope = io::text_in(root.require("scope"), "/scope");
  if (!scope.empty()) told.scope = io::id_text_in(root.require("scope"), "/scope");
  root.end();

  MemberReading reading{program, origin.same, origin.begun};
  reading.version = io::version_in(reading, MemberObject(standing, "/standing").require("version"),
                                   "/standing/version");
  io::read_facts(reading, facts, told.member.facts);
  io::read_standing(reading, standing, told.member.standing);
  at_pointer("/facts/lines", [&] {
    io::WordKeeper(program, origin, options.forget_words).keep(told.id, told.member);
  });
  if (is_tombstone(told.id) && !told.member.facts.erased) {
    io::refuse_member("id_invalid", "/id", "this is the tombstone of an erased member",
                      "write the id of a living member");
  }
  told.texts.assign(reading.texts.begin(), reading.texts.end());
  // What a snapshot of it would be refused for is refused here.
  StoredMember kept = at_pointer("", [&] {
    return load_member(program, save_member(program, told.id, told.member, told.texts));
  });
  told.id = kept.id;
  if (kept.texts.empty()) told.texts.clear();
  kept.scope = told.scope;
  check_kept(program, told, kept);
  return kept;
}

}  // namespace loyaltycore
