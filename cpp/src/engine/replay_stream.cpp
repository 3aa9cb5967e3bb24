#include "loyaltycore/engine/replay_stream.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/event_source.hpp"
#include "engine/history_parts.hpp"
#include "engine/member_player.hpp"
#include "engine/member_runs.hpp"
#include "engine/play_output.hpp"
#include "engine/pulse.hpp"
#include "loyaltycore/engine/as_of.hpp"

namespace loyaltycore::engine {

namespace {

/// Adds the time from its making to its end.
class Stopwatch {
 public:
  explicit Stopwatch(std::int64_t& nanoseconds) : nanoseconds_(nanoseconds) {}
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() {
    nanoseconds_ += std::chrono::nanoseconds{std::chrono::steady_clock::now() - begun_}.count();
  }

 private:
  std::int64_t& nanoseconds_;
  std::chrono::steady_clock::time_point begun_{std::chrono::steady_clock::now()};
};

constexpr const char* kSortIt =
    "sort the stream by the text of the member id, then by sequence where there is one, then by "
    "recorded_at and the text of the event id";

/// Where an event stands in the order of its member.
struct StreamPlace {
  bool by_sequence{};
  std::int64_t sequence{};
  Instant recorded_at{};
  std::string id{};
  /// Tells apart what came twice under one id at one time.
  std::uint64_t content{};

  [[nodiscard]] bool is_twin_of(const StreamPlace& other) const {
    return recorded_at == other.recorded_at && id == other.id &&
           (!by_sequence || sequence == other.sequence);
  }
  friend bool operator<(const StreamPlace& a, const StreamPlace& b) {
    if (a.by_sequence && a.sequence != b.sequence) return a.sequence < b.sequence;
    if (a.recorded_at != b.recorded_at) return a.recorded_at < b.recorded_at;
    if (a.id != b.id) return a.id < b.id;
    return a.content < b.content;
  }
};

StreamPlace place_at(const History::Parts& parts, std::size_t member, std::size_t at,
                     EventSource& events) {
  DecimalText decimal;
  const bool by_sequence = parts.by_sequence[member] != 0;
  return {by_sequence, by_sequence ? parts.event.sequence[at] : 0, parts.recorded_at(at),
          std::string{parts.event.id.text(at, decimal)}, events.at(at).content};
}

[[noreturn]] void refuse_backwards(const std::string& member, const StreamPlace& next,
                                   const StreamPlace& last, std::int64_t row) {
  const bool twins = next.is_twin_of(last);
  const std::string what =
      "row " + std::to_string(row) + ": event " + next.id + " of member " + member +
      (twins ? " came with other content in the row before; of such twins this "
               "row comes first"
             : " goes back behind event " + last.id);
  throw DataError("event_goes_backwards", what, "events.recorded_at_us", row,
                  twins ? "exchange the two rows" : kSortIt);
}

[[noreturn]] void refuse_member(const std::string& member, const std::string& last,
                                std::int64_t row) {
  throw DataError(
      "member_goes_backwards",
      "row " + std::to_string(row) + ": member " + member + " comes after member " + last,
      "events.member", row, kSortIt);
}

/// The member whose events hold a position.
std::size_t member_at(const History::Parts& parts, std::size_t at) {
  const auto after = std::upper_bound(parts.first.begin(), parts.first.end(), at);
  return static_cast<std::size_t>(after - parts.first.begin()) - 1;
}

/// Refuses the first row that stands before one that it must follow.
void check_sorted(const PlayJob& job, EventSource& events) {
  const History::Parts& parts = job.binding.parts;
  std::vector<std::uint32_t> position_of_row(parts.rows.size());
  for (std::uint32_t at = 0; at < parts.rows.size(); ++at) position_of_row[parts.rows[at]] = at;
  const auto unsorted =
      std::adjacent_find(position_of_row.begin(), position_of_row.end(), std::greater<>{});
  if (unsorted == position_of_row.end()) return;
  const std::size_t before = *unsorted;
  const std::size_t at = *(unsorted + 1);
  const std::int64_t row = row_of(job, at);
  const std::size_t member = member_at(parts, at);
  const std::size_t last_member = member_at(parts, before);
  DecimalText decimal;
  DecimalText last_decimal;
  const std::string id{parts.member_ids.text(member, decimal)};
  if (member != last_member) {
    refuse_member(id, std::string{parts.member_ids.text(last_member, last_decimal)}, row);
  }
  const StreamPlace last = place_at(parts, member, before, events);
  refuse_backwards(id, place_at(parts, member, at, events), last, row);
}

/// A stream plays one member after the other: whoever shares a group may stand in another chunk.
void refuse_groups(const History::Parts& chunk, std::uint64_t first_row) {
  const IdField& group = chunk.event.group;
  std::size_t row = chunk.events;
  for (std::size_t at = 0; at < chunk.events; ++at) {
    if (group.has(at)) row = std::min<std::size_t>(row, chunk.rows.empty() ? at : chunk.rows[at]);
  }
  if (row == chunk.events) return;
  const std::int64_t told = static_cast<std::int64_t>(first_row + row);
  throw DataError("groups_in_stream",
                  "row " + std::to_string(told) +
                      ": a stream plays one member after the other, but the events of a group are "
                      "decided together",
                  "events.group", told, "replay a history, which holds all members");
}

}  // namespace

struct ReplayStream::Parts {
  Parts(Program for_program, ReplayOptions with_options)
      : program(std::move(for_program)),
        options(std::move(with_options)),
        as_of(*options.as_of),
        most_threads(threads_for(options.threads)),
        player(program, options.outputs, as_of),
        out(program) {}

