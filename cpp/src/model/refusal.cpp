#include "loyaltycore/model/refusal.hpp"

#include <algorithm>
#include <array>

#include "loyaltycore/base/check.hpp"

namespace loyaltycore {

namespace {

constexpr RefusalInfo kNone{Refusal::none, "none", "", "The event was accepted.", false};

// In order of rank; the sentence says what must hold and what to do.
constexpr std::array kRefusals{
    RefusalInfo{Refusal::kind_not_built, "kind_not_built", "kind",
                "This kind of event is known but no rule handles it yet: leave it out, or use a "
                "release that has it.",
                false},
    RefusalInfo{Refusal::kind_unknown, "kind_unknown", "declared",
                "The event's own kind must be listed under `events` of the programme: correct the "
                "name or declare it.",
                false},
    RefusalInfo{Refusal::id_missing, "id_missing", "id",
                "Every event but a tick needs an id of 1 to 128 bytes: give each event its own.",
                false},
    RefusalInfo{Refusal::time_out_of_range, "time_out_of_range", "occurred_at",
                "Times must lie between 1970-01-01 and 9999-12-31, in microseconds UTC: check the "
                "unit.",
                false},
    RefusalInfo{Refusal::amount_out_of_range, "amount_out_of_range", "amount_fen",
                "Amounts are whole fen or beans between 0 and 10^13, negative only in an "
                "adjustment: check unit and sign.",
                false},
    RefusalInfo{Refusal::quantity_out_of_range, "quantity_out_of_range", "quantity",
                "A quantity must be a whole number between 1 and 1000000: correct it.", false},
    RefusalInfo{
        Refusal::field_missing, "field_missing", "",
        "The kind needs a field that the event does not carry, or a name that the programme "
        "does not know stands in it: docs/events.md lists the "
        "fields of each kind.",
        false},
    RefusalInfo{Refusal::category_unknown, "category_unknown", "category",
                "The programme refuses categories that it does not list: map the category or add "
                "it to `categories.known`.",
                false},
    RefusalInfo{Refusal::channel_unknown, "channel_unknown", "channel",
                "The programme refuses channels that it does not list: map the channel or add it "
                "to `channels.known`.",
                false},
    RefusalInfo{Refusal::tender_unknown, "tender_unknown", "tenders",
                "Each tender must be of a known kind and more than 0 fen: correct the kind or "
                "leave the tender out.",
                false},
    RefusalInfo{Refusal::lines_missing, "lines_missing", "lines",
                "The first event of an order must bring its lines: send them with the event that "
                "opens the order.",
                false},
    RefusalInfo{Refusal::line_repeated, "line_repeated", "lines",
                "Each line of an order needs a number of its own: number the lines apart.", false},
    RefusalInfo{Refusal::tenders_do_not_sum, "tenders_do_not_sum", "tenders",
                "The tenders must sum to the line amounts plus freight, to the fen: correct them "
                "or leave them all out.",
                false},
    RefusalInfo{Refusal::id_conflict, "id_conflict", "id",
                "This id was accepted before with other content: send the first content again, or "
                "give the event its own id.",
                false},
    RefusalInfo{Refusal::member_erased, "member_erased", "member",
                "The member was erased; nothing can be booked to the tombstone any more.", false},
    RefusalInfo{Refusal::occurred_after_recorded, "occurred_after_recorded", "occurred_at",
                "An event cannot be recorded before it occurred, beyond the allowed clock skew: "
                "correct the clocks or the times.",
                false},
    RefusalInfo{Refusal::clock_regression, "clock_regression", "recorded_at",
                "An event must not be recorded earlier than the member's last decision, beyond "
                "the allowed skew: send events in order of recording.",
                false},
    RefusalInfo{Refusal::too_late, "too_late", "occurred_at",
                "The event occurred longer ago than the late horizon allows: book the difference "
                "as an adjustment.",
                false},
    RefusalInfo{Refusal::before_programme, "before_programme", "occurred_at",
                "The programme was not in force yet when the event occurred: use a programme that "
                "covers the date.",
                false},
    RefusalInfo{Refusal::order_unknown, "order_unknown", "order",
                "The order must be open: send the event that opens it first, or bring the "
                "archived record of the closed line.",
                true},
    RefusalInfo{Refusal::order_exists, "order_exists", "order",
                "The order is open already: send its lines once, with its first event.", false},
    RefusalInfo{Refusal::line_unknown, "line_unknown", "line",
                "The order must have a line of this number (or a sub-order of this number) that "
                "is still open: check the number.",
                false},
    RefusalInfo{Refusal::order_not_completed, "order_not_completed", "order",
                "The line must be completed before it can be returned: send the completion first, "
                "or cancel the order.",
                true},
    RefusalInfo{Refusal::order_already_completed, "order_already_completed", "order",
                "No part of the order in question may be completed yet: a completed line is "
                "returned, not completed again or cancelled.",
                false},
    RefusalInfo{Refusal::order_already_paid, "order_already_paid", "order",
                "The order was paid before: an order is paid once.", false},
    RefusalInfo{Refusal::return_exceeds_line, "return_exceeds_line", "quantity",
                "No more pieces can come back than were bought and not yet returned: lower the "
                "quantity.",
                false},
    RefusalInfo{Refusal::review_unknown, "review_unknown", "subject",
                "The review or photo must be known and not deleted: check its id, or send its "
                "approval first.",
                true},
    RefusalInfo{Refusal::review_exists, "review_exists", "subject",
                "This review or photo was counted before: it earns once.", false},
    RefusalInfo{Refusal::hold_exists, "hold_exists", "subject",
                "A hold of this id exists already: give each hold its own id.", false},
    RefusalInfo{Refusal::hold_unknown, "hold_unknown", "subject",
                "The hold must exist: check its id, or send the event that opens it first.", true},
    RefusalInfo{Refusal::hold_released, "hold_released", "subject",
                "The hold has ended and its beans are free again: open a new hold.", false},
    RefusalInfo{Refusal::hold_exceeded, "hold_exceeded", "beans",
                "A commit takes at most the beans that the hold keeps: lower the number or open a "
                "larger hold.",
                false},
    RefusalInfo{Refusal::item_unknown, "item_unknown", "item",
                "The catalogue in force must offer the item: check its name and the date.", false},
    RefusalInfo{Refusal::input_unknown, "input_unknown", "input",
                "The programme must list the input under `inputs`: correct the name or declare "
                "it.",
                false},
    RefusalInfo{Refusal::claim_unknown, "claim_unknown", "subject",
                "Nothing waits for this claim: it was claimed before, has lapsed, or was never "
                "granted.",
                true},
    RefusalInfo{Refusal::import_not_empty, "import_not_empty", "growth",
                "Growth or a tier can only be imported to a member that has no growth yet: use an "
                "adjustment.",
                false},
    RefusalInfo{Refusal::archived_line_mismatch, "archived_line_mismatch", "archived",
                "The archived record must be the one of this order and line, as it was written: "
                "fetch it again.",
                false},
    RefusalInfo{Refusal::account_suspended, "account_suspended", "member",
                "A suspended member cannot use beans: send account_restored first, or take other "
                "tenders.",
                true},
    RefusalInfo{Refusal::stale_quote, "stale_quote", "quoted",
                "The quote's numbers no longer hold or its time has passed: quote again and place "
                "the new quote.",
                false},
    RefusalInfo{Refusal::insufficient_beans, "insufficient_beans", "beans",
                "No more beans can be spent than are available: lower the number.", true},
    RefusalInfo{Refusal::redemption_below_minimum_balance, "redemption_below_minimum_balance",
                "beans",
                "Beans can be spent from the programme's minimum balance on: wait until the "
                "balance reaches it.",
                true},
    RefusalInfo{Refusal::redemption_not_whole_steps, "redemption_not_whole_steps", "beans",
                "Beans are spent in whole steps of the programme that make whole fen: round down "
                "to the step.",
                false},
    RefusalInfo{Refusal::redemption_exceeds_order_cap, "redemption_exceeds_order_cap", "beans",
                "Beans may pay at most the programme's share of the goods: lower the number to "
                "the usable beans of a quote.",
                false},
    RefusalInfo{Refusal::redemption_not_combinable, "redemption_not_combinable", "tenders",
                "Beans cannot stand beside a tender that the programme keeps apart: leave one of "
                "the two out.",
                false},
    RefusalInfo{Refusal::redemption_not_allowed, "redemption_not_allowed", "beans",
                "Nothing here may be paid with beans: the programme, the category or the amount "
                "excludes it.",
                false},
    RefusalInfo{Refusal::exchange_limit_reached, "exchange_limit_reached", "item",
                "The item's limit for the day or month is used up: try again in the next one.",
                true},
    RefusalInfo{Refusal::exchange_price_differs, "exchange_price_differs", "amount_fen",
                "The cash part must be the quantity times the item's cash price: read the price "
                "again.",
                false},
    RefusalInfo{Refusal::clawback_exceeds_balance, "clawback_exceeds_balance", "beans",
                "The programme refuses a return whose beans are no longer there: let the member "
                "earn them again, or adjust first.",
                true},
    RefusalInfo{Refusal::balance_out_of_range, "balance_out_of_range", "beans",
                "The result would pass the largest balance (2^53 - 1) or shrink below its bound: "
                "correct the amount.",
                false},
    RefusalInfo{Refusal::group_refused, "group_refused", "group",
                "Events of one group are booked together or not at all, and another one of them "
                "was refused: see what was answered to it.",
                true},
    RefusalInfo{Refusal::group_half_booked, "group_half_booked", "group",
                "Events of one group are booked together, and another one of them was booked "
                "before without this one: tell this one alone to complete the deal.",
                false},
};

static_assert(std::is_sorted(kRefusals.begin(), kRefusals.end(),
                             [](const RefusalInfo& a, const RefusalInfo& b) {
                               return a.code < b.code;
                             }));

constexpr bool is_reserved(const RefusalInfo& info) {
  return std::any_of(
      kRetiredRefusals.begin(), kRetiredRefusals.end(), [&info](const RetiredRefusal& retired) {
        return retired.number == static_cast<std::uint16_t>(info.code) || retired.name == info.name;
      });
}
static_assert(std::none_of(kRefusals.begin(), kRefusals.end(), is_reserved));

}  // namespace

std::span<const RefusalInfo> refusals() noexcept { return kRefusals; }

const RefusalInfo& info_of(Refusal code) noexcept {
  if (code == Refusal::none) return kNone;
  const auto found =
      std::lower_bound(kRefusals.begin(), kRefusals.end(), code,
                       [](const RefusalInfo& info, Refusal wanted) { return info.code < wanted; });
  LC_CHECK(found != kRefusals.end() && found->code == code);
  return *found;
}

std::optional<Refusal> refusal_named(std::string_view name) noexcept {
  for (const RefusalInfo& info : kRefusals) {
    if (info.name == name) return info.code;
  }
  return std::nullopt;
}

}  // namespace loyaltycore
