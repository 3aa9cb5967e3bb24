#include "loyaltycore/kernel/quote.hpp"

#include <string>

#include "loyaltycore/kernel/step.hpp"
#include "sinks.hpp"
#include "workspace.hpp"

namespace loyaltycore::kernel {
namespace {

std::int64_t sum_of_lines(const Event& cart) {
  std::int64_t sum = 0;
  for (const OrderLine& line : cart.lines) sum += line.amount.count;
  return sum;
}

/// What the cart's tenders pay already.
struct CartTenders {
  std::int64_t sum{};
  std::int64_t coupons{};
  /// Coupons and red packets: nothing of them comes back as money.
  std::int64_t not_money{};
};

CartTenders tenders_of(const FactPlan& plan, const Event& cart) {
  CartTenders given;
  for (const Tender& tender : cart.tenders) {
    given.sum += tender.amount.count;
    if (tender.kind == TenderKind::coupon) given.coupons += tender.amount.count;
    const bool money = ((plan.refundable_classes >> plan.class_of(tender.kind)) & 1U) != 0;
    if (!money) given.not_money += tender.amount.count;
  }
  return given;
}

/// The most beans that this cart may take, on a member settled to the cart's time.
std::int64_t usable(const Timeline<std::int64_t>& timeline, Member& member, const Event& cart,
                    Scratch<std::int64_t>& scratch) {
  if (member.facts.suspended) return 0;
  NoSink sink;
  Machine<std::int64_t, NoSink> m{timeline, member.facts, member.standing, scratch, sink};
  m.now = decision_time(cart, member.facts);
  m.version = timeline.version_at(cart.occurred_at);
  for (const Tender& tender : cart.tenders) {
    const auto bit = 1U << static_cast<unsigned>(tender.kind);
    if ((m.beans().redeem.not_with & bit) != 0) return 0;
  }
  split_tenders(timeline.plan, m.beans(), cart, scratch);
  const std::int64_t beans =
      rules::usable_beans(m.beans().redeem, order_limit(m, cart), m.available());
  // Whole fen only: a step that is not a whole fen is cut down to one.
  std::int64_t whole = beans;
  const std::int64_t step = order_limit(m, cart).step;
  while (whole > 0 && !rules::is_whole_money(whole, m.beans().per_yuan)) whole -= step;
  return whole;
}

/// Numbers of the lines from the effects of placing and completing.
void read_lines(const Member& member, const Event& cart, const Quote& quote, const FactPlan& plan,
                std::vector<QuotedLine>& lines) {
  for (const OrderLine& from : cart.lines) {
    QuotedLine line;
    line.line = from.line;
    line.amount = from.amount;
    for (const OpenLine& open : member.facts.lines) {
      if (open.order != cart.order || open.line != from.line) continue;
      line.beans_money = open.paid[plan.beans_class];
      line.beans_spent = open.beans;
    }
    for (std::size_t i = 0; i < quote.effects.entries.size(); ++i) {
      const Effect<>& effect = quote.effects.entries[i];
      const bool earned = effect.kind == EffectKind::moved && effect.cause == Cause::earned &&
                          effect.subject == cart.order && effect.line == from.line;
      if (!earned) continue;
      if (effect.currency == Currency::beans) line.beans_earned += Beans{effect.amount};
      if (effect.currency == Currency::growth) line.growth_earned += Growth{effect.amount};
    }
    lines.push_back(line);
  }
}

}  // namespace

Quote quote(const Program& program, const Member& member, const Event& cart,
            const QuoteRequest& request, Workspace& workspace) {
  Quote quote;
  Workspace::Parts& parts = workspace.parts();
  const auto timeline = timeline_of(program);
  quote.outcome = first_answer(timeline, member.facts, cart);
  // The cart's tenders do not sum yet: the rest is what the quote finds.
  if (quote.outcome.refusal == Refusal::tenders_do_not_sum) quote.outcome.refusal = Refusal::none;
  const Refusal found = quote.outcome.refusal;
  const bool all = request.beans == QuoteRequest::kAllBeans;
  // The money of more beans than a balance may hold would not fit its number.
  const bool fits = all || (request.beans >= 0 && request.beans <= kLargestBalance);
  if (!fits && (found == Refusal::none || found > Refusal::amount_out_of_range)) {
    quote.outcome.refusal = Refusal::amount_out_of_range;
  }
  if (!quote.outcome.accepted()) return quote;
  Member copy = member;
  settle(program, copy, decision_time(cart, member.facts), workspace, nullptr);
  make_room(timeline, copy.facts, copy.standing, &cart, parts.scratch);

  const CartTenders given = tenders_of(program.plan(), cart);
  const std::int64_t goods = sum_of_lines(cart);
  QuotedNumbers& numbers = quote.numbers;
  const Terms<>& terms = timeline.versions[timeline.version_at(cart.occurred_at)];
  const std::int64_t open = goods + cart.freight.count - given.sum;
  if (open < 0 || given.coupons > goods) {
    quote.outcome.refusal = Refusal::tenders_do_not_sum;
    return quote;
  }
  numbers.quoted_at = cart.occurred_at;
  numbers.valid_until = cart.occurred_at + min(request.valid_micros, kNever - cart.occurred_at);
  numbers.goods = Fen{goods};
  numbers.freight = cart.freight;
  numbers.beans_available = Beans{copy.standing.purses[0][Account::available]};
  numbers.beans_usable = Beans{usable(timeline, copy, cart, parts.scratch)};
  numbers.tier_now = static_cast<std::int32_t>(copy.standing.ladders[0].tier);
  const std::int64_t beans = all ? numbers.beans_usable.count : request.beans;
  const std::int64_t money = rules::money_of(beans, terms.beans.per_yuan);
  std::vector<Tender> tenders(cart.tenders.begin(), cart.tenders.end());
  if (beans > 0) tenders.push_back({TenderKind::beans, Fen{money}});
  if (open > money) tenders.push_back({TenderKind::cash, Fen{open - money}});
  Event placed = cart;
  placed.tenders = tenders;
  Event completed = cart;
  completed.kind = EventKind::order_completed;
  completed.lines = {};
  completed.tenders = {};
  completed.quoted = nullptr;
  const std::string completion_id = "quote:" + to_hex(cart.id);
  completed.id = id_of(std::string_view(completion_id));
  CollectingSink sink{quote.effects};
  for (const Event* event : {&placed, &completed}) {
    make_room(timeline, copy.facts, copy.standing, event, parts.scratch);
    quote.outcome = step(timeline, copy.facts, copy.standing, *event, parts.scratch, sink);
    if (quote.outcome.refusal != Refusal::none) {
      quote.effects.clear();
      return quote;
    }
  }
  read_lines(copy, cart, quote, program.plan(), numbers.lines);
  for (const QuotedLine& line : numbers.lines) {
    numbers.beans_spent += line.beans_spent;
    numbers.beans_earned += line.beans_earned;
    numbers.growth_earned += line.growth_earned;
  }
  numbers.cash_due = Fen{goods + cart.freight.count - given.not_money - money};
  numbers.tier_then = static_cast<std::int32_t>(copy.standing.ladders[0].tier);
  return quote;
}

}  // namespace loyaltycore::kernel
