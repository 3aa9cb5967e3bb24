#include "loyaltycore/engine/id_texts.hpp"

#include <algorithm>
#include <utility>

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

void IdTexts::keep_open(const Member& member) {
  auto all = std::exchange(texts_, {});
  visit_open_ids(member, [&](const Id& id) {
    const auto found = all.find(id);
    if (found != all.end()) texts_.insert(all.extract(found));
  });
  kept_ = texts_.size();
}

}  // namespace loyaltycore::engine
