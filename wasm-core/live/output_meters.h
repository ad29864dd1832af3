// What the output's meters show: sample peak since the last take, loudness,
// true peak held since the last reset, and the limiter's largest reduction.
// Measured on the signal as exported, before the monitor section.
// Thread: real-time; `prepare` allocates.
#pragma once

#include "meters/loudness_meter.h"
#include "meters/peak_meter.h"
#include "meters/true_peak_meter.h"

namespace lathe {

class OutputMeters {
 public:
  void prepare(double sampleRate);
  /// Starts loudness and true peak anew.
  void reset() noexcept;
  /// kBlockFrames of left and right, and the limiter's reduction in that block, dB, <= 0.
  void process(const float* const (&channels)[2], float limiterReductionDb) noexcept;
  /// Writes the fields up to kFirstStrip of meter_layout.h, but for the monitor's lamp. While
  /// nothing plays (`running` false) the sliding loudness readings are −∞.
  void take(bool running, float* values) noexcept;

 private:
  LoudnessMeter loudness_;
  TruePeakMeter truePeak_;
  PeakMeter peak_[2];
  float limiterReductionDb_ = 0.0f;
};

}  // namespace lathe
