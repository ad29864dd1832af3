#include "master/glue/glue_compressor.h"

#include <algorithm>

#include "base/math64.h"
#include "dsp/gain_smoothing.h"
#include "dsp/reduction_range.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0;
constexpr double kToLog2 = 1.0 / math::kDbPerOctave;
constexpr double kFrame = 1.0 / kBlockFrames;
constexpr double kWindowMs = 10.0;
// A shorter attack looks through a window of its own length. Longer, its label would
// depend on the step: of 20 dB up, 63 % are done after 0.17 of a window, of 6 dB
// after half.
constexpr double kLongestWindowPerAttack = 1.0;
// The automatic release: crest factors, as log2 of powers, from which it is slow
// (a sine's 3 dB) and fast (15 dB), and what it moves between.
constexpr double kSlowCrest = 1.0, kFastCrest = 5.0, kCrestMs = 200.0;
constexpr double kFastReleaseMs = 80.0, kSlowReleaseMs = 1200.0;
// Powers are kept where log2 is meant to work: −200 to +240 dBFS.
constexpr double kLowestPower = 1e-20, kHighestPower = 1e24;
constexpr double kNarrowestKnee = 1e-6;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

GlueSettings clamped(GlueSettings s) noexcept {
  s.thresholdDb = math::clamp(s.thresholdDb, -40.0, 0.0);
  s.ratio = math::clamp(s.ratio, 1.2, 10.0);
  s.attackMs = math::clamp(s.attackMs, 0.1, 100.0);
  s.releaseMs = math::clamp(s.releaseMs, 50.0, 1600.0);
  s.kneeDb = math::clamp(s.kneeDb, 0.0, 18.0);
  s.keyHighPassHz = math::clamp(s.keyHighPassHz, kKeyHighPassOffHz, 400.0);
  s.makeUpDb = math::clamp(s.makeUpDb, -6.0, 12.0);
  s.rangeDb = math::clamp(s.rangeDb, 0.0, 12.0);
  s.mixPercent = math::clamp(s.mixPercent, 0.0, 100.0);
  return s;
}

int windowFrames(double ms, double sampleRate) noexcept {
  return static_cast<int>(math::clamp(math::round(ms * 0.001 * sampleRate), 1.0, 1e6));
}

/// Two frames' values of a curve.
LATHE_INLINE f64x2 valuesAt(const CubicSegment& curve, int frame, bool gliding) noexcept {
  if (!gliding) return f64x2::splat(curve.c0);
  return f64x2::make(curve.at(frame * kFrame), curve.at((frame + 1) * kFrame));
}

bool isAlways(const CubicSegment& curve, double value) noexcept {
  return curve.constant && curve.c0 == value;
}

}  // namespace

size_t GlueCompressor::heapBytes(double sampleRate) noexcept {
  return SlidingMean::heapBytes(windowFrames(kWindowMs, sampleRate));
}

void GlueCompressor::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  for (ParamSmoother* s : {&threshold_, &knee_, &slope_, &range_, &makeUp_, &mix_}) {
    s->prepare(sampleRate, kGainMs);
  }
  keyDesign_.prepare(sampleRate);
  mean_.prepare(windowFrames(kWindowMs, sampleRate));
  crestKeep_ = 1.0 - smoothingCoefficient(kCrestMs, sampleRate / kBlockFrames);
  const auto release = [&](double ms) {
    return math::log2(
        smoothingCoefficient(stageAfterMean(ms, kWindowMs, Mean::Box, false), sampleRate));
  };
  fastRelease_ = release(kFastReleaseMs);
  slowRelease_ = release(kSlowReleaseMs);
  set(GlueSettings{}, true);
  reset();
}

void GlueCompressor::reset() noexcept {
  set(settings_, true);
  keyFilter_.reset();
  mean_.reset();
  peakPower_ = meanPower_ = smoothed_ = reductionDb_ = 0.0;
  levelDb_ = static_cast<float>(math::kSilenceDb);
}

void GlueCompressor::set(const GlueSettings& settings, bool snap) noexcept {
  settings_ = clamped(settings);
  const GlueSettings& s = settings_;
  aim(threshold_, s.thresholdDb * kToLog2, snap);
  aim(knee_, s.kneeDb * kToLog2, snap);
  aim(slope_, 1.0 - 1.0 / s.ratio, snap);
  aim(range_, s.rangeDb * kToLog2, snap);
  aim(makeUp_, s.makeUpDb * kToLog2, snap);
  aim(mix_, s.mixPercent * 0.01, snap);
  keyDesign_.set(s.keyHighPassHz, 0.0, snap);
  const double windowMs = math::clamp(kLongestWindowPerAttack * s.attackMs, 0.0, kWindowMs);
  mean_.setFrames(windowFrames(windowMs, sampleRate_));
  const auto coefficient = [&](double ms, bool rising) {
    return smoothingCoefficient(stageAfterMean(ms, windowMs, Mean::Box, rising), sampleRate_);
  };
  kAttack_ = coefficient(s.attackMs, true);
  if (!s.autoRelease) kRelease_ = coefficient(s.releaseMs, false);
}

GlueCompressor::Controls GlueCompressor::advance() noexcept {
  Controls c{threshold_.advance(),
             knee_.advance(),
             slope_.advance(),
             range_.advance(),
             makeUp_.advance(),
             mix_.advance(),
             false};
  for (const CubicSegment* curve : {&c.threshold, &c.knee, &c.slope, &c.range, &c.makeUp, &c.mix}) {
    c.gliding = c.gliding || !curve->constant;
  }
  return c;
}

