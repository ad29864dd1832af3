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
  /// Parameters start at the table's defaults.
  void prepare(double sampleRate);
  /// An upper bound on what prepare takes from the heap; a test of the engine compares it.
  static size_t heapBytes(double sampleRate) noexcept;
  /// As at song frame 0: state cleared, the parameters last set in force at once.
  void reset() noexcept;
  /// Master-scope ids; others are ignored. Values are clamped by the table. With `snap` the value
  /// is in force from the next block's first frame, without glide or cross-fade.
  void setParam(ParamId id, double value, bool snap) noexcept;
  /// kBlockFrames each. A block that holds NaN or infinity counts as silence; see `badBlocks`.
  void process(const float* left, const float* right, double* outLeft, double* outRight) noexcept;
  /// Frames by which the output lags, as the parameters stand: 0 with the limiter off.
  int latencyFrames() const noexcept;
  /// Most gain taken off in the last block, in dB, <= 0.
  float limiterReductionDb() const noexcept { return limiterReductionDb_; }
  unsigned badBlocks() const noexcept { return badBlocks_; }

 private:
  /// What the limiter's place in the chain holds: nothing, or a limiter with this look-ahead.
  struct Path {
    bool on = false;
    double lookAheadMs = 5.0;
    bool operator==(const Path& other) const noexcept {
      return on == other.on && (!on || lookAheadMs == other.lookAheadMs);
    }
  };
  using StereoBlock = double[2][kBlockFrames];

  void snapPath() noexcept;
  void setUp(TruePeakLimiter& limiter, const Path& path) noexcept;
  /// Returns the lowest gain the path applied.
  double runPath(const Path& path, TruePeakLimiter& limiter, StereoBlock& out) noexcept;
  void fadeToNext() noexcept;

  double sampleRate_ = 48000.0;
  ParamSmoother drive_, trim_;  // linear gains
  double driveGain_ = 1.0, trimGain_ = 1.0;
  Path wanted_;          // as the parameters stand
  Path current_;         // heard, through limiters_[active_]
  Path next_;            // being filled or faded to, through the other
  bool moving_ = false;  // from current_ to next_
  std::array<TruePeakLimiter, 2> limiters_;
  size_t active_ = 0;
  int warmUpFrames_ = 0;  // until next_ is filled
  int fadeFrame_ = 0, fadeFrames_ = 480;
  float limiterReductionDb_ = 0.0f;
  unsigned badBlocks_ = 0;
  alignas(16) StereoBlock driven_;
  alignas(16) StereoBlock currentOut_;
  alignas(16) StereoBlock nextOut_;
};

}  // namespace lathe
