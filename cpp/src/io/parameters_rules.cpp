// The rows of earning rules and of conditions.
#include <array>

#include "io/parameter_rows.hpp"

namespace loyaltycore::io {

namespace {

using enum ParameterType;

constexpr auto kRule = std::to_array<ParameterRow>({
    row("trigger", name, "event kind", {}, "!", kStructure, "Trigger", "\u89e6\u53d1\u4e8b\u4ef6",
        "Event kind that earns, or one of the programme's own.", "S2 P05 P18"),
    row("unit", choice, "event|piece|line|sub_order|order", {}, "=line for orders, else event",
        kStructure, "Unit", "\u8ba1\u7b97\u5355\u4f4d", "What one award is computed on.",
        "P05 P18"),
    row("tenders", choices,
        "cash|bank_card|balance|store_card|gift_card|coupon|beans|red_packet|company_transfer|"
        "postal_remittance",
        {}, "[\"cash\",\"bank_card\",\"balance\",\"store_card\"]", kFact, "Counted tenders",
        "\u8ba1\u5165\u7684\u652f\u4ed8\u65b9\u5f0f",
        "Means of payment that count towards the amount.", "S2 P07 P18"),
    row("round_down_to_fen", integer, "fen", {1, kBillion}, "1", kStructure, "Round down to",
        "\u91d1\u989d\u53d6\u6574", "The amount is first rounded down to a multiple of this.",
        "P18 P19 P20"),
    row("fixed", integer, "points", {0, kBillion}, "", kLane, "Fixed award",
        "\u56fa\u5b9a\u5956\u52b1", "The same award each time.", "S2 P05"),
    row("table", list, "", {}, "", kStructure, "Award table", "\u9636\u68af\u5956\u52b1",
        "Award by amount: the last row whose amount is reached.", "P19"),
    row("table.*.from_fen", integer, "fen", {0, kTrillion}, "!", kStructure, "From",
        "\u91d1\u989d\u8d77\u70b9", "Amount from which the row holds, inclusive.", "P19"),
    row("table.*.amount", integer, "points", {0, kBillion}, "!", kLane, "Award", "\u5956\u52b1",
        "Award of the row.", "P19"),
    row("streak", list, "", {}, "", kStructure, "Streak", "\u8fde\u7eed\u5956\u52b1",
        "Award by the number of consecutive days; after the last it starts anew.", "S1 S3"),
    row("streak.*", integer, "points", {0, kBillion}, "", kLane, "Day's award",
        "\u5f53\u65e5\u5956\u52b1", "Award of this day of a streak.", "S1 S3"),
    row("rounding", choice, "floor|ceil|half_even", {}, "\"floor\"", kStructure, "Rounding",
        "\u53d6\u6574\u65b9\u5f0f", "How a fraction of a point becomes a whole one.", "P20"),
    row("multipliers", map, "multiplier", {}, "", kStructure, "Multipliers", "\u500d\u6570",
        "Factors on the award, by id; all that apply are multiplied; at most 4.", "S1 S2 P10"),
    row("multipliers.*.times", ratio, "times", {0, 10'000, 1, 10}, "", kLane, "Times",
        "\u500d\u6570", "The factor; excludes input and bands.", "S1"),
    row("multipliers.*.input", name, "input", {}, "", kStructure, "Input", "\u8f93\u5165",
        "Input of the member that chooses the band.", "S2 P10"),
    row("multipliers.*.bands", list, "", {}, "", kStructure, "Bands", "\u5206\u6bb5",
        "Factors by the value of the input; an unknown input takes the first.", "P09 P10"),
    row("multipliers.*.bands.*.from", integer, "input", {-kTrillion, kTrillion}, "!", kStructure,
        "From", "\u8d77\u70b9", "Value of the input from which the band holds, inclusive.",
        "P09 P10"),
    row("multipliers.*.bands.*.times", ratio, "times", {0, 10'000, 1, 10}, "!", kLane, "Times",
        "\u500d\u6570", "Factor of the band.", "P09 P10"),
    row("multipliers.*.when", object, "", {}, "", kStructure, "When", "\u6761\u4ef6",
        "When the factor applies.", "S1"),
    row("caps", object, "", {}, "", kStructure, "Caps", "\u4e0a\u9650",
        "The most that the rule gives.", "P19"),
    row("caps.unit", integer, "points", {0, kBillion, 100}, "=no cap", kLane, "Per unit",
        "\u5355\u4f4d\u4e0a\u9650", "The most for one unit.", "S2 P19"),
    row("caps.unit_by_channel", map, "channel", {}, "", kStructure, "Per unit by channel",
        "\u5206\u6e20\u9053\u5355\u4f4d\u4e0a\u9650", "Caps of channels that have their own.",
        "S2 P19"),
    row("caps.unit_by_channel.*", integer, "points", {0, kBillion, 100}, "", kLane, "Per unit",
        "\u5355\u4f4d\u4e0a\u9650", "The most for one unit bought on this channel.", "S2 P19"),
    row("caps.order", integer, "points", {0, kBillion, 100}, "=no cap", kLane, "Per order",
        "\u5355\u7b14\u4e0a\u9650",
        "The most for one order, all its parts together, or for one event.", "ours"),
    row("caps.day", integer, "points", {0, kBillion, 100}, "=no cap", kLane, "Per day",
        "\u6bcf\u65e5\u4e0a\u9650", "The most for one day.", "S2 P06"),
    row("caps.month", integer, "points", {0, kBillion, 100}, "=no cap", kLane, "Per month",
        "\u6bcf\u6708\u4e0a\u9650", "The most for one month.", "ours"),
    row("caps.year", integer, "points", {0, kBillion, 100}, "=no cap", kLane, "Per year",
        "\u6bcf\u5e74\u4e0a\u9650", "The most for one year.", "ours"),
    row("caps.term", integer, "points", {0, kBillion, 100}, "=no cap", kLane, "Per term",
        "\u6bcf\u7b49\u7ea7\u5468\u671f\u4e0a\u9650",
        "The most in one period of the member's tier; a tier without end is one period.", "ours"),
    row("caps.programme_budget", integer, "points", {1, kTrillion, 1000}, "=no cap", kLane,
        "Programme budget", "\u6d3b\u52a8\u603b\u9884\u7b97",
        "The most over all members together: the events get it in the order of their `ordinal`. "
        "Only for a fixed award without multipliers.",
        "ours"),
    row("caps.times_per_day", integer, "times", {0, 100'000}, "0", kStructure, "Times per day",
        "\u6bcf\u65e5\u6b21\u6570", "Events that earn in a day; 0 = any number.", "S2 P06"),
    row("priority", integer, "", {-1000, 1000}, "0", kStructure, "Priority", "\u4f18\u5148\u7ea7",
        "Rules with a higher one are asked first.", "ours"),
    row("combine", choice, "stack|exclusive|stop", {}, "\"stack\"", kStructure, "Combine",
        "\u53e0\u52a0\u65b9\u5f0f", "How the rule shares a line with others.", "ours"),
    row("when", object, "", {}, "", kStructure, "When", "\u6761\u4ef6", "When the rule applies.",
        "ours"),
});

constexpr auto kBeanRule = std::to_array<ParameterRow>({
    row("rate", ratio, "share of the money's value", {0, 100, 1, 2000}, "", kLane, "Rate",
        "\u8fd4\u8c46\u7387",
        "Beans as a share of the money's value: 0.1 % of 100 yuan is 10 beans at 100 a yuan.",
        "S2 P18"),
    row("from_event", boolean, "", {}, "false", kStructure, "From the event",
        "\u6309\u4e8b\u4ef6\u6570\u91cf", "Give the beans that the event carries.", "S3"),
    row("pending_days", integer, "days", {0, 3660}, "0", kStructure, "Pending",
        "\u5f85\u751f\u6548\u5929\u6570", "Days until the beans can be spent; excludes claim_days.",
        "P18"),
    row("post_day", integer, "day of month", {0, 28}, "0", kStructure, "Posting day",
        "\u53d1\u653e\u65e5",
        "Day of the following month on which the beans can be spent; excludes the other two.",
        "P61"),
    row("claim_days", integer, "days", {0, 3660}, "0", kStructure, "Claim window",
        "\u9886\u53d6\u671f\u9650",
        "Days within which the member must claim the beans; 0 = credited by themselves.", "P21"),
    row("claim_through_end_of_day", boolean, "", {}, "false", kStructure, "Last day counts",
        "\u542b\u622a\u6b62\u65e5",
        "The window ends with the day claim_days later (24:00), not at its start.", "P21"),
    row("funder", choice, "platform|merchant|partner", {}, "\"platform\"", kStructure, "Funder",
        "\u51fa\u8d44\u65b9", "Who pays for the beans.", "S3 P18"),
    row("lot_class", integer, "class", {0, 255}, "0", kStructure, "Lot class",
        "\u6279\u6b21\u7c7b\u522b", "Class of the beans, kept apart in the balance.", "ours"),
    row("purse", name, "purse", {}, "\"beans\"", kStructure, "Purse", "\u5165\u8d26\u8d26\u6237",
        "Purse that the rule fills.", "ours"),
    row("expire", object, "", {}, "=that of the purse", kStructure, "Expiry", "\u6709\u6548\u671f",
        "When the beans of this rule expire.", "P27"),
});

constexpr auto kGrowthRule = std::to_array<ParameterRow>({
    row("per_yuan", ratio, "growth per yuan", {0, 10'000, 1, 10}, "", kLane, "Growth per yuan",
        "\u6bcf\u5143\u6210\u957f\u503c", "Growth for each yuan of the amount.", "S2 P05"),
    row("qualifies", boolean, "", {}, "=true for orders, else false", kStructure, "Qualifies",
        "\u53ef\u5347\u7ea7", "This growth lets a member leave the first level.", "P05"),
    row("ladder", name, "ladder", {}, "\"growth\"", kStructure, "Ladder",
        "\u7b49\u7ea7\u4f53\u7cfb", "Ladder on which the growth counts.", "ours"),
});

constexpr auto kConditions = std::to_array<ParameterRow>({
    row("from", instant, "", {}, "", kStructure, "From", "\u5f00\u59cb", "First instant.", "ours"),
    row("until", instant, "", {}, "", kStructure, "Until", "\u7ed3\u675f", "First instant after.",
        "ours"),
    row("weekdays", choices, "mon|tue|wed|thu|fri|sat|sun", {}, "[]", kStructure, "Weekdays",
        "\u661f\u671f", "Days of the week: of the purchase for orders, else of the event.", "S1"),
    row("month_days", integers, "day of month", {1, 31}, "[]", kStructure, "Days of the month",
        "\u65e5\u671f", "Days of the month: of the purchase for orders, else of the event.", "S1"),
    row("channels", names, "channel", {}, "[]", kStructure, "Channels", "\u6e20\u9053",
        "One of these.", "S2 P19"),
    row("stores", names, "store", {}, "[]", kStructure, "Stores", "\u5e97\u94fa", "One of these.",
        "S3 P18"),
    row("brands", names, "brand", {}, "[]", kStructure, "Brands", "\u54c1\u724c", "One of these.",
        "ours"),
    row("skus", names, "SKU", {}, "[]", kStructure, "SKUs", "\u5546\u54c1", "One of these.",
        "ours"),
    row("categories", names, "category", {}, "[]", kStructure, "Categories", "\u54c1\u7c7b",
        "One of these.", "P18 P20"),
    row("not_categories", names, "category", {}, "[]", kStructure, "Excluded categories",
        "\u6392\u9664\u54c1\u7c7b", "None of these.", "P05 P18"),
    row("labels", names, "label", {}, "[]", kStructure, "Labels", "\u6807\u7b7e",
        "At least one of these.", "ours"),
    row("not_labels", names, "label", {}, "[]", kStructure, "Excluded labels",
        "\u6392\u9664\u6807\u7b7e", "None of these.", "ours"),
    row("segments", names, "segment", {}, "[]", kStructure, "Segments", "\u4eba\u7fa4",
        "The member is in at least one of these.", "ours"),
    row("tiers", names, "tier", {}, "[]", kStructure, "Tiers", "\u7b49\u7ea7",
        "The member's level is one of these when the rule is asked.", "S2 P05"),
    row("score_levels", names, "score level", {}, "[]", kStructure, "Score levels",
        "\u5206\u503c\u7b49\u7ea7",
        "The member's scores, as they were settled last, reached one of these.", "S0 P11 P16"),
    row("medals", map, "medal", {}, "", kStructure, "Medals", "\u52cb\u7ae0",
        "One of these medals, as it was settled last, in this grade or a higher one.", "S0"),
    row("medals.*", integer, "grade", {1, 32}, "", kStructure, "Grade", "\u7b49\u7ea7",
        "Least grade of the medal.", "S0"),
    row("min_quantity", integer, "pieces", {0, 1'000'000}, "0", kStructure, "Minimum quantity",
        "\u6700\u4f4e\u6570\u91cf", "Pieces of the line from which it qualifies.", "ours"),
    row("max_ordinal", integer, "number", {0, 1'000'000'000}, "0", kStructure, "First n",
        "\u524d\u51e0\u540d", "Only the first so many of a numbered event; 0 = all.", "P05 P06"),
    row("within_days", integer, "days", {0, 3660}, "0", kStructure, "Within days",
        "\u5929\u6570\u4e4b\u5185", "Days from the completion of the order; 0 = any time.", "ours"),
    row("within_months", integer, "months", {0, 120}, "0", kStructure, "Within months",
        "\u6708\u6570\u4e4b\u5185", "Months from the completion of the order; 0 = any time.",
        "P19"),
});

constexpr auto kAmountCondition = std::to_array<ParameterRow>({
    row("min_amount_fen", integer, "fen", {0, kTrillion, 100}, "0", kLane, "Minimum amount",
        "\u6700\u4f4e\u91d1\u989d",
        "Counted amount of the unit from which it qualifies, inclusive.", "P05 P18"),
});

constexpr auto kRuleConditions = std::to_array<ParameterRow>({
    row("same_sku_days", integer, "days", {0, 366}, "0", kFact, "Same SKU",
        "\u540c\u5546\u54c1\u95f4\u9694",
        "Days within which purchases of one SKU earn once; 0 = each time.", "P06 P07"),
});

}  // namespace

std::span<const ParameterRow> rule_rows() { return kRule; }
std::span<const ParameterRow> bean_rule_rows() { return kBeanRule; }
std::span<const ParameterRow> growth_rule_rows() { return kGrowthRule; }
std::span<const ParameterRow> condition_rows() { return kConditions; }
std::span<const ParameterRow> amount_condition_rows() { return kAmountCondition; }
std::span<const ParameterRow> rule_condition_rows() { return kRuleConditions; }

}  // namespace loyaltycore::io
