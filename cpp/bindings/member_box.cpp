// member_box.cpp: one member driven event by event.
#include "bindings/member_box.hpp"

#include <algorithm>
#include <utility>

#include "loyaltycore/engine/as_of.hpp"
#include "loyaltycore/engine/fresh_quote.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore::bindings {

MemberBox::MemberBox(Program program, std::string id, bool keep_history)
    : program_(std::move(program)), id_(std::move(id)), keeps_history_(keep_history) {
  if (!is_valid_id(id_)) {
    throw DataError("id_invalid", "id: this text is no id", "id", -1,
                    "write 1 to 128 bytes of UTF-8 without NUL");
  }
  member_.facts.member = member_named(id_);
}

void MemberBox::check_writable() const {
  if (!broken_.empty()) {
    throw InvariantError("books_broken",
                         "member '" + id_ + "' answers reads and refuses writes: " + broken_);
  }
}

void MemberBox::check_history() const {
  if (keeps_history_) return;
  if (member_.facts.erased) {
    throw Error("history_not_kept", "member '" + id_ + "' was erased, and its history with it");
  }
  throw Error("history_not_kept", "member '" + id_ +
                                      "' keeps no history; make it with keep_history=True and "
                                      "apply its events again");
}

void MemberBox::keep(const EventData& event, const kernel::Effects& effects) {
  if (!keeps_history_) return;
  const auto row = static_cast<std::int64_t>(journal_.size());
  for (const Effect<>& effect : effects.entries) {
    entries_.push_back({effect, (effect.flags & kDue) != 0 ? engine::kNoRow : row});
  }
  if (!event.id.empty()) position_.emplace(event.id, journal_.size());
  journal_.push_back(event);
}

void MemberBox::forget_closed() {
  if (keeps_history_ || !names_->outgrew(kFewNames)) return;
  // Results that were given out go on with the texts that they know.
  names_ = std::make_shared<engine::IdTexts>(*names_);
  names_->keep_open(member_);
}

void MemberBox::forget() {
  id_ = lasting_id(id_, member_);
  names_ = std::make_shared<engine::IdTexts>();
  journal_.clear();
  position_.clear();
  entries_.clear();
  keeps_history_ = false;
}

MemberBox::Applied MemberBox::apply(const EventData& event) {
  check_writable();
  const bool is_other = !event.member.empty() && event.member != id_;
  if (is_other && member_named(event.member) != member_.facts.member) {
    throw DataError("other_member",
                    "member: the event is of '" + event.member + "', this member is '" + id_ + "'",
                    "member", -1, "apply it to that member");
  }
  if (is_tombstone(id_) && !member_.facts.erased) {
    throw DataError("id_invalid", "member: '" + id_ + "' is the tombstone of an erased member",
                    "member", -1, "make the member with another id");
  }
  const Event& bound = bound_.bind(program_, event);
  forget_closed();
  Applied applied;
  applied.outcome = kernel::step_in_place(program_, member_, bound, workspace_, &applied.effects);
  if (applied.outcome.refusal == Refusal::id_conflict) throw Conflict(event.id, id_);
  if (applied.outcome.refusal == Refusal::stale_quote && event.quoted) {
    EventData cart = engine::cart_of(event);
    const auto names = std::make_shared<engine::IdTexts>(*names_);
    names->add_event(cart);
    QuoteView fresh{program_, engine::fresh_quote(program_, member_, event, workspace_),
                    std::move(cart), names};
    throw StaleQuote(event.id, std::move(fresh));
  }
  if (applied.outcome.accepted()) {
    names_->add_event(event);
    keep(event, applied.effects);
  }
  applied.names = names_;
  if (applied.outcome.accepted() && member_.facts.erased) forget();
  if (applied.outcome.duplicate && keeps_history_) {
    Member then;
    static_cast<void>(decide_again(position_of(event.id), then, applied.effects));
  }
  return applied;
}

kernel::Effects MemberBox::settle(Instant as_of) {
  check_writable();
  engine::check_as_of(as_of);
  kernel::Effects effects;
  kernel::settle(program_, member_, as_of, workspace_, &effects);
  EventData settling;  // A tick without an id.
  settling.occurred_at = as_of;
  keep(settling, effects);
  return effects;
}

std::size_t MemberBox::position_of(const std::string& event_id) const {
  check_history();
  const auto found = position_.find(event_id);
  if (found != position_.end()) return found->second;
  throw DataError(
      "event_unknown", "event_id: no accepted event '" + event_id + "' of member '" + id_ + "'",
      "event_id", -1, "name one of Member.events; of a refused event pass the event itself");
}

Member MemberBox::before(std::size_t position) const {
  Member before = newcomer(id_);
  kernel::Workspace workspace;
  BoundEvent bound;
  for (std::size_t i = 0; i < position; ++i) {
    const EventData& earlier = journal_[i];
    if (earlier.id.empty()) {
      kernel::settle(program_, before, earlier.occurred_at, workspace, nullptr);
    } else {
      kernel::step_in_place(program_, before, bound.bind(program_, earlier), workspace, nullptr);
    }
  }
  return before;
}

kernel::Outcome MemberBox::decide_again(std::size_t position, Member& then,
                                        kernel::Effects& effects) const {
  then = before(position);
  kernel::Workspace workspace;
  BoundEvent bound;
  return kernel::step_in_place(program_, then, bound.bind(program_, journal_[position]), workspace,
                               &effects);
}

