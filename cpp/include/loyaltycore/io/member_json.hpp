// member_json.hpp: one member as a JSON document that people and other languages can read, and
// back.
//
// For interchange and looking; a snapshot is smaller and faster. The document holds what a snapshot
// of the member holds, field by field (docs/keeping.md): names instead of numbers, days and months
// as ISO text, instants in microseconds, fen with `_fen` in the key, ids as text (an integer id is
// its decimal text) or, of those whose text nobody kept, as {"hash": 32 hexadecimal digits}.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "loyaltycore/io/snapshot.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore {

/// The format that this release writes; it reads this one and every older one.
inline constexpr std::int64_t kMemberJsonFormat = 1;

/// Equal members with equal texts give equal documents. `texts` as in SnapshotWriter::add.
/// @throws DataError for a scope, id or text that is not valid, and for a state with numbers that
///         the programme does not name: it is another programme's.
[[nodiscard]] std::string member_to_json(const Program& program, const MemberView& view);

/// Reads what member_to_json wrote: the same member, which goes on alike. Books are not checked
/// here (kernel/verify.hpp), as for a snapshot; a programme may read what it could load.
/// @throws DataError (code `json_invalid`, `field_unknown`, `field_missing`, `field_type`,
///         `field_range`, `id_invalid`) whose column is the JSON pointer, with a remedy;
///         SnapshotError whose section is the JSON pointer: `snapshot_newer_format`,
///         `snapshot_other_program`, `snapshot_other_plan`, `snapshot_word_forgotten` as
///         load_member, `snapshot_damaged` for a state that no history leads to.
[[nodiscard]] StoredMember member_from_json(const Program& program, std::string_view json,
                                            const LoadOptions& options = {});

}  // namespace loyaltycore
