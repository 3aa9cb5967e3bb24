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
template <Isa isa = Isa::baseline>
[[nodiscard]] std::optional<std::vector<Terms<LanesOf<isa>>>> pack(
    std::span<const Program* const, 8> programs);

// Reading programmes is code of the baseline, whatever runs them afterwards.
extern template std::optional<std::vector<Terms<LanesOf<Isa::baseline>>>> pack<Isa::baseline>(
    std::span<const Program* const, 8>);
extern template std::optional<std::vector<Terms<LanesOf<Isa::avx2>>>> pack<Isa::avx2>(
    std::span<const Program* const, 8>);

}  // namespace loyaltycore
