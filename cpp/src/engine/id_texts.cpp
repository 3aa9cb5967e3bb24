#include "loyaltycore/engine/id_texts.hpp"

#include <algorithm>

namespace loyaltycore::engine {

void IdTexts::add_event(const EventData& event) {
  add(event.id);
  add(event.order);
  add(event.subject);
  add(event.sku);
  for (const LineData& line : event.lines) add(line.sku);
}

std::string IdTexts::shown(const Id& id) const {
  if (id == kNoId) return {};
  const std::string_view text = find(id);
  return text.empty() ? "#" + to_hex(id) : std::string{text};
}

std::vector<std::string> IdTexts::texts() const {
  std::vector<std::string> out;
  out.reserve(texts_.size());
  for (const auto& [id, text] : texts_) out.push_back(text);
  std::ranges::sort(out);
  return out;
}

std::vector<std::string> IdTexts::open_texts(const Member& member) const {
  IdTexts open;
  visit_open_ids(member, [&](const Id& id) { open.add(find(id)); });
  return open.texts();
}

void IdTexts::keep_open(const Member& member) {
  std::vector<Id> open;
  visit_open_ids(member, [&open](const Id& id) { open.push_back(id); });
  std::sort(open.begin(), open.end());
  std::erase_if(texts_, [&open](const auto& each) {
    return !std::binary_search(open.begin(), open.end(), each.first);
  });
  kept_ = texts_.size();
}

}  // namespace loyaltycore::engine
