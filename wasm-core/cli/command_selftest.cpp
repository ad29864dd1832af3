#include <cstdio>

#include "analysis/measurement.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "selftest/self_test.h"

namespace lathe::cli {
namespace {

std::string toleranceText(const ConformanceCase& test) {
  const std::string over = fixedDecimal(test.over, 1), under = fixedDecimal(test.under, 1);
  return over == under ? "±" + over : "+" + over + "/−" + under;
}

std::string resultText(const SelfTestResult& result) {
  const ConformanceCase& test = *result.test;
  return "expected " + figureText(result.expected, 1) + " " + toleranceText(test) + " " +
         test.unit + ", read " + (result.read ? figureText(*result.read, 2) : "nothing");
}

}  // namespace

int runSelfTest(const std::vector<double>& sampleRates, bool json) {
  Report report;
  SelfTest test(sampleRates.empty() ? std::span<const double>(kSelfTestRates) : sampleRates);
  while (!test.finished()) {
    const SelfTestResult result = test.runNext();
    const std::string rate = fixedDecimal(result.sampleRate, 0) + " Hz";
    if (json) {
      std::puts(selfTestResultJson(result).c_str());
    } else {
      std::printf("%s  %-8s %9s  %s: %s\n", result.passed ? "pass" : "FAIL", result.test->id,
                  rate.c_str(), result.test->what, resultText(result).c_str());
    }
    std::fflush(stdout);
    if (!result.passed) {
      report.fault(std::string("case ") + result.test->id + " at " + rate, resultText(result));
    }
  }
  if (!json) {
    std::printf("%d of %d cases passed\n", test.count() - test.failed(), test.count());
  }
  return report.exitStatus();
}

}  // namespace lathe::cli
