#include "live/output_meters.h"

#include <algorithm>

#include "base/block.h"
#include "live/meter_layout.h"
#include "live/reading.h"

namespace lathe {
void OutputMeters::prepare(double sampleRate) {
  loudness_.prepare(sampleRate, 2);
  truePeak_.prepare(2);
  for (PeakMeter& peak : peak_) peak.reset();
  limiterReductionDb_ = 0.0f;
}

void OutputMeters::reset() noexcept {
  loudness_.reset();
  truePeak_.reset();
}

void OutputMeters::process(const float* const (&channels)[2], float limiterReductionDb) noexcept {
  loudness_.process(channels, kBlockFrames);
  truePeak_.process(channels, kBlockFrames);
  for (int c = 0; c < 2; ++c) peak_[c].process(channels[c], kBlockFrames);
  limiterReductionDb_ = std::min(limiterReductionDb_, limiterReductionDb);
}

void OutputMeters::take(bool running, float* values) noexcept {
  namespace at = meter_layout;
  values[at::kOutputPeakLeft] = peak_[0].take().peak;
  values[at::kOutputPeakRight] = peak_[1].take().peak;
  values[at::kMomentaryLufs] = orSilence(running ? loudness_.momentaryLufs() : std::nullopt);
  values[at::kShortTermLufs] = orSilence(running ? loudness_.shortTermLufs() : std::nullopt);
  values[at::kIntegratedLufs] = orSilence(loudness_.integratedLufs());
  values[at::kTruePeakDbtp] = orSilence(truePeak_.truePeakDbtp());
  values[at::kLimiterReductionDb] = limiterReductionDb_;
  limiterReductionDb_ = 0.0f;
}

}  // namespace lathe
