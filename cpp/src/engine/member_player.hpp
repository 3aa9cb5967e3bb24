// member_player.hpp: one member after the other through the kernel; the only driver loop of replay.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/event_source.hpp"
#include "engine/play_output.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/engine/id_texts.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

/// What is known of an event's group before its member is played.
struct Verdict {
  std::uint32_t group{};
  /// none: the event is booked as if it stood alone. Else what it is refused with if its member
  /// would accept it.
  Refusal refusal{Refusal::none};
};

/// The end of a replay settles less than such a tick would.
[[nodiscard]] inline bool is_past_the_end(const Event& event, Instant as_of) noexcept {
  return event.kind == EventKind::tick && event.recorded_at > as_of;
}

/// The kinds of event of which some rule or task, in any version, asks the ordinal.
class NumberedKinds {
 public:
  explicit NumberedKinds(const Program& program);
  [[nodiscard]] bool has(const Event& event) const noexcept {
    if (event.kind != EventKind::declared) return kinds_[static_cast<std::size_t>(event.kind)];
    return event.declared < own_.size() && own_[event.declared];
  }

 private:
  void add(EventKind kind, std::uint16_t declared);

  std::array<bool, kEventKinds> kinds_{};
  /// By number of the name.
  std::vector<bool> own_{};
};

class MemberPlayer {
 public:
  MemberPlayer(Program program, Outputs outputs, Instant as_of);

  /// Begins a member.
  void open(std::string id, std::optional<std::int64_t> number);
  /// Plays the event at `position`, which stood in row `row` of the caller's table.
  void play(EventSource& events, std::size_t position, std::int64_t row, const Verdict& verdict,
            PlayOutput& out);
  /// Settles the member and writes its row.
  /// @throws InvariantError if its books do not close.
  void close(PlayOutput& out);

  [[nodiscard]] const std::string& id() const noexcept { return id_; }

 private:
  /// Decides an event of a group that is not booked; the member stands as before.
  [[nodiscard]] kernel::Outcome decide_in_vain(const Event& event, const Verdict& verdict);
  /// Counts the event at a position and writes what became of it.
  void note(const EventSource& events, std::size_t position, const Event& event,
            const kernel::Outcome& outcome, std::int64_t row, PlayOutput& out);
  /// What the last step did, asked for by the event `cause` in row `row`, if any.
  void collect(const Id& cause, std::int64_t row, PlayOutput& out);
  void collect_records(PlayOutput& out) const;
  [[nodiscard]] EntryTexts texts_of(const Effect<>& effect, const Id& cause, TextList& texts);
  /// Learns the texts of an accepted event's ids, where a table will show them.
  void remember_ids(const EventSource& events, std::size_t position);
  void join(PlayOutput& out);
  void collect_tiers(PlayOutput& out);
  void write_row(MemberTable& table) const;
  [[nodiscard]] bool exists() const noexcept { return member_.facts.decided_at != kNever; }
  [[nodiscard]] std::uint16_t tier_name(std::size_t version, std::size_t ladder,
                                        std::int64_t level) const noexcept;
  [[nodiscard]] kernel::Effects* wanted() noexcept { return collects_ ? &effects_ : nullptr; }

  Program program_;
  Outputs outputs_;
  Instant as_of_;
  /// Whether any table needs the effects.
  bool collects_;
  /// Whether any table shows ids as their texts.
  bool names_ids_;
  NumberedKinds numbered_;

  std::string id_{};
  std::optional<std::int64_t> number_{};
  Member member_{};
  std::uint16_t tier_version_{};
  std::int64_t tier_level_{};
  Instant first_at_{kNever};
  /// Of the last accepted event: what falls due moves the member's own decision time.
  Instant decided_at_{kNever};
  std::int64_t orders_{};
  std::int64_t accepted_{};
  std::int64_t refused_{};
  std::int64_t duplicates_{};

  /// Of all ids that this member's events named: a record brings back what closed long ago.
  IdTexts texts_{};
  /// Numbers of the texts that this member's ledger has written already.
  std::unordered_map<Id, std::uint32_t, IdHash> text_numbers_{};

  /// As the member would stand amid a group that is not booked.
  std::optional<Member> in_vain_{};
  std::uint32_t in_vain_group_{};
  std::vector<Id> in_vain_events_{};

  kernel::Workspace workspace_{};
  kernel::Effects effects_{};
  std::vector<std::byte> bytes_{};
};

}  // namespace loyaltycore::engine
