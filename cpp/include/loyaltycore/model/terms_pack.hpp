// terms_pack.hpp: eight programmes that differ in numbers only, as one programme in lanes.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "loyaltycore/base/lanes.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore {

/// Terms of every version, lane i from programme i. Nothing if anything but numbers tagged `lane`
/// in the parameter table differs: names, rules, dates, conditions, the fact plan. Ids of
/// programmes and versions may differ.
/// @pre no pointer is null.
[[nodiscard]] std::optional<std::vector<Terms<Lanes8>>> pack(
    std::span<const Program* const, 8> programs);

}  // namespace loyaltycore
