// The console's own kernels, one function each, over a bank's block or one
// strip of it: feeding a bank from track inputs through trim and polarity,
// cross-fading a stage that is being switched, finding what is not finite,
// and adding a strip to the mix through its pan, fader and meter.
//
// No lane looks at another: whatever the neighbours do, a strip's bits stay.
// Thread: real-time.
#pragma once

#include "base/simd.h"
#include "base/smoother.h"
#include "dsp/bank_block.h"

namespace lathe {

/// What enters a bank's lanes: kBlockFrames floats each, and the gain they go through.
struct LaneFeed {
  const float* source[kLanes];
  CubicSegment gain[kLanes];
};

/// +300 dBFS: a strip beyond it has run away, and 128 of them could overflow the mix's floats.
inline constexpr float kLargestSample = 1e15f;

/// Lane bits (bit i for lane i) of a block.
struct LaneHealth {
  int bad;     ///< holds NaN, an infinity or more than kLargestSample
  int silent;  ///< holds nothing but zeros
};

/// Sums of a strip's meter, left and right, over `frames`.
struct MeterSums {
  double peak[2] = {0.0, 0.0};
  double square[2] = {0.0, 0.0};
  double absolute[2] = {0.0, 0.0};
  uint32_t overBlocks = 0;  ///< with a sample beyond full scale
  int64_t frames = 0;
};

/// Samples below 1e-15 enter as zero, so that no stage meets a denormal.
void feedBank(const LaneFeed& feed, BankBlock& block) noexcept;

/// In the lanes of `laneBits`: `wet` becomes dry + w·(wet − dry), w = 3t² − 2t³, t = start + frame
/// · step held within 0…1. Other lanes of `wet` stay.
void blendSwitched(const BankBlock& dry, BankBlock& wet, int laneBits, f32x4 start,
                   f32x4 step) noexcept;

LaneHealth scanBank(const BankBlock& block) noexcept;

/// Adds a strip to `sum` (kBlockFrames of left and right) through its gains, and meters what it
/// added, unless `meter` is null. `lane` is the strip's, or a stereo strip's left one (0 or 2).
/// Products and sums are in double: the strip's float samples reach the mix's one rounding
/// untouched.
void addStrip(const BankBlock& block, int lane, bool stereo, const CubicSegment& left,
              const CubicSegment& right, f64x2* sum, MeterSums* meter) noexcept;

/// The same for a stereo strip whose channels also reach the other side: `own` of left to left and
/// right to right, `other` of right to left and left to right.
void addCrossed(const BankBlock& block, int lane, const CubicSegment (&own)[2],
                const CubicSegment (&other)[2], f64x2* sum, MeterSums* meter) noexcept;

/// sum += shard, frame by frame.
void addShard(const f64x2* shard, f64x2* sum) noexcept;

/// The mix's rounding to float.
void roundMix(const f64x2* sum, float* left, float* right) noexcept;

}  // namespace lathe
