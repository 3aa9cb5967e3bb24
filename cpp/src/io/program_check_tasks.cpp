// What no parameter can say alone about tasks.
#include "io/exact_text.hpp"
#include "io/program_check_part.hpp"

namespace loyaltycore::io {

namespace {

class TaskChecks : public PartChecks {
 public:
  using PartChecks::PartChecks;

  void run() {
    for (const auto& [id, each] : member(document(), "tasks").items()) {
      place_ = {"tasks", id};
      task(each);
    }
  }

 private:
  void task(const Json& task) {
    const auto kind = trigger(task);
    const std::string_view window = text_in(task, "window");
    if (integer_in(task, "post_day") > 0 && window != "month") {
      add("post_day", "a posting day is a day of the month after", "the window month");
    }
    const bool distinct = text_in(task, "of") == "distinct_days";
    const std::int64_t days = window == "week" ? 7 : window == "month" ? 31 : 0;
    if (distinct && days == 0) {
      add("of", "distinct days are counted within a week or a month", "the window week or month");
    } else if (distinct && integer_in(task, "count") > days) {
      add("count", "the window has fewer days", "at most " + std::to_string(days));
    }
    if (integer_in(member(task, "reward"), "beans") > 0 &&
        !member(document(), "beans").is_object()) {
      add("reward.beans", "the programme has no beans", "a section `beans`");
    }
    book(task, "ladder");
    book(task, "purse");
    own_expiry(task);
    keeps_window(task);
    conditions(member(task, "when"), "when", kind && is_order_kind(*kind));
  }

  /// A member is in the middle of a window when a version starts: it must go on meaning the same.
  void keeps_window(const Json& task) {
    if (version_ == 0 || place_.empty()) return;
    const Json& before =
        member(member(draft_.versions[version_ - 1].resolved, "tasks"), place_.back());
    if (!before.is_object()) return;
    for (const char* key : {"window", "of", "post_day"}) {
      if (member(task, key) != member(before, key)) {
        add(key, "a task counts in the same windows in every version",
            "the value of the version before, or a task of another name");
      }
    }
  }
};

}  // namespace

void check_tasks(const Draft& draft, std::size_t version, ProblemList& problems) {
  TaskChecks{draft, version, problems}.run();
}

}  // namespace loyaltycore::io
