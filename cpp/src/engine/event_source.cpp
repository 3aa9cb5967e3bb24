#include "engine/event_source.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "loyaltycore/model/archived_bytes.hpp"

namespace loyaltycore::engine {

namespace {

/// What a name that the programme does not know is bound to: tiers and SKUs are looked up only, all
/// others say that a name was given.
enum class Unknown : std::uint16_t { none = 0, unnamed = kUnnamed };

EventBinding::Numbers numbers_of(const NameTable* names, NameKind kind, Unknown unknown,
                                 const Dictionary* texts) {
  EventBinding::Numbers out;
  if (texts == nullptr) return out;
  out.resize(texts->size());
  for (std::uint32_t code = 0; code < out.size(); ++code) {
    const std::uint16_t number =
        names == nullptr ? std::uint16_t{0} : names->find(kind, texts->text(code));
    const bool given = !texts->text(code).empty();
    out[code] = number == 0 && given ? static_cast<std::uint16_t>(unknown) : number;
  }
  return out;
}

EventBinding::Numbers books_of(const NameTable* names, NameKind kind, const Dictionary* texts) {
  EventBinding::Numbers out;
  if (texts == nullptr) return out;
  static const NameTable kNone;
  for (std::uint32_t code = 0; code < texts->size(); ++code) {
    out.push_back(book_index(names == nullptr ? kNone : *names, kind, texts->text(code)));
  }
  return out;
}

EventBinding::Bits bits_of(const NameTable* names, NameKind kind, const Dictionary* texts) {
  EventBinding::Bits out;
  if (texts == nullptr) return out;
  out.resize(texts->size());
  for (std::uint32_t code = 0; code < out.size() && names != nullptr; ++code) {
    const std::uint16_t number = names->find(kind, texts->text(code));
    if (number > 0 && number < 64) out[code] = std::uint64_t{1} << number;
  }
  return out;
}

std::vector<std::pair<std::int64_t, std::uint16_t>> integer_names(const NameTable* names,
                                                                  NameKind kind) {
  std::vector<std::pair<std::int64_t, std::uint16_t>> out;
  if (names == nullptr) return out;
  for (unsigned number = 1; number <= names->count(kind); ++number) {
    const std::string_view text = names->name(kind, static_cast<std::uint16_t>(number));
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    DecimalText decimal;
    // "007" is another name than 7.
    if (decimal.write(value) == text) out.emplace_back(value, static_cast<std::uint16_t>(number));
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct Name {
  std::uint16_t number{};
  std::uint64_t hash{};
};

Name name_at(const NameField& field, const EventBinding::Numbers& numbers, std::size_t at) {
  const std::uint32_t code = field[at];
  return code == kNoCode ? Name{} : Name{numbers[code], field.texts->id(code).low};
}

/// A purse or ladder; the first one has no hash, as if it were not named.
Name book_at(const NameField& field, const EventBinding::Numbers& indices, std::size_t at) {
  const Name name = name_at(field, indices, at);
  return name.number == 0 ? Name{} : name;
}

struct NameSet {
  std::uint64_t bits{};
  std::uint64_t hash{};
};

NameSet names_at(const NamesField& field, const EventBinding::Bits& bits, std::size_t at) {
  NameSet out;
  if (field.first.empty()) return out;
  for (std::uint64_t i = field.first[at]; i < field.first[at + 1]; ++i) {
    out.bits |= bits[field.codes[i]];
    out.hash += field.texts->id(field.codes[i]).low;
  }
  return out;
}

std::uint16_t sku_class_at(const IdField& sku, const EventBinding::Numbers& numbers,
                           const EventBinding& binding, std::size_t at) {
  if (!sku.has(at)) return 0;
  if (!sku.integers) return numbers[sku.codes[at]];
  const auto& known = binding.integer_skus;
  const auto found =
      std::lower_bound(known.begin(), known.end(), std::pair{sku.numbers[at], std::uint16_t{0}});
  return found != known.end() && found->first == sku.numbers[at] ? found->second : std::uint16_t{0};
}

}  // namespace

EventBinding::EventBinding(const History::Parts& history, const NameTable* names)
    : parts(history), integer_skus(integer_names(names, NameKind::sku)) {
  const EventFields& e = history.event;
  const LineFields& l = history.line;
  declared = numbers_of(names, NameKind::declared, Unknown::unnamed, e.declared.texts.get());
  channel = numbers_of(names, NameKind::channel, Unknown::unnamed, e.channel.texts.get());
  category = numbers_of(names, NameKind::category, Unknown::unnamed, e.category.texts.get());
  store = numbers_of(names, NameKind::store, Unknown::unnamed, e.store.texts.get());
  brand = numbers_of(names, NameKind::brand, Unknown::unnamed, e.brand.texts.get());
  item = numbers_of(names, NameKind::item, Unknown::unnamed, e.item.texts.get());
  input = numbers_of(names, NameKind::input, Unknown::unnamed, e.input.texts.get());
  tier = numbers_of(names, NameKind::tier, Unknown::none, e.tier.texts.get());
  purse = books_of(names, NameKind::purse, e.purse.texts.get());
  ladder = books_of(names, NameKind::ladder, e.ladder.texts.get());
  sku = numbers_of(names, NameKind::sku, Unknown::none, e.sku.texts.get());
  labels = bits_of(names, NameKind::label, e.labels.texts.get());
  segments = bits_of(names, NameKind::segment, e.segments.texts.get());
  line_category = numbers_of(names, NameKind::category, Unknown::unnamed, l.category.texts.get());
  line_store = numbers_of(names, NameKind::store, Unknown::unnamed, l.store.texts.get());
  line_brand = numbers_of(names, NameKind::brand, Unknown::unnamed, l.brand.texts.get());
  line_channel = numbers_of(names, NameKind::channel, Unknown::unnamed, l.channel.texts.get());
  line_sku = numbers_of(names, NameKind::sku, Unknown::none, l.sku.texts.get());
  line_labels = bits_of(names, NameKind::label, l.labels.texts.get());
  // One history is replayed under many programmes: only here is it known whose rules a record
  // names.
  if (names == nullptr) return;
  for (const auto& [position, line] : history.attached.archived) {
    const std::size_t row = history.rows.empty() ? position : history.rows[position];
    check_own_rules(*names, line, static_cast<std::int64_t>(row));
  }
}

const Event& EventSource::at(std::size_t position) {
  event_ = Event{};
  read_fields(position);
  read_names(position);
  read_lines(position);
  read_tenders(position);
  read_rare(position);
  event_.content = content_of(event_, names_, line_names_, words_);
  return event_;
}

void EventSource::read_fields(std::size_t at) {
  const EventFields& e = binding_.parts.event;
  event_.kind = static_cast<EventKind>(e.kind[at]);
  event_.id = e.id.id(at);
  event_.occurred_at = e.occurred_at[at];
  event_.recorded_at = binding_.parts.recorded_at(at);
  event_.order = e.order.id(at);
  event_.sub_order = e.sub_order[at];
  event_.line = e.line[at];
  event_.quantity = e.quantity[at];
  event_.amount = Fen{e.amount[at]};
  event_.freight = Fen{e.freight[at]};
  event_.beans = Beans{e.beans[at]};
  event_.growth = Growth{e.growth[at]};
  event_.subject = e.subject.id(at);
  const bool opens_review =
      event_.kind == EventKind::review_approved || event_.kind == EventKind::photo_shown;
  if (opens_review && event_.subject == kNoId) event_.subject = event_.id;
  event_.sku = e.sku.id(at);
  event_.sku_class = sku_class_at(e.sku, binding_.sku, binding_, at);
  event_.value = e.value[at];
  event_.expires_at = e.expires_at[at];
  event_.completed_at = e.completed_at[at];
  event_.ordinal = e.ordinal[at];
  event_.group = e.group.id(at);
  event_.token = e.token.id(at);
  event_.in_doubt = e.in_doubt[at] != 0;
  event_.copied_percent = e.copied_percent[at];
  event_.duplicate_percent = e.duplicate_percent[at];
  event_.reporters = e.reporters[at];
}

void EventSource::read_names(std::size_t at) {
  const EventFields& e = binding_.parts.event;
  const Name declared = name_at(e.declared, binding_.declared, at);
  const Name channel = name_at(e.channel, binding_.channel, at);
  const Name category = name_at(e.category, binding_.category, at);
  const Name store = name_at(e.store, binding_.store, at);
  const Name brand = name_at(e.brand, binding_.brand, at);
  const Name item = name_at(e.item, binding_.item, at);
  const Name input = name_at(e.input, binding_.input, at);
  const Name tier = name_at(e.tier, binding_.tier, at);
  const Name purse = book_at(e.purse, binding_.purse, at);
  const Name ladder = book_at(e.ladder, binding_.ladder, at);
  const NameSet labels = names_at(e.labels, binding_.labels, at);
  const NameSet segments = names_at(e.segments, binding_.segments, at);
  event_.declared = declared.number;
  event_.channel = channel.number;
  event_.category = category.number;
  event_.store = store.number;
  event_.brand = brand.number;
  event_.item = event_.kind == EventKind::credit_updated ? input.number : item.number;
  event_.tier = e.tier[at] == kNoCode ? std::int16_t{-1} : static_cast<std::int16_t>(tier.number);
  event_.purse = static_cast<std::uint8_t>(purse.number);
  event_.ladder = e.ladder[at] == kNoCode ? kAnyLadder : static_cast<std::uint8_t>(ladder.number);
  event_.labels = labels.bits;
  event_.segments = segments.bits;
  names_ = {declared.hash, channel.hash, category.hash, store.hash,  brand.hash,  item.hash,
            input.hash,    tier.hash,    purse.hash,    ladder.hash, labels.hash, segments.hash};
}

void EventSource::read_lines(std::size_t at) {
  const LineFields& l = binding_.parts.line;
  lines_.clear();
  line_names_.clear();
  if (!l.first.empty()) {
    for (std::uint64_t i = l.first[at]; i < l.first[at + 1]; ++i) {
      const Name category = name_at(l.category, binding_.line_category, i);
      const Name store = name_at(l.store, binding_.line_store, i);
      const Name brand = name_at(l.brand, binding_.line_brand, i);
      const Name channel = name_at(l.channel, binding_.line_channel, i);
      const NameSet labels = names_at(l.labels, binding_.line_labels, i);
      OrderLine& line = lines_.emplace_back();
      line.line = l.line[i];
      line.sub_order = l.sub_order[i];
      line.category = category.number;
      line.store = store.number;
      line.brand = brand.number;
      line.channel = channel.number;
      line.sku_class = sku_class_at(l.sku, binding_.line_sku, binding_, i);
      line.quantity = l.quantity[i];
      line.labels = labels.bits;
      line.sku = l.sku.id(i);
      line.amount = Fen{l.amount[i]};
      ContentNames& hashes = line_names_.emplace_back();
      hashes.category = category.hash;
      hashes.store = store.hash;
      hashes.brand = brand.hash;
      hashes.channel = channel.hash;
      hashes.labels = labels.hash;
    }
  }
  event_.lines = lines_;
}

void EventSource::read_tenders(std::size_t at) {
  const TenderFields& t = binding_.parts.tender;
  tenders_.clear();
  if (!t.first.empty()) {
    for (std::uint64_t i = t.first[at]; i < t.first[at + 1]; ++i) {
      tenders_.push_back({static_cast<TenderKind>(t.kind[i]), Fen{t.amount[i]}});
    }
  }
  event_.tenders = tenders_;
}

void EventSource::read_rare(std::size_t at) {
  const Attached& attached = binding_.parts.attached;
  if (!attached.archived.empty()) event_.archived = rare_at(attached.archived, at);
  if (!attached.quoted.empty()) event_.quoted = rare_at(attached.quoted, at);
}

}  // namespace loyaltycore::engine
