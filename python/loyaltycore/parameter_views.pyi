"""Generated from cpp/src/io/parameters*.cpp by `./dev docs`; do not edit."""

from typing import Any, Literal

from loyaltycore.parameters import Entries, ParameterValues

class Sections:
    @property
    def format(self) -> int:
        """Format: from 1 to 1. Number of the document format; this library reads 1."""
    @property
    def meta(self) -> Meta:
        """About. What the programme is called."""
    @property
    def zone(self) -> Zone:
        """Zone. The programme's own time: days, months and years are those of this zone."""
    @property
    def inputs(self) -> list[str]:
        """Inputs: input. Values that the host supplies per member, such as a credit score; at most 8."""
    @property
    def events(self) -> list[str]:
        """Own events: own kind. Event kinds of the programme's own."""
    @property
    def facts(self) -> Facts:
        """Facts by month. What is counted of each member by month, for reports and for later versions."""
    @property
    def categories(self) -> Categories:
        """Categories. Which words the data may use for categories."""
    @property
    def channels(self) -> Channels:
        """Channels. Which words the data may use for channels."""
    @property
    def risk(self) -> Risk:
        """Risk. Guards against abuse."""
    @property
    def returns(self) -> Returns:
        """Returns. How long returns are expected."""
    @property
    def events_accepted(self) -> EventsAccepted:
        """Accepted events. How late and how early events may come."""
    @property
    def tiers(self) -> Tiers:
        """Tiers. The ladder of ranks, called `growth`."""
    @property
    def ladders(self) -> Entries[LaddersEntry]:
        """Further ladders: ladder. Ladders beside `growth`, by id: each has growth and levels of its own; at most 1."""
    @property
    def growth(self) -> Growth:
        """Growth. Qualifying points: they decide the tier and are never spent."""
    @property
    def beans(self) -> Beans:
        """Beans. Spendable points. None where it is left out."""
    @property
    def purses(self) -> Entries[PursesEntry]:
        """Further purses: purse. Purses beside `beans`, by id: points that are no money, for the catalogue alone; at most 3."""
    @property
    def tasks(self) -> Entries[TasksEntry]:
        """Tasks: rule. Rewards for a count of events or days within a window, by task id."""
    @property
    def score(self) -> Entries[ScoreEntry]:
        """Scores: score. Values that follow what a member did within a window, by id; at most 4."""
    @property
    def medals(self) -> Entries[MedalsEntry]:
        """Medals: medal family. Families of medals that share their grades, by id; at most 64 medals over all versions."""

class Document(ParameterValues):
    @property
    def format(self) -> int:
        """Format: from 1 to 1. Number of the document format; this library reads 1."""
    @property
    def meta(self) -> Meta:
        """About. What the programme is called."""
    @property
    def zone(self) -> Zone:
        """Zone. The programme's own time: days, months and years are those of this zone."""
    @property
    def inputs(self) -> list[str]:
        """Inputs: input. Values that the host supplies per member, such as a credit score; at most 8."""
    @property
    def events(self) -> list[str]:
        """Own events: own kind. Event kinds of the programme's own."""
    @property
    def facts(self) -> Facts:
        """Facts by month. What is counted of each member by month, for reports and for later versions."""
    @property
    def categories(self) -> Categories:
        """Categories. Which words the data may use for categories."""
    @property
    def channels(self) -> Channels:
        """Channels. Which words the data may use for channels."""
    @property
    def risk(self) -> Risk:
        """Risk. Guards against abuse."""
    @property
    def returns(self) -> Returns:
        """Returns. How long returns are expected."""
    @property
    def events_accepted(self) -> EventsAccepted:
        """Accepted events. How late and how early events may come."""
    @property
    def tiers(self) -> Tiers:
        """Tiers. The ladder of ranks, called `growth`."""
    @property
    def ladders(self) -> Entries[LaddersEntry]:
        """Further ladders: ladder. Ladders beside `growth`, by id: each has growth and levels of its own; at most 1."""
    @property
    def growth(self) -> Growth:
        """Growth. Qualifying points: they decide the tier and are never spent."""
    @property
    def beans(self) -> Beans:
        """Beans. Spendable points. None where it is left out."""
    @property
    def purses(self) -> Entries[PursesEntry]:
        """Further purses: purse. Purses beside `beans`, by id: points that are no money, for the catalogue alone; at most 3."""
    @property
    def tasks(self) -> Entries[TasksEntry]:
        """Tasks: rule. Rewards for a count of events or days within a window, by task id."""
    @property
    def score(self) -> Entries[ScoreEntry]:
        """Scores: score. Values that follow what a member did within a window, by id; at most 4."""
    @property
    def medals(self) -> Entries[MedalsEntry]:
        """Medals: medal family. Families of medals that share their grades, by id; at most 64 medals over all versions."""

class Meta(ParameterValues):
    @property
    def id(self) -> str:
        """Id: programme. Id of the programme and of its first version; every booking names it."""
    @property
    def title(self) -> str | None:
        """Title. Title for people."""
    @property
    def title_zh(self) -> str | None:
        """Chinese title. Title for people, in Chinese."""

class Zone(ParameterValues):
    @property
    def offset_minutes(self) -> int:
        """Offset: from -1080 to 1080 minutes. Minutes east of UTC."""
    @property
    def offsets(self) -> list[dict[str, Any]] | None:
        """Offsets. A table of offsets instead of one, for zones with daylight saving time. None where it is left out."""

class Facts(ParameterValues):
    @property
    def activities(self) -> list[str]:
        """Activities: event kind. Kinds of event, own ones included, that are counted by month; at most 32."""
    @property
    def category_classes(self) -> Entries[FactsCategoryClassesEntry]:
        """Category classes: category class. Groups of categories of which orders and spend are summed by month; at most 64."""
    @property
    def spend(self) -> FactsSpend:
        """Spend. What of a completed order is spend of its month."""

class FactsCategoryClassesEntry(ParameterValues):
    @property
    def categories(self) -> list[str]:
        """Categories: category. Categories of the class; each stands in one class."""

class FactsSpend(ParameterValues):
    @property
    def tenders(self) -> list[str]:
        """Counted tenders: cash, bank_card, balance, store_card, gift_card, coupon, beans, red_packet, company_transfer, postal_remittance. Means of payment that count towards the spend of a month, of a class too."""

