// class_set.hpp: a set of numbered names, for example the categories that a rule speaks of.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace loyaltycore {

/// A set of classes of one name table; class 0 (never mentioned) is in no set.
class ClassSet {
 public:
  void insert(std::uint16_t name) {
    if (words_.size() <= name / 64U) words_.resize(name / 64U + 1);
    words_[name / 64U] |= std::uint64_t{1} << (name % 64U);
  }
  [[nodiscard]] bool empty() const noexcept { return words_.empty(); }
  [[nodiscard]] bool contains(std::uint16_t name) const noexcept {
    return name / 64U < words_.size() && ((words_[name / 64U] >> (name % 64U)) & 1U) != 0;
  }
  /// Bit n % 64 of word n / 64 = class n; equal sets have equal words.
  [[nodiscard]] std::span<const std::uint64_t> words() const noexcept { return words_; }

  friend bool operator==(const ClassSet&, const ClassSet&) = default;

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace loyaltycore
