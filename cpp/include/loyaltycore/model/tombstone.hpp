// tombstone.hpp: what stands for the id of an erased member, whose text nobody keeps.
//
// A tombstone is "#" and the 32 hexadecimal digits of the id's hash: later events of that id are
// still refused, and no text can be read back. The hash has no secret: whoever knows an id can tell
// whether a tombstone is its.
#pragma once

#include <string>
#include <string_view>

#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/member.hpp"

namespace loyaltycore {

[[nodiscard]] std::string tombstone_of(const Id& member);
/// Whether a text has the form of a tombstone, which no living member's id may have.
[[nodiscard]] bool is_tombstone(std::string_view text) noexcept;
/// @throws DataError `id_invalid` for a tombstone as the id of a living member.
void refuse_tombstone(std::string_view id);
/// The member that a text names: its own id, or its tombstone.
/// @pre is_valid_id(text)
[[nodiscard]] Id member_named(std::string_view text) noexcept;
/// The text by which a member is listed, stored and hashed: its id, or a tombstone once erased.
[[nodiscard]] std::string lasting_id(std::string_view id, const Member& member);

}  // namespace loyaltycore
