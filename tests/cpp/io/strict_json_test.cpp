// strict_json.hpp: hostile and sloppy documents are refused with the place that is wrong.
#include "io/strict_json.hpp"

#include <gtest/gtest.h>

#include <string>

namespace loyaltycore::io::strict_json_test {
namespace {

struct Reading {
  nlohmann::ordered_json document;
  std::vector<Problem> problems;
};

Reading read(std::string_view text) {
  Reading out;
  out.document = parse_strict(text, out.problems);
  return out;
}

/// The only problem's pointer and sentence.
void expect_problem(std::string_view text, std::string_view pointer, std::string_view what) {
  const Reading reading = read(text);
  ASSERT_EQ(reading.problems.size(), 1U) << text;
  EXPECT_EQ(reading.problems[0].pointer, pointer) << text;
  EXPECT_NE(reading.problems[0].what.find(what), std::string::npos) << reading.problems[0].what;
  EXPECT_FALSE(reading.problems[0].expected.empty());
}

TEST(StrictJson, ReadsASoundDocumentInItsOrder) {
  const Reading reading =
      read(R"( {"z": [1, -2, true, null, "x"], "a": {"b": 9223372036854775807}} )");
  EXPECT_TRUE(reading.problems.empty());
  EXPECT_EQ(reading.document.dump(), R"({"z":[1,-2,true,null,"x"],"a":{"b":9223372036854775807}})");
  EXPECT_TRUE(reading.document["z"][0].is_number_integer());
  EXPECT_FALSE(reading.document["z"][0].is_number_unsigned());
  EXPECT_EQ(reading.document["a"]["b"].get<std::int64_t>(), INT64_MAX);
}

TEST(StrictJson, NumbersAreIntegersOf64Bits) {
  expect_problem(R"({"a": [1, 1.0]})", "/a/1", "fraction");
  expect_problem(R"({"a": 1e2})", "/a", "exponent");
  expect_problem(R"([1e400])", "/0", ": number overflow");
  expect_problem(R"([9223372036854775808])", "/0", "too large");
  expect_problem(R"([12200000000000000000000])", "/0", "too large");
  expect_problem(R"({"a": [0, -0]})", "/a/1", "-0 has a sign");
  EXPECT_EQ(read("[-9223372036854775808]").document[0].get<std::int64_t>(), INT64_MIN);
}

TEST(StrictJson, AKeyStandsOnceInItsObject) {
  expect_problem(R"({"a": 1, "b": {"a": 2}, "a": 3})", "/a", "twice");
  expect_problem(R"({"x": {"a~/b": 1, "a~/b": {"c": 1}}})", "/x/a~0~1b", "twice");
  EXPECT_EQ(read(R"({"a": 1, "a": 3})").document["a"], 1);
}

TEST(StrictJson, AllProblemsAreReportedAtOnce) {
  const Reading reading = read(R"({"a": 1.5, "b": [2.5, {"c": 1, "c": 2}]})");
  ASSERT_EQ(reading.problems.size(), 3U);
  EXPECT_EQ(reading.problems[0].pointer, "/a");
  EXPECT_EQ(reading.problems[1].pointer, "/b/0");
  EXPECT_EQ(reading.problems[2].pointer, "/b/1/c");
  EXPECT_TRUE(reading.document["a"].is_null());
}

TEST(StrictJson, SyntaxErrorsNameLineAndColumn) {
  expect_problem("{\n  \"a\": 1,\n}", "", "line 3, column 1");
  expect_problem("{\"a\": {\"b\": 1, }}", "/a", "a comma before `}`");
  expect_problem("[1 ,]", "/1", "a comma before `]`");
  expect_problem("", "", "syntax error");
  expect_problem("[1,]", "/1", "syntax error");
  expect_problem("[1] 2", "", "syntax error");
  expect_problem("{a: 1}", "", "syntax error");
  expect_problem("[NaN]", "/0", "syntax error");
  expect_problem("[+1]", "/0", "syntax error");
  expect_problem("[01]", "/1", "syntax error");
  expect_problem("[1] // note", "", "syntax error");
  EXPECT_TRUE(read("[1,]").document.is_null());
}

TEST(StrictJson, TextIsUtf8WithoutNul) {
  expect_problem("[\"\xC0\xAF\"]", "/0", "syntax error");
  expect_problem("[\"\xED\xA0\x80\"]", "/0", "syntax error");
  expect_problem(R"(["\ud800"])", "/0", "syntax error");
  expect_problem(R"(["a\u0000b"])", "/0", "NUL");
  expect_problem("\xEF\xBB\xBF{}", "", "byte order mark");
  expect_problem(std::string_view{"{}\0", 3}, "", "NUL");
  EXPECT_TRUE(read("[\"\xE4\xBA\xAC\"]").problems.empty());
}

TEST(StrictJson, ProblemsAreReadableWhateverTheInput) {
  const Reading reading = read("[\"\xC0\xAF\x01\"]");
  ASSERT_EQ(reading.problems.size(), 1U);
  for (const char c : reading.problems[0].what) EXPECT_TRUE(c >= ' ' && c <= '~');
}

TEST(StrictJson, DepthIsBounded) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(read(nested(32)).problems.empty());
  EXPECT_EQ(read(nested(33)).problems.at(0).what, "nested too deeply");
  EXPECT_EQ(read(std::string(200000, '[')).problems.at(0).what, "nested too deeply");
  std::string objects;
  for (int i = 0; i < 33; ++i) objects += "{\"a\":";
  EXPECT_EQ(read(objects).problems.at(0).what, "nested too deeply");
}

TEST(StrictJson, SizeIsBounded) {
  const std::string text = "\"" + std::string(kLongestJson - 2, 'x') + "\"";
  EXPECT_TRUE(read(text).problems.empty());
  expect_problem(text + " ", "", "bytes");
}

TEST(StrictJson, AFloodOfProblemsIsCutOff) {
  std::string text = "[";
  for (int i = 0; i < 100000; ++i) text += "0.5,";
  const Reading reading = read(text + "1]");
  EXPECT_EQ(reading.problems.size(), kMostJsonProblems + 1);
  EXPECT_NE(reading.problems.back().what.find("too many"), std::string::npos);
}

TEST(StrictJson, ManyKeysAreReadInLinearTime) {
  std::string text = "{";
  for (int i = 0; i < 200000; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  const Reading reading = read(text + "\"k0\":2}");
  ASSERT_EQ(reading.problems.size(), 1U);
  EXPECT_EQ(reading.problems[0].pointer, "/k0");
}

TEST(StrictJson, EarlierProblemsStay) {
  std::vector<Problem> problems{{"/x", "known before", "", ""}};
  static_cast<void>(parse_strict("[0.5]", problems));
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].pointer, "/x");
}

}  // namespace
}  // namespace loyaltycore::io::strict_json_test
