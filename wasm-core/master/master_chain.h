// The master: drive → true-peak limiter → trim, on the f32 mix bus, in f64.
// Neutral (0 dB, limiter off, the defaults) its output is its input, exactly.
// Drive and trim glide over 20 ms; the limiter cross-fades what would click
// (limiter/limiter.h).
// Units: dB, ms, dBTP (params/parameter_table). Thread: `prepare` off the
// real-time thread; the rest is real-time safe, one thread.
#pragma once

#include "base/block.h"
#include "base/smoother.h"
#include "master/limiter/limiter.h"
#include "master/stereo_block.h"
#include "params/parameter_id.h"

namespace lathe {

class MasterChain {
 public:
  /// Parameters start at the table's defaults.
  void prepare(double sampleRate);
  /// What prepare takes from the heap.
  static size_t heapBytes(double sampleRate) noexcept { return Limiter::heapBytes(sampleRate); }
  /// As at song frame 0: state cleared, the parameters last set in force at once.
  void reset() noexcept;
  /// Master-scope ids; others are ignored. Values are clamped by the table. With `snap` the value
  /// is in force from the next block's first frame, without glide or cross-fade.
  void setParam(ParamId id, double value, bool snap) noexcept;
  /// kBlockFrames each. A block that holds NaN or infinity counts as silence; see `badBlocks`.
  void process(const float* left, const float* right, double* outLeft, double* outRight) noexcept;
  /// Frames by which the output lags, as the parameters stand: 0 with the limiter off.
  int latencyFrames() const noexcept { return limiter_.latencyFrames(); }
  /// Most gain taken off in the last block, in dB, <= 0.
  float limiterReductionDb() const noexcept { return limiter_.reductionDb(); }
  /// The drive set, as a gain: what unity-gain listening takes off again (limiter/unity_listen.h).
  double driveGain() const noexcept { return driveGain_; }
  unsigned badBlocks() const noexcept { return badBlocks_; }

 private:
  ParamSmoother drive_, trim_;  // linear gains
  double driveGain_ = 1.0, trimGain_ = 1.0;
  LimiterSettings limiterSettings_;
  Limiter limiter_;
  unsigned badBlocks_ = 0;
  StereoBlock block_;
};

}  // namespace lathe
