// engine.hpp: many members in memory, one event at a time; what a service imports.
//
// Thread-safe: single events lock one member (in stripes), batches and restore lock all. Every call
// that throws leaves each member as before or as after a whole event. In a child that was forked
// while another thread was inside a call, each call throws Error forked_in_call (docs/threads.md).
// Calls over all members look at a cancel flag, if they get one, after every event or member and
// end with Cancelled, which says how many are done and stay so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/engine/id_texts.hpp"
#include "loyaltycore/engine/replay.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/quote.hpp"
#include "loyaltycore/model/cancel.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

/// What became of one event.
struct Applied {
  kernel::Outcome outcome{};
  kernel::Effects effects{};
  /// Of the ids that the effects speak of: those that earlier events told.
  IdTexts texts{};
  /// Of a placement that is refused because its quote is stale: the same cart quoted anew, as the
  /// member stands then.
  std::optional<kernel::Quote> fresh{};
};

/// What fell due for one member.
struct Settled {
  std::string member{};
  kernel::Effects effects{};
  /// Of the ids that the effects speak of.
  IdTexts texts{};
};

class Engine {
 public:
  explicit Engine(Program program);
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  [[nodiscard]] const Program& program() const noexcept;
  /// Members that exist: they had an accepted event or were restored.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool contains(std::string_view member) const;
  /// A copy of a member as it stands; empty if it does not exist.
  [[nodiscard]] std::optional<Member> member(std::string_view member) const;
  /// The texts of the ids of which a member speaks, as its events told them; for showing only.
  [[nodiscard]] IdTexts texts(std::string_view member) const;

  /// Decides and books one event, whatever its group. `archived`, if not null, is what
  /// event.archived says.
  /// @throws DataError for an id or name that cannot be read; InvariantError once books broke.
  Applied apply(const EventData& event, const ArchivedLine* archived = nullptr);
  /// In the order given, as if applied one by one; no other call comes between. Events of one group
  /// stand side by side and are decided together: all of them are booked, or none.
  /// All events are read before the first is decided: a DataError (row = position) changes nothing.
  /// @throws Cancelled: the first done() events are booked; the same batch again completes it.
  std::vector<Applied> apply_batch(std::span<const EventData> events,
                                   const CancelFlag* cancel = nullptr);
  /// The same of events that lie somewhere else. @pre none is null
  std::vector<Applied> apply_batch_at(std::span<const EventData* const> events,
                                      const CancelFlag* cancel = nullptr);
  /// @throws DataError as apply does. A member that does not exist gets a newcomer's quote.
  [[nodiscard]] kernel::Quote quote(const EventData& cart,
                                    const kernel::QuoteRequest& request) const;

  /// Books what fell due for one member; nothing for a member that does not exist.
  Settled settle(std::string_view member, Instant as_of);
  /// Books what fell due for all, in the order of slots; only members with effects are listed.
  /// @throws Cancelled: the first done() members are settled.
  std::vector<Settled> settle_all(Instant as_of, const CancelFlag* cancel = nullptr);
  /// Of all members settled to `as_of`, while they stay as they are.
  [[nodiscard]] Digest digest(Instant as_of, const CancelFlag* cancel = nullptr) const;
  /// The first broken invariant of any member, with its id; empty if the books close.
  [[nodiscard]] std::string verify(const CancelFlag* cancel = nullptr) const;

  using Visitor = std::function<void(std::string_view scope, std::string_view id, const Member&,
                                     const IdTexts& texts)>;
  /// Calls with every member in slot order (order of first acceptance); writes wait meanwhile.
  void visit(const Visitor& visitor) const;
  /// Takes a stored member in, and the texts of its ids where they were kept; slots follow the
  /// order of the calls.
  /// @throws SnapshotError if the id is not valid or taken, the scope not "", or the books do not
  /// close.
  void restore(std::string_view scope, std::string_view id, const Member& member,
               std::span<const std::string> texts = {});
  /// Room for so many members.
  void reserve(std::size_t members);

  /// Refuses writes from now on, and says why: for a host whose own checks failed. Reads answer.
  void freeze(const std::string& reason);
  /// Why writes are refused; empty if they are not.
  [[nodiscard]] std::string frozen() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace loyaltycore::engine
