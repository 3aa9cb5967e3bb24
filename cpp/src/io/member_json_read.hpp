// member_json_read.hpp: facts and standing of a member out of JSON, driven by the fields of the
// state.
#pragma once

#include "io/member_json_object.hpp"
#include "loyaltycore/model/member.hpp"

namespace loyaltycore::io {

/// @throws DataError; SnapshotError for an item that no history leads to.
void read_facts(MemberReading& reading, const Json& json, Facts& facts);
void read_standing(MemberReading& reading, const Json& json, Standing<>& standing);

}  // namespace loyaltycore::io
