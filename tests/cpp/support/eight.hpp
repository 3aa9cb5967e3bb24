// eight.hpp: eight programmes that differ in numbers, alone and side by side in lanes.
#pragma once

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/model/terms_pack.hpp"

namespace loyaltycore::support {

/// Raw draws only: distributions of the standard library differ between platforms.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  /// 0 .. sides - 1.
  std::int64_t roll(std::int64_t sides) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(sides));
  }
  bool once_in(std::int64_t times) { return roll(times) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[static_cast<std::size_t>(roll(static_cast<std::int64_t>(items.size())))];
  }

 private:
  std::mt19937_64 random_;
};

struct Eight {
  std::vector<Program> alone;
  std::vector<Terms<Lanes8>> side_by_side;
};

/// @pre the documents that `json_of(lane)` gives differ in lane parameters only.
template <class JsonOf>
[[nodiscard]] Eight eight_of(JsonOf json_of) {
  Eight out;
  std::array<const Program*, 8> handles{};
  out.alone.reserve(handles.size());
  for (int i = 0; i < kLanes; ++i) {
    out.alone.push_back(Program::from_json(json_of(i)));
    handles[static_cast<std::size_t>(i)] = &out.alone.back();
  }
  auto packed = pack(handles);
  LC_CHECK(packed.has_value());
  out.side_by_side = std::move(*packed);
  return out;
}

/// Lane k of the number, and of the fraction.
[[nodiscard]] inline std::array<std::int64_t, 8> lanes_in(const Lanes8& number) {
  return number.value;
}

/// What `f(program)` gives for each of the eight.
template <class Function>
[[nodiscard]] std::array<std::int64_t, 8> each_alone(const Eight& eight, Function f) {
  std::array<std::int64_t, 8> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = f(eight.alone[i].versions()[0]);
  return out;
}

}  // namespace loyaltycore::support
