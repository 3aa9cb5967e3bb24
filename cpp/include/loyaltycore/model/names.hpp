// names.hpp: the words of one programme and the small numbers that stand for them inside.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "loyaltycore/model/kinds.hpp"

namespace loyaltycore {

/// What a name names. Numbers of one kind are dense from 1; 0 is "not mentioned".
enum class NameKind : std::uint8_t {
  category = 0,
  channel = 1,
  store = 2,
  brand = 3,
  sku = 4,
  label = 5,
  segment = 6,
  rule = 7,  // "beans.earn.purchase", "growth.earn.login" and "tasks.shopping_days"
  tier = 8,
  item = 9,
  input = 10,
  declared = 11,
  version = 12,   // ids of the base and its overlays
  activity = 13,  // event kinds and own kinds that are counted by month
  category_class = 14,
  purse = 15,   // beside `beans`: its number is its index
  ladder = 16,  // beside `growth`
  score = 17,
  score_level = 18,  // of every score: its number is its bit
  medal = 19,
};
inline constexpr std::size_t kNameKinds = 20;

class NameTable {
 public:
  /// Number of a name, or 0.
  [[nodiscard]] std::uint16_t find(NameKind kind, std::string_view name) const noexcept;
  /// Number of a name, added if new. @pre fewer than 65535 names of the kind.
  std::uint16_t intern(NameKind kind, std::string_view name);
  /// @pre number was given out; 0 answers "".
  [[nodiscard]] std::string_view name(NameKind kind, std::uint16_t number) const noexcept;
  [[nodiscard]] std::uint16_t count(NameKind kind) const noexcept;

 private:
  struct Text {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  struct Table {
    std::vector<std::string> names;
    std::unordered_map<std::string, std::uint16_t, Text, std::equal_to<>> numbers;
  };
  std::array<Table, kNameKinds> tables_;
};

/// Index of a purse (NameKind::purse) or ladder: 0 for the first one and for no text, kNoBook for
/// one that the programme does not know.
[[nodiscard]] std::uint8_t book_index(const NameTable& names, NameKind kind,
                                      std::string_view text) noexcept;
/// @pre index is of a purse or ladder of the programme.
[[nodiscard]] std::string_view book_name(const NameTable& names, NameKind kind,
                                         std::size_t index) noexcept;

}  // namespace loyaltycore
