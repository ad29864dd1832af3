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

}  // namespace

template <bool kGliding>
void computeReduction(const CompressorControls& controls, f32x4* level) noexcept {
  const f32x4 half = f32x4::splat(0.5f), narrowest = f32x4::splat(kNarrowestKnee);
  GainCurves curve = controls.curve;
  f32x4 bend = half * curve.slope / max(curve.kneeWidth, narrowest);
  f32x4 n = f32x4::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    if constexpr (kGliding) {
      curve.kneeStart = controls.curve.kneeStart + controls.curveStep.kneeStart * n;
      curve.kneeWidth = controls.curve.kneeWidth + controls.curveStep.kneeWidth * n;
      curve.slope = controls.curve.slope + controls.curveStep.slope * n;
      bend = half * curve.slope / max(curve.kneeWidth, narrowest);
      n += f32x4::splat(1.0f);
    }
    const f32x4 bounded =
        min(max(level[i], f32x4::splat(kLowestLevel)), f32x4::splat(kHighestLevel));
    const f32x4 over = max(math::log2(bounded) - curve.kneeStart, f32x4::zero());
    const f32x4 inKnee = min(over, curve.kneeWidth);
    level[i] = bend * (inKnee * inKnee) + curve.slope * (over - inKnee);
  }
}
template void computeReduction<false>(const CompressorControls&, f32x4*) noexcept;
template void computeReduction<true>(const CompressorControls&, f32x4*) noexcept;

f32x4 smoothReduction(GainSmoother& smoother, f32x4* reduction) noexcept {
  GainSmoother s = smoother;
  f32x4 largest = f32x4::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    reduction[i] = s.step(reduction[i]);
    largest = max(largest, reduction[i]);
  }
  smoother = s;
  return largest;
}

void smoothReductions(GainSmoother& first, f32x4* firstReduction, f32x4& firstLargest,
                      GainSmoother& second, f32x4* secondReduction, f32x4& secondLargest) noexcept {
  GainSmoother a = first, b = second;
  f32x4 largestA = f32x4::zero(), largestB = f32x4::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    firstReduction[i] = a.step(firstReduction[i]);
    secondReduction[i] = b.step(secondReduction[i]);
    largestA = max(largestA, firstReduction[i]);
    largestB = max(largestB, secondReduction[i]);
  }
  first = a;
  second = b;
  firstLargest = largestA;
  secondLargest = largestB;
}

template <bool kGliding>
void computeGain(const CompressorControls& controls, f32x4* reduction) noexcept {
  const f32x4 limit = f32x4::splat(kLargestExponent);
  f32x4 makeUp = controls.makeUp.c0;
  f32x4 u = f32x4::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    if constexpr (kGliding) {
      makeUp = controls.makeUp.at(u);
      u += f32x4::splat(1.0f / kBlockFrames);
    }
    reduction[i] = math::exp2(max(makeUp - reduction[i], -limit));
  }
}
template void computeGain<false>(const CompressorControls&, f32x4*) noexcept;
template void computeGain<true>(const CompressorControls&, f32x4*) noexcept;

}  // namespace lathe
