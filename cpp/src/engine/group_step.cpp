#include "engine/group_step.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/tries.hpp"
#include "loyaltycore/engine/id_texts.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

namespace {

std::string_view group_of(const EventData& event) noexcept {
  return event.kind == EventKind::tick ? std::string_view{} : std::string_view{event.group};
}

/// Members as they stood, to go back to unless the group is kept.
class Undo {
 public:
  Undo(std::span<const Side> sides, std::vector<Member>& before) : sides_(sides), before_(before) {
    if (before_.size() < sides.size()) before_.resize(sides.size());
    for (std::size_t i = 0; i < sides.size(); ++i) before_[i] = *sides[i].member;
  }
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() {
    if (kept_) return;
    for (std::size_t i = 0; i < sides_.size(); ++i) std::swap(*sides_[i].member, before_[i]);
  }
  void keep() noexcept { kept_ = true; }

 private:
  std::span<const Side> sides_;
  std::vector<Member>& before_;
  bool kept_{false};
};

}  // namespace

std::size_t group_length(std::span<const EventData* const> events, std::size_t first) noexcept {
  const std::string_view group = group_of(*events[first]);
  std::size_t until = first + 1;
  if (group.empty()) return 1;
  while (until < events.size() && group_of(*events[until]) == group) ++until;
  return until - first;
}

void check_groups(std::span<const EventData* const> events) {
  using Told = std::pair<std::string_view, std::string_view>;
  // By group: member and id of the events of its first run.
  std::unordered_map<std::string_view, std::set<Told>> first_runs;
  for (std::size_t i = 0; i < events.size(); i += group_length(events, i)) {
    const std::string_view group = group_of(*events[i]);
    if (group.empty()) continue;
    const auto [found, is_first] = first_runs.try_emplace(group);
    for (std::size_t at = i; at < i + group_length(events, i); ++at) {
      const Told told{events[at]->member, events[at]->id};
      if (is_first) {
        found->second.insert(told);
      } else if (!found->second.contains(told)) {
        throw DataError("group_apart",
                        "event " + std::to_string(at) + ": other events of group " +
                            std::string{group} + " stand earlier, but not beside it",
                        "group", static_cast<std::int64_t>(at),
                        "put the events of one group side by side");
      }
    }
  }
}

std::vector<std::vector<std::size_t>> tries_of(std::span<const EventData* const> run) {
  Tries<Id, IdHash> tries;
  std::map<Try, std::size_t> places;
  std::vector<std::vector<std::size_t>> out;
  for (std::size_t at = 0; at < run.size(); ++at) {
    const EventData& event = *run[at];
    const Id named = id_of(event.member + '\0' + event.id);
    const Try told = tries.of(named, event.recorded_at.value_or(event.occurred_at));
    const auto [found, is_new] = places.emplace(told, out.size());
    if (is_new) out.emplace_back();
    out[found->second].push_back(at);
  }
  return out;
}

GroupStep step_together(const Program& program, std::span<const Side> sides, GroupDesk& desk,
                        KeepEffects keep) {
  GroupStep out;
  out.applied.resize(sides.size());
  Undo undo{sides, desk.before};
  bool duplicate = false;
  bool refused = false;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    Applied& each = out.applied[i];
    each.outcome = kernel::step_in_place(program, *sides[i].member, *sides[i].event, desk.workspace,
                                         keep == KeepEffects::yes ? &each.effects : nullptr);
    duplicate = duplicate || each.outcome.duplicate;
    refused = refused || each.outcome.refusal != Refusal::none;
  }
  if (!duplicate && !refused) {
    undo.keep();
    return out;
  }
  out.refusal = refused ? Refusal::group_refused : Refusal::group_half_booked;
  for (Applied& each : out.applied) {
    if (!each.outcome.accepted()) continue;
    each = Applied{};
    each.outcome.refusal = out.refusal;
  }
  return out;
}

}  // namespace loyaltycore::engine
