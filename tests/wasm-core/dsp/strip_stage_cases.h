// Gate and transient shaper for tests that ask the same of both: settings by
// number, neutral ones, and a move from one end to the other.
#pragma once

#include "dsp/gate_bank.h"
#include "dsp/transient_bank.h"
#include "gate_cases.h"

namespace dsp_test {

using lathe::GateBank;
using lathe::TransientBank;
using lathe::TransientSettings;

struct GateStage {
  using Bank = GateBank;
  using Settings = GateSettings;
  static constexpr const char* kName = "gate";
  static Settings busy(int seed) {
    Settings s = busyGate(seed);
    s.lookAheadMs = 3.0;  // fixed: a change empties the delay
    if (seed % 2) s.keyHighPassHz = 100.0 * (seed % 9);
    if (seed % 5 == 1) s.keyLowPassHz = 7000.0;
    return s;
  }
  static Settings neutral() { return {}; }
  /// As far as it goes, on a steady level of −12 dB.
  static Settings before() {
    Settings s;
    s.mode = GateMode::Duck;
    s.thresholdDb = -12.0;
    s.rangeDb = 10.0;
    s.hysteresisDb = 0.0;  // its jumps are switching, not gliding
    s.attackMs = 0.05;
    return s;
  }
  static Settings after() {
    Settings s = before();
    s.thresholdDb = -20.0;
    s.ratio = 6.0;
    s.rangeDb = 30.0;
    return s;
  }
};

struct TransientStage {
  using Bank = TransientBank;
  using Settings = TransientSettings;
  static constexpr const char* kName = "transient shaper";
  static Settings busy(int seed) {
    Settings s;
    s.attackDb = 15.0 - 4.0 * (seed % 8);
    s.sustainDb = 5.0 * (seed % 7) - 15.0;
    s.attackMs = 5.0 + 9.0 * (seed % 5);
    s.sustainMs = 50.0 + 100.0 * (seed % 4);
    if (seed % 2) s.focusHz = 100.0 * (seed % 9);
    s.outputDb = seed % 3 - 1.0;
    s.mixPercent = 100.0 - 15.0 * (seed % 3);
    return s;
  }
  static Settings neutral() {
    Settings s;
    s.mixPercent = 30.0;
    return s;
  }
  static Settings before() { return {}; }
  static Settings after() {
    Settings s;
    s.outputDb = 12.0;
    s.attackDb = 15.0;
    return s;
  }
};

}  // namespace dsp_test
