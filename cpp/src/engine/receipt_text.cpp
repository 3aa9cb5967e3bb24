// The printed slip: characters, columns and rows.
#include <algorithm>
#include <array>

#include "loyaltycore/engine/receipt.hpp"

namespace loyaltycore::engine {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// East Asian wide and fullwidth characters, and emoji, in blocks (Unicode UAX 11).
constexpr std::array<Range, 20> kWide{{
    {0x1100, 0x115F},   {0x2329, 0x232A},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FF},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
}};
/// Combining marks, zero-width joiners and variation selectors.
constexpr std::array<Range, 8> kZeroWidth{{
    {0x0300, 0x036F},
    {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF},
    {0x200B, 0x200F},
    {0x20D0, 0x20FF},
    {0x302A, 0x302D},
    {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F},
}};

/// What steers a printer or a terminal instead of being printed.
constexpr std::array<Range, 6> kSteering{{
    {0x0000, 0x001F},
    {0x007F, 0x009F},
    {0x061C, 0x061C},
    {0x200E, 0x200F},
    {0x2028, 0x202E},
    {0x2066, 0x2069},
}};

template <std::size_t N>
bool in_any(const std::array<Range, N>& ranges, char32_t c) noexcept {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

struct Glyph {
  std::size_t bytes;
  std::size_t columns;
  bool steers{};
};

/// The character at the front of `text`, which is not empty.
Glyph glyph_of(std::string_view text) noexcept {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  const std::size_t length = lead < 0x80U   ? 1
                             : lead < 0xC2U ? 0
                             : lead < 0xE0U ? 2
                             : lead < 0xF0U ? 3
                             : lead < 0xF5U ? 4
                                            : 0;
  if (length == 1 && in_any(kSteering, lead)) return {1, 1, true};
  if (length < 2 || length > text.size()) return {1, 1};
  char32_t c = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {1, 1};
    c = c << 6U | (byte(i) & 0x3FU);
  }
  if (in_any(kSteering, c)) return {length, 1, true};
  if (in_any(kZeroWidth, c)) return {length, 0};
  return {length, in_any(kWide, c) ? std::size_t{2} : std::size_t{1}};
}

/// The longest front of `text` that fits; never splits a character.
std::string_view fitting(std::string_view text, std::size_t columns) noexcept {
  std::size_t bytes = 0;
  std::size_t used = 0;
  while (bytes < text.size()) {
    const Glyph glyph = glyph_of(text.substr(bytes));
    if (used + glyph.columns > columns) break;
    used += glyph.columns;
    bytes += glyph.bytes;
  }
  return text.substr(0, bytes);
}

/// The same text with a question mark for whatever steers.
std::string printed(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Glyph glyph = glyph_of(text);
    out += glyph.steers ? std::string_view{"?"} : text.substr(0, glyph.bytes);
    text.remove_prefix(glyph.bytes);
  }
  return out;
}

std::string yuan(std::int64_t fen) {
  const std::string cents = std::to_string(fen % 100);
  return std::to_string(fen / 100) + (cents.size() == 1 ? ".0" : ".") + cents;
}

std::string two_digits(unsigned number) {
  std::string out = std::to_string(number);
  if (out.size() == 1) out.insert(out.begin(), '0');
  return out;
}

