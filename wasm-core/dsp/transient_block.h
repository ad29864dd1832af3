// The transient shaper's loop over one block of a stream (bank_streams.h): from the detector's
// levels to the gain asked for, in log2 units (1 = 6.02 dB).
//
//   fast    the level; falls are rounded by a one-pole of 10 ms, because the
//           maximum of a decaying tone comes down in steps
//   slow    follows `fast` within attackMs, both ways: rise = fast − slow
//   late    follows `fast` up at once and down within sustainMs: tail = late − fast
//   shares  a, s = smoothstep(rise, tail / 12 dB)
//   gain    attackDb·a + sustainDb·s·(1 − a), smoothed over 0.5 ms
//
// All envelopes are linear in dB, and their differences are kept within 18 dB,
// so that a hit out of silence begins like one out of a quiet bed: the gain
// knows differences of level only. It lies between 0, attackDb and sustainDb.
// Envelopes are held as those differences, which do not stall in float32.
// Thread: real-time.
#pragma once

#include "dsp/bank_block.h"
#include "dsp/lane_curve.h"

namespace lathe {

/// Levels below −120 dBFS are silence, in log2 units: no hit begins there.
inline constexpr float kTransientFloor = -19.931569f;

/// Four lanes' settings over a block; times as shares of the way covered in a frame.
struct TransientControls {
  LaneCurve attack, sustain, output;  ///< log2 units
  LaneCurve mix;                      ///< 0…1
  f32x4 kAttack, kSustain, kFall, kGain;
};

/// Four lanes between two frames.
struct TransientState {
  f32x4 fall;           ///< level − fast, at most 0
  f32x4 rise, tail, e;  ///< e: gain asked for − gain given
  f32x4 lastLevel, lastFast, lastGain;
  f32x4 least, most;  ///< gain of the shaping in the last block, and 0
};

struct TransientBlock {
  TransientControls controls;
  TransientState state;
  bool gliding;               ///< a curve moves within the block
  f32x4 level[kBlockFrames];  ///< in: levels; out: gain of the shaping, log2 units
};

void runTransient(TransientBlock& block) noexcept;

/// From the gain of the shaping to that of the whole: with the output's, in the mix with the
/// input; linear.
void mixTransient(TransientBlock& block) noexcept;

}  // namespace lathe
