#include "engine/group_step.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include "engine/tellings.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore::engine {

namespace {

[[noreturn]] void refuse_apart(std::span<const EventData* const> events, std::size_t at,
                               const std::string& what, const std::string& remedy) {
  throw DataError("group_apart",
                  "event " + std::to_string(at) + ": " + events[at]->id + " of group " +
                      events[at]->group + " " + what,
                  "group", static_cast<std::int64_t>(at), remedy);
}

/// Members as they stood, to go back to unless the group is kept.
class Undo {
 public:
  Undo(std::span<const Side> sides, GroupDesk& desk) : desk_(desk) {
    desk.members.clear();
    for (const Side& side : sides) desk.members.push_back(side.member);
    std::sort(desk.members.begin(), desk.members.end());
    const auto end = std::unique(desk.members.begin(), desk.members.end());
    desk.members.erase(end, desk.members.end());
    if (desk.before.size() < desk.members.size()) desk.before.resize(desk.members.size());
    for (std::size_t i = 0; i < desk.members.size(); ++i) desk.before[i] = *desk.members[i];
  }
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() { undo(); }
  void keep() noexcept { done_ = true; }
  void undo() noexcept {
    if (std::exchange(done_, true)) return;
    for (std::size_t i = 0; i < desk_.members.size(); ++i) {
      std::swap(*desk_.members[i], desk_.before[i]);
    }
  }

 private:
  GroupDesk& desk_;
  bool done_{false};
};

/// Marks the sides that tell an event again which stands before them.
void find_retries(std::span<const Side> sides, GroupDesk& desk) {
  desk.is_retry.assign(sides.size(), 0);
  desk.order.resize(sides.size());
  std::iota(desk.order.begin(), desk.order.end(), std::size_t{0});
  const auto named = [sides](std::size_t at) {
    return std::tuple{sides[at].member, sides[at].event->id};
  };
  std::sort(desk.order.begin(), desk.order.end(), [&named](std::size_t a, std::size_t b) {
    return std::tuple_cat(named(a), std::tuple{a}) < std::tuple_cat(named(b), std::tuple{b});
  });
  for (std::size_t i = 1; i < desk.order.size(); ++i) {
    if (named(desk.order[i]) == named(desk.order[i - 1])) desk.is_retry[desk.order[i]] = 1;
  }
}

/// Answers of the retries in a telling that was booked or, by `refusal`, was not.
void answer_retries(const Program& program, std::span<const Side> sides, GroupDesk& desk,
                    GroupStep& out) {
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (desk.is_retry[i] == 0) continue;
    Member member = *sides[i].member;
    kernel::Outcome& outcome = out.applied[i].outcome;
    outcome = kernel::step_in_place(program, member, *sides[i].event, desk.workspace, nullptr);
    if (!outcome.accepted()) continue;
    outcome = {};
    outcome.refusal = out.refusal;
  }
}

}  // namespace

std::size_t together_from(std::span<const std::uint32_t> tellings, std::size_t first) noexcept {
  if (tellings[first] == Groups::kAlone) return 1;
  std::size_t until = first + 1;
  while (until < tellings.size() && tellings[until] == tellings[first]) ++until;
  return until - first;
}

std::vector<std::uint32_t> tellings_of(std::span<const EventData* const> events,
                                       const CancelFlag* cancel) {
  std::vector<std::uint32_t> out(events.size(), Groups::kAlone);
  Tellings tellings;
  for (std::size_t at = 0; at < events.size(); ++at) {
    check_cancel(cancel);
    const EventData& event = *events[at];
    // A tick decides nothing, so it waits for nobody.
    if (event.group.empty() || event.kind == EventKind::tick) continue;
    out[at] = tellings.add({id_of(event.group), event.recorded_at.value_or(event.occurred_at),
                            member_named(event.member), id_of(event.id), at});
  }
  if (const auto at = tellings.apart()) {
    refuse_apart(events, *at,
                 "shares its recorded_at with no other event of the group, nor do they",
                 "give the events of a deal one recorded_at, or tell each in a batch of its own");
  }
  std::vector<char> begun(tellings.size());
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (out[at] == Groups::kAlone) continue;
    if (!tellings.is_shared(out[at])) {
      out[at] = Groups::kAlone;
    } else if (at > 0 && out[at - 1] != out[at] && begun[out[at]] != 0) {
      refuse_apart(events, at, "does not stand beside the others, which stand earlier",
                   "put the events of a group that share a time side by side, retries too");
    }
    if (out[at] != Groups::kAlone) begun[out[at]] = 1;
  }
  return out;
}

GroupStep step_together(const Program& program, std::span<const Side> sides, GroupDesk& desk,
                        KeepEffects keep) {
  GroupStep out;
  out.applied.resize(sides.size());
  find_retries(sides, desk);
  Undo undo{sides, desk};
  bool duplicate = false;
  bool refused = false;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (desk.is_retry[i] != 0) continue;
    Applied& each = out.applied[i];
    each.outcome = kernel::step_in_place(program, *sides[i].member, *sides[i].event, desk.workspace,
                                         keep == KeepEffects::yes ? &each.effects : nullptr);
    duplicate = duplicate || each.outcome.duplicate;
    refused = refused || each.outcome.refusal != Refusal::none;
  }
  if (!duplicate && !refused) {
    undo.keep();
  } else {
    undo.undo();
    out.refusal = refused ? Refusal::group_refused : Refusal::group_half_booked;
    for (Applied& each : out.applied) {
      if (!each.outcome.accepted()) continue;
      each = Applied{};
      each.outcome.refusal = out.refusal;
    }
  }
  answer_retries(program, sides, desk, out);
  return out;
}

}  // namespace loyaltycore::engine
