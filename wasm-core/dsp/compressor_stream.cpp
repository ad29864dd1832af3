#include "dsp/compressor_stream.h"

#include "base/math.h"

namespace lathe {
namespace {

// Levels are kept where log2 is meant to work: −200 to +240 dBFS.
constexpr float kLowestLevel = 1e-10f, kHighestLevel = 1e12f;
// And gains where exp2 is: ±120 in log2 units is ±722 dB.
constexpr float kLargestExponent = 120.0f;
// Widens a corner to a knee too narrow to measure, so that there is no division by 0.
constexpr float kNarrowestKnee = 1e-6f;

void followLevel(CompressorStream& s) noexcept {
  const f32x4* first = s.firstKey->frame;
  if (!s.stereo) {
    eachFrame([](f32x4 x, f32x4& level) { level = abs(x); }, first, s.level);
    return;
  }
  const auto larger = [](f32x4 a, f32x4 b, f32x4& level) {
    level = max(abs(evenLanes(a, b)), abs(oddLanes(a, b)));
  };
  eachFrame(larger, first, s.secondKey->frame, s.level);
}

template <class History>
void holdPeaks(CompressorStream& s, const History& history) noexcept {
  const mask32x4 punch = s.controls.punch > f32x4::zero();
  slideMaximum(history, s.window, s.level, s.reduction);
  const mask32x4 brief = s.controls.shortHold > f32x4::zero();
  if (any(brief)) {
    f32x4 briefly[kBlockFrames];
    slideMaximum(history, s.shortWindow, s.level, briefly);
    LATHE_UNROLL
    for (int i = 0; i < kBlockFrames; ++i) {
      s.reduction[i] = select(brief, briefly[i], s.reduction[i]);
    }
  }
  pushLevels(history, s.level);
  if (all(punch)) return;
  for (int i = 0; i < kBlockFrames; ++i) {
    s.reduction[i] = select(punch, s.reduction[i], s.level[i]);
  }
}

void holdPeaks(CompressorStream& s) noexcept {
  if (!any(s.controls.punch > f32x4::zero())) {
    LATHE_UNROLL
    for (int i = 0; i < kBlockFrames; ++i) s.reduction[i] = s.level[i];
  } else if (s.stereo) {
    holdPeaks(s, StereoHistory{s.firstHistory, s.secondHistory});
  } else {
    holdPeaks(s, MonoHistory{s.firstHistory});
  }
}

/// Level → reduction (log2 units) by the static curve; `bend` is slope / (2·kneeWidth).
LATHE_INLINE f32x4 reductionOf(f32x4 level, const GainCurves& curve, f32x4 bend) noexcept {
  const f32x4 x =
      min(max(level, LATHE_CONSTANT(f32x4, kLowestLevel)), LATHE_CONSTANT(f32x4, kHighestLevel));
  const f32x4 over = max(math::log2(x) - curve.kneeStart, f32x4::zero());
  const f32x4 inKnee = min(over, curve.kneeWidth);
  return bend * (inKnee * inKnee) + curve.slope * (over - inKnee);
}

LATHE_INLINE f32x4 bendOf(const GainCurves& curve) noexcept {
  return f32x4::splat(0.5f) * curve.slope / max(curve.kneeWidth, f32x4::splat(kNarrowestKnee));
}

void computeGliding(CompressorStream& s) noexcept {
  const GainCurves start = s.controls.curve, step = s.controls.curveStep;
  f32x4 n = f32x4::zero();
  for (f32x4& x : s.reduction) {
    const GainCurves curve{start.kneeStart + step.kneeStart * n,
                           start.kneeWidth + step.kneeWidth * n, start.slope + step.slope * n};
    x = reductionOf(x, curve, bendOf(curve));
    n += f32x4::splat(1.0f);
  }
}

void computeSteady(CompressorStream& s) noexcept {
  const GainCurves curve = s.controls.curve;
  const f32x4 bend = bendOf(curve);
  LATHE_UNROLL
  for (f32x4& x : s.reduction) x = reductionOf(x, curve, bend);
}

/// As computeSteady, for levels that mostly stay as they are for a while.
void computeHeld(CompressorStream& s) noexcept {
  const GainCurves curve = s.controls.curve;
  const f32x4 bend = bendOf(curve);
  f32x4 held = s.reduction[0], given = reductionOf(held, curve, bend);
  for (int i = 0; i < kBlockFrames; i += 4) {
    f32x4* const x = s.reduction + i;
    if (all(((x[0] == held) & (x[1] == held)) & ((x[2] == held) & (x[3] == held)))) {
      for (int n = 0; n < 4; ++n) x[n] = given;
      continue;
    }
    held = x[3];
    for (int n = 0; n < 4; ++n) x[n] = reductionOf(x[n], curve, bend);
    given = x[3];
  }
}

void computeReduction(CompressorStream& s) noexcept {
  if (s.gliding) {
    computeGliding(s);
  } else if (all(s.controls.punch > f32x4::zero())) {
    computeHeld(s);
  } else {
    computeSteady(s);
  }
}

void smoothOne(CompressorStream* streams) noexcept {
  GainSmoother a = streams[0].smoother;
  f32x4 largest = f32x4::zero();
  for (f32x4& x : streams[0].reduction) {
    x = a.step(x);
    largest = max(largest, x);
  }
  streams[0].smoother = a;
  streams[0].largest = largest;
}

void smoothTwo(CompressorStream* streams) noexcept {
  GainSmoother a = streams[0].smoother, b = streams[1].smoother;
  f32x4 largestA = f32x4::zero(), largestB = f32x4::zero();
  f32x4 *x = streams[0].reduction, *y = streams[1].reduction;
  for (int i = 0; i < kBlockFrames; ++i) {
    x[i] = a.step(x[i]);
    y[i] = b.step(y[i]);
    largestA = max(largestA, x[i]);
    largestB = max(largestB, y[i]);
  }
  streams[0].smoother = a;
  streams[1].smoother = b;
  streams[0].largest = largestA;
  streams[1].largest = largestB;
}

void computeGain(CompressorStream& s) noexcept {
  const f32x4 lowest = LATHE_CONSTANT(f32x4, -kLargestExponent);
  if (s.gliding) {
    f32x4 u = f32x4::zero();
    for (f32x4& x : s.reduction) {
      x = math::exp2(max(s.controls.makeUp.at(u) - x, lowest));
      u += f32x4::splat(1.0f / kBlockFrames);
    }
    return;
  }
  const f32x4 makeUp = s.controls.makeUp.c0;
  eachFrame([&](f32x4& x) { x = math::exp2(max(makeUp - x, lowest)); }, s.reduction);
}

void applyGain(CompressorStream& s) noexcept {
  f32x4 *first = s.first->frame, *second = s.second->frame;
  if (!s.stereo) {
    eachFrame([](f32x4& x, f32x4 gain) { x *= gain; }, first, s.reduction);
  } else if (first == second) {
    eachFrame([](f32x4& x, f32x4 gain) { x *= twiceLow(gain); }, first, s.reduction);
  } else {
    const auto both = [](f32x4& x, f32x4& y, f32x4 gain) {
      x *= twiceLow(gain);
      y *= twiceHigh(gain);
    };
    eachFrame(both, first, second, s.reduction);
  }
}

}  // namespace

const CompressorPass kCompressorIn[kCompressorPassesIn] = {followLevel, holdPeaks,
                                                           computeReduction};
void (*const kCompressorSmooth[2])(CompressorStream*) noexcept = {smoothOne, smoothTwo};
const CompressorPass kCompressorOut[kCompressorPassesOut] = {computeGain, applyGain};

}  // namespace lathe
