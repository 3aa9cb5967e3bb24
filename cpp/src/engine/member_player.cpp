#include "engine/member_player.hpp"

#include <algorithm>
#include <utility>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/kernel/post.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/canonical.hpp"

namespace loyaltycore::engine {

namespace {

template <class T>
Pool<T> emptied(Pool<T>& pool) noexcept {
  pool.clear();
  return std::move(pool);
}

/// A newcomer in the memory of the member before.
void reset(Member& member) {
  Facts facts;
  facts.orders = emptied(member.facts.orders);
  facts.lines = emptied(member.facts.lines);
  facts.reviews = emptied(member.facts.reviews);
  facts.late_returns = emptied(member.facts.late_returns);
  facts.remembered = emptied(member.facts.remembered);
  Standing<> standing;
  standing.buckets = emptied(member.standing.buckets);
  standing.grants = emptied(member.standing.grants);
  standing.allocations = emptied(member.standing.allocations);
  standing.holds = emptied(member.standing.holds);
  standing.counters = emptied(member.standing.counters);
  standing.skus = emptied(member.standing.skus);
  standing.scores = emptied(member.standing.scores);
  standing.medals = emptied(member.standing.medals);
  member.facts = std::move(facts);
  member.standing = std::move(standing);
}

bool opens_order(const Event& event) noexcept {
  return !event.lines.empty() &&
         (event.kind == EventKind::order_placed || event.kind == EventKind::order_paid ||
          event.kind == EventKind::order_completed);
}

bool asks_ordinal(const EarningRule<>& rule) {
  return rule.when.max_ordinal != 0 || rule.caps.programme_budget != kNoCap ||
         std::any_of(rule.multipliers.begin(), rule.multipliers.end(),
                     [](const Multiplier<>& each) { return each.when.max_ordinal != 0; });
}

}  // namespace

NumberedKinds::NumberedKinds(const Program& program) {
  for (const Terms<>& terms : program.versions()) {
    for (const EarningRule<>& rule : terms.rules) {
      if (asks_ordinal(rule)) add(rule.trigger, rule.declared);
    }
    for (const Task<>& task : terms.tasks) {
      if (task.when.max_ordinal != 0) add(task.trigger, task.declared);
    }
  }
}

void NumberedKinds::add(EventKind kind, std::uint16_t declared) {
  if (kind != EventKind::declared) {
    kinds_[static_cast<std::size_t>(kind)] = true;
    return;
  }
  if (declared >= own_.size()) own_.resize(declared + std::size_t{1});
  own_[declared] = true;
}

MemberPlayer::MemberPlayer(Program program, Outputs outputs, Instant as_of)
    : program_(std::move(program)),
      outputs_(outputs),
      as_of_(as_of),
      collects_(outputs.ledger || outputs.monthly || outputs.archived),
      names_ids_(outputs.ledger || outputs.archived),
      numbered_(program_) {
  effects_.keeps_records = outputs.archived;
}

void MemberPlayer::open(std::string id, std::optional<std::int64_t> number) {
  id_ = std::move(id);
  number_ = number;
  reset(member_);
  member_.facts.member = id_of(id_);
  in_vain_.reset();
  first_at_ = decided_at_ = kNever;
  orders_ = accepted_ = refused_ = duplicates_ = 0;
  texts_.clear();
  text_numbers_.clear();
}

kernel::Outcome MemberPlayer::decide_in_vain(const Event& event, const Verdict& verdict) {
  // Its events of the telling follow each other, and each meets what the one before left.
  if (!in_vain_ || in_vain_group_ != verdict.group) {
    in_vain_ = member_;
    in_vain_events_.clear();
  }
  in_vain_group_ = verdict.group;
  const bool retry =
      std::find(in_vain_events_.begin(), in_vain_events_.end(), event.id) != in_vain_events_.end();
  if (!retry) in_vain_events_.push_back(event.id);
  // A retry comes behind the telling, which left nothing.
  Member behind;
  if (retry) behind = member_;
  kernel::Outcome out =
      kernel::step_in_place(program_, retry ? behind : *in_vain_, event, workspace_, nullptr);
  if (out.accepted()) {
    out = {};
    out.refusal = verdict.refusal;
  }
  return out;
}

void MemberPlayer::play(EventSource& events, std::size_t position, std::int64_t row,
                        const Verdict& verdict, PlayOutput& out) {
  const Event& event = events.at(position);
  kernel::Outcome outcome;
  effects_.clear();
  if (verdict.refusal != Refusal::none) {
    outcome = decide_in_vain(event, verdict);
  } else if (!is_past_the_end(event, as_of_)) {
    in_vain_.reset();
    outcome = kernel::step_in_place(program_, member_, event, workspace_, wanted());
  }
  note(events, position, event, outcome, row, out);
}

void MemberPlayer::note(const EventSource& events, std::size_t position, const Event& event,
                        const kernel::Outcome& outcome, std::int64_t row, PlayOutput& out) {
  ++out.counters.events;
  out.counters.lines += event.lines.size();
  if (event.kind == EventKind::tick) {
    ++out.counters.ticks;
    // Nobody is there to be settled yet, or there was no such time.
    if (!exists() || !outcome.accepted()) return;
    collect(event.id, row, out);
    collect_tiers(out);
    return;
  }
  if (outcome.refusal != Refusal::none) {
    ++out.counters.refused;
    ++out.refused_by_code[outcome.refusal];
    ++refused_;
    if (outputs_.refusals) {
      out.refusals.member.push_back(static_cast<std::uint32_t>(out.counters.members));
      out.refusals.event_row.push_back(row);
      out.refusals.code.push_back(static_cast<std::uint16_t>(outcome.refusal));
    }
    return;
  }
  if (outcome.duplicate) {
    ++out.counters.duplicates;
    ++duplicates_;
    return;
  }
  ++out.counters.accepted;
  if (event.ordinal == 0 && numbered_.has(event)) ++out.counters.unnumbered;
  for (const OrderLine& line : event.lines) {
    if (line.category == kUnnamed) ++out.counters.unknown_categories;
  }
  ++accepted_;
  if (opens_order(event)) ++orders_;
  decided_at_ = member_.facts.decided_at;
  const bool joins = first_at_ == kNever;
  if (joins) first_at_ = decided_at_;
  remember_ids(events, position);
  collect(event.id, row, out);
  if (joins) {
    join(out);
  } else {
    collect_tiers(out);
  }
}

void MemberPlayer::remember_ids(const EventSource& events, std::size_t position) {
  if (!names_ids_) return;
  events.visit_ids(position, [this](std::string_view text) { texts_.add(text); });
}

EntryTexts MemberPlayer::texts_of(const Effect<>& effect, const Id& cause, TextList& texts) {
  const auto number = [&](const Id& id) {
    if (id == kNoId) return kNoText;
    const auto [found, added] =
        text_numbers_.try_emplace(id, static_cast<std::uint32_t>(texts.size()));
    if (added) texts.push(texts_.shown(id));
    return found->second;
  };
  const bool due = (effect.flags & kDue) != 0;
  return {due ? kNoText : number(cause), number(effect.subject), number(effect.source)};
}

void MemberPlayer::collect_records(PlayOutput& out) const {
  const auto member_row = static_cast<std::uint32_t>(out.counters.members);
  auto record = effects_.archived.begin();
  for (const Effect<>& effect : effects_.entries) {
    if (effect.kind != EffectKind::line_archived || record == effects_.archived.end()) continue;
    // Cancelled lines and reviews leave without a record.
    if (record->order.order != effect.subject || record->line.line != effect.line) continue;
    out.archived.push(member_row, texts_.shown(effect.subject), effect.at, *record++);
  }
  LC_CHECK(record == effects_.archived.end());
}

void MemberPlayer::collect(const Id& cause, std::int64_t row, PlayOutput& out) {
  if (!collects_) return;
  out.counters.effects += effects_.entries.size();
  const auto member_row = static_cast<std::uint32_t>(out.counters.members);
  for (const Effect<>& effect : effects_.entries) {
    if (outputs_.ledger) {
      const EntryTexts texts = texts_of(effect, cause, out.ledger.texts);
      out.ledger.push(member_row, row, effect, texts);
    }
    if (outputs_.monthly) out.monthly.move(effect);
  }
  if (outputs_.archived) collect_records(out);
}

std::uint16_t MemberPlayer::tier_name(std::size_t version, std::size_t ladder,
                                      std::int64_t level) const noexcept {
  const auto& levels = program_.versions()[version].ladders[ladder].levels;
  const auto index = static_cast<std::size_t>(level);
  return index < levels.size() ? levels[index].name : std::uint16_t{0};
}

/// Counted from the first event on, in the tier that this event left it in.
void MemberPlayer::join(PlayOutput& out) {
  if (!outputs_.monthly) return;
  tier_version_ = member_.standing.version;
  tier_level_ = member_.standing.ladders[0].tier;
  out.monthly.join(first_at_, tier_name(tier_version_, 0, tier_level_));
}

void MemberPlayer::collect_tiers(PlayOutput& out) {
  if (!outputs_.monthly) return;
  for (const Effect<>& effect : effects_.entries) {
    const bool version = effect.kind == EffectKind::version_begun;
    const bool tier = effect.kind == EffectKind::tier_changed && effect.index == 0;
    if (!version && !tier) continue;
    const std::uint16_t before = tier_name(tier_version_, 0, tier_level_);
    if (version) tier_version_ = static_cast<std::uint16_t>(effect.after);
    if (tier) tier_level_ = effect.after;
    out.monthly.change_tier(effect.at, before, tier_name(tier_version_, 0, tier_level_));
  }
}

void MemberPlayer::close(PlayOutput& out) {
  if (exists()) {
    kernel::settle(program_, member_, as_of_, workspace_, wanted());
    collect(kNoId, kNoRow, out);
    collect_tiers(out);
    const std::string broken = kernel::broken_books(program_, member_);
    if (!broken.empty()) {
      throw InvariantError("invariant_broken", "member " + id_ + ": " + broken);
    }
    out.sum += member_hash(id_, member_, program_.plan(), bytes_);
    ++out.digested;
  }
  // Rows of every table but the months name a member by its place among the ids.
  if (outputs_.members || outputs_.ledger || outputs_.refusals || outputs_.archived) {
    push_id(out.members.ids, id_, number_);
  }
  if (outputs_.members) write_row(out.members);
  ++out.counters.members;
}

void MemberPlayer::write_row(MemberTable& table) const {
  const Standing<>& standing = member_.standing;
  const Purse<>& purse = standing.purses[0];
  const Ladder<>& ladder = standing.ladders[0];
  table.tier.push_back(static_cast<std::int32_t>(ladder.tier));
  table.tier_name.push_back(tier_name(standing.version, 0, ladder.tier));
  table.tier_expires_at_us.push_back(ladder.expires_at);
  table.growth.push_back(ladder.growth.count);
  table.issued.push_back(-purse[Account::issuer]);
  table.pending.push_back(purse[Account::pending]);
  table.available.push_back(purse[Account::available]);
  table.held.push_back(purse[Account::held]);
  table.redeemed.push_back(purse[Account::redeemed]);
  table.expired.push_back(purse[Account::expired]);
  table.clawed_back.push_back(purse[Account::clawed_back]);
  table.forfeited.push_back(purse[Account::forfeited]);
  table.debt.push_back(-purse[Account::debt]);
  std::int32_t expires_on = kNoDay;
  std::int64_t beans = 0;
  // Buckets stand in the order of their days; those of one day differ in funder and class.
  for (const Bucket<>& bucket : standing.buckets) {
    if (bucket.purse != 0 || bucket.expires_on == kNoDay) continue;
    if (expires_on == kNoDay) expires_on = bucket.expires_on;
    if (bucket.expires_on != expires_on) break;
    beans += bucket.beans.count;
  }
  table.next_expiry_on.push_back(expires_on);
  table.next_expiry_beans.push_back(beans);
  for (std::size_t i = 1; i <= program_.names().count(NameKind::purse); ++i) {
    table.available_in[i].push_back(standing.purses[i][Account::available]);
  }
  for (std::size_t i = 1; i <= program_.names().count(NameKind::ladder); ++i) {
    table.growth_on[i].push_back(standing.ladders[i].growth.count);
    table.tier_on[i].push_back(tier_name(standing.version, i, standing.ladders[i].tier));
  }
  for (std::uint16_t number = 1; number <= program_.names().count(NameKind::score); ++number) {
    table.score[number - 1U].push_back(kernel::score_held(standing, number).value);
  }
  for (std::uint16_t number = 1; number <= program_.names().count(NameKind::medal); ++number) {
    const std::int64_t grade = kernel::grade_held(standing, number);
    table.medal[number - 1U].push_back(static_cast<std::int8_t>(grade));
  }
  table.orders.push_back(orders_);
  table.accepted.push_back(accepted_);
  table.refused.push_back(refused_);
  table.duplicates.push_back(duplicates_);
  table.first_at_us.push_back(first_at_);
  table.decided_at_us.push_back(decided_at_);
}

}  // namespace loyaltycore::engine
