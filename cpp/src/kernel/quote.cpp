#include "loyaltycore/kernel/quote.hpp"

#include <algorithm>
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

/// What beans may do in a cart: what bounds them, the most of them, why not those asked for.
struct CartBeans {
  BeansRoom room{};
  std::int64_t usable{};
  /// Of the beans asked for, as a redemption; it need not be the lowest of all.
  Refusal refusal{};
};

/// On a member settled to the cart's time; `open` is what the cart's tenders leave unpaid, fen.
CartBeans beans_of_cart(const Timeline<std::int64_t>& timeline, Member& member, const Event& cart,
                        std::int64_t open, std::int64_t asked, Scratch<std::int64_t>& scratch) {
  NoSink sink;
  Machine<std::int64_t, NoSink> m{timeline, member.facts, member.standing, scratch, sink};
  m.now = decision_time(cart, member.facts);
  m.version = timeline.version_at(cart.occurred_at);
  const BeanTerms<>& terms = m.beans();
  bool combinable = true;
  for (const Tender& tender : cart.tenders) {
    const auto bit = 1U << static_cast<unsigned>(tender.kind);
    if ((terms.redeem.not_with & bit) != 0) combinable = false;
  }
  split_tenders(timeline.plan, cart, scratch);
  rules::RedemptionLimit<std::int64_t> limit = order_limit(m, cart);
  limit.cap = min(limit.cap, rules::beans_of(Fen{open}, m.per_yuan()));
  CartBeans out;
  out.room = {Beans{member.standing.purses[0][Account::pending]},
              Beans{member.standing.purses[0][Account::held]},
              Beans{terms.redeem.min_balance},
              Beans{limit.step},
              Beans{limit.cap},
              terms.redeem.allowed && limit.payable && combinable,
              member.facts.suspended};
  out.refusal =
      refuse_redemption(m, limit, asked, rules::is_whole_money(asked, m.per_yuan()), combinable);
  if (member.facts.suspended || !combinable) return out;
  // Whole fen only: a step that is not a whole fen is cut down to one.
  out.usable = rules::usable_beans(terms.redeem, limit, m.available());
  while (out.usable > 0 && !rules::is_whole_money(out.usable, m.per_yuan())) {
    out.usable -= limit.step;
  }
  return out;
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
      // A quote tells the purse that is money and the first ladder; the effects tell the others.
      if (!earned || effect.purse != 0) continue;
      if (effect.currency == Currency::beans) line.beans_earned += Beans{effect.amount};
      if (effect.currency == Currency::growth) line.growth_earned += Growth{effect.amount};
    }
    lines.push_back(line);
  }
}

/// Places the cart with these tenders and completes it; what refuses that is the quote's answer.
void place_and_complete(const Timeline<std::int64_t>& timeline, Member& copy, const Event& cart,
                        std::span<const Tender> tenders, Scratch<std::int64_t>& scratch,
                        Quote& quote) {
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
    make_room(timeline, copy.facts, copy.standing, event, scratch);
    quote.outcome = step(timeline, copy.facts, copy.standing, *event, scratch, sink);
    if (quote.outcome.refusal != Refusal::none) {
      quote.effects.clear();
      return;
    }
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
  const CartBeans room =
      beans_of_cart(timeline, copy, cart, open, all ? 0 : request.beans, parts.scratch);
  quote.room = room.room;
  numbers.beans_usable = Beans{room.usable};
  numbers.tier_now = static_cast<std::int32_t>(copy.standing.ladders[0].tier);
  quote.version = copy.standing.version;
  const std::int64_t beans = all ? numbers.beans_usable.count : request.beans;
  const std::int64_t money =
      rules::money_of(beans, program.plan().bean_tender_at(cart.occurred_at).per_yuan);
  std::vector<Tender> tenders(cart.tenders.begin(), cart.tenders.end());
  if (beans > 0) tenders.push_back({TenderKind::beans, Fen{money}});
  if (open > money) tenders.push_back({TenderKind::cash, Fen{open - money}});
  place_and_complete(timeline, copy, cart, tenders, parts.scratch, quote);
  if (quote.outcome.refusal != Refusal::none) {
    // Tenders that pass the order are this quote's own making: what bounds the beans is to say, or
    // what refuses the cart without them.
    const bool too_many = quote.outcome.refusal == Refusal::tenders_do_not_sum;
    if (!too_many || room.refusal == Refusal::none) return quote;
    tenders.assign(cart.tenders.begin(), cart.tenders.end());
    if (open > 0) tenders.push_back({TenderKind::cash, Fen{open}});
    place_and_complete(timeline, copy, cart, tenders, parts.scratch, quote);
    const Refusal plain = quote.outcome.refusal;
    quote.outcome.refusal = plain == Refusal::none ? room.refusal : std::min(plain, room.refusal);
    quote.effects.clear();
    return quote;
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
