#include "engine/group_step.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

namespace {

std::string_view group_of(const EventData& event) noexcept {
  return event.kind == EventKind::tick ? std::string_view{} : std::string_view{event.group};
}

/// Members as they stood, to go back to unless the group is kept.
class Undo {
 public:
  explicit Undo(std::span<const Side> sides) : sides_(sides) {
    before_.reserve(sides.size());
    for (const Side& side : sides) before_.push_back(*side.member);
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
  std::vector<Member> before_;
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
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < events.size(); i += group_length(events, i)) {
    const std::string_view group = group_of(*events[i]);
    if (group.empty()) continue;
    for (std::size_t a = i; a < i + group_length(events, i); ++a) {
      for (std::size_t b = i; b < a; ++b) {
        if (events[a]->id != events[b]->id) continue;
        throw DataError("group_repeated",
                        "event " + std::to_string(a) + ": " + events[a]->id +
                            " stands twice in group " + std::string{group},
                        "group", static_cast<std::int64_t>(a),
                        "tell each event of a group once in a batch; retry the group in a batch of "
                        "its own");
      }
    }
    if (seen.insert(group).second) continue;
    throw DataError("group_apart",
                    "event " + std::to_string(i) + ": other events of group " + std::string{group} +
                        " stand earlier, but not beside it",
                    "group", static_cast<std::int64_t>(i),
                    "put the events of one group side by side");
  }
}

std::vector<Applied> step_together(const Program& program, std::span<const Side> sides,
                                   kernel::Workspace& workspace) {
  std::vector<Applied> out(sides.size());
  Undo undo{sides};
  for (std::size_t i = 0; i < sides.size(); ++i) {
    out[i].outcome = kernel::step_in_place(program, *sides[i].member, *sides[i].event, workspace,
                                           &out[i].effects);
  }
  const auto is_new = [](const Applied& each) { return each.outcome.accepted(); };
  if (std::all_of(out.begin(), out.end(), is_new)) {
    undo.keep();
    return out;
  }
  for (Applied& each : out) {
    if (!is_new(each)) continue;
    each = Applied{};
    each.outcome.refusal = Refusal::group_refused;
  }
  return out;
}

}  // namespace loyaltycore::engine
