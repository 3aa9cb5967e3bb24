// content.hpp: the hash that tells a retry from a conflict. The same at every door.
//
// It covers what the caller said: names by the hash of their text (not by a programme's number),
// all other fields by value, after the defaults of recorded_at and subject are filled in. The
// archived record is no part of it. Columns and single events feed it the same words, in this
// order: layout; kind and names; the event's fields as model/event.hpp lists them; number of lines
// and each; number of tenders and each; 1 and the quote, or 0.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "loyaltycore/model/event.hpp"

namespace loyaltycore {

/// Hashes (id_of(name).low) of the names that an event or line carries; 0 = none.
struct ContentNames {
  std::uint64_t declared{};
  std::uint64_t channel{};
  std::uint64_t category{};
  std::uint64_t store{};
  std::uint64_t brand{};
  std::uint64_t item{};
  std::uint64_t input{};
  std::uint64_t tier{};
  /// 0 for the first one too: naming it changes nothing.
  std::uint64_t purse{};
  std::uint64_t ladder{};
  /// Sums mod 2^64 over the label and segment names: order does not matter.
  std::uint64_t labels{};
  std::uint64_t segments{};
};

/// Hash of an event without its id. `words` is scratch, reused between calls.
[[nodiscard]] std::uint64_t content_of(const Event& event, const ContentNames& names,
                                       std::span<const ContentNames> line_names,
                                       std::vector<std::uint64_t>& words);

}  // namespace loyaltycore