class Categories(ParameterValues):
    @property
    def unknown(self) -> Literal["accept", "reject"]:
        """Unknown categories: accept, reject. Whether an event may name a category that the programme never mentions."""
    @property
    def known(self) -> list[str]:
        """Known categories: category. Categories that events may name, beside those in conditions."""

class Channels(ParameterValues):
    @property
    def unknown(self) -> Literal["accept", "reject"]:
        """Unknown channels: accept, reject. Whether an event may name a channel that the programme never mentions."""
    @property
    def known(self) -> list[str]:
        """Known channels: channel. Channels that events may name, beside those in conditions."""

class Risk(ParameterValues):
    @property
    def review(self) -> RiskReview:
        """Reviews. When a review is invalid and earns nothing."""

class RiskReview(ParameterValues):
    @property
    def copied_percent_max(self) -> int:
        """Copied text: from 0 to 100 percent. A review copied beyond this is invalid; 0 = not checked."""
    @property
    def duplicate_percent_max(self) -> int:
        """Repeated text: from 0 to 100 percent. A review whose pros and cons repeat beyond this is invalid; 0 = not checked."""
    @property
    def reporters_max(self) -> int:
        """Reporters: from 0 to 65535 reporters. A review reported by more members is invalid; 0 = not checked."""
    @property
    def invalid_limit(self) -> int:
        """Invalid reviews: from 0 to 1000000 reviews. More invalid reviews than this suspend review earnings; 0 = never."""
    @property
    def suspension_days(self) -> int:
        """Suspension: from 0 to 3660 days. Days for which a suspended member earns nothing from reviews."""

class Returns(ParameterValues):
    @property
    def horizon_days(self) -> int:
        """Returns horizon: from 1 to 3660 days. Days for which a line stays open; a later return brings its archived record."""

class EventsAccepted(ParameterValues):
    @property
    def late_horizon_days(self) -> int:
        """Late horizon: from 1 to 60 days. An event that happened more days ago is refused."""
    @property
    def clock_skew_seconds(self) -> int:
        """Clock skew: from 0 to 86400 seconds. How far clocks may disagree before an event is refused."""

class Tiers(ParameterValues):
    @property
    def levels(self) -> Entries[TiersLevelsEntry]:
        """Levels. Ranks from the first, where a member starts, upwards; at most 32."""

class TiersLevelsEntry(ParameterValues):
    @property
    def id(self) -> str:
        """Id: tier. Id of the level."""
    @property
    def title(self) -> str | None:
        """Title. Title for people."""
    @property
    def title_zh(self) -> str | None:
        """Chinese title. Title for people, in Chinese."""
    @property
    def threshold(self) -> int | None:
        """Threshold: from 0 to 1000000000000 growth. Growth from which a qualified member has the level, inclusive."""
    @property
    def validity_months(self) -> int:
        """Validity: from 0 to 1200 months. Months of a qualification period; 0 = unlimited."""
    @property
    def deduction(self) -> int:
        """Deduction: from 0 to 1000000000000 growth. Growth deducted when a qualification period ends."""

class LaddersEntry(ParameterValues):
    @property
    def levels(self) -> Entries[LaddersEntryLevelsEntry]:
        """Levels. Ranks from the first, where a member starts, upwards; at most 32."""

class LaddersEntryLevelsEntry(ParameterValues):
    @property
    def id(self) -> str:
        """Id: tier. Id of the level."""
    @property
    def title(self) -> str | None:
        """Title. Title for people."""
    @property
    def title_zh(self) -> str | None:
        """Chinese title. Title for people, in Chinese."""
    @property
    def threshold(self) -> int | None:
        """Threshold: from 0 to 1000000000000 growth. Growth from which a qualified member has the level, inclusive."""
    @property
    def validity_months(self) -> int:
        """Validity: from 0 to 1200 months. Months of a qualification period; 0 = unlimited."""
    @property
    def deduction(self) -> int:
        """Deduction: from 0 to 1000000000000 growth. Growth deducted when a qualification period ends."""

class Growth(ParameterValues):
    @property
    def earn(self) -> Entries[GrowthEarnEntry]:
        """Growth rules: rule. What earns growth, by rule id."""

class GrowthEarnEntry(ParameterValues):
    @property
    def per_yuan(self) -> str | None:
        """Growth per yuan: from 0 to 10000 growth per yuan. Growth for each yuan of the amount."""
    @property
    def qualifies(self) -> bool | None:
        """Qualifies. This growth lets a member leave the first level."""
    @property
    def ladder(self) -> str:
        """Ladder: ladder. Ladder on which the growth counts."""
    @property
    def trigger(self) -> str:
        """Trigger: event kind. Event kind that earns, or one of the programme's own."""
    @property
    def unit(self) -> Literal["event", "piece", "line", "sub_order", "order"] | None:
        """Unit: event, piece, line, sub_order, order. What one award is computed on."""
    @property
    def tenders(self) -> list[str]:
        """Counted tenders: cash, bank_card, balance, store_card, gift_card, coupon, beans, red_packet, company_transfer, postal_remittance. Means of payment that count towards the amount."""
    @property
    def round_down_to_fen(self) -> int:
        """Round down to: from 1 to 1000000000 fen. The amount is first rounded down to a multiple of this."""
    @property
    def fixed(self) -> int | None:
        """Fixed award: from 0 to 1000000000 points. The same award each time."""
    @property
    def table(self) -> list[dict[str, Any]] | None:
        """Award table. Award by amount: the last row whose amount is reached. None where it is left out."""
    @property
    def streak(self) -> list[int] | None:
        """Streak. Award by the number of consecutive days; after the last it starts anew. None where it is left out."""
    @property
    def rounding(self) -> Literal["floor", "ceil", "half_even"]:
        """Rounding: floor, ceil, half_even. How a fraction of a point becomes a whole one."""
    @property
    def multipliers(self) -> Entries[GrowthEarnEntryMultipliersEntry]:
        """Multipliers: multiplier. Factors on the award, by id; all that apply are multiplied; at most 4."""
    @property
    def caps(self) -> GrowthEarnEntryCaps:
        """Caps. The most that the rule gives."""
    @property
    def priority(self) -> int:
        """Priority: from -1000 to 1000. Rules with a higher one are asked first."""
    @property
    def combine(self) -> Literal["stack", "exclusive", "stop"]:
        """Combine: stack, exclusive, stop. How the rule shares a line with others."""
    @property
    def when(self) -> GrowthEarnEntryWhen:
        """When. When the rule applies."""

