#include "loyaltycore/model/content.hpp"

#include <bit>
#include <concepts>
#include <type_traits>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/quote_numbers.hpp"

namespace loyaltycore {

namespace {

static_assert(std::endian::native == std::endian::little,
              "the content hash is defined over little-endian words");

/// Changes with the list of words, never silently: stored hashes are compared with new ones.
constexpr std::uint64_t kContentLayout = 1;

class Words {
 public:
  explicit Words(std::vector<std::uint64_t>& words) : words_(words) { words_.clear(); }

  template <class... Values>
  void add(const Values&... values) {
    (put(values), ...);
  }

 private:
  template <std::integral Integer>
  void put(Integer value) {
    words_.push_back(static_cast<std::uint64_t>(value));
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void put(Enum value) { words_.push_back(static_cast<std::uint64_t>(value)); }
  void put(const Id& id) {
    words_.push_back(id.low);
    words_.push_back(id.high);
  }
  template <class Tag>
  void put(const Quantity<Tag>& quantity) {
    put(quantity.count);
  }

  std::vector<std::uint64_t>& words_;
};

void add_quote(Words& words, const QuotedNumbers& quote) {
  words.add(quote.quoted_at, quote.valid_until, quote.goods, quote.freight, quote.cash_due,
            quote.beans_available, quote.beans_usable, quote.beans_spent, quote.beans_earned,
            quote.growth_earned, quote.tier_now, quote.tier_then, quote.lines.size());
  for (const QuotedLine& line : quote.lines) {
    words.add(line.line, line.amount, line.beans_money, line.beans_spent, line.beans_earned,
              line.growth_earned);
  }
}

}  // namespace

std::uint64_t content_of(const Event& event, const ContentNames& names,
                         std::span<const ContentNames> line_names,
                         std::vector<std::uint64_t>& words) {
  LC_CHECK(line_names.size() == event.lines.size());
  Words out(words);
  out.add(kContentLayout, event.kind, names.declared, names.channel, names.category, names.store,
          names.brand, names.item, names.input, names.tier, names.labels, names.segments);
  out.add(event.occurred_at, event.recorded_at, event.order, event.sub_order, event.line,
          event.quantity, event.amount, event.freight, event.beans, event.growth, event.subject,
          event.sku, event.value, event.expires_at, event.completed_at, event.ordinal, event.group,
          event.token, event.in_doubt, event.copied_percent, event.duplicate_percent,
          event.reporters);
  if (names.purse != 0 || names.ladder != 0) out.add(names.purse, names.ladder);
  out.add(event.lines.size());
  for (std::size_t i = 0; i < event.lines.size(); ++i) {
    const OrderLine& line = event.lines[i];
    out.add(line.line, line.sub_order, line_names[i].category, line_names[i].store,
            line_names[i].brand, line_names[i].channel, line_names[i].labels, line.quantity,
            line.sku, line.amount);
  }
  out.add(event.tenders.size());
  for (const Tender& tender : event.tenders) out.add(tender.kind, tender.amount);
  // The archived record is left out: it is evidence that a store attaches, and a retry may need it
  // although the first try did not.
  out.add(event.quoted != nullptr);
  if (event.quoted != nullptr) add_quote(out, *event.quoted);
  return hash128(std::as_bytes(std::span<const std::uint64_t>(words))).low;
}

}  // namespace loyaltycore