/// The key's power, both sides' mean.
void GlueCompressor::listen(const StereoBlock& block) noexcept {
  const StereoBlock* key = &block;
  StereoBlock filtered;
  if (keyDesign_.moving()) keyDesign_.advance();
  if (keyDesign_.wire()) {
    keyFilter_.reset();
  } else {
    filtered = block;
    const SectionDesign &start = keyDesign_.start(0), &end = keyDesign_.end(0);
    keyFilter_.run(filtered.frames.data(), kBlockFrames, {start, start}, {end, end});
    key = &filtered;
  }
  for (int i = 0; i < kBlockFrames; ++i) {
    const f64x2 x = (*key)[i], power = x * x;
    const f64x2 sum = f64x2::splat(0.5) * (power + swap(power));
    // NaN becomes silence.
    work_[i] = min(max(sum, f64x2::zero()), f64x2::splat(kHighestPower)).first();
  }
}

void GlueCompressor::adaptRelease() noexcept {
  if (!settings_.autoRelease) {
    peakPower_ = meanPower_ = 0.0;
    return;
  }
  double peak = 0.0, sum = 0.0;
  for (double power : work_) {
    peak = std::max(peak, power);
    sum += power;
  }
  peakPower_ = std::max(peak, peakPower_ * crestKeep_);
  meanPower_ = meanPower_ * crestKeep_ + (1.0 - crestKeep_) * sum * kFrame;
  const double crest = math::log2(std::max(peakPower_, kLowestPower)) -
                       math::log2(std::max(meanPower_, kLowestPower));
  const double share = math::clamp((crest - kSlowCrest) / (kFastCrest - kSlowCrest), 0.0, 1.0);
  kRelease_ = math::exp2(slowRelease_ + share * (fastRelease_ - slowRelease_));
  if (peakPower_ < kLowestPower) peakPower_ = 0.0;
  if (meanPower_ < kLowestPower) meanPower_ = 0.0;
}

/// Means to the reduction that the static curve asks for.
template <bool kGliding>
void GlueCompressor::ask(const Controls& controls) noexcept {
  // A copy: the compiler cannot know that work_ is not these, and would divide anew every time.
  const Controls c = controls;
  const f64x2 half = f64x2::splat(0.5), floor = f64x2::splat(kLowestPower);
  f64x2 loudest = floor;
  for (int i = 0; i < kBlockFrames; i += 2) {
    const f64x2 power = max(f64x2::load(work_ + i), floor);
    loudest = max(power, loudest);
    const f64x2 knee = valuesAt(c.knee, i, kGliding), slope = valuesAt(c.slope, i, kGliding);
    const f64x2 bend = half * slope / max(knee, f64x2::splat(kNarrowestKnee));
    const f64x2 past = half * math::log2(power) - valuesAt(c.threshold, i, kGliding);
    const f64x2 over = max(past + half * knee, f64x2::zero());
    const f64x2 inKnee = min(over, knee);
    const f64x2 reduction = bend * (inKnee * inKnee) + slope * (over - inKnee);
    limitToRange(reduction, valuesAt(c.range, i, kGliding)).store(work_ + i);
  }
  const double largest = std::max(loudest.first(), loudest.second());
  levelDb_ = static_cast<float>(0.5 * math::kDbPerOctave * math::log2(largest));
}

void GlueCompressor::smooth() noexcept {
  double y = smoothed_, most = 0.0, least = 1e9;
  for (double& x : work_) {
    const double gap = x - y;
    y += (gap > 0.0 ? kAttack_ : kRelease_) * gap;
    x = y;
    most = std::max(most, y);
    least = std::min(least, y);
  }
  most_ = most;
  least_ = least;
  smoothed_ = y > static_cast<double>(kFlushBelow) ? y : 0.0;
  reductionDb_ = most > 0.0 ? -most * math::kDbPerOctave : 0.0;
}

/// `gainOf`: two frames' gains.
template <class GainOf>
LATHE_INLINE void GlueCompressor::applyGains(StereoBlock& block, GainOf gainOf) const noexcept {
  for (int i = 0; i < kBlockFrames; i += 2) {
    const f64x2 gain = gainOf(i, f64x2::load(work_ + i));
    block[i] *= f64x2::splat(gain.first());
    block[i + 1] *= f64x2::splat(gain.second());
  }
}

void GlueCompressor::apply(const Controls& c, StereoBlock& block) const noexcept {
  const f64x2 one = f64x2::splat(1.0);
  if (c.gliding || most_ - least_ > 2.0 * math::kExp2Near) {
    applyGains(block, [&](int i, f64x2 reduction) {
      const f64x2 gain = math::exp2(valuesAt(c.makeUp, i, true) - reduction);
      return one + valuesAt(c.mix, i, true) * (gain - one);
    });
    return;
  }
  const double middle = 0.5 * (least_ + most_);
  const f64x2 about = f64x2::splat(middle), mix = f64x2::splat(c.mix.c0);
  const f64x2 scale = f64x2::splat(math::exp2Once(c.makeUp.c0 - middle));
  applyGains(block, [&](int, f64x2 reduction) {
    return one + mix * (scale * math::exp2Near(about - reduction) - one);
  });
}

void GlueCompressor::process(StereoBlock& block) noexcept {
  const Controls c = advance();
  listen(block);
  adaptRelease();
  mean_.process(work_);
  c.gliding ? ask<true>(c) : ask<false>(c);
  smooth();
  if (reductionDb_ == 0.0 && isAlways(c.makeUp, 0.0)) return;
  apply(c, block);
}

}  // namespace lathe