class GrowthEarnEntryMultipliersEntry(ParameterValues):
    @property
    def times(self) -> str | None:
        """Times: from 0 to 10000 times. The factor; excludes input and bands."""
    @property
    def input(self) -> str | None:
        """Input: input. Input of the member that chooses the band."""
    @property
    def bands(self) -> list[dict[str, Any]] | None:
        """Bands. Factors by the value of the input; an unknown input takes the first. None where it is left out."""
    @property
    def when(self) -> GrowthEarnEntryMultipliersEntryWhen:
        """When. When the factor applies."""

class GrowthEarnEntryMultipliersEntryWhen(ParameterValues):
    @property
    def until(self) -> str | None:
        """Until. First instant after."""
    @property
    def weekdays(self) -> list[str]:
        """Weekdays: mon, tue, wed, thu, fri, sat, sun. Days of the week: of the purchase for orders, else of the event."""
    @property
    def month_days(self) -> list[int]:
        """Days of the month: day of month. Days of the month: of the purchase for orders, else of the event."""
    @property
    def channels(self) -> list[str]:
        """Channels: channel. One of these."""
    @property
    def stores(self) -> list[str]:
        """Stores: store. One of these."""
    @property
    def brands(self) -> list[str]:
        """Brands: brand. One of these."""
    @property
    def skus(self) -> list[str]:
        """SKUs: SKU. One of these."""
    @property
    def categories(self) -> list[str]:
        """Categories: category. One of these."""
    @property
    def not_categories(self) -> list[str]:
        """Excluded categories: category. None of these."""
    @property
    def labels(self) -> list[str]:
        """Labels: label. At least one of these."""
    @property
    def not_labels(self) -> list[str]:
        """Excluded labels: label. None of these."""
    @property
    def segments(self) -> list[str]:
        """Segments: segment. The member is in at least one of these."""
    @property
    def tiers(self) -> list[str]:
        """Tiers: tier. The member's level is one of these when the rule is asked."""
    @property
    def score_levels(self) -> list[str]:
        """Score levels: score level. The member's scores, as they were settled last, reached one of these."""
    @property
    def medals(self) -> Entries[int]:
        """Medals: medal. One of these medals, as it was settled last, in this grade or a higher one."""
    @property
    def min_quantity(self) -> int:
        """Minimum quantity: from 0 to 1000000 pieces. Pieces of the line from which it qualifies."""
    @property
    def max_ordinal(self) -> int:
        """First n: from 0 to 1000000000 number. Only the first so many of a numbered event; 0 = all."""
    @property
    def within_days(self) -> int:
        """Within days: from 0 to 3660 days. Days from the completion of the order; 0 = any time."""
    @property
    def within_months(self) -> int:
        """Within months: from 0 to 120 months. Months from the completion of the order; 0 = any time."""

class GrowthEarnEntryCaps(ParameterValues):
    @property
    def unit(self) -> int | None:
        """Per unit: from 0 to 1000000000 points. The most for one unit."""
    @property
    def unit_by_channel(self) -> Entries[int]:
        """Per unit by channel: channel. Caps of channels that have their own."""
    @property
    def order(self) -> int | None:
        """Per order: from 0 to 1000000000 points. The most for one order, all its parts together, or for one event."""
    @property
    def day(self) -> int | None:
        """Per day: from 0 to 1000000000 points. The most for one day."""
    @property
    def month(self) -> int | None:
        """Per month: from 0 to 1000000000 points. The most for one month."""
    @property
    def year(self) -> int | None:
        """Per year: from 0 to 1000000000 points. The most for one year."""
    @property
    def term(self) -> int | None:
        """Per term: from 0 to 1000000000 points. The most in one period of the member's tier; a tier without end is one period."""
    @property
    def programme_budget(self) -> int | None:
        """Programme budget: from 1 to 1000000000000 points. The most over all members together: the events get it in the order of their `ordinal`. Only for a fixed award without multipliers."""
    @property
    def times_per_day(self) -> int:
        """Times per day: from 0 to 100000 times. Events that earn in a day; 0 = any number."""

class GrowthEarnEntryWhen(ParameterValues):
    @property
    def until(self) -> str | None:
        """Until. First instant after."""
    @property
    def weekdays(self) -> list[str]:
        """Weekdays: mon, tue, wed, thu, fri, sat, sun. Days of the week: of the purchase for orders, else of the event."""
    @property
    def month_days(self) -> list[int]:
        """Days of the month: day of month. Days of the month: of the purchase for orders, else of the event."""
    @property
    def channels(self) -> list[str]:
        """Channels: channel. One of these."""
    @property
    def stores(self) -> list[str]:
        """Stores: store. One of these."""
    @property
    def brands(self) -> list[str]:
        """Brands: brand. One of these."""
    @property
    def skus(self) -> list[str]:
        """SKUs: SKU. One of these."""
    @property
    def categories(self) -> list[str]:
        """Categories: category. One of these."""
    @property
    def not_categories(self) -> list[str]:
        """Excluded categories: category. None of these."""
    @property
    def labels(self) -> list[str]:
        """Labels: label. At least one of these."""
    @property
    def not_labels(self) -> list[str]:
        """Excluded labels: label. None of these."""
    @property
    def segments(self) -> list[str]:
        """Segments: segment. The member is in at least one of these."""
    @property
    def tiers(self) -> list[str]:
        """Tiers: tier. The member's level is one of these when the rule is asked."""
    @property
    def score_levels(self) -> list[str]:
        """Score levels: score level. The member's scores, as they were settled last, reached one of these."""
    @property
    def medals(self) -> Entries[int]:
        """Medals: medal. One of these medals, as it was settled last, in this grade or a higher one."""
    @property
    def min_quantity(self) -> int:
        """Minimum quantity: from 0 to 1000000 pieces. Pieces of the line from which it qualifies."""
    @property
    def max_ordinal(self) -> int:
        """First n: from 0 to 1000000000 number. Only the first so many of a numbered event; 0 = all."""
    @property
    def within_days(self) -> int:
        """Within days: from 0 to 3660 days. Days from the completion of the order; 0 = any time."""
    @property
    def within_months(self) -> int:
        """Within months: from 0 to 120 months. Months from the completion of the order; 0 = any time."""
    @property
    def min_amount_fen(self) -> int:
        """Minimum amount: from 0 to 1000000000000 fen. Counted amount of the unit from which it qualifies, inclusive."""
    @property
    def same_sku_days(self) -> int:
        """Same SKU: from 0 to 366 days. Days within which purchases of one SKU earn once; 0 = each time."""

