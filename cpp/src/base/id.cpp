#include "loyaltycore/base/id.hpp"

namespace loyaltycore {

namespace {

/// Length of the well-formed UTF-8 sequence at the start of `text`, 0 if there is none.
/// The second byte's range excludes overlong forms, surrogates and code points past U+10FFFF.
std::size_t sequence_length(std::string_view text) noexcept {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto is_tail = [byte](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  const unsigned second = byte(1);
  if (first < 0x80U) return 1;
  if (first < 0xC2U) return 0;
  if (first < 0xE0U) return is_tail(1) ? 2 : 0;
  if (first < 0xF0U) {
    const unsigned lowest = first == 0xE0U ? 0xA0U : 0x80U;
    const unsigned highest = first == 0xEDU ? 0x9FU : 0xBFU;
    return second >= lowest && second <= highest && is_tail(2) ? 3 : 0;
  }
  if (first > 0xF4U) return 0;
  const unsigned lowest = first == 0xF0U ? 0x90U : 0x80U;
  const unsigned highest = first == 0xF4U ? 0x8FU : 0xBFU;
  return second >= lowest && second <= highest && is_tail(2) && is_tail(3) ? 4 : 0;
}

}  // namespace

bool is_valid_id(std::string_view text) noexcept {
  if (text.empty() || text.size() > kLongestId) return false;
  while (!text.empty()) {
    const std::size_t length = text.front() == '\0' ? 0 : sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace loyaltycore
