// Writes the hash and the bytes of a canonical snapshot of fixed members, as text.
//
// Builds with different compilers must write the same; no preset and no rule takes part, so a
// difference is one of layout.
#include <cstdio>
#include <string>
#include <vector>

#include "../support/sample_member.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/io/snapshot.hpp"

int main() {
  using namespace loyaltycore;
  SnapshotWriter writer(support::sample_program());
  for (int n = 9; n >= 0; --n) {
    writer.add(n % 2 == 0 ? "" : "shop", "m-" + std::to_string(n), support::sample_member(n));
  }
  writer.add("", "newcomer", Member{});
  const std::vector<std::byte> bytes = writer.finish(true);
  std::printf("XXH3-128 %s, %zu bytes\n", to_hex(hash128(bytes)).c_str(), bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::printf("%02x%s", std::to_integer<unsigned>(bytes[i]), i % 32 == 31 ? "\n" : "");
  }
  std::printf("\n");
  return 0;
}