class Beans(ParameterValues):
    @property
    def per_yuan(self) -> int:
        """Beans per yuan: from 1 to 1000000 beans. Beans that are worth one yuan, for every member and funder."""
    @property
    def earn(self) -> Entries[BeansEarnEntry]:
        """Bean rules: rule. What earns beans, by rule id."""
    @property
    def redeem(self) -> BeansRedeem:
        """Spending. How beans pay."""
    @property
    def expire(self) -> BeansExpire:
        """Expiry. When beans expire, where a rule does not say."""
    @property
    def reverse(self) -> BeansReverse:
        """Taking back. How beans of returned goods are taken back."""
    @property
    def refused_delivery(self) -> BeansRefusedDelivery:
        """Refused delivery. What a refused delivery costs."""
    @property
    def freight_recovery(self) -> BeansFreightRecovery:
        """Freight recovery. Freight taken in beans when a cancelled part leaves less than free shipping asks."""
    @property
    def catalogue(self) -> Entries[BeansCatalogueEntry]:
        """Catalogue: item. What beans can be exchanged for, by item id."""

class BeansEarnEntry(ParameterValues):
    @property
    def rate(self) -> str | None:
        """Rate: from 0 to 100 share of the money's value. Beans as a share of the money's value: 0.1 % of 100 yuan is 10 beans at 100 a yuan."""
    @property
    def from_event(self) -> bool:
        """From the event. Give the beans that the event carries."""
    @property
    def pending_days(self) -> int:
        """Pending: from 0 to 3660 days. Days until the beans can be spent; excludes claim_days."""
    @property
    def post_day(self) -> int:
        """Posting day: from 0 to 28 day of month. Day of the following month on which the beans can be spent; excludes the other two."""
    @property
    def claim_days(self) -> int:
        """Claim window: from 0 to 3660 days. Days within which the member must claim the beans; 0 = credited by themselves."""
    @property
    def claim_through_end_of_day(self) -> bool:
        """Last day counts. The window ends with the day claim_days later (24:00), not at its start."""
    @property
    def funder(self) -> Literal["platform", "merchant", "partner"]:
        """Funder: platform, merchant, partner. Who pays for the beans."""
    @property
    def lot_class(self) -> int:
        """Lot class: from 0 to 255 class. Class of the beans, kept apart in the balance."""
    @property
    def purse(self) -> str:
        """Purse: purse. Purse that the rule fills."""
    @property
    def expire(self) -> BeansEarnEntryExpire:
        """Expiry. When the beans of this rule expire. None where it is left out."""
    @property
    def trigger(self) -> str:
        """Trigger: event kind. Event kind that earns, or one of the programme's own."""
    @property
    def unit(self) -> Literal["event", "piece", "line", "sub_order", "order"] | None:
        """Unit: event, piece, line, sub_order, order. What one award is computed on."""
    @property
    def tenders(self) -> list[str]:
        """Counted tenders: cash, bank_card, balance, store_card, gift_card, coupon, beans, red_packet, company_transfer, postal_remittance. Means of payment that count towards the amount."""
    @property
    def round_down_to_fen(self) -> int:
        """Round down to: from 1 to 1000000000 fen. The amount is first rounded down to a multiple of this."""
    @property
    def fixed(self) -> int | None:
        """Fixed award: from 0 to 1000000000 points. The same award each time."""
    @property
    def table(self) -> list[dict[str, Any]] | None:
        """Award table. Award by amount: the last row whose amount is reached. None where it is left out."""
    @property
    def streak(self) -> list[int] | None:
        """Streak. Award by the number of consecutive days; after the last it starts anew. None where it is left out."""
    @property
    def rounding(self) -> Literal["floor", "ceil", "half_even"]:
        """Rounding: floor, ceil, half_even. How a fraction of a point becomes a whole one."""
    @property
    def multipliers(self) -> Entries[BeansEarnEntryMultipliersEntry]:
        """Multipliers: multiplier. Factors on the award, by id; all that apply are multiplied; at most 4."""
    @property
    def caps(self) -> BeansEarnEntryCaps:
        """Caps. The most that the rule gives."""
    @property
    def priority(self) -> int:
        """Priority: from -1000 to 1000. Rules with a higher one are asked first."""
    @property
    def combine(self) -> Literal["stack", "exclusive", "stop"]:
        """Combine: stack, exclusive, stop. How the rule shares a line with others."""
    @property
    def when(self) -> BeansEarnEntryWhen:
        """When. When the rule applies."""

class BeansEarnEntryExpire(ParameterValues):
    @property
    def after_days(self) -> int | None:
        """After days: from 1 to 36600 days. Days of validity; excludes after_months."""
    @property
    def after_months(self) -> int | None:
        """After months: from 1 to 1200 months. Months of validity; excludes after_days."""
    @property
    def granularity(self) -> Literal["day", "month", "year"]:
        """Granularity: day, month, year. Beans last to the end of the day, month or year that the count leads to."""
    @property
    def never(self) -> bool | None:
        """Never. Whether the beans never expire."""

class BeansEarnEntryMultipliersEntry(ParameterValues):
    @property
    def times(self) -> str | None:
        """Times: from 0 to 10000 times. The factor; excludes input and bands."""
    @property
    def input(self) -> str | None:
        """Input: input. Input of the member that chooses the band."""
    @property
    def bands(self) -> list[dict[str, Any]] | None:
        """Bands. Factors by the value of the input; an unknown input takes the first. None where it is left out."""
    @property
    def when(self) -> BeansEarnEntryMultipliersEntryWhen:
        """When. When the factor applies."""

