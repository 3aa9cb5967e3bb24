#include "engine/group_verdicts.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/group_step.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

namespace {

/// A member of a party and how far it is played.
struct Seat {
  std::uint32_t member_index;
  std::size_t next;
  std::size_t end;
  Member member{};
};

/// Members that share groups, directly or through others.
class Party {
 public:
  Party(const PlayJob& job, const Groups& groups, const std::vector<std::uint32_t>& members,
        Pulse& pulse)
      : job_(job), groups_(groups), pulse_(pulse), alone_(job.binding) {
    const History::Parts& parts = job.binding.parts;
    for (const std::uint32_t index : members) {
      pulse_.beat(++beats_);
      Seat& seat = seats_.emplace_back(Seat{index, parts.first[index], parts.first[index + 1]});
      seat.member.facts.member = parts.member_ids.id(index);
    }
  }

  void decide(std::vector<Refusal>& refusals) {
    for (Seat& seat : seats_) advance(seat);
    while (!ready_.empty()) {
      const std::uint32_t group = ready_.back();
      ready_.pop_back();
      const Waiting waiting = std::move(waiting_.extract(group).mapped());
      refusals[group] = decide_group(waiting);
      for (Seat* const seat : waiting.seats) advance(*seat);
    }
    if (!waiting_.empty()) refuse_crossing();
  }

 private:
  struct Waiting {
    std::vector<Seat*> seats{};
    /// How many of the group's events are next.
    std::uint32_t events{};
  };

  /// Plays what the seat decides alone, and notes that it waits with its next group, if it does.
  void advance(Seat& seat) {
    for (; seat.next < seat.end; ++seat.next) {
      const std::uint32_t group = groups_.of_event(seat.next);
      if (group != Groups::kAlone) {
        Waiting& waiting = waiting_[group];
        waiting.seats.push_back(&seat);
        waiting.events += static_cast<std::uint32_t>(after_group(seat) - seat.next);
        if (waiting.events == groups_.size_of(group)) ready_.push_back(group);
        return;
      }
      pulse_.beat(++beats_);
      const Event& event = alone_.at(seat.next);
      if (is_past_the_end(event, job_.as_of)) continue;
      static_cast<void>(
          kernel::step_in_place(job_.program, seat.member, event, desk_.workspace, nullptr));
    }
    // Of all its members a party keeps those that are not done.
    seat.member = Member{};
  }

  /// The first position behind the events of one group that stand at the seat's place.
  [[nodiscard]] std::size_t after_group(const Seat& seat) const noexcept {
    const std::uint32_t group = groups_.of_event(seat.next);
    std::size_t until = seat.next + 1;
    while (until < seat.end && groups_.of_event(until) == group) ++until;
    return until;
  }

  Refusal decide_group(const Waiting& waiting) {
    sides_.clear();
    for (Seat* const seat : waiting.seats) {
      for (const std::size_t until = after_group(*seat); seat->next < until; ++seat->next) {
        pulse_.beat(++beats_);
        // Each event of a group stands until all are decided: none shares its reader.
        if (readers_.size() == sides_.size()) readers_.emplace_back(job_.binding);
        sides_.push_back({&seat->member, &readers_[sides_.size()].at(seat->next)});
      }
    }
    return step_together(job_.program, sides_, desk_, KeepEffects::no).refusal;
  }

  [[noreturn]] void refuse_crossing() const;
  [[nodiscard]] std::string event_text(std::size_t position) const;
  [[nodiscard]] std::string group_text(std::size_t position) const;

  const PlayJob& job_;
  const Groups& groups_;
  Pulse& pulse_;
  std::size_t beats_{};
  EventSource alone_;
  std::deque<EventSource> readers_{};
  std::deque<Seat> seats_{};
  std::unordered_map<std::uint32_t, Waiting> waiting_{};
  /// Groups of which every event is next.
  std::vector<std::uint32_t> ready_{};
  std::vector<Side> sides_{};
  GroupDesk desk_{};
};

std::string Party::event_text(std::size_t position) const {
  DecimalText decimal;
  return std::string{job_.binding.parts.event.id.text(position, decimal)};
}

std::string Party::group_text(std::size_t position) const {
  DecimalText decimal;
  return std::string{job_.binding.parts.event.group.text(position, decimal)};
}

void Party::refuse_crossing() const {
  // Of the groups that wait, the one whose event stands first in the caller's table.
  std::uint32_t group = Groups::kAlone;
  std::int64_t row = -1;
  for (const auto& [waits, waiting] : waiting_) {
    for (const Seat* const seat : waiting.seats) {
      const std::int64_t its = row_of(job_, seat->next);
      if (row >= 0 && its > row) continue;
      row = its;
      group = waits;
    }
  }
  for (const Seat& seat : seats_) {
    if (seat.next == seat.end) continue;
    const bool waits_here = groups_.of_event(seat.next) == group;
    const std::size_t before = waits_here ? after_group(seat) : seat.next;
    for (std::size_t at = before; at < seat.end; ++at) {
      if (groups_.of_event(at) != group) continue;
      DecimalText decimal;
      const std::string other = group_text(before);
      throw DataError(
          "groups_cross",
          "row " + std::to_string(row) + ": group " + group_text(at) + " waits for its event " +
              event_text(at) + ", which stands behind event " + event_text(before) +
              (other.empty() ? "" : " of group " + other) + " in the order of member " +
              std::string{job_.binding.parts.member_ids.text(seat.member_index, decimal)},
          "events.group", row, "let the sequences of all members bring its groups in one order");
    }
  }
  throw Error("groups_cross", "a group waits for an event that nobody holds");
}

}  // namespace

GroupVerdicts::GroupVerdicts(const PlayJob& job, Pulse& pulse)
    : groups_(job.binding.parts, pulse), refusals_(groups_.count(), Refusal::none) {
  for (const auto& members : groups_.parties())
    Party{job, groups_, members, pulse}.decide(refusals_);
}

}  // namespace loyaltycore::engine
