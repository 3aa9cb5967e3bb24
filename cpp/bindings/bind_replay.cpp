// bind_replay.cpp: the Python face of engine/replay.hpp and engine/replay_stream.hpp.
//
// The calling thread's progress loop takes the GIL about ten times a second, looks for signals and
// tells the caller how far it is; what a signal handler or the caller raises ends the replay.
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bindings/replay_view.hpp"
#include "loyaltycore/engine/replay.hpp"
#include "loyaltycore/engine/replay_stream.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr const char* kReplayDoc = R"doc(
Replay every event of every member under a programme.

Parameters
----------
program : Program
history : History
threads : int
    0 uses every core. Nothing depends on it but time.
outputs : list of str
    Tables to make: members, ledger, monthly, refusals, archived.
as_of : int or None
    Settle every member to here, microseconds; None: the latest event.
progress : callable or None
    Called with (events done, events in all) about ten times a second.

Returns
-------
dict
    Columns by table, counters and digest.

Raises
------
KeyboardInterrupt
    Within 200 ms of Ctrl-C; nothing is published.
)doc";

constexpr const char* kStreamDoc = R"doc(
Replay of histories that follow each other: members by the text of their ids, rows sorted.

Parameters
----------
program : Program
threads : int
outputs : list of str
as_of : int
    Settle every member to here, microseconds; no event may lie after it.

Notes
-----
After an exception it answers only exceptions. Not for two threads at once.
)doc";

using Progress = std::function<void(std::uint64_t, std::uint64_t)>;

engine::ReplayOptions options_of(int threads, const std::vector<std::string>& outputs,
                                 std::optional<Instant> as_of) {
  engine::ReplayOptions options;
  options.threads = threads;
  options.outputs = outputs_of(outputs);
  options.as_of = as_of;
  return options;
}

/// Looks for signals, then calls `report`, which outlives it.
Progress reporting(const py::object& report) {
  return [&report](std::uint64_t done, std::uint64_t all) {
    const py::gil_scoped_acquire gil;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (!report.is_none()) report(done, all);
  };
}

Dict run(const Program& program, const engine::History& history, int threads,
         const std::vector<std::string>& outputs, const std::optional<Instant>& as_of,
         const py::object& progress) {
  engine::ReplayOptions options = options_of(threads, outputs, as_of);
  options.progress = reporting(progress);
  engine::Replay replay;
  {
    const py::gil_scoped_release no_gil;
    replay = engine::replay(program, history, options);
  }
  return replay_dict(program, std::move(replay));
}

/// A stream whose progress is told to whoever feeds it.
class Stream {
 public:
  Stream(const Program& program, int threads, const std::vector<std::string>& outputs,
         Instant as_of)
      : program_(program), report_(std::make_shared<Progress>()) {
    engine::ReplayOptions options = options_of(threads, outputs, as_of);
    options.progress = [report = report_](std::uint64_t done, std::uint64_t all) {
      if (*report) (*report)(done, all);
    };
    stream_ = std::make_unique<engine::ReplayStream>(program_, std::move(options));
  }

  void feed(const engine::History& chunk, bool rows_sorted, const py::object& progress) {
    const Reporting for_this_chunk{*report_, reporting(progress)};
    const py::gil_scoped_release no_gil;
    stream_->feed(chunk, rows_sorted ? engine::RowOrder::sorted : engine::RowOrder::any);
  }

  Dict finish() {
    engine::Replay replay;
    {
      const py::gil_scoped_release no_gil;
      replay = stream_->finish();
    }
    return replay_dict(program_, std::move(replay));
  }

 private:
  /// No Python object stays in the stream when a chunk is done.
  class Reporting {
   public:
    Reporting(Progress& report, Progress now) : report_(report) { report_ = std::move(now); }
    Reporting(const Reporting&) = delete;
    Reporting& operator=(const Reporting&) = delete;
    ~Reporting() { report_ = nullptr; }

   private:
    Progress& report_;
  };

  Program program_;
  std::shared_ptr<Progress> report_;
  std::unique_ptr<engine::ReplayStream> stream_{};
};

}  // namespace

void bind_replay(py::module_& m) {
  m.def("replay", &run, py::arg("program"), py::arg("history"), py::arg("threads"),
        py::arg("outputs"), py::arg("as_of"), py::arg("progress"), kReplayDoc);
  py::class_<Stream>(m, "ReplayStream", kStreamDoc)
      .def(py::init<const Program&, int, const std::vector<std::string>&, Instant>(),
           py::arg("program"), py::arg("threads"), py::arg("outputs"), py::arg("as_of"))
      .def("feed", &Stream::feed, py::arg("chunk"), py::arg("rows_sorted"), py::arg("progress"),
           "Replay a chunk; DataError names the row of the stream that goes backwards. Without\n"
           "`rows_sorted` only the border to the chunk before is looked at.")
      .def("finish", &Stream::finish, "Close the last member and return what replay returns.");
}

}  // namespace loyaltycore::bindings
