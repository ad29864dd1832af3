// The compressor's passes over one block of four levels, whoever they belong
// to: the four lanes of a mono bank, or the linked pairs of two stereo banks.
// Thread: real-time.
#pragma once

#include "base/block.h"
#include "dsp/gain_smoothing.h"
#include "dsp/lane_curve.h"

namespace lathe {

/// Four lanes of the gain computer's curve; units as in compressor_lane.h.
struct GainCurves {
  f32x4 kneeStart, kneeWidth, slope;
};

/// All that a block needs to know, apart from levels and state.
struct CompressorControls {
  GainCurves curve, curveStep;  ///< at the block's start; per frame
  LaneCurve makeUp;             ///< log2 units
  f32x4 punch, shortHold;       ///< 1 or 0
};

/// level (linear, 0 and up; NaN counts as silence) → reduction asked for, log2
/// units, in place.
template <bool kGliding>
void computeReduction(const CompressorControls& controls, f32x4* level) noexcept;

/// reduction asked for → reduction given, in place; returns the block's largest.
f32x4 smoothReduction(GainSmoother& smoother, f32x4* reduction) noexcept;
/// The same for two streams, interleaved so that one recursion hides the other's latency.
void smoothReductions(GainSmoother& first, f32x4* firstReduction, f32x4& firstLargest,
                      GainSmoother& second, f32x4* secondReduction, f32x4& secondLargest) noexcept;

/// reduction given → linear gain, make-up included, in place.
template <bool kGliding>
void computeGain(const CompressorControls& controls, f32x4* reduction) noexcept;

}  // namespace lathe
