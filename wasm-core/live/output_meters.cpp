#include "live/output_meters.h"

#include <algorithm>

#include "base/block.h"
#include "live/meter_layout.h"
#include "live/reading.h"
#include "meters/time_grid.h"

namespace lathe {
namespace {

static_assert(meter_layout::kSpreadBins == ShortTermSpread::kBins);
template <size_t kBands>
void holdFurthest(std::array<float, kBands>& held, const std::array<float, kBands>& now) noexcept {
  for (size_t band = 0; band < kBands; ++band) {
    if (std::max(now[band], -now[band]) > std::max(held[band], -held[band])) held[band] = now[band];
  }
}

static_assert(PeakToShortTerm::kStepsPerSecond == ShortTermSpread::kStepsPerSecond);

}  // namespace

void OutputMeters::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  loudness_.prepare(sampleRate, 2);
  truePeak_.prepare(2);
  correlation_.prepare(sampleRate);
  for (PeakMeter& peak : peak_) peak.reset();
  held_ = {};
  reset();
}

void OutputMeters::reset() noexcept {
  loudness_.reset();
  truePeak_.reset();
  peakToShortTerm_.reset();
  spread_.reset();
  rangeLu_.reset();
  frames_ = steps_ = 0;
  stepEnd_ = gridFrame(1, sampleRate_, PeakToShortTerm::kStepsPerSecond);
}

void OutputMeters::process(const float* const (&channels)[2],
                           const MasterReadings& master) noexcept {
  loudness_.process(channels, kBlockFrames);
  truePeak_.process(channels, kBlockFrames);
  correlation_.process(channels);
  for (int c = 0; c < 2; ++c) peak_[c].process(channels[c], kBlockFrames);
  hold(master);
  frames_ += kBlockFrames;
  if (frames_ >= stepEnd_) endStep();
}

// A step ends with the block that its time falls into.
void OutputMeters::endStep() noexcept {
  const std::optional<double> shortTerm = loudness_.shortTermLufs();
  peakToShortTerm_.add(truePeak_.takeRecent(), shortTerm);
  spread_.add(shortTerm);
  rangeLu_ = loudness_.loudnessRangeLu();
  ++steps_;
  stepEnd_ = gridFrame(steps_ + 1, sampleRate_, PeakToShortTerm::kStepsPerSecond);
}

void OutputMeters::hold(const MasterReadings& master) noexcept {
  held_.limiterReductionDb = std::min(held_.limiterReductionDb, master.limiterReductionDb);
  held_.glueReductionDb = std::min(held_.glueReductionDb, master.glueReductionDb);
  held_.clippedDb = std::max(held_.clippedDb, master.clippedDb);
  held_.correlation = master.correlation;
  held_.equaliserLu = master.equaliserLu;
  held_.excitedDb = master.excitedDb;
  holdFurthest(held_.multibandGainDb, master.multibandGainDb);
  holdFurthest(held_.equaliserBandGainDb, master.equaliserBandGainDb);
}

void OutputMeters::take(bool running, float* values) noexcept {
  namespace at = meter_layout;
  takeLevels(values);
  values[at::kMomentaryLufs] = orSilence(running ? loudness_.momentaryLufs() : std::nullopt);
  values[at::kShortTermLufs] = orSilence(running ? loudness_.shortTermLufs() : std::nullopt);
  const std::optional<double> integrated = loudness_.integratedLufs();
  values[at::kIntegratedLufs] = orSilence(integrated);
  values[at::kMaxMomentaryLufs] = orSilence(loudness_.maxMomentaryLufs());
  values[at::kMaxShortTermLufs] = orSilence(loudness_.maxShortTermLufs());
  values[at::kLoudnessRangeLu] = orSilence(rangeLu_);
  values[at::kTruePeakDbtp] = orSilence(truePeak_.truePeakDbtp());
  values[at::kItuTruePeakDbtp] = orSilence(truePeak_.ituTruePeakDbtp());
  values[at::kSamplePeakDbfs] = orSilence(truePeak_.samplePeakDbfs());
  values[at::kPsrDb] = orSilence(running ? peakToShortTerm_.ratioDb() : std::nullopt);
  values[at::kLeastPsrDb] = orSilence(peakToShortTerm_.leastDb(integrated));
  values[at::kOutputCorrelation] = running ? static_cast<float>(correlation_.correlation()) : 0.0f;
  values[at::kOutOfPhase] = running && correlation_.outOfPhase() ? 1.0f : 0.0f;
  for (int bin = 0; bin < ShortTermSpread::kBins; ++bin) {
    values[at::kSpread + bin] = static_cast<float>(spread_.counts()[static_cast<size_t>(bin)]);
  }
  values[at::kLimiterReductionDb] = held_.limiterReductionDb;
  values[at::kGlueReductionDb] = held_.glueReductionDb;
  values[at::kClippedDb] = held_.clippedDb;
  values[at::kCorrelation] = held_.correlation;
  std::copy(held_.multibandGainDb.begin(), held_.multibandGainDb.end(),
            values + at::kMultibandGainDb);
  std::copy(held_.equaliserBandGainDb.begin(), held_.equaliserBandGainDb.end(),
            values + at::kMasterBandGainDb);
  values[at::kEqualiserLu] = held_.equaliserLu;
  values[at::kExcitedDb] = held_.excitedDb;
  held_ = {};
}

void OutputMeters::takeLevels(float* values) noexcept {
  namespace at = meter_layout;
  for (int c = 0; c < 2; ++c) {
    const PeakReading reading = peak_[c].take();
    values[at::kOutputPeakLeft + c] = reading.peak;
    values[at::kOutputMeanSquareLeft + c] = reading.meanSquare;
    values[at::kOutputMeanAbsoluteLeft + c] = reading.meanAbsolute;
  }
}

}  // namespace lathe
