#include "loyaltycore/model/program.hpp"

#include <utility>

#include "loyaltycore/base/check.hpp"
#include "model/encoding.hpp"

namespace loyaltycore {

Program::Program(ProgramParts parts)
    : parts_(std::make_shared<const ProgramParts>(std::move(parts))) {
  LC_CHECK(!parts_->versions.empty());
  LC_CHECK(parts_->versions.size() == parts_->version_names.size());
  LC_CHECK(parts_->versions.size() == parts_->version_fingerprints.size());
  LC_CHECK(parts_->versions.size() == parts_->named.size());
}

Hash128 Program::facts_fingerprint() const {
  std::vector<std::byte> bytes;
  encoding::Writer write(bytes);
  const Hash128 plan_hash = plan().fingerprint();
  write(plan_hash.low, plan_hash.high);
  // Every kind of name whose number stands in facts.
  for (const NameKind kind : {NameKind::category, NameKind::channel, NameKind::store,
                              NameKind::brand, NameKind::sku, NameKind::label, NameKind::input,
                              NameKind::declared, NameKind::activity, NameKind::category_class}) {
    write(names().count(kind));
    for (std::uint16_t n = 1; n <= names().count(kind); ++n) {
      const Hash128 name = hash128(std::as_bytes(std::span{names().name(kind, n)}));
      write(name.low, name.high);
    }
  }
  return hash128(bytes);
}

}  // namespace loyaltycore
