#include "loyaltycore/engine/columns.hpp"

#include <utility>

#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

Dictionary::Dictionary(const std::vector<std::string>& texts) {
  std::size_t total = 0;
  for (const std::string& text : texts) total += text.size();
  bytes_.reserve(total);
  offsets_.reserve(texts.size() + 1);
  offsets_.push_back(0);
  for (const std::string& text : texts) {
    bytes_ += text;
    offsets_.push_back(bytes_.size());
  }
  hash_texts(nullptr);
}

Dictionary::Dictionary(std::string bytes, std::vector<std::uint64_t> offsets,
                       const CancelFlag* cancel)
    : bytes_(std::move(bytes)), offsets_(std::move(offsets)) {
  bool ascending = !offsets_.empty() && offsets_.front() == 0 && offsets_.back() == bytes_.size();
  for (std::size_t i = 1; ascending && i < offsets_.size(); ++i) {
    ascending = offsets_[i - 1] <= offsets_[i];
  }
  if (!ascending) {
    throw DataError("invalid_offsets",
                    "the offsets of a dictionary must ascend from 0 to its number of bytes",
                    "dictionary", -1, "write the offset of each text and the number of bytes last");
  }
  hash_texts(cancel);
}

void Dictionary::hash_texts(const CancelFlag* cancel) {
  const std::size_t count = offsets_.size() - 1;
  if (count >= kNoCode) {
    throw DataError("too_many_texts", "a dictionary holds fewer than 4294967295 texts",
                    "dictionary", -1, "split the data by member");
  }
  ids_.resize(count);
  valid_.resize(count);
  for (std::uint32_t code = 0; code < count; ++code) {
    check_cancel(cancel);
    const std::string_view text_of_code = text(code);
    valid_[code] = text_of_code.empty() || is_valid_id(text_of_code) ? 1 : 0;
    if (!text_of_code.empty()) ids_[code] = id_of(text_of_code);
  }
}

std::uint32_t DictionaryBuilder::code_of(std::string_view wanted) {
  const auto next = static_cast<std::uint32_t>(size());
  const std::uint32_t code = codes_.find_or_add(
      hash128(wanted).low, next, [&](std::uint32_t known) { return text(known) == wanted; },
      [&](std::uint32_t known) { return hash128(known == next ? wanted : text(known)).low; });
  if (code == next) {
    bytes_ += wanted;
    offsets_.push_back(bytes_.size());
  }
  return code;
}

std::shared_ptr<const Dictionary> DictionaryBuilder::build(const CancelFlag* cancel) {
  codes_ = {};
  auto out = std::make_shared<const Dictionary>(std::exchange(bytes_, {}),
                                                std::exchange(offsets_, {0}), cancel);
  return out;
}

std::size_t Column::size() const noexcept {
  struct Sizes {
    std::size_t operator()(std::monostate) const noexcept { return 0; }
    std::size_t operator()(const std::span<const std::int64_t>& view) const noexcept {
      return view.size();
    }
    std::size_t operator()(const std::span<const std::int32_t>& view) const noexcept {
      return view.size();
    }
    std::size_t operator()(const std::span<const std::uint8_t>& view) const noexcept {
      return view.size();
    }
    std::size_t operator()(const Coded& coded) const noexcept { return coded.codes.size(); }
  };
  return std::visit(Sizes{}, values);
}

}  // namespace loyaltycore::engine
