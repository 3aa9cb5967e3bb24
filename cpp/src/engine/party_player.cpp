#include "engine/party_player.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/group_step.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

PartyPlayer::Seat::Seat(const PlayJob& job, std::uint32_t member)
    : player(job.program, job.outputs, job.as_of),
      events(job.binding),
      out(job.program),
      next(job.binding.parts.first[member]),
      end(job.binding.parts.first[member + 1]) {
  DecimalText decimal;
  const IdField& ids = job.binding.parts.member_ids;
  player.open(std::string{ids.text(member, decimal)},
              ids.integers ? std::optional{ids.numbers[member]} : std::nullopt);
}

PartyPlayer::PartyPlayer(const PlayJob& job, const Groups& groups,
                         const std::vector<std::uint32_t>& members)
    : job_(job), groups_(groups) {
  for (const std::uint32_t member : members) seats_.emplace_back(job, member);
}

std::vector<PlayOutput> PartyPlayer::play(Pulse& pulse) {
  for (std::size_t seat = 0; seat < seats_.size(); ++seat) advance(seat, pulse);
  while (!ready_.empty()) {
    const Waiting waiting = std::move(waiting_.extract(ready_.back()).mapped());
    ready_.pop_back();
    decide(waiting, pulse);
    for (const std::size_t seat : waiting.seats) advance(seat, pulse);
  }
  if (!waiting_.empty()) refuse_crossing();
  std::vector<PlayOutput> out;
  out.reserve(seats_.size());
  for (Seat& seat : seats_) {
    seat.player.close(seat.out);
    out.push_back(std::move(seat.out));
  }
  return out;
}

std::uint32_t PartyPlayer::next_of_group(const Seat& seat) const noexcept {
  const std::uint32_t group = groups_.of_event(seat.next);
  std::size_t until = seat.next + 1;
  while (until < seat.end && groups_.of_event(until) == group) ++until;
  return static_cast<std::uint32_t>(until - seat.next);
}

void PartyPlayer::advance(std::size_t index, Pulse& pulse) {
  Seat& seat = seats_[index];
  for (; seat.next < seat.end; ++seat.next) {
    const std::uint32_t group = groups_.of_event(seat.next);
    if (group != Groups::kAlone) {
      Waiting& waiting = waiting_[group];
      waiting.seats.push_back(index);
      waiting.events += next_of_group(seat);
      if (waiting.events == groups_.size_of(group)) ready_.push_back(group);
      return;
    }
    seat.player.play(seat.events, seat.next, row_of(job_, seat.next), seat.out);
    pulse.check();
    pulse.add(1);
    pulse.show_when_due();
  }
}

void PartyPlayer::decide(const Waiting& waiting, Pulse& pulse) {
  struct Place {
    Seat* seat;
    std::size_t position;
  };
  std::vector<Place> places;
  for (const std::size_t index : waiting.seats) {
    Seat& seat = seats_[index];
    const std::uint32_t events = next_of_group(seat);
    for (std::uint32_t i = 0; i < events; ++i) places.push_back({&seat, seat.next++});
  }
  // Each event of a group stands until all are decided: none shares its reader.
  std::vector<EventSource> readers(places.size(), EventSource{job_.binding});
  std::vector<Side> sides;
  for (std::size_t i = 0; i < places.size(); ++i) {
    sides.push_back({&places[i].seat->player.member(), &readers[i].at(places[i].position)});
  }
  std::vector<Applied> applied = step_together(job_.program, sides, workspace_);
  for (std::size_t i = 0; i < places.size(); ++i) {
    Seat& seat = *places[i].seat;
    seat.player.note(readers[i], places[i].position, *sides[i].event, std::move(applied[i]),
                     row_of(job_, places[i].position), seat.out);
  }
  pulse.check();
  pulse.add(places.size());
}

void PartyPlayer::refuse_crossing() const {
  std::int64_t row = -1;
  std::string id;
  for (const auto& [group, waiting] : waiting_) {
    for (const std::size_t index : waiting.seats) {
      const std::size_t at = seats_[index].next;
      if (row >= 0 && row_of(job_, at) > row) continue;
      row = row_of(job_, at);
      DecimalText decimal;
      id = job_.binding.parts.event.group.text(at, decimal);
    }
  }
  throw DataError("groups_cross",
                  "row " + std::to_string(row) + ": group " + id +
                      " waits for another group of its members, which waits for it",
                  "events.group", row,
                  "give all events of one group the same recorded_at, and let no two groups of the "
                  "same members share it");
}

}  // namespace loyaltycore::engine
