#include "dsp/compressor_lane.h"

#include "base/math.h"
#include "params/parameter_table.h"

namespace lathe {
namespace {

constexpr double kSmoothingMs = 20.0;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

}  // namespace

void CompressorLane::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  for (ParamSmoother* s : {&threshold_, &knee_, &slope_, &makeUp_}) {
    s->prepare(sampleRate, kSmoothingMs);
  }
  reset();
}

void CompressorLane::reset() noexcept {
  CompressorSettings neutral;
  neutral.detector = Detector::Smooth;  // a lane not in use needs no sliding maximum
  set(neutral, true);
}

void CompressorLane::set(const CompressorSettings& settings, bool snap) noexcept {
  settings_ = settings;
  const double toLog2 = 1.0 / math::kDbPerOctave;
  aim(threshold_, settings.thresholdDb * toLog2, snap);
  aim(knee_, settings.kneeDb * toLog2, snap);
  aim(makeUp_, settings.makeUpDb * toLog2, snap);
  const bool infinite = settings.ratio >= kInfiniteRatio;
  aim(slope_, infinite ? 1.0 : 1.0 - 1.0 / settings.ratio, snap);
  times_ = smoothingTimes(settings.detector, settings.attackMs, settings.releaseMs, sampleRate_);
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

void CompressorLane::advance() noexcept {
  bool gliding = false;
  for (ParamSmoother* s : {&threshold_, &knee_, &slope_, &makeUp_}) {
    gliding |= !s->advance().constant;
  }
  start_ = end_;
  end_ = curveAtEdge();
  // One more block to come to rest exactly on the final values.
  if (!gliding) start_ = end_;
  moving_ = gliding;
}

}  // namespace lathe
