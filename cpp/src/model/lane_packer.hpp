// lane_packer.hpp: the same place in eight programmes, side by side.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "loyaltycore/base/lanes.hpp"
#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/base/ratio.hpp"

namespace loyaltycore {

/// The same place in eight programmes.
template <class X>
using Eight = std::array<const X*, kLanes>;

/// Collects lanes; remembers whether something else differs.
template <Isa isa>
class LanePacker {
 public:
  using Lanes = LanesOf<isa>;

  [[nodiscard]] bool packs() const noexcept { return same_; }

  template <class X, class T>
  T same(const Eight<X>& from, T X::*field) {
    for (const X* each : from) same_ = same_ && each->*field == from[0]->*field;
    return from[0]->*field;
  }
  template <class X>
  Lanes number(const Eight<X>& from, std::int64_t X::*field) {
    Lanes out;
    for (std::size_t i = 0; i < kLanes; ++i) out.value[i] = from[i]->*field;
    return out;
  }
  template <class X, class Tag>
  Quantity<Tag, Lanes> quantity(const Eight<X>& from, Quantity<Tag, std::int64_t> X::*field) {
    Lanes out;
    for (std::size_t i = 0; i < kLanes; ++i) out.value[i] = (from[i]->*field).count;
    return Quantity<Tag, Lanes>{out};
  }
  template <class X>
  Ratio<Lanes> ratio(const Eight<X>& from, Ratio<> X::*field) {
    const Eight<Ratio<>> ratios = below(from, field);
    return {number(ratios, &Ratio<>::numerator), number(ratios, &Ratio<>::denominator)};
  }
  template <class X, class Y>
  Eight<Y> below(const Eight<X>& from, Y X::*field) {
    Eight<Y> out{};
    for (std::size_t i = 0; i < kLanes; ++i) out[i] = &(from[i]->*field);
    return out;
  }
  /// Elements of eight lists of one length, each packed by `pack_one`.
  template <class X, class Y, class PackOne>
  auto list(const Eight<X>& from, std::vector<Y> X::*field, PackOne pack_one) {
    std::vector<decltype(pack_one(Eight<Y>{}))> out;
    const std::size_t size = (from[0]->*field).size();
    for (const X* each : from) same_ = same_ && (each->*field).size() == size;
    for (std::size_t at = 0; same_ && at < size; ++at) {
      Eight<Y> elements{};
      for (std::size_t i = 0; i < kLanes; ++i) elements[i] = &(from[i]->*field)[at];
      out.push_back(pack_one(elements));
    }
    return out;
  }

 private:
  bool same_{true};
};

}  // namespace loyaltycore