  void feed(const History& chunk, RowOrder order, Border border);
  /// Goes on with the open member if the chunk begins with it, else closes it.
  /// Number of members that are dealt with.
  std::size_t resume(const History::Parts& chunk, EventSource& events, const PlayJob& job,
                     Pulse& pulse);
  void check_resumed(const History::Parts& chunk, EventSource& events, std::int64_t row) const;
  void play_open(const History::Parts& chunk, std::size_t member, EventSource& events,
                 const PlayJob& job, Pulse& pulse);
  void close_open();
  Replay finish();

  Program program;
  ReplayOptions options;
  Instant as_of;
  int most_threads;
  /// Of the chunk that kept most of them busy.
  int threads{1};
  /// Of the member at the border. Everything before it is in `out` already.
  MemberPlayer player;
  PlayOutput out;
  bool is_open{false};
  StreamPlace last_place{};
  std::uint64_t rows{};
  Elapsed elapsed{};
  /// After an exception or the end.
  bool closed{false};
};

void ReplayStream::Parts::check_resumed(const History::Parts& chunk, EventSource& events,
                                        std::int64_t row) const {
  const StreamPlace next = place_at(chunk, 0, chunk.first[0], events);
  if (next.by_sequence != last_place.by_sequence) {
    throw DataError("mixed_sequence",
                    "row " + std::to_string(row) + ": member " + player.id() +
                        " has a sequence on one side of a chunk border only",
                    "events.sequence", row, "give all of its events a sequence, or none");
  }
  if (next < last_place) refuse_backwards(player.id(), next, last_place, row);
}

void ReplayStream::Parts::play_open(const History::Parts& chunk, std::size_t member,
                                    EventSource& events, const PlayJob& job, Pulse& pulse) {
  for (std::size_t at = chunk.first[member]; at < chunk.first[member + 1]; ++at) {
    player.play(events, at, row_of(job, at), {}, out);
    pulse.check();
    pulse.add(1);
    if (at % 64 == 0) pulse.show_when_due();
  }
  last_place = place_at(chunk, member, chunk.first[member + 1] - 1, events);
}

void ReplayStream::Parts::close_open() {
  if (is_open) player.close(out);
  is_open = false;
}

std::size_t ReplayStream::Parts::resume(const History::Parts& chunk, EventSource& events,
                                        const PlayJob& job, Pulse& pulse) {
  if (!is_open) return 0;
  DecimalText decimal;
  const std::string_view first = chunk.member_ids.text(0, decimal);
  const std::int64_t row = row_of(job, chunk.first[0]);
  if (first < player.id()) refuse_member(std::string{first}, player.id(), row);
  if (first != player.id()) {
    close_open();
    return 0;
  }
  check_resumed(chunk, events, row);
  play_open(chunk, 0, events, job, pulse);
  if (chunk.members > 1) close_open();
  return 1;
}

void ReplayStream::Parts::feed(const History& chunk, RowOrder order, Border border) {
  const History::Parts& history = chunk.parts();
  if (border == Border::open && history.event.group.given()) refuse_groups(history, rows);
  if (history.latest > as_of) {
    throw Error("as_of_before_events",
                "as_of lies before the latest event: leave those events out or settle later");
  }
  if (history.members == 0) return;
  std::optional<EventBinding> binding;
  {
    const Stopwatch watch{elapsed.bind};
    binding.emplace(history, &program.names());
  }
  const Stopwatch watch{elapsed.play};
  const PlayJob job{program, *binding, options.outputs, as_of, static_cast<std::int64_t>(rows)};
  Pulse pulse{options, rows, rows + history.events};
  pulse.check();
  EventSource events{*binding};
  if (order == RowOrder::sorted) check_sorted(job, events);
  const std::size_t first = resume(history, events, job, pulse);
  if (border == Border::closed) {
    threads = play_members(job, first, history.members, most_threads, pulse, out);
  } else if (first < history.members) {
    const std::size_t last = history.members - 1;
    threads = std::max(threads, play_members(job, first, last, most_threads, pulse, out));
    const IdField& ids = history.member_ids;
    player.open(chunk.member_id(last),
                ids.integers ? std::optional{ids.numbers[last]} : std::nullopt);
    is_open = true;
    play_open(history, last, events, job, pulse);
  }
  rows += history.events;
  pulse.show();
}

Replay ReplayStream::Parts::finish() {
  close_open();
  Replay result;
  {
    const Stopwatch watch{elapsed.merge};
    result.program_id = program.id();
    result.program_fingerprint = program.fingerprint();
    result.plan_fingerprint = program.plan().fingerprint();
    result.threads = threads;
    result.digest = {as_of, out.digested, out.sum};
    result.counters = std::move(out.counters);
    for (const auto& [code, count] : out.refused_by_code) {
      result.counters.refused_by_code.push_back({code, count});
    }
    result.members = std::move(out.members);
    result.ledger = std::move(out.ledger);
    result.refusals = std::move(out.refusals);
    result.archived = std::move(out.archived);
    if (options.outputs.monthly) result.monthly = out.monthly.tables(as_of);
  }
  result.elapsed = elapsed;
  return result;
}

ReplayStream::ReplayStream(Program program, ReplayOptions options) {
  if (!options.as_of) {
    throw Error("as_of_missing", "a stream needs as_of: only its end would show its latest event");
  }
  check_as_of(*options.as_of);
  if (options.threads < 0) {
    throw DataError("threads_invalid", "threads: got " + std::to_string(options.threads), "threads",
                    -1, "write a number of threads, or 0 for every core");
  }
  parts_ = std::make_unique<Parts>(std::move(program), std::move(options));
}

ReplayStream::~ReplayStream() = default;
ReplayStream::ReplayStream(ReplayStream&&) noexcept = default;
ReplayStream& ReplayStream::operator=(ReplayStream&&) noexcept = default;

void ReplayStream::feed(const History& chunk, RowOrder order, Border border) {
  if (parts_->closed) throw Error("stream_closed", "this stream has ended, or an error ended it");
  parts_->closed = true;
  parts_->feed(chunk, order, border);
  parts_->closed = false;
}

Replay ReplayStream::finish() {
  if (parts_->closed) throw Error("stream_closed", "this stream has ended, or an error ended it");
  parts_->closed = true;
  return parts_->finish();
}

}  // namespace loyaltycore::engine
