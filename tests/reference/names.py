"""The closed lists of the domain, each with where it was read; none of them from the core.

Codes and their ranks are no rule but a promise to callers: they stand in docs/refusals.md, and a
test of the core's list compares the two.
"""

# DESIGN 4, in its order; beans_claimed is DOMAIN 3.1 (claim within 30 days, P21).
EVENT_KINDS = (
    "order_placed",
    "order_paid",
    "order_completed",
    "order_cancelled",
    "order_refused",
    "line_returned",
    "login",
    "sign_in",
    "review_approved",
    "review_deleted",
    "photo_shown",
    "question_answered",
    "shared",
    "store_visited",
    "store_joined",
    "profile_verified",
    "credit_updated",
    "beans_redeemed",
    "beans_exchanged",
    "beans_held",
    "beans_released",
    "beans_claimed",
    "coupon_granted",
    "coupon_used",
    "coupon_sold",
    "plus_trial",
    "plus_purchased",
    "plus_renewed",
    "plus_refunded",
    "plus_code_used",
    "referred",
    "top_up",
    "adjusted",
    "imported",
    "erased",
    "tick",
    "account_suspended",
    "account_restored",
)
# Their sections (PLUS, coupons, top-up) are refused by name until they are built.
NOT_BUILT = frozenset(
    kind for kind in EVENT_KINDS if kind.startswith(("coupon_", "plus_")) or kind == "top_up"
)
OPENING_KINDS = ("order_placed", "order_paid", "order_completed")
REVIEW_KINDS = ("review_approved", "photo_shown")

# DOMAIN 1.2 counted and not counted (S2 P03 P05 P07), DOMAIN 3.1 counted (P18).
TENDERS = (
    "cash",
    "bank_card",
    "balance",
    "store_card",
    "gift_card",
    "coupon",
    "beans",
    "red_packet",
    "company_transfer",
    "postal_remittance",
)
# What does not come back as money: beans come back as beans, the others were given away (ours).
NOT_REFUNDED = frozenset({"beans", "coupon", "red_packet"})

# DESIGN 4: issued = pending + available + held + redeemed + expired + clawed back + forfeited.
ACCOUNTS = (
    "issuer",
    "pending",
    "available",
    "held",
    "redeemed",
    "expired",
    "clawed_back",
    "forfeited",
    "debt",
)
MAY_BE_NEGATIVE = frozenset({"issuer", "debt"})
# DESIGN 2.8: the first purse, the only one that is money, and the first ladder; a programme may
# declare more of both.
MONEY = "beans"
FIRST_LADDER = "growth"
# DOMAIN 3.4.
FUNDERS = ("platform", "merchant", "partner")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

LARGEST_BALANCE = 2**53 - 1
LARGEST_AMOUNT = 10**13
LARGEST_QUANTITY = 10**6
MONTHS_KEPT = 16

# Of several reasons the one with the lowest rank is reported.
RANKS = {
    "kind_not_built": 10,
    "kind_unknown": 11,
    "id_missing": 12,
    "time_out_of_range": 13,
    "amount_out_of_range": 14,
    "quantity_out_of_range": 15,
    "field_missing": 16,
    "category_unknown": 17,
    "channel_unknown": 18,
    "tender_unknown": 19,
    "lines_missing": 20,
    "line_repeated": 21,
    "tenders_do_not_sum": 22,
    "id_conflict": 30,
    "member_erased": 31,
    "occurred_after_recorded": 32,
    "clock_regression": 33,
    "too_late": 34,
    "before_programme": 35,
    "order_unknown": 50,
    "order_exists": 51,
    "line_unknown": 52,
    "order_not_completed": 53,
    "order_already_completed": 54,
    "order_already_paid": 55,
    "return_exceeds_line": 57,
    "review_unknown": 58,
    "review_exists": 59,
    "hold_exists": 60,
    "hold_unknown": 61,
    "hold_released": 62,
    "hold_exceeded": 63,
    "item_unknown": 64,
    "input_unknown": 65,
    "claim_unknown": 66,
    "import_not_empty": 67,
    "archived_line_mismatch": 68,
    "account_suspended": 79,
    "stale_quote": 80,
    "insufficient_beans": 81,
    "redemption_below_minimum_balance": 82,
    "redemption_not_whole_steps": 83,
    "redemption_exceeds_order_cap": 84,
    "redemption_not_combinable": 85,
    "redemption_not_allowed": 86,
    "exchange_limit_reached": 87,
    "exchange_price_differs": 88,
    "clawback_exceeds_balance": 89,
    "balance_out_of_range": 90,
    "group_refused": 91,
    "group_half_booked": 92,
}


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The event changes nothing; `code` is one of RANKS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refuse_lowest(codes: list[str]) -> None:
    """Refuse with the reason of the lowest rank, if there is any."""
    if codes:
        raise Refused(min(codes, key=lambda code: RANKS[code]))
