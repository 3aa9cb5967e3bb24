#include "engine/second_order.hpp"

#include <algorithm>
#include <compare>
#include <utility>

#include "engine/event_source.hpp"
#include "engine/member_order.hpp"
#include "engine/tries.hpp"
#include "loyaltycore/engine/id_texts.hpp"

namespace loyaltycore::engine {

namespace {

bool same_place(const History::Parts& parts, std::size_t a, std::size_t b, bool by_sequence) {
  return (!by_sequence || parts.event.sequence[a] == parts.event.sequence[b]) &&
         parts.recorded_at(a) == parts.recorded_at(b) &&
         compare_ids(parts.event.id, a, b) == std::strong_ordering::equal;
}

bool same_group(const History::Parts& parts, std::size_t a, std::size_t b) {
  return compare_ids(parts.event.group, a, b) == std::strong_ordering::equal;
}

/// A row by what orders it within its run.
template <class Key>
using Ranked = std::vector<std::pair<Key, std::uint32_t>>;

/// Puts a run of rows in the order of their keys, equal ones as they stood. True if it changed.
template <class Key>
bool reorder(Ranked<Key>& run, std::uint32_t* rows) {
  std::stable_sort(run.begin(), run.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  bool changed = false;
  for (std::size_t i = 0; i < run.size(); ++i) {
    changed = changed || rows[i] != run[i].second;
    rows[i] = run[i].second;
  }
  return changed;
}

/// Calls with the first and the end of each run of two rows or more of one member.
template <class Same, class Visit>
void visit_runs(const History::Parts& parts, std::size_t member, Same same, Visit visit) {
  std::size_t from = parts.first[member];
  while (from < parts.first[member + 1]) {
    std::size_t until = from + 1;
    while (until < parts.first[member + 1] && same(from, until)) ++until;
    if (until - from > 1) visit(from, until);
    from = until;
  }
}

}  // namespace

bool order_by_content(const History::Parts& parts, std::vector<std::uint32_t>& rows,
                      const CancelFlag* cancel) {
  const EventBinding binding{parts, nullptr};
  EventSource source{binding};
  Ranked<std::uint64_t> run;
  bool changed = false;
  for (std::size_t member = 0; member < parts.members; ++member) {
    check_cancel(cancel);
    const bool by_sequence = parts.by_sequence[member] != 0;
    const auto same = [&](std::size_t a, std::size_t b) {
      return same_place(parts, a, b, by_sequence);
    };
    visit_runs(parts, member, same, [&](std::size_t from, std::size_t until) {
      run.clear();
      for (std::size_t at = from; at < until; ++at) {
        run.emplace_back(source.at(at).content, rows[at]);
      }
      changed = reorder(run, &rows[from]) || changed;
    });
  }
  return changed;
}

bool order_by_try(const History::Parts& parts, std::vector<std::uint32_t>& rows,
                  const CancelFlag* cancel) {
  if (!parts.event.group.given()) return false;
  Ranked<Try> run;
  Tries<Id, IdHash> tries;
  bool changed = false;
  for (std::size_t member = 0; member < parts.members; ++member) {
    check_cancel(cancel);
    const auto same = [&](std::size_t a, std::size_t b) {
      return parts.event.group.has(a) && same_group(parts, a, b) &&
             parts.recorded_at(a) == parts.recorded_at(b);
    };
    visit_runs(parts, member, same, [&](std::size_t from, std::size_t until) {
      run.clear();
      tries.clear();
      for (std::size_t at = from; at < until; ++at) {
        run.emplace_back(tries.of(parts.event.id.id(at), parts.recorded_at(at)), rows[at]);
      }
      changed = reorder(run, &rows[from]) || changed;
    });
  }
  return changed;
}

}  // namespace loyaltycore::engine
