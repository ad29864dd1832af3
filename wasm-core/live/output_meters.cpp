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
  held_ = {};
}

void OutputMeters::reset() noexcept {
  loudness_.reset();
  truePeak_.reset();
}

void OutputMeters::process(const float* const (&channels)[2],
                           const MasterReadings& master) noexcept {
  loudness_.process(channels, kBlockFrames);
  truePeak_.process(channels, kBlockFrames);
  for (int c = 0; c < 2; ++c) peak_[c].process(channels[c], kBlockFrames);
  hold(master);
}

void OutputMeters::hold(const MasterReadings& master) noexcept {
  held_.limiterReductionDb = std::min(held_.limiterReductionDb, master.limiterReductionDb);
  held_.glueReductionDb = std::min(held_.glueReductionDb, master.glueReductionDb);
  held_.clippedDb = std::max(held_.clippedDb, master.clippedDb);
  held_.correlation = master.correlation;
  for (size_t band = 0; band < held_.multibandGainDb.size(); ++band) {
    float& held = held_.multibandGainDb[band];
    const float now = master.multibandGainDb[band];
    if (std::max(now, -now) > std::max(held, -held)) held = now;
  }
}

void OutputMeters::take(bool running, float* values) noexcept {
  namespace at = meter_layout;
  values[at::kOutputPeakLeft] = peak_[0].take().peak;
  values[at::kOutputPeakRight] = peak_[1].take().peak;
  values[at::kMomentaryLufs] = orSilence(running ? loudness_.momentaryLufs() : std::nullopt);
  values[at::kShortTermLufs] = orSilence(running ? loudness_.shortTermLufs() : std::nullopt);
  values[at::kIntegratedLufs] = orSilence(loudness_.integratedLufs());
  values[at::kTruePeakDbtp] = orSilence(truePeak_.truePeakDbtp());
  values[at::kLimiterReductionDb] = held_.limiterReductionDb;
  values[at::kGlueReductionDb] = held_.glueReductionDb;
  values[at::kClippedDb] = held_.clippedDb;
  values[at::kCorrelation] = held_.correlation;
  std::copy(held_.multibandGainDb.begin(), held_.multibandGainDb.end(),
            values + at::kMultibandGainDb);
  held_ = {};
}

}  // namespace lathe
