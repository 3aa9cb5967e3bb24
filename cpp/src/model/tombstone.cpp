#include "loyaltycore/model/tombstone.hpp"

#include <algorithm>
#include <charconv>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore {

namespace {

constexpr std::size_t kDigits = 32;

std::uint64_t word_of(std::string_view digits) noexcept {
  std::uint64_t word = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), word, 16);
  return word;
}

}  // namespace

std::string tombstone_of(const Id& member) { return "#" + to_hex(member); }

bool is_tombstone(std::string_view text) noexcept {
  return text.size() == 1 + kDigits && text.front() == '#' &&
         std::ranges::all_of(text.substr(1), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

void refuse_tombstone(std::string_view id) {
  if (!is_tombstone(id)) return;
  throw DataError("id_invalid", "field member: this is the tombstone of an erased member", "member",
                  -1, "give the member another id");
}

Id member_named(std::string_view text) noexcept {
  if (!is_tombstone(text)) return id_of(text);
  return {word_of(text.substr(1 + kDigits / 2)), word_of(text.substr(1, kDigits / 2))};
}

std::string lasting_id(std::string_view id, const Member& member) {
  return member.facts.erased ? tombstone_of(member_named(id)) : std::string{id};
}

}  // namespace loyaltycore
