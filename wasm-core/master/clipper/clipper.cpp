#include "master/clipper/clipper.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0;
/// Input beyond it is no audio; what is clipped is kept within +72 dBFS.
constexpr double kHighest = 1e9, kHighestClipped = 4096.0;
/// A corner is a knee too narrow to matter.
constexpr double kLeastKnee = 1e-6;
/// Samples looked at together for whether any needs work.
constexpr int kRun = 32;
/// Blocks without excess that empty the oversampler on the way down.
constexpr int kFlushBlocks = 2;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
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
  oversampler_.reset();
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

/// In place, to the excess; false if there is none.
bool Clipper::shape(f64x2* frames) noexcept {
  constexpr int kFrames = Oversampler4x<f64x2>::kFrames;
  const bool gliding = !log2Level_.segment().constant || !knee_.segment().constant;
  const f64x2 high = f64x2::splat(kHighestClipped), low = f64x2::splat(-kHighestClipped);
  f64x2 before = max(abs(x1_), abs(x2_)), peak = f64x2::zero();
  bool clips = false;
  Knee knee = kneeAt(0.0);
  for (int at = 0; at < kFrames; at += kRun) {
    f64x2 in[kRun], *const out = frames + at;
    f64x2 largest = f64x2::zero();
    for (int i = 0; i < kRun; ++i) {
      in[i] = min(max(out[i], low), high);
      largest = max(abs(in[i]), largest);
    }
    peak = max(largest, peak);
    // A knee that glides goes straight through a run.
    const Knee end = gliding ? kneeAt(static_cast<double>(at + kRun) / kFrames) : knee;
    const f64x2 least = min(knee.start, end.start);
    if (!any(max(largest, before) > least)) {
      for (int i = 0; i < kRun; ++i) out[i] = f64x2::zero();
    } else if (gliding) {
      const f64x2 share = f64x2::splat(1.0 / kRun);
      const Knee step{share * (end.start - knee.start), share * (end.width - knee.width)};
      f64x2 x1 = x1_, x2 = x2_;
      for (int i = 0; i < kRun; ++i) {
        const f64x2 n = f64x2::splat(i + 1.0);
        out[i] =
            excessOf({knee.start + n * step.start, knee.width + n * step.width}, in[i], x1, x2);
        x2 = x1;
        x1 = in[i];
      }
      clips = true;
    } else {
      excessOfRun(knee, x1_, x2_, in, out, kRun);
      clips = true;
    }
    knee = end;
    x1_ = in[kRun - 1];
    x2_ = in[kRun - 2];
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
  Oversampler4x<f64x2>::Work work;
  quietBlocks_ = shape(oversampler_.up(now, work)) ? 0 : std::min(quietBlocks_ + 1, kFlushBlocks);
  if (quietBlocks_ < kFlushBlocks) {
    oversampler_.down(work, block.frames.data());
    for (int i = 0; i < kBlockFrames; ++i) block[i] = dry_[i] - block[i];
  } else {
    std::copy(dry_, dry_ + kBlockFrames, block.frames.begin());
  }
  std::copy(now + kBlockFrames - kLatencyFrames, now + kBlockFrames, dry_);
}

}  // namespace lathe
