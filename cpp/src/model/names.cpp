#include "loyaltycore/model/names.hpp"

#include "loyaltycore/base/check.hpp"

namespace loyaltycore {

std::uint16_t NameTable::find(NameKind kind, std::string_view name) const noexcept {
  const auto& numbers = tables_[static_cast<std::size_t>(kind)].numbers;
  const auto found = numbers.find(name);
  return found == numbers.end() ? std::uint16_t{0} : found->second;
}

std::uint16_t NameTable::intern(NameKind kind, std::string_view name) {
  if (const std::uint16_t known = find(kind, name); known != 0) return known;
  Table& table = tables_[static_cast<std::size_t>(kind)];
  LC_CHECK(table.names.size() < 0xFFFE);
  table.names.emplace_back(name);
  const auto number = static_cast<std::uint16_t>(table.names.size());
  table.numbers.emplace(name, number);
  return number;
}

std::string_view NameTable::name(NameKind kind, std::uint16_t number) const noexcept {
  const auto& names = tables_[static_cast<std::size_t>(kind)].names;
  if (number == 0) return {};
  LC_CHECK(number <= names.size());
  return names[number - 1U];
}

std::uint16_t NameTable::count(NameKind kind) const noexcept {
  return static_cast<std::uint16_t>(tables_[static_cast<std::size_t>(kind)].names.size());
}

namespace {

std::string_view first_book(NameKind kind) noexcept {
  return kind == NameKind::purse ? kFirstPurse : kFirstLadder;
}

}  // namespace

std::uint8_t book_index(const NameTable& names, NameKind kind, std::string_view text) noexcept {
  if (text.empty() || text == first_book(kind)) return 0;
  const std::uint16_t number = names.find(kind, text);
  return number == 0 ? kNoBook : static_cast<std::uint8_t>(number);
}

std::string_view book_name(const NameTable& names, NameKind kind, std::size_t index) noexcept {
  return index == 0 ? first_book(kind) : names.name(kind, static_cast<std::uint16_t>(index));
}

}  // namespace loyaltycore
