#include "master/multiband/band_dynamics.h"

#include <algorithm>

#include "base/math64.h"
#include "dsp/gain_smoothing.h"
#include "dsp/reduction_range.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0, kSwitchMs = 10.0;
constexpr double kToLog2 = 1.0 / math::kDbPerOctave;
constexpr double kFrame = 1.0 / kBlockFrames;
// Levels are kept where log2 is meant to work: −200 to +240 dBFS.
constexpr double kLowestLevel = 1e-10, kHighestLevel = 1e12;
// Widens a corner to a knee too narrow to measure, so that there is no division by 0.
constexpr double kNarrowestKnee = 1e-6;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

MultibandBandSettings clamped(MultibandBandSettings s) noexcept {
  s.thresholdDb = math::clamp(s.thresholdDb, -60.0, 0.0);
  s.ratio = math::clamp(s.ratio, 1.0, 10.0);
  s.kneeDb = math::clamp(s.kneeDb, 0.0, 24.0);
  s.attackMs = math::clamp(s.attackMs, 0.1, 200.0);
  s.releaseMs = math::clamp(s.releaseMs, 10.0, 2000.0);
  s.rangeDb = math::clamp(s.rangeDb, 0.0, 18.0);
  s.gainDb = math::clamp(s.gainDb, -12.0, 12.0);
  return s;
}

double slopeOf(const MultibandBandSettings& s) noexcept {
  return s.mode == MultibandMode::Expand ? s.ratio - 1.0 : 1.0 - 1.0 / s.ratio;
}

/// While nothing moves, whatever `u`.
template <bool kSteady>
LATHE_INLINE f64x2 valueAt(const CubicSegment& curve, double u) noexcept {
  return f64x2::splat(kSteady ? curve.c0 : curve.at(u));
}

bool isOne(const CubicSegment& curve) noexcept { return curve.constant && curve.c0 == 1.0; }

}  // namespace

size_t BandDynamics::heapBytes(double sampleRate) noexcept {
  return PairHistory::heapBytes(sampleRate, kHoldMs);
}

void BandDynamics::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  for (ParamSmoother* s : {&threshold_, &knee_, &slope_, &range_, &gain_}) {
    s->prepare(sampleRate, kGainMs);
  }
  engaged_.prepare(sampleRate, kSwitchMs);
  history_.prepare(sampleRate, kHoldMs);
  set(MultibandBandSettings{}, true);
  reset();
}

void BandDynamics::reset() noexcept {
  set(settings_, true);
  history_.reset();
  liveBlocks_ = 0;
  settle_ = false;
  smoothed_ = f64x2::zero();
  most_ = 0.0;
}

void BandDynamics::set(const MultibandBandSettings& settings, bool snap) noexcept {
  settings_ = clamped(settings);
  const MultibandBandSettings& s = settings_;
  aim(threshold_, s.thresholdDb * kToLog2, snap);
  aim(knee_, s.kneeDb * kToLog2, snap);
  aim(range_, s.rangeDb * kToLog2, snap);
  aim(gain_, s.gainDb * kToLog2, snap);
  CompressorSettings strip;
  strip.attackMs = s.attackMs;
  strip.releaseMs = s.releaseMs;
  const SmoothingTimes times = smoothingTimes(strip, sampleRate_);
  kAttack_ = times.kAttack;
  kRelease_ = times.kSettle;
  hold_ = HoldWindow::of(times.shortHold ? kShortHoldMs : kHoldMs, sampleRate_);
  if (snap) {
    mode_ = s.mode;
    engaged_.snap(s.bypass ? 0.0 : 1.0);
  }
  if (mode_ == s.mode) aim(slope_, slopeOf(s), snap);
}

bool BandDynamics::resting() const noexcept {
  return engaged_.segment().constant && engaged_.target() == 0.0 && engaged_.edgeEnd() == 0.0;
}

/// Decides whether the dynamics come, stay or go in the coming block.
void BandDynamics::engage() noexcept {
  const bool ready = resting() && liveBlocks_ > hold_.whole;
  if (settings_.bypass || (mode_ != settings_.mode && !ready)) {
    engaged_.setTarget(0.0);
    return;
  }
  if (mode_ != settings_.mode) {
    mode_ = settings_.mode;
    slope_.snap(slopeOf(settings_));
  }
  if (resting() && !ready) return;
  settle_ = ready;
  engaged_.setTarget(1.0);
}

BandDynamics::Controls BandDynamics::advance(const CubicSegment& link,
                                             const CubicSegment& mix) noexcept {
  Controls c{threshold_.advance(),
             knee_.advance(),
             slope_.advance(),
             range_.advance(),
             gain_.advance(),
             engaged_.advance(),
             link,
             mix,
             true,
             true};
  for (const CubicSegment* curve : {&c.threshold, &c.knee, &c.slope, &c.range, &c.link}) {
    c.steadyCurve = c.steadyCurve && curve->constant;
  }
  for (const CubicSegment* curve : {&c.gain, &c.engaged, &c.mix}) {
    c.steadyGain = c.steadyGain && curve->constant;
  }
  return c;
}

