// One lane of the gate between its settings and its block loop: the gain
// computer's curve, smoothed over 20 ms, and the timing's constants. Levels and
// reductions in log2 units (1 = 6.02 dB).
//
// With t the threshold in effect (`close` while open, else `open`), and
// d = sign·(t − level), u = max(d + knee/2, 0), c = min(u, knee):
//   reduction = min(slope/(2·knee)·c² + slope·(u − c), range)
// is the quadratic knee of Giannoulis, Massberg, Reiss (JAES 60(6) 2012) turned
// downwards: slope = R − 1 for an expander, very large for a gate; sign = −1
// mirrors it at the threshold for a ducker.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>

#include "base/smoother.h"
#include "dsp/gate_settings.h"

namespace lathe {

/// What of a gate's curve may move within a block.
enum GateCurveValue { kGateOpen, kGateClose, kGateKnee, kGateSlope, kGateRange, kGateSign };
inline constexpr int kGateCurveValues = 6;
using GateCurve = std::array<double, kGateCurveValues>;

/// Constants per frame. `grow` and `shrink` are the reduction's: shares of the way left that one
/// frame covers.
struct GateTimes {
  double grow = 1.0, shrink = 1.0;
  double holdOpenFrames = 0.0;  ///< an open gate stays open
  double holdDuckFrames = 0.0;  ///< a ducker's reduction does not fall
  bool shortWindow = false;     ///< of the detector's maximum
};
GateTimes gateTimes(const GateSettings& settings, double sampleRate) noexcept;

class GateLane {
 public:
  void prepare(double sampleRate) noexcept;
  /// Neutral settings, at rest.
  void reset() noexcept;
  void set(const GateSettings& settings, bool snap) noexcept;
  /// Once a block while moving().
  void advance() noexcept;

  const GateSettings& settings() const noexcept { return settings_; }
  /// True while the next block can differ from the last.
  bool moving() const noexcept { return moving_; }
  const GateCurve& start() const noexcept { return start_; }
  const GateCurve& end() const noexcept { return end_; }
  const GateTimes& times() const noexcept { return times_; }

 private:
  GateCurve curveAtEdge() const noexcept;

  double sampleRate_ = 48000.0;
  bool moving_ = false;
  GateSettings settings_;
  std::array<ParamSmoother, kGateCurveValues> smoother_;
  GateCurve start_{}, end_{};
  GateTimes times_;
};

}  // namespace lathe
