// Any bytes as the JSON of a member. The first byte says how they are meant:
//   0  the document as it stands (as every byte that is no 1, so that seeds are documents);
//   1  changes to a sound document.
// Refused with a type and a place, or written and read again the same.
#include <cstdlib>
#include <span>
#include <string>

#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/member_json.hpp"

namespace {

using loyaltycore::support::named_program;

/// Triples of a place (two bytes) and the value to put there.
std::string changed(std::span<const std::uint8_t> changes) {
  static const std::string sound = loyaltycore::support::named_json(1);
  std::string text = sound;
  for (; changes.size() >= 3; changes = changes.subspan(3)) {
    const std::size_t place = changes[0] + 256U * changes[1];
    text[place % text.size()] = static_cast<char>(changes[2]);
  }
  return text;
}

void read(const std::string& text) {
  loyaltycore::StoredMember member;
  try {
    member = loyaltycore::member_from_json(named_program(), text);
  } catch (const loyaltycore::DataError& error) {
    if (error.code().empty() || error.remedy().empty()) std::abort();
    return;
  } catch (const loyaltycore::SnapshotError& error) {
    if (error.code().empty() || error.place().expected.empty()) std::abort();
    return;
  }
  const auto written = [](const loyaltycore::StoredMember& each) {
    return loyaltycore::member_to_json(named_program(),
                                       {each.scope, each.id, &each.member, each.texts});
  };
  const std::string again = written(member);
  const auto same = loyaltycore::member_from_json(named_program(), again);
  if (!loyaltycore::same_member(member.member, same.member, named_program().plan()) ||
      written(same) != again) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0 && data[0] == 1) {
    read(changed({data + 1, size - 1}));
  } else {
    read({reinterpret_cast<const char*>(data), size});
  }
  return 0;
}