class BeansEarnEntryMultipliersEntryWhen(ParameterValues):
    @property
    def until(self) -> str | None:
        """Until. First instant after."""
    @property
    def weekdays(self) -> list[str]:
        """Weekdays: mon, tue, wed, thu, fri, sat, sun. Days of the week: of the purchase for orders, else of the event."""
    @property
    def month_days(self) -> list[int]:
        """Days of the month: day of month. Days of the month: of the purchase for orders, else of the event."""
    @property
    def channels(self) -> list[str]:
        """Channels: channel. One of these."""
    @property
    def stores(self) -> list[str]:
        """Stores: store. One of these."""
    @property
    def brands(self) -> list[str]:
        """Brands: brand. One of these."""
    @property
    def skus(self) -> list[str]:
        """SKUs: SKU. One of these."""
    @property
    def categories(self) -> list[str]:
        """Categories: category. One of these."""
    @property
    def not_categories(self) -> list[str]:
        """Excluded categories: category. None of these."""
    @property
    def labels(self) -> list[str]:
        """Labels: label. At least one of these."""
    @property
    def not_labels(self) -> list[str]:
        """Excluded labels: label. None of these."""
    @property
    def segments(self) -> list[str]:
        """Segments: segment. The member is in at least one of these."""
    @property
    def tiers(self) -> list[str]:
        """Tiers: tier. The member's level is one of these when the rule is asked."""
    @property
    def score_levels(self) -> list[str]:
        """Score levels: score level. The member's scores, as they were settled last, reached one of these."""
    @property
    def medals(self) -> Entries[int]:
        """Medals: medal. One of these medals, as it was settled last, in this grade or a higher one."""
    @property
    def min_quantity(self) -> int:
        """Minimum quantity: from 0 to 1000000 pieces. Pieces of the line from which it qualifies."""
    @property
    def max_ordinal(self) -> int:
        """First n: from 0 to 1000000000 number. Only the first so many of a numbered event; 0 = all."""
    @property
    def within_days(self) -> int:
        """Within days: from 0 to 3660 days. Days from the completion of the order; 0 = any time."""
    @property
    def within_months(self) -> int:
        """Within months: from 0 to 120 months. Months from the completion of the order; 0 = any time."""

class BeansEarnEntryCaps(ParameterValues):
    @property
    def unit(self) -> int | None:
        """Per unit: from 0 to 1000000000 points. The most for one unit."""
    @property
    def unit_by_channel(self) -> Entries[int]:
        """Per unit by channel: channel. Caps of channels that have their own."""
    @property
    def order(self) -> int | None:
        """Per order: from 0 to 1000000000 points. The most for one order, all its parts together, or for one event."""
    @property
    def day(self) -> int | None:
        """Per day: from 0 to 1000000000 points. The most for one day."""
    @property
    def month(self) -> int | None:
        """Per month: from 0 to 1000000000 points. The most for one month."""
    @property
    def year(self) -> int | None:
        """Per year: from 0 to 1000000000 points. The most for one year."""
    @property
    def term(self) -> int | None:
        """Per term: from 0 to 1000000000 points. The most in one period of the member's tier; a tier without end is one period."""
    @property
    def programme_budget(self) -> int | None:
        """Programme budget: from 1 to 1000000000000 points. The most over all members together: the events get it in the order of their `ordinal`. Only for a fixed award without multipliers."""
    @property
    def times_per_day(self) -> int:
        """Times per day: from 0 to 100000 times. Events that earn in a day; 0 = any number."""

class BeansEarnEntryWhen(ParameterValues):
    @property
    def until(self) -> str | None:
        """Until. First instant after."""
    @property
    def weekdays(self) -> list[str]:
        """Weekdays: mon, tue, wed, thu, fri, sat, sun. Days of the week: of the purchase for orders, else of the event."""
    @property
    def month_days(self) -> list[int]:
        """Days of the month: day of month. Days of the month: of the purchase for orders, else of the event."""
    @property
    def channels(self) -> list[str]:
        """Channels: channel. One of these."""
    @property
    def stores(self) -> list[str]:
        """Stores: store. One of these."""
    @property
    def brands(self) -> list[str]:
        """Brands: brand. One of these."""
    @property
    def skus(self) -> list[str]:
        """SKUs: SKU. One of these."""
    @property
    def categories(self) -> list[str]:
        """Categories: category. One of these."""
    @property
    def not_categories(self) -> list[str]:
        """Excluded categories: category. None of these."""
    @property
    def labels(self) -> list[str]:
        """Labels: label. At least one of these."""
    @property
    def not_labels(self) -> list[str]:
        """Excluded labels: label. None of these."""
    @property
    def segments(self) -> list[str]:
        """Segments: segment. The member is in at least one of these."""
    @property
    def tiers(self) -> list[str]:
        """Tiers: tier. The member's level is one of these when the rule is asked."""
    @property
    def score_levels(self) -> list[str]:
        """Score levels: score level. The member's scores, as they were settled last, reached one of these."""
    @property
    def medals(self) -> Entries[int]:
        """Medals: medal. One of these medals, as it was settled last, in this grade or a higher one."""
    @property
    def min_quantity(self) -> int:
        """Minimum quantity: from 0 to 1000000 pieces. Pieces of the line from which it qualifies."""
    @property
    def max_ordinal(self) -> int:
        """First n: from 0 to 1000000000 number. Only the first so many of a numbered event; 0 = all."""
    @property
    def within_days(self) -> int:
        """Within days: from 0 to 3660 days. Days from the completion of the order; 0 = any time."""
    @property
    def within_months(self) -> int:
        """Within months: from 0 to 120 months. Months from the completion of the order; 0 = any time."""
    @property
    def min_amount_fen(self) -> int:
        """Minimum amount: from 0 to 1000000000000 fen. Counted amount of the unit from which it qualifies, inclusive."""
    @property
    def same_sku_days(self) -> int:
        """Same SKU: from 0 to 366 days. Days within which purchases of one SKU earn once; 0 = each time."""

