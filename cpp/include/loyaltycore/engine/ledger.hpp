// ledger.hpp: what happened to one member, entry by entry, and what became of each bean.
//
// An entry is one effect, stored, never edited. Everything here is a sum or an attribution over
// entries: no rule runs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/engine/text_list.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/standing.hpp"

namespace loyaltycore::engine {

/// Event row of an entry that fell due: no event asked for it.
inline constexpr std::int64_t kNoRow = -1;

/// One effect and the row of the event that caused it.
struct LedgerEntry {
  Effect<> effect{};
  std::int64_t event_row{kNoRow};
};

/// Number of a text that is not there.
inline constexpr std::uint32_t kNoText = 0xFFFF'FFFF;

/// The texts of one entry's ids, as numbers in the ledger's `texts`: of the event that asked for
/// it, of its subject and of its source. Where no event of the history told the text, it is "#" and
/// the hash.
struct EntryTexts {
  std::uint32_t event{kNoText};
  std::uint32_t subject{kNoText};
  std::uint32_t source{kNoText};

  friend bool operator==(const EntryTexts&, const EntryTexts&) = default;
};

/// Many members' entries as columns: members in order, entries of one member as they happened.
struct LedgerColumns {
  /// Row in the member table.
  std::vector<std::uint32_t> member{};
  /// Row in the caller's event table, or kNoRow.
  std::vector<std::int64_t> event_row{};
  std::vector<std::int64_t> at_us{};
  std::vector<std::uint8_t> kind{};
  std::vector<std::uint8_t> cause{};
  std::vector<std::uint8_t> currency{};
  std::vector<std::uint8_t> from{};
  std::vector<std::uint8_t> to{};
  std::vector<std::uint8_t> purse{};
  std::vector<std::uint8_t> funder{};
  std::vector<std::uint8_t> lot_class{};
  std::vector<std::uint8_t> flags{};
  std::vector<std::uint16_t> rule{};
  std::vector<std::uint16_t> version{};
  std::vector<std::uint16_t> line{};
  std::vector<std::uint16_t> index{};
  std::vector<std::int32_t> expires_on{};
  std::vector<std::int32_t> window{};
  std::vector<std::int64_t> until_us{};
  std::vector<std::int64_t> opened_at_us{};
  std::vector<std::int64_t> amount{};
  std::vector<std::int64_t> before{};
  std::vector<std::int64_t> after{};
  std::vector<Id> subject{};
  std::vector<Id> source{};
  std::vector<EntryTexts> ids{};
  TextList texts{};

  [[nodiscard]] std::size_t size() const noexcept { return member.size(); }
  void push(std::uint32_t member_row, std::int64_t row, const Effect<>& effect,
            const EntryTexts& id_texts = {});
  /// Appends `other`; its member rows move on by `first_member`.
  void append(LedgerColumns&& other, std::uint32_t first_member);
  [[nodiscard]] LedgerEntry entry(std::size_t index) const;
};

/// Entries of one row of the member table.
[[nodiscard]] std::vector<LedgerEntry> entries_of(const LedgerColumns& ledger,
                                                  std::uint32_t member_row);

/// Totals of one book by account; the sum is zero.
using Accounts = std::array<std::int64_t, kAccounts>;

/// Entries and balances of one member for [from, until).
struct Statement {
  Instant from{};
  Instant until{kNever};
  Accounts beans_opening{};
  Accounts beans_closing{};
  Accounts growth_opening{};
  Accounts growth_closing{};
  std::vector<LedgerEntry> entries{};
};

/// @pre entries are all of one member, in order. Purse 0 and ladder 0 are shown in the balances.
/// @throws Error when until < from.
[[nodiscard]] Statement statement_of(std::span<const LedgerEntry> entries, Instant from,
                                     Instant until);

/// The beans of one accrual. issued = the sum of all accounts, each >= 0. Beans of one bucket are
/// told apart first in, first out; what a return takes back comes from its own accrual while that
/// has any.
struct Lot {
  /// Position of the entry that issued it.
  std::size_t entry{};
  std::int64_t event_row{kNoRow};
  Instant granted_at{};
  Cause cause{};
  std::uint16_t rule{kNoRule};
  std::uint16_t line{};
  Id subject{};
  Id source{};
  std::uint8_t purse{};
  Funder funder{Funder::platform};
  std::uint8_t lot_class{};
  /// Of what is left, or was when the last bean left.
  Day expires_on{kNoDay};
  std::int64_t issued{};
  std::int64_t pending{};
  std::int64_t available{};
  std::int64_t held{};
  /// Net of what came back.
  std::int64_t redeemed{};
  std::int64_t expired{};
  std::int64_t clawed_back{};
  std::int64_t forfeited{};
  /// Went to repay what the member owed.
  std::int64_t repaid{};
};

/// One step of one lot: `amount` of lot `lot` moved by entry `entry`.
struct LotStep {
  std::size_t lot{};
  std::size_t entry{};
  Account from{};
  Account to{};
  std::int64_t amount{};
};

struct Lots {
  /// In the order of their grants.
  std::vector<Lot> lots{};
  /// In the order of the entries: what became of each bean.
  std::vector<LotStep> steps{};
  /// Beans taken back that had left already: booked as debt, of no lot.
  std::int64_t overdrawn{};
};

/// Attributes every movement of beans to lots: inside a bucket first in, first out; what comes back
/// goes to the lots that were drawn last. A pure function of the entries.
/// @pre entries are all of one member, in order.
/// @throws InvariantError if a movement draws more than its bucket ever got.
[[nodiscard]] Lots lots_of(std::span<const LedgerEntry> entries);

}  // namespace loyaltycore::engine
