// The rows of medals; what their requirements measure is a measure like any other.
#include <array>

#include "io/parameter_rows.hpp"

namespace loyaltycore::io {

namespace {

using enum ParameterType;

constexpr auto kMedals = std::to_array<ParameterRow>({
    row("medals", map, "medal family", {}, "", kStructure, "Medals", "\u52cb\u7ae0",
        "Families of medals that share their grades, by id; at most 64 medals over all versions.",
        "S0"),
    row("medals.*.title", text, "", {}, "", kStructure, "Title", "\u540d\u79f0",
        "Title for people.", "S0"),
    row("medals.*.title_zh", text, "", {}, "", kStructure, "Chinese title",
        "\u4e2d\u6587\u540d\u79f0", "Title for people, in Chinese.", "S0"),
    row("medals.*.window", object, "", {}, "", kStructure, "Window", "\u7edf\u8ba1\u7a97\u53e3",
        "How far back the medals look.", "ours"),
    row("medals.*.window.months", integer, "months", {1, 14}, "=12 unless days are set", kStructure,
        "Months", "\u6708\u6570", "Whole months before that of the settlement.", "ours"),
    row("medals.*.window.days", integer, "days", {1, 1100}, "=not set", kStructure, "Days",
        "\u5929\u6570", "Days before that of the settlement, instead of months.", "ours"),
    row("medals.*.window.span", choice, "rolling|calendar_year|anniversary|lifetime", {},
        "\"rolling\"", kStructure, "Span", "\u7a97\u53e3\u7c7b\u578b",
        "What moves the beginning: every settlement, 1 January, the day of registration, nothing.",
        "ours"),
    row("medals.*.settle_day", integer, "day of month", {0, 28}, "1", kStructure, "Settlement day",
        "\u7ed3\u7b97\u65e5", "Day of the month on which the grades settle; 0 = every day.",
        "ours"),
    row("medals.*.retain", choice, "settled|permanent", {}, "\"settled\"", kStructure, "Retain",
        "\u4fdd\u7559\u65b9\u5f0f",
        "Whether a grade holds to the next settlement, or for ever once it was reached.", "ours"),
    row("medals.*.grades", list, "", {}, "[]", kStructure, "Grades", "\u52cb\u7ae0\u7b49\u7ea7",
        "From the first upwards, at most 32.", "S0"),
    row("medals.*.grades.*.title", text, "", {}, "", kStructure, "Title", "\u540d\u79f0",
        "Title for people.", "S0"),
    row("medals.*.grades.*.title_zh", text, "", {}, "", kStructure, "Chinese title",
        "\u4e2d\u6587\u540d\u79f0", "Title for people, in Chinese.", "S0"),
    row("medals.*.grades.*.at_least", map, "requirement", {}, "", kStructure, "At least",
        "\u6700\u4f4e\u8981\u6c42", "What the grade needs, by requirement of its medals.", "ours"),
    row("medals.*.grades.*.at_least.*", integer, "units", {-1'000'000'000'000, 1'000'000'000'000},
        "", ParameterTag::lane, "At least", "\u6700\u4f4e\u8981\u6c42",
        "Number from which the grade is reached, inclusive; of spend in yuan.", "ours"),
    row("medals.*.each", map, "medal", {}, "", kStructure, "Each", "\u5404\u679a\u52cb\u7ae0",
        "The medals of the family, by id, unlike that of any other family.", "S0"),
    row("medals.*.each.*.title", text, "", {}, "", kStructure, "Title", "\u540d\u79f0",
        "Title for people.", "S0"),
    row("medals.*.each.*.title_zh", text, "", {}, "", kStructure, "Chinese title",
        "\u4e2d\u6587\u540d\u79f0", "Title for people, in Chinese.", "S0"),
    row("medals.*.each.*.requires", map, "requirement", {}, "", kStructure, "Requires",
        "\u8981\u6c42", "What is measured, by id: 1 to 4 measures.", "S0 S3"),
});

}  // namespace

std::span<const ParameterRow> medal_rows() { return kMedals; }

}  // namespace loyaltycore::io
