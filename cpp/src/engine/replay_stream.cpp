#include "loyaltycore/engine/replay_stream.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "engine/event_source.hpp"
#include "engine/history_parts.hpp"
#include "engine/member_player.hpp"
#include "engine/member_runs.hpp"
#include "engine/play_output.hpp"
#include "engine/pulse.hpp"

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

/// Where an event stands in the order of its member.
struct Place {
  bool by_sequence{};
  std::int64_t sequence{};
  Instant recorded_at{};
  std::string id{};

  friend bool operator<(const Place& a, const Place& b) {
    if (a.by_sequence && a.sequence != b.sequence) return a.sequence < b.sequence;
    if (a.recorded_at != b.recorded_at) return a.recorded_at < b.recorded_at;
    return a.id < b.id;
  }
};

Place place_at(const History::Parts& parts, std::size_t member, std::size_t at) {
  DecimalText decimal;
  const bool by_sequence = parts.by_sequence[member] != 0;
  return {by_sequence, by_sequence ? parts.event.sequence[at] : 0, parts.recorded_at(at),
          std::string{parts.event.id.text(at, decimal)}};
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

  void feed(const History& chunk);
  /// Goes on with the open member if the chunk begins with it, else closes it.
  /// Number of members that are dealt with.
  std::size_t resume(const History::Parts& chunk, EventSource& events, const PlayJob& job,
                     Pulse& pulse);
  void check_resumed(const History::Parts& chunk) const;
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
  Place last_place{};
  std::uint64_t rows{};
  Elapsed elapsed{};
  /// After an exception or the end.
  bool closed{false};
};

void ReplayStream::Parts::check_resumed(const History::Parts& chunk) const {
  const Place next = place_at(chunk, 0, chunk.first[0]);
  if (next.by_sequence != last_place.by_sequence) {
    throw DataError("mixed_sequence",
                    "member " + player.id() +
                        " has a sequence on one side of a chunk border only: give all of its "
                        "events one, or none",
                    "events.sequence", -1);
  }
  if (next < last_place) {
    throw DataError("event_goes_backwards",
                    "events of member " + player.id() +
                        " go backwards at a chunk border: sort the stream by member id text, then "
                        "by sequence or by recorded_at and event id",
                    "events.recorded_at_us", -1);
  }
}

void ReplayStream::Parts::play_open(const History::Parts& chunk, std::size_t member,
                                    EventSource& events, const PlayJob& job, Pulse& pulse) {
  for (std::size_t at = chunk.first[member]; at < chunk.first[member + 1]; ++at) {
    player.play(events, at, row_of(job, at), out);
    pulse.check();
    pulse.add(1);
    if (at % 64 == 0) pulse.show_when_due();
  }
  last_place = place_at(chunk, member, chunk.first[member + 1] - 1);
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
  if (first < player.id()) {
    throw DataError("member_goes_backwards",
                    "member " + std::string{first} + " comes after member " + player.id() +
                        ": sort the stream by the text of the member ids",
                    "events.member", -1);
  }
  if (first != player.id()) {
    close_open();
    return 0;
  }
  check_resumed(chunk);
  play_open(chunk, 0, events, job, pulse);
  if (chunk.members > 1) close_open();
  return 1;
}

void ReplayStream::Parts::feed(const History& chunk) {
  const History::Parts& history = chunk.parts();
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
  const std::size_t first = resume(history, events, job, pulse);
  if (first < history.members) {
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
    if (options.outputs.monthly) result.monthly = out.monthly.tables(as_of);
  }
  result.elapsed = elapsed;
  return result;
}

ReplayStream::ReplayStream(Program program, ReplayOptions options) {
  if (!options.as_of) {
    throw Error("as_of_missing", "a stream needs as_of: only its end would show its latest event");
  }
  if (options.threads < 0) {
    throw DataError("threads_invalid", "threads: got " + std::to_string(options.threads), "threads",
                    -1, "write a number of threads, or 0 for every core");
  }
  parts_ = std::make_unique<Parts>(std::move(program), std::move(options));
}

ReplayStream::~ReplayStream() = default;
ReplayStream::ReplayStream(ReplayStream&&) noexcept = default;
ReplayStream& ReplayStream::operator=(ReplayStream&&) noexcept = default;

void ReplayStream::feed(const History& chunk) {
  if (parts_->closed) throw Error("stream_closed", "this stream has ended, or an error ended it");
  parts_->closed = true;
  parts_->feed(chunk);
  parts_->closed = false;
}

Replay ReplayStream::finish() {
  if (parts_->closed) throw Error("stream_closed", "this stream has ended, or an error ended it");
  parts_->closed = true;
  return parts_->finish();
}

}  // namespace loyaltycore::engine
