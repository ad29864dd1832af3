// ParamSmoother: turns targets set at block edges into a control curve without
// audible steps. The last N targets are averaged (one average a block, weighted
// by four boxes in a row, N taps in all), and the averages are the control
// points of a uniform cubic B-spline evaluated per sample. The chain is linear and time-invariant,
// may be given a new target at any edge, has two continuous derivatives, and its spectrum falls
// with the fourth power of sinc: a 20 ms fader ramp on a 1 kHz sine leaves its sidebands beyond
// ±200 Hz below −90 dB.
//
// It settles in N + 2 blocks, N = max(1, round(smoothingMs·fs/1000/128) − 2),
// that is in the smoothing time, and is then exactly its target.
// Units: the caller's (linear gain, dB, log2 Hz …).
// Thread: real-time, except `prepare`.
#pragma once

#include <array>

#include "base/block.h"

namespace lathe {

/// One block of the curve: value(u) for u = frame / 128, 0 <= u <= 1.
struct CubicSegment {
  double c0 = 0.0, c1 = 0.0, c2 = 0.0, c3 = 0.0;
  bool constant = true;  ///< c0 throughout

  double at(double u) const noexcept { return c0 + u * (c1 + u * (c2 + u * c3)); }
  double start() const noexcept { return c0; }
  double end() const noexcept { return constant ? c0 : c0 + (c1 + (c2 + c3)); }
  /// Writes the 128 values; see smoother.cpp.
  void fill(float* frames) const noexcept;
};

class ParamSmoother {
 public:
  /// Longest average: 30 ms at 192 kHz (45 blocks, less the spline's 2).
  static constexpr int kMaxAverage = 48;

  /// [not real-time, not while in use] Keeps the present value as settled.
  void prepare(double sampleRate, double smoothingMs) noexcept;
  /// Settled at `value` from the next block on.
  void snap(double value) noexcept;
  /// The curve starts towards `value` with the next `advance`.
  void setTarget(double value) noexcept;
  /// Once a block: moves on and returns the block's curve.
  const CubicSegment& advance() noexcept;

  const CubicSegment& segment() const noexcept { return segment_; }
  /// Value at the start and at the end of the current block.
  double edgeStart() const noexcept { return segment_.start(); }
  double edgeEnd() const noexcept { return segment_.end(); }
  double target() const noexcept { return target_; }
  /// True while a further `advance` can give anything but the target.
  bool moving() const noexcept { return blocksLeft_ > 0; }
  /// Blocks from setTarget to exactly there.
  int settlingBlocks() const noexcept { return average_ + 2; }
  /// By which the curve lags its targets: that of a straight line of targets is the same line so
  /// many frames later, and the middle of a step's glide stands so far behind the step.
  static double lagFrames(double sampleRate, double smoothingMs) noexcept;

 private:
  static constexpr double kAlone = 1.0;
  static double averageBlocks(double sampleRate, double smoothingMs) noexcept;

  int average_ = 1;     ///< N
  int blocksLeft_ = 0;  ///< until every control point equals the target
  int at_ = 0;          ///< ring position of the next target
  double target_ = 0.0;
  CubicSegment segment_;
  std::array<double, 4> point_{};             ///< control points, oldest first
  const double* weight_ = &kAlone;            ///< of the last N targets, oldest first
  std::array<double, kMaxAverage> recent_{};  ///< last N targets
};

}  // namespace lathe
