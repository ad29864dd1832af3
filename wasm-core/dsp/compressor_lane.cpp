#include "dsp/compressor_lane.h"

#include "base/math.h"
#include "dsp/lane_delay.h"
#include "params/parameter_table.h"

namespace lathe {
namespace {

constexpr double kSmoothingMs = 20.0;
constexpr double kToLog2 = 1.0 / math::kDbPerOctave;
// The automatic release, in terms of the release it is set to.
constexpr double kFastRelease = 1.0 / 3.0, kSlowRelease = 4.0;
constexpr double kLongestReleaseMs = 3000.0;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

}  // namespace

void CompressorLane::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  for (ParamSmoother* s : {&threshold_, &knee_, &slope_, &makeUp_, &range_, &mix_, &link_}) {
    s->prepare(sampleRate, kSmoothingMs);
  }
  keyFilter_.prepare(sampleRate);
  reset();
}

void CompressorLane::reset() noexcept {
  CompressorSettings neutral;
  neutral.detector = Detector::Smooth;  // a lane not in use needs no sliding maximum
  set(neutral, true);
}

void CompressorLane::set(const CompressorSettings& settings, bool snap) noexcept {
  settings_ = settings;
  aim(threshold_, settings.thresholdDb * kToLog2, snap);
  aim(knee_, settings.kneeDb * kToLog2, snap);
  aim(makeUp_, settings.makeUpDb * kToLog2, snap);
  const bool infinite = settings.ratio >= kInfiniteRatio;
  aim(slope_, infinite ? 1.0 : 1.0 - 1.0 / settings.ratio, snap);
  aim(range_, settings.rangeDb * kToLog2, snap);
  aim(mix_, settings.mixPercent * 0.01, snap);
  aim(link_, settings.linkPercent * 0.01, snap);
  keyFilter_.set(settings.keyHighPassHz, settings.keyTiltDbPerOctave, snap);
  lookAheadFrames_ = LaneDelay::framesOf(settings.lookAheadMs, sampleRate_);
  times_ = smoothingTimes(settings, sampleRate_);
  if (settings.autoRelease) {
    CompressorSettings s = settings;
    // Both long enough for Punch's longer window, which must not change on the way.
    s.releaseMs =
        math::clamp(kFastRelease * settings.releaseMs, kShortHoldBelowReleaseMs, kLongestReleaseMs);
    fastTimes_ = times_ = smoothingTimes(s, sampleRate_);
    s.releaseMs =
        math::clamp(kSlowRelease * settings.releaseMs, kShortHoldBelowReleaseMs, kLongestReleaseMs);
    slowTimes_ = smoothingTimes(s, sampleRate_);
  }
  moving_ = true;
  if (snap) {
    advance();
    start_ = end_;
  }
}

GainCurve CompressorLane::curveAtEdge() const noexcept {
  GainCurve curve;
  curve.kneeWidth = knee_.edgeEnd();
  curve.kneeStart = threshold_.edgeEnd() - 0.5 * curve.kneeWidth;
  curve.slope = slope_.edgeEnd();
  return curve;
}

bool CompressorLane::unlimited() const noexcept {
  return range_.segment().constant && range_.edgeEnd() >= kUnlimitedRangeDb * kToLog2;
}

bool CompressorLane::plain() const noexcept {
  return settings_.detector != Detector::Rms && !settings_.autoRelease && !settings_.autoMakeUp &&
         lookAheadFrames_ == 0 && unlimited() && mix_.segment().constant && mix_.edgeEnd() == 1.0 &&
         linked() && keyFilter_.wire() && !range_.moving() && !mix_.moving() && !link_.moving() &&
         !keyFilter_.moving();
}

void CompressorLane::advance() noexcept {
  bool gliding = false;
  for (ParamSmoother* s : {&threshold_, &knee_, &slope_, &makeUp_, &range_, &mix_, &link_}) {
    gliding |= !s->advance().constant;
  }
  if (keyFilter_.moving()) keyFilter_.advance();
  start_ = end_;
  end_ = curveAtEdge();
  // One more block to come to rest exactly on the final values.
  if (!gliding) start_ = end_;
  moving_ = gliding || keyFilter_.moving();
}

}  // namespace lathe
