// text_list.hpp: texts one after the other, as a column of a table holds them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loyaltycore::engine {

/// Text i is bytes[offsets[i], offsets[i + 1]); there is one more offset than texts.
struct TextList {
  std::string bytes{};
  std::vector<std::uint64_t> offsets{0};

  [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
  /// @pre i < size()
  [[nodiscard]] std::string_view text(std::size_t i) const noexcept {
    return std::string_view{bytes}.substr(offsets[i], offsets[i + 1] - offsets[i]);
  }
  void push(std::string_view text) {
    bytes += text;
    offsets.push_back(bytes.size());
  }
  void append(TextList&& other) {
    const std::uint64_t base = bytes.size();
    if (base == 0 && size() == 0) {
      *this = std::exchange(other, {});
      return;
    }
    bytes += other.bytes;
    offsets.reserve(offsets.size() + other.size());
    for (std::size_t i = 1; i < other.offsets.size(); ++i)
      offsets.push_back(base + other.offsets[i]);
    other = {};  // A large table must not stand in memory twice.
  }
};

}  // namespace loyaltycore::engine