ExplanationView MemberBox::explain(const std::string& event_id) const {
  const std::size_t position = position_of(event_id);
  const EventData& event = journal_[position];
  ExplanationView view{program_, event, {}, {}, names_};
  kernel::Workspace workspace;
  BoundEvent bound;
  view.explanation =
      kernel::explain(program_, before(position), bound.bind(program_, event), workspace);
  const auto row = static_cast<std::int64_t>(position);
  for (const engine::Lot& lot : engine::lots_of(entries_).lots) {
    if (lot.event_row == row) view.lots.push_back(lot);
  }
  return view;
}

ExplanationView MemberBox::explain_next(const EventData& event) const {
  kernel::Workspace workspace;
  BoundEvent bound;
  const auto names = std::make_shared<engine::IdTexts>(*names_);
  names->add_event(event);
  ExplanationView view{program_, event, {}, {}, names};
  view.explanation = kernel::explain(program_, member_, bound.bind(program_, event), workspace);
  view.decided_at = member_.facts.decided_at;
  const Refusal refusal = view.explanation.outcome.refusal;
  if (refusal != Refusal::none && !event.lines.empty() &&
      std::string_view{info_of(refusal).name}.starts_with("redemption_")) {
    EventData cart = engine::cart_of(event);
    cart.kind = EventKind::order_placed;
    view.cart = quote(cart, {kernel::QuoteRequest::kAllBeans, 0}).quote.numbers;
  }
  return view;
}

const EventData* MemberBox::opening_of(const std::string& order, std::size_t position) const {
  if (order.empty()) return nullptr;
  for (std::size_t i = std::min(position + 1, journal_.size()); i-- > 0;) {
    if (journal_[i].order == order && !journal_[i].lines.empty()) return &journal_[i];
  }
  return nullptr;
}

engine::Receipt MemberBox::receipt_at(const EventData& event, const kernel::Outcome& outcome,
                                      const kernel::Effects& effects, const Member& after,
                                      std::size_t position) const {
  EventData named = event;
  if (named.member.empty()) named.member = id_;
  const auto text = [this](const Id& id) { return std::string{names_->find(id)}; };
  return engine::receipt_of(program_, named, outcome, effects, after,
                            {opening_of(event.order, position), text});
}

engine::Receipt MemberBox::receipt_of(const EventData& event, const kernel::Outcome& outcome,
                                      const kernel::Effects& effects) const {
  return receipt_at(event, outcome, effects, member_, journal_.size());
}

engine::Receipt MemberBox::receipt(const std::string& event_id) const {
  const std::size_t position = position_of(event_id);
  Member then;
  kernel::Effects effects;
  const kernel::Outcome outcome = decide_again(position, then, effects);
  return receipt_at(journal_[position], outcome, effects, then, position);
}

engine::Receipt MemberBox::receipt(const EventData& event) const {
  check_history();
  const auto found = position_.find(event.id);
  if (found != position_.end() && journal_[found->second] == event) return receipt(event.id);
  kernel::Workspace workspace;
  kernel::Effects effects;
  BoundEvent bound;
  const kernel::Outcome outcome =
      kernel::apply(program_, member_, bound.bind(program_, event), workspace, effects);
  if (outcome.duplicate) return receipt(event.id);
  if (outcome.refusal == Refusal::none) static_cast<void>(position_of(event.id));
  return receipt_of(event, outcome, effects);
}

QuoteView MemberBox::quote(const EventData& cart, const kernel::QuoteRequest& request) const {
  kernel::Workspace workspace;
  BoundEvent bound;
  const auto names = std::make_shared<engine::IdTexts>(*names_);
  names->add_event(cart);
  QuoteView view{program_, {}, cart, names};
  view.quote = kernel::quote(program_, member_, bound.bind(program_, cart), request, workspace);
  return view;
}

engine::Statement MemberBox::statement(Instant from, Instant until) const {
  check_history();
  return engine::statement_of(entries_, from, until);
}

void MemberBox::verify() {
  const std::string broken = kernel::broken_invariant(program_, member_);
  if (broken.empty()) return;
  broken_ = broken;
  throw InvariantError("books_broken", "member '" + id_ + "': " + broken);
}

void MemberBox::restore(Member member, const std::vector<EventData>& journal) {
  MemberBox played{program_, id_, keeps_history_};
  for (const EventData& event : journal) {
    if (event.id.empty()) {
      played.settle(event.occurred_at);
    } else {
      played.apply(event);
    }
  }
  member_ = std::move(member);
  verify();
  if (member_.facts.erased) return forget();
  journal_ = std::move(played.journal_);
  position_ = std::move(played.position_);
  entries_ = std::move(played.entries_);
  if (!journal.empty()) names_ = played.names_;
}

void MemberBox::take(const MemberBox& other) {
  forget();
  id_ = other.id_;
  member_ = other.member_;
  names_ = std::make_shared<engine::IdTexts>(*other.names_);
}

std::unique_ptr<MemberBox> MemberBox::copy() const {
  auto out = std::make_unique<MemberBox>(program_, id_, keeps_history_);
  out->member_ = member_;
  out->names_ = std::make_shared<engine::IdTexts>(*names_);
  out->journal_ = journal_;
  out->position_ = position_;
  out->entries_ = entries_;
  out->broken_ = broken_;
  return out;
}

}  // namespace loyaltycore::bindings
