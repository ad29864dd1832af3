// Measures a whole file or render in one pass, fed block by block in song
// order: loudness, range, maxima, peaks and their ratios, correlation. Memory is
// fixed at `prepare`.
// Thread: any one thread (not the real-time one: `prepare` allocates).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/measurement.h"
#include "analysis/sample_statistics.h"
#include "meters/loudness_meter.h"
#include "meters/peak_to_short_term.h"
#include "meters/true_peak_meter.h"

namespace lathe {

class FileMeasurer {
 public:
  /// `weights`: BS.1770 weight of each channel; empty for the usual layout of that many channels.
  void prepare(double sampleRate, int channels, std::span<const double> weights = {});
  /// Planar; any number of frames.
  void process(const float* const* channels, int frames) noexcept;
  void process(const double* const* channels, int frames) noexcept;
  /// Ends the file and gives its figures; `prepare` before the next one.
  Measurement finish() noexcept;

  /// As far as it has come.
  const LoudnessMeter& loudness() const noexcept { return loudness_; }
  const SampleStatistics& statistics() const noexcept { return statistics_; }
  /// The highest true peak of the last whole step of PeakToShortTerm, linear; after `finish`, of
  /// what was left. Late by a block and the interpolator's look-ahead: under 5 ms.
  double stepTruePeak() const noexcept { return stepTruePeak_; }

 private:
  template <typename Sample>
  void processSamples(const Sample* const* channels, std::vector<const Sample*>& at,
                      int frames) noexcept;
  void endStep() noexcept;

  LoudnessMeter loudness_;
  TruePeakMeter truePeak_;
  SampleStatistics statistics_;
  PeakToShortTerm peakToShortTerm_;
  std::vector<const float*> floatsAt_;
  std::vector<const double*> doublesAt_;
  double stepTruePeak_ = 0.0;
  int64_t steps_ = 0;
  int64_t stepEnd_ = 0;  // frame
  double sampleRate_ = 48000.0;
  int channels_ = 0;
  int64_t frames_ = 0;
};

}  // namespace lathe
