// What the samples of a programme say by themselves: offset of each channel,
// correlation and width of left and right, how many reach full scale.
// Units: linear. Thread: any one; `prepare` allocates.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/simd.h"

namespace lathe {

class SampleStatistics {
 public:
  /// The top code of 16 bits: in files of any format, what lies there or above was cut or will be.
  static constexpr double kFullScale = 32767.0 / 32768.0;

  void prepare(int channels);
  /// Planar; samples that are not finite count as 0.
  void process(const float* const* channels, int frames) noexcept;
  void process(const double* const* channels, int frames) noexcept;

  /// Mean of a channel's samples; 0 where there are none.
  double dcOffset(int channel) const noexcept;
  /// Σ l·r / √(Σ l² · Σ r²) of all frames: 1 mono, 0 unrelated, −1 cancels in mono. Nothing but for
  /// two channels that both sound.
  std::optional<double> correlation() const noexcept;
  /// Energy of (l − r)/2 over that of (l + r)/2, in dB: how wide it is. Nothing but for two
  /// channels, nor for mono, or what is left of it when both cancel.
  std::optional<double> sideToMidDb() const noexcept;
  /// Samples of all channels at full scale or over it.
  int64_t clippedSamples() const noexcept;

 private:
  // Two channels as the two lanes.
  struct Pair {
    f64x2 sum, squares, products, clipped;
  };
  template <typename Sample>
  void processSamples(const Sample* const* channels, int frames) noexcept;

  int channels_ = 0;
  std::vector<Pair> pairs_;
  int64_t frames_ = 0;
};

}  // namespace lathe
