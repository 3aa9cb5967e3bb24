// What every release wrote (tests/compat) is read, decides as it did and goes on; in any locale,
// zone of the machine, build type and compiler.
#include <clocale>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <locale>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/engine/history.hpp"
#include "loyaltycore/engine/replay.hpp"
#include "loyaltycore/io/event_json.hpp"
#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/io/snapshot.hpp"
#include "loyaltycore/version.hpp"

namespace loyaltycore::compat_test {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::byte> bytes_of(const fs::path& path) {
  const std::string text = text_of(path);
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// One folder of one release.
struct Kept {
  explicit Kept(const fs::path& folder)
      : place(folder),
        program(Program::from_json(text_of(folder / "programme.json"))),
        digests(nlohmann::json::parse(text_of(folder / "digests.json"))),
        as_of(digests["as_of_us"].get<Instant>()),
        events(events_from_json_lines(text_of(folder / "events.jsonl"))),
        later(events_from_json_lines(text_of(folder / "later.jsonl"))) {}

  [[nodiscard]] std::string digest(const std::string& name) const {
    return digests[name].get<std::string>();
  }

  fs::path place;
  Program program;
  nlohmann::json digests;
  Instant as_of;
  std::vector<EventData> events;
  std::vector<EventData> later;
};

std::vector<fs::path> folders() {
  std::vector<fs::path> out;
  for (const auto& each : fs::recursive_directory_iterator(LOYALTYCORE_COMPAT_DIR)) {
    if (each.path().filename() == "digests.json") out.push_back(each.path().parent_path());
  }
  return out;
}

std::string replayed(const Kept& kept) {
  engine::HistoryBuilder builder;
  for (const EventData& event : kept.events) builder.add(event);
  engine::ReplayOptions options;
  options.as_of = kept.as_of;
  return to_hex(engine::replay(kept.program, builder.build(), options).digest.sum);
}

std::string snapshot_of(const engine::Engine& engine, bool canonical) {
  SnapshotWriter writer(engine.program());
  engine.visit([&](std::string_view scope, std::string_view id, const Member& member,
                   const engine::IdTexts& texts) {
    writer.add(scope, id, member, texts.open_texts(member));
  });
  const std::vector<std::byte> bytes = writer.finish(canonical);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

engine::Engine loaded(const Kept& kept, const fs::path& path) {
  engine::Engine out(kept.program);
  for (const StoredMember& each : load_engine(kept.program, bytes_of(path))) {
    out.restore(each.scope, each.id, each.member, each.texts);
  }
  return out;
}

TEST(Compat, TheFilesOfThisReleaseAreThere) {
  const std::string release = "v" + std::string(kVersion);
  EXPECT_TRUE(fs::exists(fs::path(LOYALTYCORE_COMPAT_DIR) / release / "shop"));
}

TEST(Compat, ProgrammesAndEventsDecideAsThen) {
  for (const fs::path& folder : folders()) {
    const Kept kept(folder);
    EXPECT_EQ(to_hex(kept.program.fingerprint()), kept.digest("programme")) << folder;
    EXPECT_EQ(replayed(kept), kept.digest("engine")) << folder;
  }
}

TEST(Compat, DirectoriesWithoutTextsAreRead) {
  const fs::path folder = fs::path(LOYALTYCORE_COMPAT_DIR) / "schema_1";
  const Program program = Program::from_json(text_of(folder / "programme.json"));
  engine::Engine engine(program);
  for (const StoredMember& each : load_engine(program, bytes_of(folder / "engine.snapshot"))) {
    EXPECT_TRUE(each.texts.empty());
    for (const OpenOrder& order : each.member.facts.orders) {
      EXPECT_EQ(order.kept, order.booked) << "what an old state counted it counts for ever";
    }
    engine.restore(each.scope, each.id, each.member, each.texts);
  }
  EXPECT_GT(engine.size(), 1U);
  EXPECT_EQ(engine.verify(), "");
}

TEST(Compat, MembersAreLoadedAndSavedAlike) {
  for (const fs::path& folder : folders()) {
    const Kept kept(folder);
    for (const bool canonical : {false, true}) {
      const fs::path path = folder / (canonical ? "canonical.snapshot" : "engine.snapshot");
      const engine::Engine engine = loaded(kept, path);
      EXPECT_EQ(engine.verify(), "") << path;
      EXPECT_EQ(to_hex(engine.digest(kept.as_of).sum), kept.digest("engine")) << path;
      EXPECT_EQ(snapshot_of(engine, canonical), text_of(path)) << path;
    }
    const StoredMember ann = load_member(kept.program, bytes_of(folder / "member.snapshot"));
    EXPECT_EQ(save_member(kept.program, ann.id, ann.member, ann.texts),
              bytes_of(folder / "member.snapshot"));
  }
}

TEST(Compat, MembersGoOn) {
  for (const fs::path& folder : folders()) {
    const Kept kept(folder);
    engine::Engine engine = loaded(kept, folder / "engine.snapshot");
    for (const EventData& event : kept.later) {
      EXPECT_TRUE(engine.apply(event).outcome.accepted()) << folder << " " << event.id;
    }
    EXPECT_EQ(to_hex(engine.digest(kept.as_of).sum), kept.digest("later")) << folder;
  }
}

/// A locale that groups digits, and whose decimal sign is a comma, as many real ones.
struct Grouped : std::numpunct<char> {
 protected:
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\1"; }
  std::string do_truename() const override { return "dogru"; }
};

/// Puts locale and zone of the process back.
class Elsewhere {
 public:
  Elsewhere(const char* locale, const char* zone)
      : before_(std::locale::global(std::locale(std::locale(), new Grouped))) {
    // The C library's locale too, where the machine has it.
    std::setlocale(LC_ALL, locale);
    setenv("TZ", zone, 1);
    tzset();
  }
  ~Elsewhere() {
    unsetenv("TZ");
    tzset();
    std::locale::global(before_);
    std::setlocale(LC_ALL, "C");
  }
  Elsewhere(const Elsewhere&) = delete;
  Elsewhere& operator=(const Elsewhere&) = delete;

 private:
  std::locale before_;
};

TEST(Compat, LocaleAndZoneOfTheMachineChangeNothing) {
  for (const char* locale : {"tr_TR.UTF-8", "zh_CN.UTF-8", "C"}) {
    for (const char* zone : {"America/New_York", "Asia/Kathmandu", "Pacific/Apia"}) {
      const Elsewhere elsewhere(locale, zone);
      for (const fs::path& folder : folders()) {
        const Kept kept(folder);
        const fs::path path = folder / "canonical.snapshot";
        EXPECT_EQ(to_hex(kept.program.fingerprint()), kept.digest("programme")) << locale;
        EXPECT_EQ(replayed(kept), kept.digest("engine")) << locale << " " << zone;
        EXPECT_EQ(snapshot_of(loaded(kept, path), true), text_of(path)) << locale << " " << zone;
        EXPECT_EQ(Program::from_json(kept.program.to_json()).fingerprint(),
                  kept.program.fingerprint());
        for (const EventData& event : kept.events) {
          EXPECT_EQ(event_from_json(to_json(event)), event);
        }
      }
    }
  }
}

}  // namespace
}  // namespace loyaltycore::compat_test
