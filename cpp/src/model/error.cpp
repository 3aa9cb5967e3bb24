#include "loyaltycore/model/error.hpp"

namespace loyaltycore {

namespace {

std::string message_of(const std::vector<Problem>& problems) {
  std::string out = std::to_string(problems.size()) +
                    (problems.size() == 1 ? " problem" : " problems") + " in the programme";
  for (const Problem& problem : problems) {
    // The empty pointer is the whole document; a message wants a word for it.
    out += "\n  " + (problem.pointer.empty() ? std::string("document") : problem.pointer) + ": " +
           problem.what;
    if (!problem.expected.empty()) out += "; expected " + problem.expected;
    if (!problem.nearest.empty()) out += "; did you mean \"" + problem.nearest + "\"?";
  }
  return out;
}

}  // namespace

ProgramError::ProgramError(std::vector<Problem> problems)
    : Error("program_invalid", message_of(problems)), problems_(std::move(problems)) {}

}  // namespace loyaltycore
