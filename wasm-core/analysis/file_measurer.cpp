#include "analysis/file_measurer.h"

#include <algorithm>

#include "meters/time_grid.h"

namespace lathe {

void FileMeasurer::prepare(double sampleRate, int channels, std::span<const double> weights) {
  sampleRate_ = sampleRate;
  channels_ = channels;
  frames_ = 0;
  loudness_.prepare(sampleRate, channels, weights);
  truePeak_.prepare(channels);
  statistics_.prepare(channels);
  peakToShortTerm_.reset();
  floatsAt_.resize(static_cast<size_t>(channels));
  doublesAt_.resize(static_cast<size_t>(channels));
  stepTruePeak_ = 0.0;
  steps_ = 0;
  stepEnd_ = gridFrame(1, sampleRate_, PeakToShortTerm::kStepsPerSecond);
}

template <typename Sample>
void FileMeasurer::processSamples(const Sample* const* channels, std::vector<const Sample*>& at,
                                  int frames) noexcept {
  for (int done = 0; done < frames;) {
    const auto count = static_cast<int>(std::min<int64_t>(frames - done, stepEnd_ - frames_));
    for (size_t c = 0; c < at.size(); ++c) at[c] = channels[c] + done;
    loudness_.process(at.data(), count);
    truePeak_.process(at.data(), count);
    statistics_.process(at.data(), count);
    done += count;
    frames_ += count;
    if (frames_ == stepEnd_) endStep();
  }
}

void FileMeasurer::endStep() noexcept {
  stepTruePeak_ = truePeak_.takeRecent();
  peakToShortTerm_.add(stepTruePeak_, loudness_.shortTermLufs());
  ++steps_;
  stepEnd_ = gridFrame(steps_ + 1, sampleRate_, PeakToShortTerm::kStepsPerSecond);
}

void FileMeasurer::process(const float* const* channels, int frames) noexcept {
  processSamples(channels, floatsAt_, frames);
}

void FileMeasurer::process(const double* const* channels, int frames) noexcept {
  processSamples(channels, doublesAt_, frames);
}

Measurement FileMeasurer::finish() noexcept {
  Measurement m;
  m.loudnessRangeStable = loudness_.loudnessRangeStable();
  loudness_.finishFile();
  truePeak_.finish();
  stepTruePeak_ = truePeak_.takeRecent();
  m.integratedLufs = loudness_.integratedLufs();
  m.loudnessRangeLu = loudness_.loudnessRangeLu();
  m.maxMomentaryLufs = loudness_.maxMomentaryLufs();
  m.maxShortTermLufs = loudness_.maxShortTermLufs();
  m.truePeakDbtp = truePeak_.truePeakDbtp();
  m.ituTruePeakDbtp = truePeak_.ituTruePeakDbtp();
  m.samplePeakDbfs = truePeak_.samplePeakDbfs();
  if (m.truePeakDbtp && m.integratedLufs) m.plrDb = *m.truePeakDbtp - *m.integratedLufs;
  m.minPsrDb = peakToShortTerm_.leastDb(m.integratedLufs);
  m.correlation = statistics_.correlation();
  m.sideToMidDb = statistics_.sideToMidDb();
  m.durationSeconds = sampleRate_ > 0.0 ? static_cast<double>(frames_) / sampleRate_ : 0.0;
  m.sampleRate = sampleRate_;
  m.channels = channels_;
  m.frames = frames_;
  m.nonFiniteStretches = loudness_.badSubBlocks();
  return m;
}

}  // namespace lathe