void BandDynamics::follow(const StereoBlock& band) noexcept {
  const f64x2 lowest = f64x2::splat(kLowestLevel), highest = f64x2::splat(kHighestLevel);
  f64x2 levels[kBlockFrames];
  // NaN becomes the lowest level.
  for (int i = 0; i < kBlockFrames; ++i) levels[i] = min(max(abs(band[i]), lowest), highest);
  slideMaximum(history_, hold_, levels, work_);
  pushLevels(history_, levels);
  if (liveBlocks_ <= hold_.whole) ++liveBlocks_;
}

template <bool kSteady>
LATHE_INLINE f64x2 BandDynamics::askedFor(f64x2 held, const Controls& c, double u) const noexcept {
  const f64x2 half = f64x2::splat(0.5);
  // Upwards in level from the threshold, or downwards; to less gain, or to more.
  const f64x2 into = f64x2::splat(mode_ == MultibandMode::Compress ? 1.0 : -1.0);
  const f64x2 sign = f64x2::splat(mode_ == MultibandMode::Upward ? 1.0 : -1.0);
  const f64x2 knee = valueAt<kSteady>(c.knee, u), slope = valueAt<kSteady>(c.slope, u);
  const f64x2 bend = half * slope / max(knee, f64x2::splat(kNarrowestKnee));
  const f64x2 own = math::log2(held), louder = max(own, swap(own));
  const f64x2 level = isOne(c.link) ? louder : own + valueAt<kSteady>(c.link, u) * (louder - own);
  const f64x2 past = into * (level - valueAt<kSteady>(c.threshold, u));
  const f64x2 over = max(past + half * knee, f64x2::zero());
  const f64x2 inKnee = min(over, knee);
  const f64x2 amount = bend * (inKnee * inKnee) + slope * (over - inKnee);
  return sign * limitToRange(amount, valueAt<kSteady>(c.range, u));
}

template <bool kSteady>
void BandDynamics::ask(const Controls& c) noexcept {
  // A level that is held mostly stays as it is for a while.
  f64x2 held = work_[0], asked = askedFor<kSteady>(held, c, 0.0);
  work_[0] = asked;
  for (int i = 1; i < kBlockFrames; ++i) {
    if (!kSteady || any((work_[i] < held) | (work_[i] > held))) {
      held = work_[i];
      asked = askedFor<kSteady>(held, c, i * kFrame);
    }
    work_[i] = asked;
  }
}

/// Smooths, and applies: in one loop, so that the gain's arithmetic fills the time that the
/// recursion waits.
template <bool kSteady>
void BandDynamics::apply(const Controls& c, StereoBlock& band) noexcept {
  const f64x2 one = f64x2::splat(1.0);
  // A rise in level makes an expander's gain rise, the others' fall.
  const bool expands = mode_ == MultibandMode::Expand;
  const f64x2 rise = f64x2::splat(expands ? kAttack_ : kRelease_);
  const f64x2 fall = f64x2::splat(expands ? kRelease_ : kAttack_);
  f64x2 y = settle_ ? work_[0] : smoothed_;
  f64x2 lowest = f64x2::zero(), highest = f64x2::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    const double u = i * kFrame;
    const f64x2 gap = work_[i] - y;
    y += select(gap > f64x2::zero(), rise, fall) * gap;
    const f64x2 engaged = valueAt<kSteady>(c.engaged, u), done = engaged * y;
    lowest = min(lowest, done);
    highest = max(highest, done);
    const f64x2 worked = math::exp2(done + engaged * valueAt<kSteady>(c.gain, u));
    band[i] *= one + valueAt<kSteady>(c.mix, u) * (worked - one);
  }
  smoothed_ = cleanState(y);
  settle_ = false;
  const double down = std::min(lowest.first(), lowest.second());
  const double up = std::max(highest.first(), highest.second());
  most_ = -down > up ? down : up;
}

void BandDynamics::process(StereoBlock& band, const CubicSegment& link,
                           const CubicSegment& mix) noexcept {
  engage();
  const bool idle = resting();
  const Controls c = advance(link, mix);
  most_ = 0.0;
  if (!idle) {
    follow(band);
    c.steadyCurve ? ask<true>(c) : ask<false>(c);
    c.steadyGain ? apply<true>(c, band) : apply<false>(c, band);
    return;
  }
  if (settings_.bypass) {
    liveBlocks_ = 0;
  } else {
    follow(band);
  }
}

double BandDynamics::gainDb() const noexcept { return most_ * math::kDbPerOctave; }

}  // namespace lathe
