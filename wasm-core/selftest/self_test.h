// The conformance table, run where the user is: the meters of this very build read
// the standards' signals, at every usual sample rate, one case after another, so
// that a page can show how far it has come and stop.
//
//   SelfTest test;
//   while (!test.finished()) show(test.runNext());
//
// Thread: any one (not the real-time one: cases allocate, and take up to a second).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "selftest/conformance_cases.h"

namespace lathe {

inline constexpr std::array<double, 5> kSelfTestRates = {44100.0, 48000.0, 88200.0, 96000.0,
                                                         192000.0};

struct SelfTestResult {
  const ConformanceCase* test;
  double sampleRate;
  double expected;             ///< of the reading that was farthest out
  std::optional<double> read;  ///< nothing where the meter gave none
  bool passed;                 ///< every reading was within its tolerance
};

class SelfTest {
 public:
  /// `gainDb`: by how much the signals are wrong, for seeing that it can fail.
  explicit SelfTest(std::span<const double> sampleRates = kSelfTestRates, double gainDb = 0.0);

  int count() const { return static_cast<int>(sampleRates_.size() * conformanceCases().size()); }
  int done() const { return done_; }
  bool finished() const { return done_ == count(); }
  /// Runs the next case: all of one rate, then of the next. Not once finished.
  SelfTestResult runNext();
  int failed() const { return failed_; }

 private:
  std::vector<double> sampleRates_;
  double gainDb_;
  int done_ = 0, failed_ = 0;
};

/// One JSON object: id, what, sampleRate, expected, toleranceOver, toleranceUnder, unit, read (null
/// where there is none), passed.
std::string selfTestResultJson(const SelfTestResult& result);

}  // namespace lathe