class BeansRedeem(ParameterValues):
    @property
    def allowed(self) -> bool:
        """Allowed. Whether beans may pay at all."""
    @property
    def min_balance(self) -> int:
        """Minimum balance: from 0 to 1000000000 beans. Available beans from which any may be spent."""
    @property
    def step(self) -> int:
        """Step: from 1 to 1000000000 beans. Beans are spent in multiples of this."""
    @property
    def max_share(self) -> str:
        """Largest share: from 0 to 1 share of the amount. Part of the payable amount that beans may pay."""
    @property
    def min_amount_fen(self) -> int:
        """Minimum amount: from 0 to 1000000000000 fen. Payable amount from which beans may pay."""
    @property
    def excluded_categories(self) -> list[str]:
        """Excluded categories: category. Goods that beans never pay."""
    @property
    def classes(self) -> Entries[BeansRedeemClassesEntry]:
        """Classes of goods: class. Goods with limits of their own instead of the general ones, by class id."""
    @property
    def not_with_tenders(self) -> list[str]:
        """Not with: cash, bank_card, balance, store_card, gift_card, coupon, red_packet, company_transfer, postal_remittance. Means of payment that beans cannot stand beside."""
    @property
    def returned_expired(self) -> Literal["expire_again", "grace"]:
        """Returned after expiry: expire_again, grace. What becomes of spent beans that come back after their day."""
    @property
    def grace_days(self) -> int:
        """Grace: from 0 to 3660 days. Days that returned beans past their day stay usable."""

class BeansRedeemClassesEntry(ParameterValues):
    @property
    def categories(self) -> list[str]:
        """Categories: category. Categories of the class; no category is in two."""
    @property
    def max_share(self) -> str:
        """Largest share: from 0 to 1 share of the amount. Part of the class's amount that beans may pay."""
    @property
    def min_amount_fen(self) -> int:
        """Minimum amount: from 0 to 1000000000000 fen. Amount of the class from which beans may pay."""
    @property
    def step(self) -> int:
        """Step: from 1 to 1000000000 beans. Beans are spent in multiples of this where the class is in the order."""

class BeansExpire(ParameterValues):
    @property
    def after_days(self) -> int | None:
        """After days: from 1 to 36600 days. Days of validity; excludes after_months."""
    @property
    def after_months(self) -> int | None:
        """After months: from 1 to 1200 months. Months of validity; excludes after_days."""
    @property
    def granularity(self) -> Literal["day", "month", "year"]:
        """Granularity: day, month, year. Beans last to the end of the day, month or year that the count leads to."""
    @property
    def never(self) -> bool | None:
        """Never. Whether the beans never expire."""

class BeansReverse(ParameterValues):
    @property
    def shortfall(self) -> Literal["debt", "withhold", "clamp", "refuse"]:
        """Shortfall: debt, withhold, clamp, refuse. What happens when fewer beans are left than must be taken back."""

class BeansRefusedDelivery(ParameterValues):
    @property
    def beans(self) -> int:
        """Penalty: from 0 to 1000000000 beans. Beans taken for a refusal beyond the free ones."""
    @property
    def free_per_month(self) -> int:
        """Free per month: from 0 to 1000 refusals. Refusals of a month that cost nothing."""
    @property
    def free_per_year(self) -> int:
        """Free per year: from 0 to 1000 refusals. Refusals of a year that cost nothing."""
    @property
    def charge_freight(self) -> bool:
        """Charge freight. Whether the freight is taken in beans as well."""

class BeansFreightRecovery(ParameterValues):
    @property
    def free_from_fen(self) -> int:
        """Free shipping from: from 0 to 1000000000000 fen. Goods from which shipping is free; 0 = no recovery."""
    @property
    def freight_fen(self) -> int:
        """Freight: from 0 to 1000000000 fen. Freight recovered; 0 = no recovery."""

class BeansCatalogueEntry(ParameterValues):
    @property
    def kind(self) -> Literal["coupon", "beans_plus_cash", "phone_data", "phone_credit", "lottery_entry", "goods"]:
        """Kind: coupon, beans_plus_cash, phone_data, phone_credit, lottery_entry, goods. What kind of thing it is."""
    @property
    def title(self) -> str | None:
        """Title. Title for people."""
    @property
    def title_zh(self) -> str | None:
        """Chinese title. Title for people, in Chinese."""
    @property
    def purse(self) -> str:
        """Purse: purse. Purse that pays it."""
    @property
    def beans(self) -> int:
        """Beans: from 0 to 1000000000 beans. Beans for one."""
    @property
    def cash_fen(self) -> int:
        """Cash: from 0 to 1000000000000 fen. Money to be paid beside the beans."""
    @property
    def value_fen(self) -> int:
        """Value: from 0 to 1000000000000 fen. What one is worth, for yuan per bean; 0 = not told."""
    @property
    def limit_per_day(self) -> int:
        """Per day: from 0 to 1000000 items. Items a member may take in a day; 0 = any number."""
    @property
    def limit_per_month(self) -> int:
        """Per month: from 0 to 1000000 items. Items a member may take in a month; 0 = any number."""

class PursesEntry(ParameterValues):
    @property
    def expire(self) -> PursesEntryExpire:
        """Expiry. When its points expire, where a rule does not say. None where it is left out."""

class PursesEntryExpire(ParameterValues):
    @property
    def after_days(self) -> int | None:
        """After days: from 1 to 36600 days. Days of validity; excludes after_months."""
    @property
    def after_months(self) -> int | None:
        """After months: from 1 to 1200 months. Months of validity; excludes after_days."""
    @property
    def granularity(self) -> Literal["day", "month", "year"]:
        """Granularity: day, month, year. Beans last to the end of the day, month or year that the count leads to."""
    @property
    def never(self) -> bool | None:
        """Never. Whether the beans never expire."""

