#include "analysis/file_measurer.h"

namespace lathe {

void FileMeasurer::prepare(double sampleRate, int channels, std::span<const double> weights) {
  sampleRate_ = sampleRate;
  channels_ = channels;
  frames_ = 0;
  loudness_.prepare(sampleRate, channels, weights);
  truePeak_.prepare(channels);
}

void FileMeasurer::process(const float* const* channels, int frames) noexcept {
  loudness_.process(channels, frames);
  truePeak_.process(channels, frames);
  frames_ += frames;
}

void FileMeasurer::process(const double* const* channels, int frames) noexcept {
  loudness_.process(channels, frames);
  truePeak_.process(channels, frames);
  frames_ += frames;
}

Measurement FileMeasurer::finish() noexcept {
  Measurement m;
  m.loudnessRangeStable = loudness_.loudnessRangeStable();
  loudness_.finishFile();
  truePeak_.finish();
  m.integratedLufs = loudness_.integratedLufs();
  m.loudnessRangeLu = loudness_.loudnessRangeLu();
  m.maxMomentaryLufs = loudness_.maxMomentaryLufs();
  m.maxShortTermLufs = loudness_.maxShortTermLufs();
  m.truePeakDbtp = truePeak_.truePeakDbtp();
  m.ituTruePeakDbtp = truePeak_.ituTruePeakDbtp();
  m.samplePeakDbfs = truePeak_.samplePeakDbfs();
  m.durationSeconds = sampleRate_ > 0.0 ? static_cast<double>(frames_) / sampleRate_ : 0.0;
  m.sampleRate = sampleRate_;
  m.channels = channels_;
  m.frames = frames_;
  m.nonFiniteStretches = loudness_.badSubBlocks();
  return m;
}

}  // namespace lathe
