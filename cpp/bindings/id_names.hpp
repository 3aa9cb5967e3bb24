// id_names.hpp: the texts behind the hashed ids that a door has met, for showing them again.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/event_data.hpp"

namespace loyaltycore::bindings {

/// Only for display: nothing is decided by these texts.
class IdNames {
 public:
  void add(std::string_view text) {
    if (!text.empty()) texts_.try_emplace(id_of(text), text);
  }
  /// The ids of an event that may come back in effects and state.
  void add_event(const EventData& event) {
    add(event.id);
    add(event.order);
    add(event.subject);
    add(event.sku);
    for (const LineData& line : event.lines) add(line.sku);
  }
  /// The text; "#" and the hash in hexadecimal for an id never met; "" for none.
  [[nodiscard]] std::string text(const Id& id) const {
    if (id == kNoId) return {};
    const auto found = texts_.find(id);
    return found == texts_.end() ? "#" + to_hex(id) : found->second;
  }
  [[nodiscard]] const std::string* find(const Id& id) const {
    const auto found = texts_.find(id);
    return found == texts_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::vector<std::string> texts() const {
    std::vector<std::string> out;
    for (const auto& [id, text] : texts_) out.push_back(text);
    return out;
  }
  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }

 private:
  struct Hash {
    std::size_t operator()(const Id& id) const noexcept { return id.low; }
  };
  std::unordered_map<Id, std::string, Hash> texts_;
};

}  // namespace loyaltycore::bindings
