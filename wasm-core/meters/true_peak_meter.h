// True peak, two ways. The deciding figure interpolates 8×, 128 taps a phase,
// flat to 0.48 fs (meters/interpolator.h). Beside it stands what the 4× filter
// of ITU-R BS.1770-5 Annex 2 reads, which other meters show and which errs by
// −0.29 to +0.22 dB on sines below 18 kHz.
// Both are exact running maxima: interpolation is left out only where a bound
// proves that it cannot raise the maximum held.
// Units: linear, 1.0 = full scale; dBTP by `gainToDb`. Thread: `prepare` off the
// real-time thread; the rest real-time safe, one thread.
#pragma once

#include <optional>
#include <vector>

#include "meters/interpolator.h"

namespace lathe {

class TruePeakMeter {
 public:
  void prepare(int channels);
  void reset() noexcept;
  /// Planar input; readings follow every kBlockFrames frames. Samples that are not finite count
  /// as 0.
  void process(const float* const* channels, int frames) noexcept;
  void process(const double* const* channels, int frames) noexcept;
  /// The end of a file: the interpolators see silence after it.
  void finish() noexcept;

  double truePeak() const noexcept;  ///< 8×, over all channels
  /// The highest 8× value over all channels since it was last taken. Each taking ends what was
  /// held, so that more has to be interpolated: by time, not by block.
  double takeRecent() noexcept;
  double truePeak(int channel) const noexcept;
  double ituTruePeak() const noexcept;  ///< 4×, 48 taps, over all channels
  double samplePeak() const noexcept;
  std::optional<double> truePeakDbtp() const noexcept;  ///< nothing for silence
  std::optional<double> ituTruePeakDbtp() const noexcept;
  std::optional<double> samplePeakDbfs() const noexcept;

 private:
  struct Channel {
    std::vector<float> window;  // the last samples, then the block being filled
    float peak8 = 0.0f, peak4 = 0.0f, samplePeak = 0.0f;
    float recent8 = 0.0f;  // since it was last taken; `peak8` is what was taken
  };
  template <typename Sample>
  void processSamples(const Sample* const* channels, int frames) noexcept;
  void measureWindows() noexcept;

  const Interpolator8x* interpolator_ = nullptr;
  const InterpolatorItu* itu_ = nullptr;
  std::vector<Channel> channels_;
  int filled_ = 0;  // frames of the block being filled
};

}  // namespace lathe
