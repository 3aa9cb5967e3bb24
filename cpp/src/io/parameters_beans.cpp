// The rows of beans: their value, spending, expiry, taking back and exchange.
#include <array>

#include "io/parameter_rows.hpp"

namespace loyaltycore::io {

namespace {

using enum ParameterType;
constexpr auto kLane = ParameterTag::lane;
constexpr auto kFact = ParameterTag::fact;
constexpr auto kStructure = ParameterTag::structure;
constexpr std::int64_t kTrillion = 1'000'000'000'000;
constexpr std::int64_t kBillion = 1'000'000'000;

constexpr auto kBeans = std::to_array<ParameterRow>({
    row("beans", object, "", {}, "=no beans", kStructure, "Beans", "\u4eac\u8c46",
        "Spendable points.", "S2 P22"),
    row("beans.per_yuan", integer, "beans", {1, 1'000'000}, "100", kFact, "Beans per yuan",
        "\u6bcf\u5143\u4eac\u8c46\u6570",
        "Beans that are worth one yuan, for every member and funder.", "S2 P22 P24"),
    row("beans.earn", map, "rule", {}, "", kStructure, "Bean rules", "\u4eac\u8c46\u89c4\u5219",
        "What earns beans, by rule id.", "S2 P18"),
    row("beans.redeem", object, "", {}, "", kStructure, "Spending", "\u4eac\u8c46\u62b5\u73b0",
        "How beans pay.", "P22 P24"),
    row("beans.redeem.allowed", boolean, "", {}, "true", kStructure, "Allowed",
        "\u5141\u8bb8\u62b5\u73b0", "Whether beans may pay at all.", "P24"),
    row("beans.redeem.min_balance", integer, "beans", {0, kBillion, 100}, "0", kLane,
        "Minimum balance", "\u6700\u4f4e\u53ef\u7528\u4f59\u989d",
        "Available beans from which any may be spent.", "P32 P30"),
    row("beans.redeem.step", integer, "beans", {1, kBillion, 100}, "1", kLane, "Step",
        "\u4f7f\u7528\u5355\u4f4d", "Beans are spent in multiples of this.", "P24 P25"),
    row("beans.redeem.max_share", ratio, "share of the amount", {0, 1, 1, 20}, "\"100%\"", kLane,
        "Largest share", "\u6700\u9ad8\u62b5\u6263\u6bd4\u4f8b",
        "Part of the payable amount that beans may pay.", "S1 P22 P24"),
    row("beans.redeem.min_amount_fen", integer, "fen", {0, kTrillion, 100}, "0", kFact,
        "Minimum amount", "\u6700\u4f4e\u7ed3\u7b97\u91d1\u989d",
        "Payable amount from which beans may pay.", "P25"),
    row("beans.redeem.excluded_categories", names, "category", {}, "[]", kFact,
        "Excluded categories", "\u4e0d\u53ef\u62b5\u73b0\u54c1\u7c7b",
        "Goods that beans never pay.", "P22 P24"),
    row("beans.redeem.classes", map, "class", {}, "", kStructure, "Classes of goods",
        "\u5546\u54c1\u5206\u7c7b\u89c4\u5219",
        "Goods with limits of their own instead of the general ones, by class id.", "P25 P23"),
    row("beans.redeem.classes.*.categories", names, "category", {}, "!", kFact, "Categories",
        "\u54c1\u7c7b", "Categories of the class; no category is in two.", "P25"),
    row("beans.redeem.classes.*.max_share", ratio, "share of the amount", {0, 1, 1, 20}, "\"100%\"",
        kLane, "Largest share", "\u6700\u9ad8\u62b5\u6263\u6bd4\u4f8b",
        "Part of the class's amount that beans may pay.", "P25 P23"),
    row("beans.redeem.classes.*.min_amount_fen", integer, "fen", {0, kTrillion, 100}, "0", kFact,
        "Minimum amount", "\u6700\u4f4e\u91d1\u989d",
        "Amount of the class from which beans may pay.", "P25"),
    row("beans.redeem.classes.*.step", integer, "beans", {1, kBillion, 100}, "1", kLane, "Step",
        "\u4f7f\u7528\u5355\u4f4d",
        "Beans are spent in multiples of this where the class is in the order.", "P25 P23"),
    row("beans.redeem.not_with_tenders", choices,
        "cash|bank_card|balance|store_card|gift_card|coupon|red_packet|company_transfer|postal_"
        "remittance",
        {}, "[]", kStructure, "Not with", "\u4e0d\u53ef\u540c\u7528\u7684\u652f\u4ed8\u65b9\u5f0f",
        "Means of payment that beans cannot stand beside.", "P25"),
    row("beans.redeem.returned_expired", choice, "expire_again|grace", {}, "\"expire_again\"",
        kStructure, "Returned after expiry", "\u9000\u56de\u65f6\u5df2\u8fc7\u671f",
        "What becomes of spent beans that come back after their day.", "P27"),
    row("beans.redeem.grace_days", integer, "days", {0, 3660}, "0", kStructure, "Grace",
        "\u5bbd\u9650\u5929\u6570", "Days that returned beans past their day stay usable.", "ours"),
    row("beans.expire", object, "", {}, "", kStructure, "Expiry", "\u6709\u6548\u671f",
        "When beans expire, where a rule does not say.", "P26 P27"),
    row("beans.reverse", object, "", {}, "", kStructure, "Taking back", "\u6263\u56de",
        "How beans of returned goods are taken back.", "P01"),
    row("beans.reverse.shortfall", choice, "debt|withhold|clamp|refuse", {}, "\"debt\"", kStructure,
        "Shortfall", "\u4e0d\u8db3\u5904\u7406",
        "What happens when fewer beans are left than must be taken back.", "P01"),
    row("beans.refused_delivery", object, "", {}, "", kStructure, "Refused delivery",
        "\u62d2\u6536", "What a refused delivery costs.", "P28 P29"),
    row("beans.refused_delivery.beans", integer, "beans", {0, kBillion, 100}, "0", kLane, "Penalty",
        "\u62d2\u6536\u6263\u8c46", "Beans taken for a refusal beyond the free ones.", "P28 P29"),
    row("beans.refused_delivery.free_per_month", integer, "refusals", {0, 1000}, "0", kStructure,
        "Free per month", "\u6bcf\u6708\u514d\u6263\u6b21\u6570",
        "Refusals of a month that cost nothing.", "P28"),
    row("beans.refused_delivery.free_per_year", integer, "refusals", {0, 1000}, "0", kStructure,
        "Free per year", "\u6bcf\u5e74\u514d\u6263\u6b21\u6570",
        "Refusals of a year that cost nothing.", "P28"),
    row("beans.refused_delivery.charge_freight", boolean, "", {}, "false", kStructure,
        "Charge freight", "\u6263\u8fd0\u8d39", "Whether the freight is taken in beans as well.",
        "P28 P29"),
    row("beans.freight_recovery", object, "", {}, "", kStructure, "Freight recovery",
        "\u8fd0\u8d39\u8ffd\u56de",
        "Freight taken in beans when a cancelled part leaves less than free shipping asks.", "P29"),
    row("beans.freight_recovery.free_from_fen", integer, "fen", {0, kTrillion, 100}, "0",
        kStructure, "Free shipping from", "\u5305\u90ae\u95e8\u69db",
        "Goods from which shipping is free; 0 = no recovery.", "P29"),
    row("beans.freight_recovery.freight_fen", integer, "fen", {0, kBillion, 100}, "0", kStructure,
        "Freight", "\u8fd0\u8d39", "Freight recovered; 0 = no recovery.", "P29"),
    row("beans.catalogue", map, "item", {}, "", kStructure, "Catalogue", "\u5151\u6362\u5546\u54c1",
        "What beans can be exchanged for, by item id.", "S1 S2 S3"),
    row("beans.catalogue.*.kind", choice,
        "coupon|beans_plus_cash|phone_data|phone_credit|lottery_entry|goods", {}, "!", kStructure,
        "Kind", "\u7c7b\u578b", "What kind of thing it is.", "S2 S3"),
    row("beans.catalogue.*.title", text, "", {}, "", kStructure, "Title", "\u540d\u79f0",
        "Title for people.", "ours"),
    row("beans.catalogue.*.title_zh", text, "", {}, "", kStructure, "Chinese title",
        "\u4e2d\u6587\u540d\u79f0", "Title for people, in Chinese.", "ours"),
    row("beans.catalogue.*.purse", name, "purse", {}, "\"beans\"", kStructure, "Purse",
        "\u652f\u4ed8\u8d26\u6237", "Purse that pays it.", "ours"),
    row("beans.catalogue.*.beans", integer, "beans", {0, kBillion}, "0", kLane, "Beans",
        "\u6240\u9700\u4eac\u8c46", "Beans for one.", "S2"),
    row("beans.catalogue.*.cash_fen", integer, "fen", {0, kTrillion}, "0", kStructure, "Cash",
        "\u6240\u9700\u73b0\u91d1", "Money to be paid beside the beans.", "S2"),
    row("beans.catalogue.*.value_fen", integer, "fen", {0, kTrillion}, "0", kStructure, "Value",
        "\u4ef7\u503c", "What one is worth, for yuan per bean; 0 = not told.", "ours"),
    row("beans.catalogue.*.limit_per_day", integer, "items", {0, 1'000'000}, "0", kStructure,
        "Per day", "\u6bcf\u65e5\u9650\u91cf", "Items a member may take in a day; 0 = any number.",
        "ours"),
    row("beans.catalogue.*.limit_per_month", integer, "items", {0, 1'000'000}, "0", kStructure,
        "Per month", "\u6bcf\u6708\u9650\u91cf",
        "Items a member may take in a month; 0 = any number.", "ours"),
    row("purses", map, "purse", {}, "", kStructure, "Further purses",
        "\u5176\u4ed6\u79ef\u5206\u8d26\u6237",
        "Purses beside `beans`, by id: points that are no money, for the catalogue alone; at most "
        "3.",
        "ours"),
    row("purses.*.expire", object, "", {}, "=that of beans.expire", kStructure, "Expiry",
        "\u6709\u6548\u671f", "When its points expire, where a rule does not say.", "ours"),
});

constexpr auto kExpiry = std::to_array<ParameterRow>({
    row("after_days", integer, "days", {1, 36'600}, "", kStructure, "After days", "\u5929\u6570",
        "Days of validity; excludes after_months.", "P27"),
    row("after_months", integer, "months", {1, 1200}, "", kStructure, "After months",
        "\u6708\u6570", "Months of validity; excludes after_days.", "P26"),
    row("granularity", choice, "day|month|year", {}, "\"day\"", kStructure, "Granularity",
        "\u5230\u671f\u7c92\u5ea6",
        "Beans last to the end of the day, month or year that the count leads to.", "P26 P27"),
    row("never", boolean, "", {}, "=true if neither is set", kStructure, "Never",
        "\u6c38\u4e0d\u8fc7\u671f", "Whether the beans never expire.", "ours"),
});

}  // namespace

std::span<const ParameterRow> bean_rows() { return kBeans; }
std::span<const ParameterRow> expiry_rows() { return kExpiry; }

}  // namespace loyaltycore::io
