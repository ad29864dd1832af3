// From a static curve to a linear-phase filter's partitions, a step at a time,
// so that the work can be spread over blocks: samples the analogue magnitudes at
// N/2 + 1 frequencies, transforms them to N taps about the middle, tapers the
// ends, and transforms the partitions.
// Thread: real-time, except `prepare`.
#pragma once

#include <vector>

#include "base/fft.h"
#include "master/equaliser/matrix_convolver.h"
#include "master/equaliser/static_curve.h"

namespace lathe {

class FirDesign {
 public:
  /// `taps`: N, a power of two, made up of whole partitions.
  void prepare(double sampleRate, int taps, int partitionFrames);
  /// Starts over. `filter` is written while steps are made.
  void begin(const StaticCurve& curve, MatrixFilter& filter) noexcept;
  bool busy() const noexcept { return stage_ != Stage::Done; }
  /// Some tens of microseconds' work; false when it was the last.
  bool step() noexcept;
  static size_t heapBytes(int taps, int partitionFrames) noexcept;

 private:
  enum class Stage { Sample, Transform, Partition, Done };
  using Bin = RealFft<f64x2>::Bin;
  void sample() noexcept;
  void partition() noexcept;
  double taper(int tap) const noexcept;

  double binHz_ = 0.0;
  int taps_ = 0, partitionFrames_ = 0;
  Stage stage_ = Stage::Done;
  bool crossing_ = false;  ///< the second of the two pairs of filters
  int at_ = 0;             ///< step of the stage
  StaticCurve curve_;
  MatrixFilter* filter_ = nullptr;
  RealFft<f64x2> long_, short_;
  std::vector<Bin> bins_;
  std::vector<f64x2> crossingGain_, time_, window_;
};

}  // namespace lathe
