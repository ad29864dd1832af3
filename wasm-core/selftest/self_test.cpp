#include "selftest/self_test.h"

#include "analysis/measurement.h"
#include "params/json_text.h"

namespace lathe {

SelfTest::SelfTest(std::span<const double> sampleRates, double gainDb)
    : sampleRates_(sampleRates.begin(), sampleRates.end()), gainDb_(gainDb) {}

SelfTestResult SelfTest::runNext() {
  const std::span<const ConformanceCase> cases = conformanceCases();
  const auto index = static_cast<size_t>(done_++);
  const ConformanceCase& test = cases[index % cases.size()];
  const double sampleRate = sampleRates_[index / cases.size()];
  WorstReading worst(test.over, test.under);
  test.run(sampleRate, gainDb_, worst);
  if (!worst.passed()) ++failed_;
  return {&test, sampleRate, worst.expected(), worst.read(), worst.passed()};
}

std::string selfTestResultJson(const SelfTestResult& result) {
  std::string json = "{\"id\":";
  appendJsonString(json, result.test->id);
  json += ",\"what\":";
  appendJsonString(json, result.test->what);
  json += ",\"sampleRate\":" + fixedDecimal(result.sampleRate, 0);
  json += ",\"expected\":" + fixedDecimal(result.expected, 1);
  json += ",\"toleranceOver\":" + fixedDecimal(result.test->over, 1);
  json += ",\"toleranceUnder\":" + fixedDecimal(result.test->under, 1);
  json += ",\"unit\":";
  appendJsonString(json, result.test->unit);
  json += ",\"read\":" + (result.read ? fixedDecimal(*result.read, 3) : std::string("null"));
  json += result.passed ? ",\"passed\":true}" : ",\"passed\":false}";
  return json;
}

}  // namespace lathe
