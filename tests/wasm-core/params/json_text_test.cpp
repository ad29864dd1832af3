// JSON output: numbers that read back as the same bits in as few digits as
// possible, strings that a JSON parser reads back unchanged.
#include "params/json_text.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

namespace lathe {
namespace {

std::string numberText(double value) {
  std::string out;
  appendJsonNumber(out, value);
  return out;
}

std::vector<double> sampleDoubles() {
  std::vector<double> values = {0.0,
                                1.0,
                                -1.0,
                                0.1,
                                1.0 / 3.0,
                                48000.0,
                                -144.0,
                                0.71,
                                1e20,
                                1e-300,
                                5e-324,
                                1e308,
                                2.5,
                                9007199254740993.0,
                                -0.001,
                                1e21,
                                123456789012345680.0};
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const uint64_t bits = random();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    if (std::isfinite(value)) values.push_back(value);
    values.push_back(std::ldexp(static_cast<double>(bits >> 11), -50));
  }
  return values;
}

TEST(JsonText, NumbersReadBackAsTheSameBits) {
  for (const double value : sampleDoubles()) {
    const std::string text = numberText(value);
    const double back = std::strtod(text.c_str(), nullptr);
    ASSERT_EQ(std::memcmp(&back, &value, sizeof value), 0) << text;
    ASSERT_TRUE(nlohmann::json::accept(text)) << text;
  }
}

#ifdef __cpp_lib_to_chars
size_t significantDigits(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c == 'e') break;
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.erase(0, digits.find_first_not_of('0'));
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits.size();
}

TEST(JsonText, NumbersTakeAsFewDigitsAsTheStandardLibrarysShortest) {
  for (const double value : sampleDoubles()) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    const std::string shortest(buffer, end);
    const std::string text = numberText(value);
    // Whole numbers below 2^53 are written in full, digits and all.
    ASSERT_LE(significantDigits(text), std::max<size_t>(significantDigits(shortest), 1))
        << text << " against " << shortest;
  }
}
#endif

TEST(JsonText, NumbersThatJsonLacksBecomeNull) {
  EXPECT_EQ(numberText(std::nan("")), "null");
  EXPECT_EQ(numberText(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(numberText(-std::numeric_limits<double>::infinity()), "null");
}

TEST(JsonText, IntegersReachBothEnds) {
  std::string out;
  appendJsonInteger(out, std::numeric_limits<int64_t>::min());
  EXPECT_EQ(out, "-9223372036854775808");
  out.clear();
  appendJsonInteger(out, std::numeric_limits<int64_t>::max());
  EXPECT_EQ(out, "9223372036854775807");
}

TEST(JsonText, StringsReadBackUnchanged) {
  std::string every;
  for (int c = 0; c < 128; ++c) every += static_cast<char>(c);
  every += "Größe 🎚 “Kick”";
  std::string out;
  appendJsonString(out, every);
  const auto json = nlohmann::json::parse(out, nullptr, false);
  ASSERT_TRUE(json.is_string());
  EXPECT_EQ(json.get<std::string>(), every);
}

TEST(JsonText, NumbersInSentencesAreShortAndRight) {
  EXPECT_EQ(plainNumber(0.0), "0");
  EXPECT_EQ(plainNumber(-0.00001), "0");
  EXPECT_EQ(plainNumber(-144.0), "-144");
  EXPECT_EQ(plainNumber(0.05), "0.05");
  EXPECT_EQ(plainNumber(-0.5), "-0.5");
  EXPECT_EQ(plainNumber(4294967295.0), "4294967295");
  EXPECT_EQ(plainNumber(1.00004), "1");
  EXPECT_EQ(plainNumber(1.0006), "1.0006");
  EXPECT_EQ(plainNumber(1e300), "more than 100 million million");
}

TEST(JsonText, NestedContainersAreValidJson) {
  JsonWriter json;
  json.beginObject();
  json.key("empty");
  json.beginArray();
  json.endArray();
  json.key("list");
  json.beginArray();
  json.integer(1);
  json.beginObject();
  json.endObject();
  json.text("x");
  json.endArray();
  json.key("last");
  json.boolean(true);
  json.endObject();
  const std::string text = json.take();
  EXPECT_EQ(text,
            "{\n  \"empty\": [],\n  \"list\": [\n    1,\n    {},\n    \"x\"\n  ],\n"
            "  \"last\": true\n}\n");
  EXPECT_TRUE(nlohmann::json::accept(text));
}

}  // namespace
}  // namespace lathe
