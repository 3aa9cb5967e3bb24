#include "engine/content_order.hpp"

#include <algorithm>
#include <compare>
#include <utility>

#include "engine/event_source.hpp"
#include "engine/member_order.hpp"

namespace loyaltycore::engine {

namespace {

bool same_place(const History::Parts& parts, std::size_t a, std::size_t b, bool by_sequence) {
  return (!by_sequence || parts.event.sequence[a] == parts.event.sequence[b]) &&
         parts.recorded_at(a) == parts.recorded_at(b) &&
         compare_ids(parts.event.id, a, b) == std::strong_ordering::equal;
}

}  // namespace

bool order_by_content(const History::Parts& parts, std::vector<std::uint32_t>& rows,
                      const CancelFlag* cancel) {
  const EventBinding binding{parts, nullptr};
  EventSource source{binding};
  std::vector<std::pair<std::uint64_t, std::uint32_t>> run;
  bool changed = false;
  for (std::size_t member = 0; member < parts.members; ++member) {
    check_cancel(cancel);
    const bool by_sequence = parts.by_sequence[member] != 0;
    std::size_t from = parts.first[member];
    while (from < parts.first[member + 1]) {
      std::size_t until = from + 1;
      while (until < parts.first[member + 1] && same_place(parts, from, until, by_sequence)) {
        ++until;
      }
      if (until - from > 1) {
        run.clear();
        for (std::size_t at = from; at < until; ++at) {
          run.emplace_back(source.at(at).content, rows[at]);
        }
        std::stable_sort(run.begin(), run.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < run.size(); ++i) {
          changed = changed || rows[from + i] != run[i].second;
          rows[from + i] = run[i].second;
        }
      }
      from = until;
    }
  }
  return changed;
}

}  // namespace loyaltycore::engine
