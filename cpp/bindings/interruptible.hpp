// interruptible.hpp: long work that answers Ctrl-C within 200 ms.
//
// The work runs in a thread of its own and looks at a cancel flag after every event or member; the
// calling thread looks for signals meanwhile. So no Python code ever runs under a lock of the
// engine: a signal handler may use the very engine that is at work, it only waits for it.
#pragma once

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

#include "bindings/bindings.hpp"
#include "loyaltycore/model/cancel.hpp"

namespace loyaltycore::bindings {

/// Runs what signal handlers ask for; what they raise is thrown. Needs the GIL.
inline void check_signals() {
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}
/// The same in a loop that keeps the GIL: every `kRowsPerLook` rows.
inline constexpr std::size_t kRowsPerLook = 4'096;
inline void check_signals(std::size_t row) {
  if (row % kRowsPerLook == 0) check_signals();
}

/// Work this small is done before anybody could wait for it: no thread is made.
inline constexpr std::size_t kSmallWork = 1'024;

/// What one worker thread made, and how the calling thread hears of it.
template <class Result>
class Watched {
 public:
  template <class Work>
  void run(const Work& work) noexcept {
    try {
      result_.emplace(work(&cancel_));
    } catch (...) {
      error_ = std::current_exception();
    }
    const std::lock_guard lock{mutex_};
    ended_ = true;
    end_.notify_one();
  }
  /// Waits for the end; the GIL is released. What a signal handler raises stops the work.
  /// False in a child that a signal handler forked: nobody works there.
  [[nodiscard]] bool watch() {
    constexpr std::chrono::milliseconds kInterval{20};
    const auto process = ::getpid();
    std::unique_lock lock{mutex_};
    while (!end_.wait_for(lock, kInterval, [this] { return ended_; })) {
      lock.unlock();
      look();
      if (::getpid() != process) return false;
      lock.lock();
    }
    return true;
  }
  /// What a signal handler raised meanwhile, or nothing.
  [[nodiscard]] std::optional<py::error_already_set>& raised() noexcept { return raised_; }
  /// Whole events or members that are done: all, unless the work was cancelled.
  [[nodiscard]] std::uint64_t done(std::uint64_t all) const {
    try {
      if (error_) std::rethrow_exception(error_);
    } catch (const Cancelled& cancelled) {
      return cancelled.done();
    } catch (...) {
      return 0;  // It failed by itself, in the same moment: nothing can be promised.
    }
    return all;
  }
  [[nodiscard]] Result take() {
    if (error_) std::rethrow_exception(error_);
    return std::move(*result_);
  }

 private:
  void look() {
    if (raised_) return;
    const py::gil_scoped_acquire gil;
    if (PyErr_CheckSignals() == 0) return;
    raised_.emplace();
    cancel_.store(true, std::memory_order_relaxed);
  }

  std::optional<Result> result_{};
  std::exception_ptr error_{};
  std::optional<py::error_already_set> raised_{};
  CancelFlag cancel_{false};
  std::mutex mutex_{};
  std::condition_variable end_{};
  bool ended_{false};
};

/// Tells the caller of interrupted work how much of it stands.
inline void note_done(const py::error_already_set& raised, std::uint64_t done, std::uint64_t all,
                      std::string_view what) {
  raised.value().attr("add_note")(
      concat({std::to_string(done), " of ", std::to_string(all), " ", what,
              " are done and stay so; asking again does the rest"}));
}

/// A list of `make(row)` for work that is done. Interrupted, the exception says that all is done
/// and carries as `results` what is made already: to drop a million of them would take too long
/// here.
template <class Item, class Make>
List<Item> listed(std::size_t rows, std::size_t all, std::string_view what, const Make& make) {
  List<Item> out;
  try {
    for (std::size_t row = 0; row < rows; ++row) {
      check_signals(row);
      out.append(make(row));
    }
  } catch (const py::error_already_set& raised) {
    note_done(raised, all, all, what);
    raised.value().attr("results") = out;
    throw;
  }
  return out;
}

/// `work(cancel)`, without the GIL; `size` says how many events or members it is over. What it
/// throws reaches the caller. A KeyboardInterrupt notes how much `what` (events, members) is done.
/// @pre the GIL is held.
template <class Work>
auto interruptible(std::size_t size, std::string_view what, const Work& work) {
  using Result = std::invoke_result_t<const Work&, const CancelFlag*>;
  if (size < kSmallWork) {
    const py::gil_scoped_release no_gil;
    return work(nullptr);
  }
  Watched<Result> watched;
  {
    const py::gil_scoped_release no_gil;
    std::thread worker;
    try {
      worker = std::thread{[&watched, &work] { watched.run(work); }};
    } catch (const std::system_error&) {
      return work(nullptr);  // A machine that gives no more threads: nobody watches.
    }
    if (!watched.watch()) {
      worker.detach();
      throw Error("forked_in_call",
                  "this process was forked by a signal handler while a call was at work: the call "
                  "goes on in the parent only");
    }
    worker.join();
  }
  if (std::optional<py::error_already_set>& raised = watched.raised()) {
    if (!what.empty()) note_done(*raised, watched.done(size), size, what);
    throw std::move(*raised);
  }
  return watched.take();
}

}  // namespace loyaltycore::bindings
