#include "loyaltycore/io/program_json.hpp"

#include <algorithm>

#include "io/embedded_programs.hpp"
#include "io/program_compile.hpp"

namespace loyaltycore {

namespace {

using io::Draft;
using io::Json;
using io::ProblemList;

[[noreturn]] void fail(ProblemList& problems) { throw ProgramError(problems.take()); }

Draft checked_draft(std::string_view text) {
  ProblemList problems;
  if (text.size() > io::kLargestProgram) {
    problems.add("", "the document has " + std::to_string(text.size()) + " bytes",
                 "at most " + std::to_string(io::kLargestProgram) + " bytes");
    fail(problems);
  }
  std::vector<Problem> found;
  Json written = io::parse_strict(text, found);
  for (Problem& each : found) {
    problems.add(std::move(each.pointer), std::move(each.what), std::move(each.expected),
                 std::move(each.nearest));
  }
  // Nothing was read: what the document says is not known.
  if (written.is_null() && !problems.empty()) fail(problems);
  Draft draft = io::draft_of(std::move(written), problems);
  io::check_draft(draft, problems);
  if (!problems.empty()) fail(problems);
  return draft;
}

}  // namespace

Program Program::from_json(std::string_view json) {
  const Draft draft = checked_draft(json);
  ProblemList problems;
  ProgramParts parts = io::compile(draft, problems);
  if (!problems.empty()) fail(problems);
  return Program{std::move(parts)};
}

std::vector<std::string> Program::preset_ids() {
  std::vector<std::string> out;
  for (const io::EmbeddedProgram& each : io::embedded_programs()) out.emplace_back(each.id);
  return out;
}

namespace {

/// What is said of a word whose last part, a year, is that of a version inside a preset.
std::string version_inside(std::string_view id) {
  const std::size_t dash = id.rfind('-');
  if (dash == std::string_view::npos || id.size() - dash < 5) return {};
  for (const io::EmbeddedProgram& each : io::embedded_programs()) {
    const Program preset = Program::from_json(each.json);
    for (std::size_t i = 0; i < preset.versions().size(); ++i) {
      const std::string version{preset.version_id(i)};
      if (version == each.id || !version.ends_with(id.substr(dash))) continue;
      return "; `" + version + "` is a version inside " + std::string{each.id};
    }
  }
  return {};
}

}  // namespace

Program Program::preset(std::string_view id) {
  std::vector<std::string_view> ids;
  std::string list;
  for (const io::EmbeddedProgram& each : io::embedded_programs()) {
    if (each.id == id) return from_json(each.json);
    ids.push_back(each.id);
    list += (list.empty() ? "" : ", ") + std::string{each.id};
  }
  ProblemList problems;
  const std::string inside = version_inside(id);
  problems.add("", "no preset is called `" + std::string{id.substr(0, 64)} + "`",
               "one of " + list + inside,
               inside.empty() ? io::nearest_name(id, ids) : std::string{});
  fail(problems);
}

std::string resolved_json(const Program& program) {
  return io::resolved_of(checked_draft(program.to_json())).dump();
}

}  // namespace loyaltycore
