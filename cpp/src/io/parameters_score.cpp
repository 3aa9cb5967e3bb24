// The rows of scores, and those of a measure wherever one is asked.
#include <array>

#include "io/parameter_rows.hpp"

namespace loyaltycore::io {

namespace {

using enum ParameterType;

constexpr auto kMeasure = std::to_array<ParameterRow>({
    row("of", choice,
        "spend|orders|count|sum|days|months_with|refusals|first_classes|input|tenure|growth|"
        "score",
        {}, "!", kStructure, "Of", "\u8ba1\u91cf\u5bf9\u8c61",
        "What is counted within the window: spend in yuan, orders, events of `activity` or their "
        "sum, purchase days, months with enough of them, refused deliveries, classes bought "
        "first; or an input, full years since the first event, growth or another score.",
        "S3 P11"),
    row("activity", name, "event kind", {}, "", kStructure, "Activity", "\u6d3b\u52a8\u7c7b\u578b",
        "Kind of event that is counted; one of `facts.activities`.", "S3 P11"),
    row("category_class", name, "category class", {}, "", kStructure, "Category class",
        "\u54c1\u7c7b\u7ec4",
        "Class of goods that count, one of `facts.category_classes`; not set = all goods.",
        "S0 S3"),
    row("input", name, "input", {}, "", kStructure, "Input", "\u5916\u90e8\u8f93\u5165",
        "Input whose value is taken, one of `inputs`; 0 if it was never told.", "S3 P11"),
    row("score", name, "score", {}, "", kStructure, "Score", "\u5206\u503c",
        "Another score, before this one by id, whose value is taken.", "P40"),
    row("at_least", integer, "per month", {1, 1'000'000}, "=1 of `months_with`", kStructure,
        "At least", "\u6bcf\u6708\u6700\u5c11",
        "Purchase days, or events of `activity`, that a month of `months_with` needs.", "S3"),
});

constexpr auto kTerm = std::to_array<ParameterRow>({
    row("per", ratio, "points per unit", {0, 10'000, 1, 100}, "=1 without a table", kLane, "Per",
        "\u6bcf\u5355\u4f4d\u5206\u503c",
        "Points for each unit of the measure, of spend for each yuan; rounded down once.", "ours"),
    row("table", list, "", {}, "=not set", kStructure, "Table", "\u5206\u6bb5\u8868",
        "Points by how much is measured, instead of `per`.", "ours"),
    row("table.*.from", integer, "units", {-kTrillion, kTrillion}, "!", kLane, "From",
        "\u8d77\u70b9", "Number from which the row holds, inclusive; of spend in yuan.", "ours"),
    row("table.*.points", integer, "points", {-kTrillion, kTrillion}, "!", kLane, "Points",
        "\u5206\u503c", "Points of the row.", "ours"),
    row("subtract", boolean, "", {}, "false", kStructure, "Subtract", "\u6263\u51cf",
        "Whether the points are taken off.", "ours"),
    row("cap", integer, "points", {-kTrillion, kTrillion}, "=no cap", kLane, "Cap", "\u4e0a\u9650",
        "Most points of the term.", "ours"),
});

constexpr auto kScore = std::to_array<ParameterRow>({
    row("score", map, "score", {}, "", kStructure, "Scores", "\u4f1a\u5458\u5206\u503c",
        "Values that follow what a member did within a window, by id; at most 4.", "S3 P11 P16"),
    row("score.*.title", text, "", {}, "", kStructure, "Title", "\u540d\u79f0", "Title for people.",
        "S3 P11"),
    row("score.*.title_zh", text, "", {}, "", kStructure, "Chinese title",
        "\u4e2d\u6587\u540d\u79f0", "Title for people, in Chinese.", "S3 P11"),
    row("score.*.window", object, "", {}, "", kStructure, "Window", "\u7edf\u8ba1\u7a97\u53e3",
        "How far back the score looks.", "P11 P13 P16"),
    row("score.*.window.months", integer, "months", {1, 14}, "=12 unless days are set", kStructure,
        "Months", "\u6708\u6570", "Whole months before that of the settlement.", "P11 P12 P13"),
    row("score.*.window.days", integer, "days", {1, 1100}, "=not set", kStructure, "Days",
        "\u5929\u6570", "Days before that of the settlement, instead of months.", "P16"),
    row("score.*.window.span", choice, "rolling|calendar_year|anniversary|lifetime", {},
        "\"rolling\"", kStructure, "Span", "\u7a97\u53e3\u7c7b\u578b",
        "What moves the beginning: every settlement, 1 January, the day of registration, nothing.",
        "ours"),
    row("score.*.carry", choice, "none|above_level", {}, "\"none\"", kStructure, "Carry",
        "\u7ed3\u8f6c", "Whether what exceeds the level held opens the next calendar year.",
        "ours"),
    row("score.*.settle_day", integer, "day of month", {0, 28}, "1", kStructure, "Settlement day",
        "\u7ed3\u7b97\u65e5", "Day of the month on which the value settles; 0 = every day.",
        "P11 S3 P16"),
    row("score.*.floor", integer, "points", {-kTrillion, kTrillion}, "0", kLane, "Floor",
        "\u4e0b\u9650", "The value is never below it.", "ours"),
    row("score.*.cap", integer, "points", {-kTrillion, kTrillion}, "=no cap", kLane, "Cap",
        "\u4e0a\u9650", "The value is never above it.", "ours"),
    row("score.*.dimensions", map, "dimension", {}, "", kStructure, "Dimensions", "\u7ef4\u5ea6",
        "Parts of the score, by id.", "S3 P11"),
    row("score.*.dimensions.*.start", integer, "points", {-kTrillion, kTrillion}, "0", kLane,
        "Start", "\u8d77\u59cb\u5206", "Points before any term.", "ours"),
    row("score.*.dimensions.*.floor", integer, "points", {-kTrillion, kTrillion}, "0", kLane,
        "Floor", "\u4e0b\u9650", "The dimension is never below it.", "ours"),
    row("score.*.dimensions.*.cap", integer, "points", {-kTrillion, kTrillion}, "=no cap", kLane,
        "Cap", "\u4e0a\u9650", "The dimension is never above it.", "ours"),
    row("score.*.dimensions.*.role", choice, "add|gate", {}, "\"add\"", kStructure, "Role",
        "\u4f5c\u7528", "Whether it adds to the score, or opens it: a closed score gives no level.",
        "S3"),
    row("score.*.dimensions.*.at_least", integer, "points", {-kTrillion, kTrillion},
        "=none unless it is a gate", kLane, "At least", "\u6700\u4f4e\u5206",
        "Points from which a gate is open, inclusive.", "P40"),
    row("score.*.dimensions.*.terms", map, "term", {}, "", kStructure, "Terms",
        "\u8ba1\u5206\u9879",
        "What is measured and what it is worth, by id; at most 64 in a score.", "ours"),
    row("score.*.levels", list, "", {}, "[]", kStructure, "Levels", "\u5206\u503c\u7b49\u7ea7",
        "What the value reaches; a member has every level reached.", "P11 S0 P16"),
    row("score.*.levels.*.id", name, "score level", {}, "!", kStructure, "Id", "\u7f16\u53f7",
        "Id of the level, unlike that of any other score.", "P11"),
    row("score.*.levels.*.title", text, "", {}, "", kStructure, "Title", "\u540d\u79f0",
        "Title for people.", "P11"),
    row("score.*.levels.*.title_zh", text, "", {}, "", kStructure, "Chinese title",
        "\u4e2d\u6587\u540d\u79f0", "Title for people, in Chinese.", "P11"),
    row("score.*.levels.*.at_least", integer, "points", {-kTrillion, kTrillion}, "!", kLane,
        "At least", "\u6700\u4f4e\u5206", "Value from which the level is held, inclusive.",
        "P11 S0 P16"),
});

}  // namespace

std::span<const ParameterRow> score_rows() { return kScore; }
std::span<const ParameterRow> score_term_rows() { return kTerm; }
std::span<const ParameterRow> measure_rows() { return kMeasure; }

}  // namespace loyaltycore::io
