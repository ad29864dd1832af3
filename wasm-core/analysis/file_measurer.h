// Measures a whole file or render in one pass, fed block by block in song
// order: loudness, range, maxima and peaks. Memory is fixed at `prepare`.
// Thread: any one thread (not the real-time one: `prepare` allocates).
#pragma once

#include <cstdint>
#include <span>

#include "analysis/measurement.h"
#include "meters/loudness_meter.h"
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

 private:
  LoudnessMeter loudness_;
  TruePeakMeter truePeak_;
  double sampleRate_ = 48000.0;
  int channels_ = 0;
  int64_t frames_ = 0;
};

}  // namespace lathe
