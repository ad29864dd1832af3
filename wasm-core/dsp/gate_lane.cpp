#include "dsp/gate_lane.h"

#include "base/math.h"
#include "dsp/gain_smoothing.h"

namespace lathe {
namespace {

constexpr double kSmoothingMs = 20.0;
/// A gate's: full range a millionth of a doubling below its threshold.
constexpr double kSteepest = 1e7;
/// Below this sum of hold and release the detector looks through its short window.
constexpr double kShortWindowBelowMs = kShortHoldBelowReleaseMs;

double notNegative(double x) { return x > 0.0 ? x : 0.0; }

/// Share of the way covered in one frame.
double coefficient(double timeMs, double sampleRate) noexcept {
  const double frames = timeMs * 0.001 * sampleRate;
  return frames > 1e-3 ? 1.0 - math::exp(-1.0 / frames) : 1.0;
}

}  // namespace

GateTimes gateTimes(const GateSettings& s, double sampleRate) noexcept {
  GateTimes times;
  // The maximum holds a falling key for its window: that counts as hold, and where it is
  // longer than the hold, it shortens the release, so that both together last as labelled.
  times.shortWindow = s.holdMs + s.releaseMs < kShortWindowBelowMs;
  const double windowMs = times.shortWindow ? kShortHoldMs : kHoldMs;
  const double holdFrames = math::round(notNegative(s.holdMs - windowMs) * 0.001 * sampleRate);
  const double release = coefficient(s.releaseMs - notNegative(windowMs - s.holdMs), sampleRate);
  const double attack = coefficient(s.attackMs, sampleRate);
  const bool duck = s.mode == GateMode::Duck;
  times.grow = duck ? attack : release;
  times.shrink = duck ? release : attack;
  times.holdOpenFrames = duck ? 0.0 : holdFrames;
  times.holdDuckFrames = duck ? holdFrames : 0.0;
  return times;
}

void GateLane::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  for (ParamSmoother& smoother : smoother_) smoother.prepare(sampleRate, kSmoothingMs);
  reset();
}

void GateLane::reset() noexcept { set(GateSettings{}, true); }

void GateLane::set(const GateSettings& s, bool snap) noexcept {
  settings_ = s;
  const double toLog2 = 1.0 / math::kDbPerOctave;
  const bool gate = s.mode == GateMode::Gate;
  // The slope glides as 1 − 1/R, which reaches a gate's in finite time.
  const GateCurve target = {s.thresholdDb * toLog2,
                            (s.thresholdDb - s.hysteresisDb) * toLog2,
                            gate ? 0.0 : s.kneeDb * toLog2,
                            gate ? 1.0 : 1.0 - 1.0 / s.ratio,
                            s.rangeDb * toLog2,
                            s.mode == GateMode::Duck ? -1.0 : 1.0};
  for (size_t i = 0; i < target.size(); ++i) {
    snap ? smoother_[i].snap(target[i]) : smoother_[i].setTarget(target[i]);
  }
  times_ = gateTimes(s, sampleRate_);
  moving_ = true;
  if (snap) {
    advance();
    start_ = end_;
  }
}

GateCurve GateLane::curveAtEdge() const noexcept {
  GateCurve curve;
  for (size_t i = 0; i < curve.size(); ++i) curve[i] = smoother_[i].edgeEnd();
  double& slope = curve[kGateSlope];
  slope = slope < 1.0 - 1.0 / kSteepest ? slope / (1.0 - slope) : kSteepest;
  return curve;
}

void GateLane::advance() noexcept {
  bool gliding = false;
  for (ParamSmoother& smoother : smoother_) gliding |= !smoother.advance().constant;
  start_ = end_;
  end_ = curveAtEdge();
  // One more block to come to rest exactly on the final values.
  if (!gliding) start_ = end_;
  moving_ = gliding;
}

}  // namespace lathe