class TasksEntry(ParameterValues):
    @property
    def trigger(self) -> str:
        """Trigger: event kind. Event kind that counts, or one of the programme's own."""
    @property
    def tenders(self) -> list[str]:
        """Counted tenders: cash, bank_card, balance, store_card, gift_card, coupon, beans, red_packet, company_transfer, postal_remittance. Means of payment that count towards the minimum amount."""
    @property
    def count(self) -> int:
        """Count: from 1 to 1000000 times. How many are needed."""
    @property
    def of(self) -> Literal["events", "distinct_days"]:
        """Of: events, distinct_days. Whether events or distinct days are counted."""
    @property
    def day_of(self) -> Literal["purchase", "event"]:
        """Day of: purchase, event. Whether an order counts on the day of its purchase or of the event."""
    @property
    def window(self) -> Literal["once", "day", "week", "month", "year"]:
        """Window: once, day, week, month, year. The window in which the count starts anew; weeks start on Monday."""
    @property
    def post_day(self) -> int:
        """Posting day: from 0 to 28 day of month. Day of the following month on which the reward is booked; 0 = at once."""
    @property
    def reward(self) -> TasksEntryReward:
        """Reward. What the task gives."""
    @property
    def ladder(self) -> str:
        """Ladder: ladder. Ladder on which the growth counts."""
    @property
    def purse(self) -> str:
        """Purse: purse. Purse that the beans fill."""
    @property
    def funder(self) -> Literal["platform", "merchant", "partner"]:
        """Funder: platform, merchant, partner. Who pays for the beans."""
    @property
    def lot_class(self) -> int:
        """Lot class: from 0 to 255 class. Class of the beans, kept apart in the balance."""
    @property
    def expire(self) -> TasksEntryExpire:
        """Expiry. When the beans of the task expire. None where it is left out."""
    @property
    def when(self) -> TasksEntryWhen:
        """When. When an event counts."""

class TasksEntryReward(ParameterValues):
    @property
    def growth(self) -> int:
        """Growth reward: from 0 to 1000000000 growth. Growth given when the count is reached."""
    @property
    def beans(self) -> int:
        """Bean reward: from 0 to 1000000000 beans. Beans given when the count is reached."""

class TasksEntryExpire(ParameterValues):
    @property
    def after_days(self) -> int | None:
        """After days: from 1 to 36600 days. Days of validity; excludes after_months."""
    @property
    def after_months(self) -> int | None:
        """After months: from 1 to 1200 months. Months of validity; excludes after_days."""
    @property
    def granularity(self) -> Literal["day", "month", "year"]:
        """Granularity: day, month, year. Beans last to the end of the day, month or year that the count leads to."""
    @property
    def never(self) -> bool | None:
        """Never. Whether the beans never expire."""

class TasksEntryWhen(ParameterValues):
    @property
    def until(self) -> str | None:
        """Until. First instant after."""
    @property
    def weekdays(self) -> list[str]:
        """Weekdays: mon, tue, wed, thu, fri, sat, sun. Days of the week: of the purchase for orders, else of the event."""
    @property
    def month_days(self) -> list[int]:
        """Days of the month: day of month. Days of the month: of the purchase for orders, else of the event."""
    @property
    def channels(self) -> list[str]:
        """Channels: channel. One of these."""
    @property
    def stores(self) -> list[str]:
        """Stores: store. One of these."""
    @property
    def brands(self) -> list[str]:
        """Brands: brand. One of these."""
    @property
    def skus(self) -> list[str]:
        """SKUs: SKU. One of these."""
    @property
    def categories(self) -> list[str]:
        """Categories: category. One of these."""
    @property
    def not_categories(self) -> list[str]:
        """Excluded categories: category. None of these."""
    @property
    def labels(self) -> list[str]:
        """Labels: label. At least one of these."""
    @property
    def not_labels(self) -> list[str]:
        """Excluded labels: label. None of these."""
    @property
    def segments(self) -> list[str]:
        """Segments: segment. The member is in at least one of these."""
    @property
    def tiers(self) -> list[str]:
        """Tiers: tier. The member's level is one of these when the rule is asked."""
    @property
    def score_levels(self) -> list[str]:
        """Score levels: score level. The member's scores, as they were settled last, reached one of these."""
    @property
    def medals(self) -> Entries[int]:
        """Medals: medal. One of these medals, as it was settled last, in this grade or a higher one."""
    @property
    def min_quantity(self) -> int:
        """Minimum quantity: from 0 to 1000000 pieces. Pieces of the line from which it qualifies."""
    @property
    def max_ordinal(self) -> int:
        """First n: from 0 to 1000000000 number. Only the first so many of a numbered event; 0 = all."""
    @property
    def within_days(self) -> int:
        """Within days: from 0 to 3660 days. Days from the completion of the order; 0 = any time."""
    @property
    def within_months(self) -> int:
        """Within months: from 0 to 120 months. Months from the completion of the order; 0 = any time."""
    @property
    def min_amount_fen(self) -> int:
        """Minimum amount: from 0 to 1000000000000 fen. Counted amount of the unit from which it qualifies, inclusive."""

class ScoreEntry(ParameterValues):
    @property
    def title(self) -> str | None:
        """Title. Title for people."""
    @property
    def title_zh(self) -> str | None:
        """Chinese title. Title for people, in Chinese."""
    @property
    def window(self) -> ScoreEntryWindow:
        """Window. How far back the score looks."""
    @property
    def carry(self) -> Literal["none", "above_level"]:
        """Carry: none, above_level. Whether what exceeds the level held opens the next calendar year."""
    @property
    def settle_day(self) -> int:
        """Settlement day: from 0 to 28 day of month. Day of the month on which the value settles; 0 = every day."""
    @property
    def floor(self) -> int:
        """Floor: from -1000000000000 to 1000000000000 points. The value is never below it."""
    @property
    def cap(self) -> int | None:
        """Cap: from -1000000000000 to 1000000000000 points. The value is never above it."""
    @property
    def dimensions(self) -> Entries[ScoreEntryDimensionsEntry]:
        """Dimensions: dimension. Parts of the score, by id."""
    @property
    def levels(self) -> Entries[ScoreEntryLevelsEntry]:
        """Levels. What the value reaches; a member has every level reached."""

class ScoreEntryWindow(ParameterValues):
    @property
    def months(self) -> int | None:
        """Months: from 1 to 14 months. Whole months before that of the settlement."""
    @property
    def days(self) -> int | None:
        """Days: from 1 to 1100 days. Days before that of the settlement, instead of months."""
    @property
    def span(self) -> Literal["rolling", "calendar_year", "anniversary", "lifetime"]:
        """Span: rolling, calendar_year, anniversary, lifetime. What moves the beginning: every settlement, 1 January, the day of registration, nothing."""

