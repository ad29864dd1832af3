// What the output's meters show: levels since the last take; loudness, its range
// and spread, and peaks since the last reset; how alike left and right are; and
// the most that the master's stages did.
// Measured on the signal as exported, before the monitor section.
// Thread: real-time; `prepare` allocates.
#pragma once

#include "master/master_chain.h"
#include "master/stereo/correlation_meter.h"
#include "meters/loudness_meter.h"
#include "meters/peak_meter.h"
#include "meters/peak_to_short_term.h"
#include "meters/short_term_spread.h"
#include "meters/true_peak_meter.h"

namespace lathe {

class OutputMeters {
 public:
  void prepare(double sampleRate);
  /// Starts all that is measured since a reset anew.
  void reset() noexcept;
  /// kBlockFrames of left and right, and what the master did in that block.
  void process(const float* const (&channels)[2], const MasterReadings& master) noexcept;
  /// Writes the fields up to kFirstStrip of meter_layout.h, but for the monitor's lamp. While
  /// nothing plays (`running` false) the sliding loudness readings are −∞.
  void take(bool running, float* values) noexcept;

 private:
  void hold(const MasterReadings& master) noexcept;
  void endStep() noexcept;
  void takeLevels(float* values) noexcept;

  LoudnessMeter loudness_;
  TruePeakMeter truePeak_;
  PeakMeter peak_[2];
  CorrelationMeter correlation_;
  PeakToShortTerm peakToShortTerm_;
  ShortTermSpread spread_;
  double sampleRate_ = 48000.0;
  int64_t frames_ = 0, steps_ = 0;  // since the reset; steps of PeakToShortTerm and ShortTermSpread
  int64_t stepEnd_ = 0;
  std::optional<double> rangeLu_;  // of the last step: bins are many
  MasterReadings held_;  ///< the furthest since the last take; the last of what does not add up
};

}  // namespace lathe
