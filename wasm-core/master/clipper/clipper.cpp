#include "master/clipper/clipper.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0;
/// Input beyond it is no audio; what is clipped is kept within +72 dBFS.
constexpr double kHighest = 1e9;
constexpr float kHighestClipped = 4096.0f;
/// A corner is a knee too narrow to matter.
constexpr double kLeastKnee = 1e-6;
/// Samples looked at together for whether any needs work.
constexpr int kRun = 32;
/// Blocks without excess that empty the oversampler on the way down.
constexpr int kFlushBlocks = 2;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

LATHE_INLINE f32x4 clamped(f32x4 x) {
  return min(max(x, f32x4::splat(-kHighestClipped)), f32x4::splat(kHighestClipped));
}
/// Of two frames from `at` on, the first or the second.
LATHE_INLINE f64x2 clampedPair(const float* at, int which) {
  const f32x4 both = clamped(f32x4::load(at));
  return which == 0 ? low2(both) : high2(both);
}

/// The largest |x| of a run.
f64x2 largestOf(const float* run) noexcept {
  f32x4 largest = f32x4::zero();
  for (int i = 0; i < 2 * kRun; i += 4) largest = max(abs(clamped(f32x4::load(run + i))), largest);
  return max(low2(largest), high2(largest));
}

}  // namespace

void Clipper::prepare(double sampleRate) noexcept {
  log2Level_.prepare(sampleRate, kGainMs);
  knee_.prepare(sampleRate, kGainMs);
  settings_ = {};
  reset();
}

void Clipper::reset() noexcept {
  set(settings_, true);
  up_.reset();
  down_.reset();
  x1_ = x2_ = f64x2::zero();
  quietBlocks_ = kFlushBlocks;
  clippedDb_ = 0.0;
  std::fill(std::begin(dry_), std::end(dry_), f64x2::zero());
}

void Clipper::set(const ClipperSettings& settings, bool snap) noexcept {
  settings_ = settings;
  aim(log2Level_, (settings.ceilingDb + settings.thresholdDb) / math::kDbPerOctave, snap);
  aim(knee_, std::max(0.01 * settings.kneePercent, kLeastKnee), snap);
}

/// Straight up to level·(1 − knee), flat at the level from level·(1 + knee) on.
Knee Clipper::kneeAt(double u) const noexcept {
  const double level = math::exp2(log2Level_.segment().at(u)), knee = knee_.segment().at(u);
  return {f64x2::splat(level * (1.0 - knee)), f64x2::splat(2.0 * level * knee)};
}

/// A run that glides from knee to knee, straight.
void Clipper::shapeGliding(const Knee& from, const Knee& to, const f64x2* in,
                           f64x2* out) const noexcept {
  const f64x2 share = f64x2::splat(1.0 / kRun);
  const Knee step{share * (to.start - from.start), share * (to.width - from.width)};
  f64x2 x1 = x1_, x2 = x2_;
  for (int i = 0; i < kRun; ++i) {
    const f64x2 n = f64x2::splat(i + 1.0);
    out[i] = excessOf({from.start + n * step.start, from.width + n * step.width}, in[i], x1, x2);
    x2 = x1;
    x1 = in[i];
  }
}

/// To the excess; false if there is none.
bool Clipper::shape(const float* frames, StereoDown4x::Work& excess) noexcept {
  constexpr int kFrames = StereoUp4x::kFrames;
  const bool gliding = !log2Level_.segment().constant || !knee_.segment().constant;
  f64x2 before = max(abs(x1_), abs(x2_)), peak = f64x2::zero();
  bool clips = false;
  Knee knee = kneeAt(0.0);
  for (int at = 0; at < kFrames; at += kRun) {
    const float* const run = frames + 2 * at;
    float *const even = excess.newEven() + at, *const odd = excess.newOdd() + at;
    const f64x2 largest = largestOf(run);
    peak = max(largest, peak);
    // A knee that glides goes straight through a run.
    const Knee end = gliding ? kneeAt(static_cast<double>(at + kRun) / kFrames) : knee;
    const f64x2 least = min(knee.start, end.start);
    if (!any(max(largest, before) > least)) {
      std::fill(even, even + kRun, 0.0f);
      std::fill(odd, odd + kRun, 0.0f);
      x1_ = clampedPair(run + 2 * kRun - 4, 1);
      x2_ = clampedPair(run + 2 * kRun - 4, 0);
    } else {
      f64x2 in[kRun], out[kRun];
      for (int i = 0; i < kRun; i += 2) {
        in[i] = clampedPair(run + 2 * i, 0);
        in[i + 1] = clampedPair(run + 2 * i, 1);
      }
      gliding ? shapeGliding(knee, end, in, out) : excessOfRun(knee, x1_, x2_, in, out, kRun);
      for (int i = 0; i < kRun; i += 4) {
        demote(out[i], out[i + 2]).store(even + i);
        demote(out[i + 1], out[i + 3]).store(odd + i);
      }
      clips = true;
      x1_ = in[kRun - 1];
      x2_ = in[kRun - 2];
    }
    knee = end;
    before = max(abs(x1_), abs(x2_));
  }
  note(peak);
  return clips;
}

void Clipper::note(f64x2 peak) noexcept {
  const double loudest = std::max(peak.first(), peak.second());
  const double cut = excessAt(kneeAt(1.0), f64x2::splat(loudest)).first();
  clippedDb_ = cut > 0.0 ? -math::gainToDb(1.0 - cut / loudest) : 0.0;
}

void Clipper::process(StereoBlock& block) noexcept {
  log2Level_.advance();
  knee_.advance();
  const f64x2 highest = f64x2::splat(kHighest);
  f64x2* const now = dry_ + kLatencyFrames;
  for (int i = 0; i < kBlockFrames; ++i) now[i] = block[i] & (abs(block[i]) < highest);
  StereoUp4x::Work up;
  StereoDown4x::Work down;
  quietBlocks_ = shape(up_.process(now, up), down) ? 0 : std::min(quietBlocks_ + 1, kFlushBlocks);
  if (quietBlocks_ < kFlushBlocks) {
    down_.halve(down);
    down_.finish(down, block.frames.data());
    for (int i = 0; i < kBlockFrames; ++i) block[i] = dry_[i] - block[i];
  } else {
    std::copy(dry_, dry_ + kBlockFrames, block.frames.begin());
  }
  std::copy(now + kBlockFrames - kLatencyFrames, now + kBlockFrames, dry_);
}

}  // namespace lathe
