// member_json_write.hpp: facts and standing of a member as JSON, driven by the fields of the state.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "loyaltycore/io/snapshot.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::io {

/// The whole document. @pre the member is as a snapshot gives it: nothing in it is left out of one.
/// @throws DataError for a number that the programme does not name.
[[nodiscard]] nlohmann::ordered_json member_document(const Program& program,
                                                     const StoredMember& stored);

}  // namespace loyaltycore::io
