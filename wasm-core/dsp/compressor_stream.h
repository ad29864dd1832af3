// The compressor's passes over one block of four levels, whoever they belong
// to: the four lanes of a mono bank, or the linked pairs of two stereo banks.
//   follow levels → compute reduction → smooth → apply gain
// Thread: real-time.
#pragma once

#include "dsp/bank_block.h"
#include "dsp/gain_smoothing.h"
#include "dsp/lane_curve.h"
#include "dsp/sliding_maximum.h"

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

class CompressorExtras;

struct CompressorStream {
  bool stereo;
  bool gliding;                           ///< a curve or make-up moves within the block
  BankBlock *first, *second;              ///< the same one, if a stereo bank is alone
  const BankBlock *firstKey, *secondKey;  ///< what the detector hears: the same, or others
  SlidingMaximum *firstHistory, *secondHistory;
  HoldWindow window, shortWindow;
  CompressorControls controls;
  GainSmoother smoother;
  CompressorExtras* extras;       ///< of the first bank, alone in its stream; or null
  f32x4 largest;                  ///< reduction of the block, log2 units
  f32x4 level[kBlockFrames];      ///< linear; NaN counts as silence
  f32x4 reduction[kBlockFrames];  ///< levels that count, then log2 units, then gain
};

// Passes are called through tables, so that each stays a function of its own:
// inlined into one another, they would leave V8 too few registers.
using CompressorPass = void (*)(CompressorStream&) noexcept;

/// From the audio to the reduction asked for; in this order.
inline constexpr int kCompressorPassesIn = 3;
extern const CompressorPass kCompressorIn[kCompressorPassesIn];
/// Reduction asked for → reduction given: of one stream, or of two interleaved
/// so that one recursion hides the other's latency. Index: streams − 1.
extern void (*const kCompressorSmooth[2])(CompressorStream* streams) noexcept;
/// From the reduction given to the audio; in this order.
inline constexpr int kCompressorPassesOut = 2;
extern const CompressorPass kCompressorOut[kCompressorPassesOut];

}  // namespace lathe
