#include "dsp/deesser_lane.h"

#include "base/math.h"
#include "dsp/gain_smoothing.h"
#include "dsp/lane_delay.h"

namespace lathe {
namespace {

constexpr double kFilterMs = 30.0, kGainMs = 20.0;
constexpr double kToLog2 = 1.0 / math::kDbPerOctave;
constexpr double kHighestFreq = 0.45;  // of the sample rate
constexpr double kShelfDamping = 1.41421356237309505;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

/// 1/Q of a band-pass with −3 dB points `octaves` apart, in spite of the bilinear transform.
double dampingOf(double octaves, double w0) noexcept {
  const double x = math::exp(0.5 * math::kLn2 * octaves * w0 / math::sin(w0));
  return x - 1.0 / x;  // 2 sinh
}

}  // namespace

void DeEsserLane::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  log2Hz_.prepare(sampleRate, kFilterMs);
  log2Damping_.prepare(sampleRate, kFilterMs);
  for (ParamSmoother* s : {&threshold_, &range_, &shelf_, &split_}) {
    s->prepare(sampleRate, kGainMs);
  }
  reset();
}

void DeEsserLane::reset() noexcept {
  DeEsserSettings neutral;
  neutral.rangeDb = 0.0;
  neutral.lookAheadMs = 0.0;
  set(neutral, true);
}

void DeEsserLane::set(const DeEsserSettings& settings, bool snap) noexcept {
  settings_ = settings;
  const bool shelf = settings.shape == DeEsserShape::Shelf;
  const double hz = math::clamp(settings.freqHz, 20.0, kHighestFreq * sampleRate_);
  const double damping =
      shelf ? kShelfDamping : dampingOf(settings.widthOct, 2.0 * math::kPi * hz / sampleRate_);
  aim(log2Hz_, math::log2(hz), snap);
  aim(log2Damping_, math::log2(damping), snap);
  aim(threshold_, settings.thresholdDb * kToLog2, snap);
  aim(range_, settings.rangeDb * kToLog2, snap);
  aim(shelf_, shelf ? 1.0 : 0.0, snap);
  aim(split_, settings.split ? 1.0 : 0.0, snap);
  const double attackMs = settings.attackMs - kDeEsserMeanRiseMs;
  const double pace = sampleRate_ / kDeEsserPace;
  kAttack_ = smoothingCoefficient(math::clamp(attackMs, settings.attackMs / 3.0, 1e3), pace);
  kRelease_ = smoothingCoefficient(settings.releaseMs - kDeEsserMeanFallMs, pace);
  lookAheadFrames_ = LaneDelay::framesOf(settings.lookAheadMs, sampleRate_);
  moving_ = true;
  if (snap) {
    advance();
    start_ = end_;
  }
}

DeEsserLane::Filter DeEsserLane::filterAtEdge() const noexcept {
  return {math::tan(math::kPi / sampleRate_ * math::exp2(log2Hz_.edgeEnd())),
          math::exp2(log2Damping_.edgeEnd())};
}

void DeEsserLane::advance() noexcept {
  bool gliding = false;
  for (ParamSmoother* s : {&log2Hz_, &log2Damping_, &threshold_, &range_, &shelf_, &split_}) {
    gliding |= !s->advance().constant;
  }
  start_ = end_;
  end_ = filterAtEdge();
  // One more block to come to rest exactly on the final values.
  if (!gliding) start_ = end_;
  moving_ = gliding;
}

}  // namespace lathe
