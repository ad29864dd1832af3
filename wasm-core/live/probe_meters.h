// Loudness and true peak of the strip that is measured on demand.
// Thread: real-time; `prepare` allocates.
#pragma once

#include "live/meter_layout.h"
#include "live/reading.h"
#include "meters/loudness_meter.h"
#include "meters/true_peak_meter.h"

namespace lathe {

class ProbeMeters {
 public:
  void prepare(double sampleRate) {
    loudness_.prepare(sampleRate, 2);
    truePeak_.prepare(2);
  }
  void reset() noexcept {
    loudness_.reset();
    truePeak_.reset();
  }
  /// kBlockFrames of left and right.
  void process(const float* const (&channels)[2]) noexcept {
    loudness_.process(channels, kBlockFrames);
    truePeak_.process(channels, kBlockFrames);
  }
  /// Writes its fields of meter_layout.h, as OutputMeters::take does.
  void take(bool running, float* values) const noexcept {
    namespace at = meter_layout;
    values[at::kProbeMomentaryLufs] = orSilence(running ? loudness_.momentaryLufs() : std::nullopt);
    values[at::kProbeShortTermLufs] = orSilence(running ? loudness_.shortTermLufs() : std::nullopt);
    values[at::kProbeIntegratedLufs] = orSilence(loudness_.integratedLufs());
    values[at::kProbeTruePeakDbtp] = orSilence(truePeak_.truePeakDbtp());
  }

 private:
  LoudnessMeter loudness_;
  TruePeakMeter truePeak_;
};

}  // namespace lathe
