// The master: drive → true-peak limiter → trim, on the f32 mix bus, in f64.
// Neutral (0 dB, limiter off, the defaults) its output is its input, exactly.
// Drive and trim glide over 20 ms; turning the limiter on or off, or moving its
// look-ahead, cross-fades over 10 ms once the new path is filled.
// Units: dB, ms, dBTP (params/parameter_table). Thread: `prepare` off the
// real-time thread; the rest is real-time safe, one thread.
#pragma once

#include <array>

#include "base/block.h"
#include "base/smoother.h"
#include "master/true_peak_limiter.h"
#include "params/parameter_id.h"

namespace lathe {

class MasterChain {
 public:
  void prepare(double sampleRate);
  /// As at song frame 0: state cleared, the parameters last set in force at once.
  void reset() noexcept;
  /// Master-scope ids; others are ignored. Values are clamped by the table. With `snap` the value
  /// is in force from the next block's first frame, without glide or cross-fade.
  void setParam(ParamId id, double value, bool snap) noexcept;
  /// kBlockFrames each; in and out may not overlap. A block that holds NaN or infinity comes out
  /// silent and clears the limiter; see `badBlocks`.
  void process(const float* left, const float* right, double* outLeft, double* outRight) noexcept;
  /// Frames by which the output lags, as the parameters stand: 0 with the limiter off.
  int latencyFrames() const noexcept;
  /// Most gain taken off in the last block, in dB, <= 0.
  float limiterReductionDb() const noexcept { return limiterReductionDb_; }
  unsigned badBlocks() const noexcept { return badBlocks_; }

 private:
  struct Wanted {
    bool on = false;
    double lookAheadMs = 5.0;
    bool operator==(const Wanted&) const = default;
  };
  void snapPath() noexcept;
  void startTransition() noexcept;
  void stepTransition() noexcept;

  double sampleRate_ = 48000.0;
  ParamSmoother drive_, trim_;
  double ceilingDbtp_ = -1.0, releaseMs_ = 100.0;
  // Two limiters: one in the path, one to cross-fade to.
  std::array<TruePeakLimiter, 2> limiters_;
  int active_ = 0;              // index into limiters_
  Wanted current_, wanted_, next_;
  bool moving_ = false;         // from current_ to next_
  int warmUpFrames_ = 0;        // until the next path is filled
  int fadeFrame_ = 0, fadeFrames_ = 480;
  float limiterReductionDb_ = 0.0f;
  unsigned badBlocks_ = 0;
  alignas(16) double driven_[2][kBlockFrames];
  alignas(16) double path_[2][2][kBlockFrames];
};

}  // namespace lathe
