// What the output's meters show: sample peak since the last take, loudness,
// true peak held since the last reset, and the most that the master's stages did.
// Measured on the signal as exported, before the monitor section.
// Thread: real-time; `prepare` allocates.
#pragma once

#include "master/master_chain.h"
#include "meters/loudness_meter.h"
#include "meters/peak_meter.h"
#include "meters/true_peak_meter.h"

namespace lathe {

class OutputMeters {
 public:
  void prepare(double sampleRate);
  /// Starts loudness and true peak anew.
  void reset() noexcept;
  /// kBlockFrames of left and right, and what the master did in that block.
  void process(const float* const (&channels)[2], const MasterReadings& master) noexcept;
  /// Writes the fields up to kFirstStrip of meter_layout.h, but for the monitor's lamp. While
  /// nothing plays (`running` false) the sliding loudness readings are −∞.
  void take(bool running, float* values) noexcept;

 private:
  LoudnessMeter loudness_;
  TruePeakMeter truePeak_;
  PeakMeter peak_[2];
  void hold(const MasterReadings& master) noexcept;

  MasterReadings held_;  ///< the furthest since the last take; the last correlation
};

}  // namespace lathe