class Slip {
 public:
  /// `left` gives way to `right`; neither leaves the paper.
  void row(std::string_view left, std::string_view right) {
    const std::string_view shown_right = fitting(right, kReceiptColumns);
    const std::size_t right_columns = columns_of(shown_right);
    const std::size_t room = kReceiptColumns - right_columns;
    const std::string_view shown_left = fitting(left, room == 0 || right.empty() ? room : room - 1);
    text_ += printed(shown_left);
    if (!shown_right.empty()) {
      text_.append(room - columns_of(shown_left), ' ');
      text_ += printed(shown_right);
    }
    text_ += '\n';
  }
  void centred(std::string_view text) {
    const std::string_view shown = fitting(text, kReceiptColumns);
    text_.append((kReceiptColumns - columns_of(shown)) / 2, ' ');
    text_ += printed(shown);
    text_ += '\n';
  }
  /// Broken between words.
  void paragraph(std::string_view text) {
    std::string line;
    while (!text.empty()) {
      const std::string_view word = text.substr(0, text.find(' '));
      const bool fits = columns_of(line) + 1 + columns_of(word) <= kReceiptColumns;
      if (!line.empty() && !fits) {
        row(line, "");
        line.clear();
      }
      if (!line.empty()) line += ' ';
      line += word;
      text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    if (!line.empty()) row(line, "");
  }
  void rule() {
    text_.append(kReceiptColumns, '-');
    text_ += '\n';
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

std::string_view word_for(const ReceiptWords& words, std::uint16_t kinds) {
  for (std::size_t index = 0; index < kTenderKinds; ++index) {
    if (kinds != 1U << index) continue;
    const bool given = index < words.tenders.size() && !words.tenders[index].empty();
    return given ? std::string_view{words.tenders[index]} : kTenderKindNames[index];
  }
  return words.paid;
}

std::string_view title_of(const Receipt& receipt, const ReceiptWords& words) {
  if (receipt.refusal != Refusal::none) return words.refused;
  switch (receipt.kind) {
    case EventKind::line_returned:
      return words.returned;
    case EventKind::order_cancelled:
    case EventKind::order_refused:
      return words.cancelled;
    default:
      return words.title;
  }
}

void print_head(Slip& slip, const Receipt& receipt, const ReceiptWords& words) {
  slip.centred(title_of(receipt, words));
  const std::string date = std::to_string(receipt.date.year) + "-" +
                           two_digits(receipt.date.month) + "-" + two_digits(receipt.date.day);
  if (receipt.date.year != 0) {
    slip.row(date, two_digits(static_cast<unsigned>(receipt.hour)) + ":" +
                       two_digits(static_cast<unsigned>(receipt.minute)));
  }
  if (!receipt.order.empty()) slip.row(words.order, receipt.order);
  slip.row(words.member, receipt.member);
  slip.rule();
}

/// The code and, below it, what must hold.
void print_refusal(Slip& slip, Refusal code) {
  const RefusalInfo& info = info_of(code);
  slip.row(info.name, "");
  slip.paragraph(info.sentence);
  slip.rule();
}

void print_lines(Slip& slip, const Receipt& receipt) {
  for (const ReceiptLine& line : receipt.lines) {
    const std::string count = " x" + std::to_string(line.quantity);
    const std::string price =
        receipt.kind == EventKind::line_returned ? std::string{} : yuan(line.amount_fen);
    // The count stays readable however long the name is.
    const std::size_t taken = count.size() + price.size() + 1;
    const std::size_t room = taken < kReceiptColumns ? kReceiptColumns - taken : 0;
    slip.row(std::string{fitting(line.name, room)} + count, price);
  }
  if (!receipt.lines.empty()) slip.rule();
}

void print_money(Slip& slip, const Receipt& receipt, const ReceiptWords& words) {
  if (receipt.kind == EventKind::line_returned) {
    slip.row(words.refund, yuan(receipt.refund_fen));
    if (receipt.withheld_fen != 0) slip.row(words.withheld, yuan(receipt.withheld_fen));
    slip.rule();
    return;
  }
  if (receipt.tenders.empty()) return;
  slip.row(words.goods, yuan(receipt.goods_fen));
  if (receipt.freight_fen != 0) slip.row(words.freight, yuan(receipt.freight_fen));
  slip.row(words.total, yuan(receipt.goods_fen + receipt.freight_fen));
  for (const ReceiptTender& tender : receipt.tenders) {
    slip.row(word_for(words, tender.kinds), yuan(tender.amount_fen));
  }
  slip.rule();
}

void print_beans(Slip& slip, const Receipt& receipt, const ReceiptWords& words) {
  const auto row = [&](const std::string& word, std::int64_t number) {
    if (number != 0) slip.row(word, std::to_string(number));
  };
  if (receipt.duplicate) {
    slip.row(words.duplicate, "");
  } else if (!receipt.tenders.empty()) {
    slip.row(words.earned, std::to_string(receipt.beans_earned));
  } else {
    row(words.earned, receipt.beans_earned);
  }
  row(words.pending, receipt.beans_pending);
  row(words.spent, receipt.beans_spent);
  row(words.held, receipt.beans_held);
  row(words.beans_back, receipt.beans_returned);
  row(words.taken_back, receipt.beans_taken_back);
  row(words.charged, receipt.beans_charged);
  row(words.growth, receipt.growth_earned);
  row(words.growth_taken_back, receipt.growth_taken_back);
}

}  // namespace

std::size_t columns_of(std::string_view text) noexcept {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Glyph glyph = glyph_of(text);
    columns += glyph.columns;
    text.remove_prefix(glyph.bytes);
  }
  return columns;
}

std::string receipt_text(const Receipt& receipt, const ReceiptWords& words) {
  Slip slip;
  print_head(slip, receipt, words);
  if (receipt.refusal != Refusal::none) {
    print_refusal(slip, receipt.refusal);
  } else {
    print_lines(slip, receipt);
    print_money(slip, receipt, words);
    print_beans(slip, receipt, words);
  }
  slip.row(words.balance, std::to_string(receipt.beans_available));
  if (receipt.beans_owed != 0) slip.row(words.owed, std::to_string(receipt.beans_owed));
  if (!receipt.tier.empty()) slip.row(words.tier, receipt.tier);
  return std::move(slip).text();
}

}  // namespace loyaltycore::engine
