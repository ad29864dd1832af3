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

void BandDynamics::advance(const CubicSegment& link, const CubicSegment& mix) noexcept {
  controls_ = {threshold_.advance(),
               knee_.advance(),
               slope_.advance(),
               range_.advance(),
               gain_.advance(),
               engaged_.advance(),
               link,
               mix};
  Controls& c = controls_;
  for (const CubicSegment* curve : {&c.threshold, &c.knee, &c.slope, &c.range, &c.link}) {
    c.steadyCurve = c.steadyCurve && curve->constant;
  }
  for (const CubicSegment* curve : {&c.gain, &c.engaged, &c.mix}) {
    c.steadyGain = c.steadyGain && curve->constant;
  }
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
void BandDynamics::ask() noexcept {
  // A copy: the compiler cannot know that work_ is not these, and would divide anew every time.
  const Controls c = controls_;
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

/// All bands that work at once.
void BandDynamics::smooth(std::span<BandDynamics* const> bands) noexcept {
  // As many as there can be: one kernel, and none of them costs more than the wait for one.
  f64x2 none[kBlockFrames] = {};
  f64x2 y[kMaxBands] = {}, rise[kMaxBands] = {}, fall[kMaxBands] = {};
  f64x2* work[kMaxBands] = {none, none, none, none, none};
  for (size_t b = 0; b < bands.size(); ++b) {
    BandDynamics& band = *bands[b];
    work[b] = band.work_;
    // A rise in level makes an expander's gain rise, the others' fall.
    const bool expands = band.mode_ == MultibandMode::Expand;
    rise[b] = f64x2::splat(expands ? band.kAttack_ : band.kRelease_);
    fall[b] = f64x2::splat(expands ? band.kRelease_ : band.kAttack_);
    y[b] = band.settle_ ? work[b][0] : band.smoothed_;
    band.settle_ = false;
    band.alike_ = isOne(band.controls_.link) && y[b].first() == y[b].second();
  }
  for (int i = 0; i < kBlockFrames; ++i) {
    for (size_t b = 0; b < kMaxBands; ++b) {
      const f64x2 gap = work[b][i] - y[b];
      y[b] += select(gap > f64x2::zero(), rise[b], fall[b]) * gap;
      work[b][i] = y[b];
    }
  }
  for (size_t b = 0; b < bands.size(); ++b) bands[b]->smoothed_ = cleanState(y[b]);
}

void BandDynamics::note(f64x2 lowest, f64x2 highest) noexcept {
  const double down = std::min(lowest.first(), lowest.second());
  const double up = std::max(highest.first(), highest.second());
  most_ = -down > up ? down : up;
}

template <bool kSteady>
void BandDynamics::apply(StereoBlock& band) noexcept {
  const Controls c = controls_;
  const f64x2 one = f64x2::splat(1.0);
  f64x2 lowest = f64x2::zero(), highest = f64x2::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    const double u = i * kFrame;
    const f64x2 engaged = valueAt<kSteady>(c.engaged, u), done = engaged * work_[i];
    lowest = min(lowest, done);
    highest = max(highest, done);
    const f64x2 worked = math::exp2(done + engaged * valueAt<kSteady>(c.gain, u));
    band[i] *= one + valueAt<kSteady>(c.mix, u) * (worked - one);
  }
  note(lowest, highest);
}

/// The same, steady, with one gain for both sides: two frames at a time, by the short exponential
/// about their middle, unless they are too far apart for it.
void BandDynamics::applyAlike(StereoBlock& band) noexcept {
  const auto value = [](const CubicSegment& curve) { return f64x2::splat(curve.c0); };
  const f64x2 one = f64x2::splat(1.0), engaged = value(controls_.engaged);
  const f64x2 mix = value(controls_.mix);
  f64x2 done[kBlockFrames / 2];
  f64x2 lowest = engaged * work_[0], highest = lowest;
  for (int i = 0; i < kBlockFrames; i += 2) {
    const f64x2 both = engaged * f64x2::make(work_[i].first(), work_[i + 1].first());
    lowest = min(lowest, both);
    highest = max(highest, both);
    done[i / 2] = both;
  }
  const double least = std::min(lowest.first(), lowest.second());
  const double most = std::max(highest.first(), highest.second());
  if (most - least > 2.0 * math::kExp2Near) return apply<true>(band);
  const double middle = 0.5 * (least + most);
  const f64x2 about = f64x2::splat(middle);
  const f64x2 scale =
      f64x2::splat(math::exp2Once(middle + controls_.engaged.c0 * controls_.gain.c0));
  for (int i = 0; i < kBlockFrames; i += 2) {
    const f64x2 mixed = one + mix * (scale * math::exp2Near(done[i / 2] - about) - one);
    band[i] *= f64x2::splat(mixed.first());
    band[i + 1] *= f64x2::splat(mixed.second());
  }
  note(min(lowest, f64x2::zero()), max(highest, f64x2::zero()));
}

/// Up to what is asked for; false where that is nothing, and the band done with.
bool BandDynamics::begin(StereoBlock& band, const CubicSegment& link,
                         const CubicSegment& mix) noexcept {
  engage();
  const bool idle = resting();
  advance(link, mix);
  most_ = 0.0;
  if (!idle) {
    follow(band);
    controls_.steadyCurve ? ask<true>() : ask<false>();
    return true;
  }
  if (settings_.bypass) {
    liveBlocks_ = 0;
  } else {
    follow(band);
  }
  return false;
}

void BandDynamics::process(std::span<BandDynamics> dynamics, StereoBlock* bands,
                           const CubicSegment& link, const CubicSegment& mix) noexcept {
  BandDynamics* working[kMaxBands];
  StereoBlock* blocks[kMaxBands];
  size_t count = 0;
  for (size_t b = 0; b < dynamics.size(); ++b) {
    if (!dynamics[b].begin(bands[b], link, mix)) continue;
    working[count] = &dynamics[b];
    blocks[count++] = &bands[b];
  }
  if (count == 0) return;
  smooth(std::span(working).first(count));
  for (size_t b = 0; b < count; ++b) {
    BandDynamics& band = *working[b];
    if (band.controls_.steadyGain) {
      band.alike_ ? band.applyAlike(*blocks[b]) : band.apply<true>(*blocks[b]);
    } else {
      band.apply<false>(*blocks[b]);
    }
  }
}

double BandDynamics::gainDb() const noexcept { return most_ * math::kDbPerOctave; }

}  // namespace lathe
