// EBU Tech 3341 and 3342 (November 2023) by the self-test's own table: every case
// passes at every rate, and the table can fail.
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>

#include "measure/figures.h"
#include "selftest/self_test.h"

namespace {

using lathe::SelfTest;
using lathe::SelfTestResult;

class Conformance : public testing::TestWithParam<double> {};

TEST_P(Conformance, EveryCasePasses) {
  const double rates[] = {GetParam()};
  SelfTest test(rates);
  const auto start = std::chrono::steady_clock::now();
  while (!test.finished()) {
    const SelfTestResult result = test.runNext();
    const std::string name = std::string(result.test->id) + " at " +
                             std::to_string(static_cast<int>(result.sampleRate)) + ", expected " +
                             std::to_string(result.expected) + ", read";
    measure::printFigure(name.c_str(), result.read.value_or(-400.0), result.test->unit);
    EXPECT_TRUE(result.passed) << selfTestResultJson(result);
  }
  measure::printFigure(
      "all cases of one rate",
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), "s");
  EXPECT_EQ(test.failed(), 0);
}

INSTANTIATE_TEST_SUITE_P(Rates, Conformance, testing::ValuesIn(lathe::kSelfTestRates));

TEST(SelfTest, RunsThePublishedCasesAtEveryUsualRate) {
  std::set<std::string> ids;
  for (const auto& c : lathe::conformanceCases()) ids.insert(c.id);
  std::set<std::string> published;
  for (int i = 1; i <= 23; ++i) {
    if (i != 7 && i != 8) published.insert("3341-" + std::to_string(i));
  }
  for (int i = 1; i <= 4; ++i) published.insert("3342-" + std::to_string(i));
  EXPECT_EQ(ids, published);
  EXPECT_EQ(SelfTest().count(), 125);
  EXPECT_FALSE(SelfTest().finished());
}

// A meter that is off by a decibel (or 3, where the tolerance is wider) would be found out.
TEST(SelfTest, EveryCaseCanFail) {
  const double rates[] = {8000.0};  // as good as any, and quick
  for (const double fault : {3.0, -3.0}) {
    SelfTest test(rates, fault);
    while (!test.finished()) {
      const SelfTestResult result = test.runNext();
      EXPECT_FALSE(result.passed) << fault << " dB: " << selfTestResultJson(result);
    }
    EXPECT_EQ(test.failed(), test.count());
  }
  SelfTest slight(rates, 0.15);
  int loudnessFailures = 0;
  while (!slight.finished()) {
    const SelfTestResult result = slight.runNext();
    loudnessFailures += !result.passed && std::string(result.test->unit) == "LUFS" ? 1 : 0;
  }
  measure::printFigure("loudness cases that 0.15 dB fails, of 12", loudnessFailures, "");
  EXPECT_EQ(loudnessFailures, 12);
}

TEST(SelfTest, AMeterThatReadsNothingFails) {
  lathe::WorstReading worst(0.1, 0.1);
  EXPECT_FALSE(worst.passed());
  worst.add(-23.0, -23.05);
  EXPECT_TRUE(worst.passed());
  worst.add(-23.0, std::nullopt);
  worst.add(-23.0, -30.0);
  EXPECT_FALSE(worst.passed());
  EXPECT_FALSE(worst.read().has_value());
  const SelfTestResult result = {&lathe::conformanceCases()[0], 48000.0, -23.0, std::nullopt,
                                 false};
  EXPECT_NE(selfTestResultJson(result).find("\"read\":null,\"passed\":false"), std::string::npos);
}

}  // namespace
