#include "engine/member_runs.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/group_verdicts.hpp"
#include "engine/member_player.hpp"

namespace loyaltycore::engine {

namespace {

/// Events between two looks at the clock; the cancel flag is looked at after each.
constexpr std::size_t kEventsPerBeat = 64;
/// Large enough that joining costs nothing, small enough that threads end together.
constexpr std::size_t kLeastEventsPerRun = 2'048;
constexpr std::size_t kRunsPerThread = 16;

struct Run {
  std::size_t first;
  std::size_t last;
};

std::vector<Run> runs_of(const History::Parts& parts, std::size_t first, std::size_t last,
                         int threads) {
  const std::size_t events = parts.first[last] - parts.first[first];
  const std::size_t wanted =
      std::max(kLeastEventsPerRun, events / (static_cast<std::size_t>(threads) * kRunsPerThread));
  std::vector<Run> runs;
  for (std::size_t from = first; from < last;) {
    std::size_t until = from + 1;
    while (until < last && parts.first[until] - parts.first[from] < wanted) ++until;
    runs.push_back({from, until});
    from = until;
  }
  return runs;
}

class Crew {
 public:
  Crew(const PlayJob& job, std::vector<Run> runs, Pulse& pulse)
      : job_(job),
        runs_(std::move(runs)),
        verdicts_(job, pulse),
        pulse_(pulse),
        outputs_(runs_.size()) {}

  /// Number of threads that worked.
  std::size_t play(std::size_t threads, PlayOutput& out) {
    std::vector<std::thread> others;
    others.reserve(threads - 1);
    working_ = threads - 1;
    try {
      while (others.size() + 1 < threads) others.emplace_back([this] { work(false); });
    } catch (...) {
      // A machine that gives no more threads: those that came do all the work.
      const std::lock_guard lock{mutex_};
      working_ -= threads - 1 - others.size();
    }
    work(true);
    wait();
    for (std::thread& other : others) other.join();
    if (error_) std::rethrow_exception(error_);
    for (std::optional<PlayOutput>& each : outputs_) {
      pulse_.show_when_due();
      out.append(std::move(*each));
      each.reset();
    }
    return others.size() + 1;
  }

 private:
  void work(bool calling) noexcept {
    std::size_t run = 0;
    try {
      MemberPlayer player{job_.program, job_.outputs, job_.as_of};
      EventSource events{job_.binding};
      while (!stop_.load(std::memory_order_relaxed)) {
        run = next_.fetch_add(1, std::memory_order_relaxed);
        if (run >= runs_.size()) break;
        play_run(runs_[run], calling, player, events, outputs_[run].emplace(job_.program));
      }
    } catch (...) {
      fail(run);
    }
    if (calling) return;
    const std::lock_guard lock{mutex_};
    --working_;
    idle_.notify_one();
  }

  void play_run(const Run& run, bool calling, MemberPlayer& player, EventSource& events,
                PlayOutput& out) {
    const History::Parts& parts = job_.binding.parts;
    std::size_t since = 0;
    for (std::size_t member = run.first; member < run.last; ++member) {
      DecimalText decimal;
      const IdField& ids = parts.member_ids;
      player.open(std::string{ids.text(member, decimal)},
                  ids.integers ? std::optional{ids.numbers[member]} : std::nullopt);
      for (std::size_t at = parts.first[member]; at < parts.first[member + 1]; ++at) {
        player.play(events, at, row_of(job_, at), verdicts_.of(at), out);
        pulse_.check();
        if (++since < kEventsPerBeat) continue;
        pulse_.add(std::exchange(since, 0));
        if (stop_.load(std::memory_order_relaxed)) return;
        if (calling) pulse_.show_when_due();
      }
      player.close(out);
    }
    pulse_.add(since);
  }

  /// Of several errors the one of the first members wins: it does not depend on luck.
  void fail(std::size_t run) noexcept {
    const std::lock_guard lock{mutex_};
    if (!error_ || run < failed_run_) {
      error_ = std::current_exception();
      failed_run_ = run;
    }
    stop_ = true;
  }

  /// The calling thread keeps telling how far the others are.
  void wait() noexcept {
    std::unique_lock lock{mutex_};
    while (working_ > 0) {
      idle_.wait_for(lock, Pulse::kInterval);
      if (error_ || working_ == 0) continue;
      lock.unlock();
      try {
        pulse_.show_when_due();
      } catch (...) {
        fail(runs_.size());
      }
      lock.lock();
    }
  }

  const PlayJob& job_;
  std::vector<Run> runs_;
  const GroupVerdicts verdicts_;
  Pulse& pulse_;
  std::vector<std::optional<PlayOutput>> outputs_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::condition_variable idle_;
  std::size_t working_{};
  std::exception_ptr error_{};
  std::size_t failed_run_{};
};

}  // namespace

std::int64_t row_of(const PlayJob& job, std::size_t position) noexcept {
  const History::Parts& parts = job.binding.parts;
  const std::size_t row = parts.rows.empty() ? position : parts.rows[position];
  return job.first_row + static_cast<std::int64_t>(row);
}

int play_members(const PlayJob& job, std::size_t first, std::size_t last, int threads, Pulse& pulse,
                 PlayOutput& out) {
  if (first >= last) return 1;
  std::vector<Run> runs = runs_of(job.binding.parts, first, last, threads);
  const std::size_t useful = std::min(static_cast<std::size_t>(threads), runs.size());
  Crew crew{job, std::move(runs), pulse};
  return static_cast<int>(crew.play(useful, out));
}

int threads_for(int option) noexcept {
  if (option > 0) return option;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

}  // namespace loyaltycore::engine