class ScoreEntryDimensionsEntry(ParameterValues):
    @property
    def start(self) -> int:
        """Start: from -1000000000000 to 1000000000000 points. Points before any term."""
    @property
    def floor(self) -> int:
        """Floor: from -1000000000000 to 1000000000000 points. The dimension is never below it."""
    @property
    def cap(self) -> int | None:
        """Cap: from -1000000000000 to 1000000000000 points. The dimension is never above it."""
    @property
    def role(self) -> Literal["add", "gate"]:
        """Role: add, gate. Whether it adds to the score, or opens it: a closed score gives no level."""
    @property
    def at_least(self) -> int | None:
        """At least: from -1000000000000 to 1000000000000 points. Points from which a gate is open, inclusive."""
    @property
    def terms(self) -> Entries[ScoreEntryDimensionsEntryTermsEntry]:
        """Terms: term. What is measured and what it is worth, by id; at most 64 in a score."""

class ScoreEntryDimensionsEntryTermsEntry(ParameterValues):
    @property
    def of(self) -> Literal["spend", "orders", "count", "sum", "days", "months_with", "refusals", "first_classes", "input", "tenure", "growth", "score"]:
        """Of: spend, orders, count, sum, days, months_with, refusals, first_classes, input, tenure, growth, score. What is counted within the window: spend in yuan, orders, events of `activity` or their sum, purchase days, months with enough of them, refused deliveries, classes bought first; or an input, full years since the first event, growth or another score."""
    @property
    def activity(self) -> str | None:
        """Activity: event kind. Kind of event that is counted; one of `facts.activities`."""
    @property
    def category_class(self) -> str | None:
        """Category class: category class. Class of goods that count, one of `facts.category_classes`; not set = all goods."""
    @property
    def input(self) -> str | None:
        """Input: input. Input whose value is taken, one of `inputs`; 0 if it was never told."""
    @property
    def score(self) -> str | None:
        """Score: score. Another score, before this one by id, whose value is taken."""
    @property
    def at_least(self) -> int | None:
        """At least: from 1 to 1000000 per month. Purchase days, or events of `activity`, that a month of `months_with` needs."""
    @property
    def per(self) -> str | None:
        """Per: from 0 to 10000 points per unit. Points for each unit of the measure, of spend for each yuan; rounded down once."""
    @property
    def table(self) -> list[dict[str, Any]] | None:
        """Table. Points by how much is measured, instead of `per`. None where it is left out."""
    @property
    def subtract(self) -> bool:
        """Subtract. Whether the points are taken off."""
    @property
    def cap(self) -> int | None:
        """Cap: from -1000000000000 to 1000000000000 points. Most points of the term."""

class ScoreEntryLevelsEntry(ParameterValues):
    @property
    def id(self) -> str:
        """Id: score level. Id of the level, unlike that of any other score."""
    @property
    def title(self) -> str | None:
        """Title. Title for people."""
    @property
    def title_zh(self) -> str | None:
        """Chinese title. Title for people, in Chinese."""
    @property
    def at_least(self) -> int:
        """At least: from -1000000000000 to 1000000000000 points. Value from which the level is held, inclusive."""

class MedalsEntry(ParameterValues):
    @property
    def each(self) -> Entries[MedalsEntryEachEntry]:
        """Each: medal. The medals of the family, by id, unlike that of any other family."""
    @property
    def title(self) -> str | None:
        """Title. Title for people."""
    @property
    def title_zh(self) -> str | None:
        """Chinese title. Title for people, in Chinese."""
    @property
    def window(self) -> MedalsEntryWindow:
        """Window. How far back the medals look."""
    @property
    def settle_day(self) -> int:
        """Settlement day: from 0 to 28 day of month. Day of the month on which the grades settle; 0 = every day."""
    @property
    def retain(self) -> Literal["settled", "permanent"]:
        """Retain: settled, permanent. Whether a grade holds to the next settlement, or for ever once it was reached."""
    @property
    def grades(self) -> list[dict[str, Any]] | None:
        """Grades. From the first upwards, at most 32."""

class MedalsEntryEachEntry(ParameterValues):
    @property
    def requires(self) -> Entries[MedalsEntryEachEntryRequiresEntry]:
        """Requires: requirement. What is measured, by id: 1 to 4 measures."""
    @property
    def title(self) -> str | None:
        """Title. Title for people."""
    @property
    def title_zh(self) -> str | None:
        """Chinese title. Title for people, in Chinese."""

class MedalsEntryEachEntryRequiresEntry(ParameterValues):
    @property
    def of(self) -> Literal["spend", "orders", "count", "sum", "days", "months_with", "refusals", "first_classes", "input", "tenure", "growth", "score"]:
        """Of: spend, orders, count, sum, days, months_with, refusals, first_classes, input, tenure, growth, score. What is counted within the window: spend in yuan, orders, events of `activity` or their sum, purchase days, months with enough of them, refused deliveries, classes bought first; or an input, full years since the first event, growth or another score."""
    @property
    def activity(self) -> str | None:
        """Activity: event kind. Kind of event that is counted; one of `facts.activities`."""
    @property
    def category_class(self) -> str | None:
        """Category class: category class. Class of goods that count, one of `facts.category_classes`; not set = all goods."""
    @property
    def input(self) -> str | None:
        """Input: input. Input whose value is taken, one of `inputs`; 0 if it was never told."""
    @property
    def score(self) -> str | None:
        """Score: score. Another score, before this one by id, whose value is taken."""
    @property
    def at_least(self) -> int | None:
        """At least: from 1 to 1000000 per month. Purchase days, or events of `activity`, that a month of `months_with` needs."""

class MedalsEntryWindow(ParameterValues):
    @property
    def months(self) -> int | None:
        """Months: from 1 to 14 months. Whole months before that of the settlement."""
    @property
    def days(self) -> int | None:
        """Days: from 1 to 1100 days. Days before that of the settlement, instead of months."""
    @property
    def span(self) -> Literal["rolling", "calendar_year", "anniversary", "lifetime"]:
        """Span: rolling, calendar_year, anniversary, lifetime. What moves the beginning: every settlement, 1 January, the day of registration, nothing."""
