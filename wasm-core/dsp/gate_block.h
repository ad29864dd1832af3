// The gate's loop over one block of a stream (bank_streams.h): from the key's levels to the
// reduction given. It decides between open and closed, reads the curve, holds
// and smooths, recursions over the frames, so that nothing depends on where blocks begin.
//   open    when the level reaches `open`; until it has been below `close` for
//           the hold. While held, an expander stays where `close` leaves it.
//   ducker  its reduction does not fall until the hold has passed since it last
//           grew or stayed.
//   gain    a one-pole in dB, with one constant for growing reduction and one
//           for shrinking, kept as a difference that never stalls in float32
//           (gain_smoothing.h).
// Thread: real-time.
#pragma once

#include "dsp/bank_block.h"
#include "dsp/gate_lane.h"

namespace lathe {

/// Four lanes' settings over a block; units as in gate_lane.h.
struct GateControls {
  f32x4 curve[kGateCurveValues];  ///< at the block's start
  f32x4 step[kGateCurveValues];   ///< per frame
  f32x4 grow, shrink, holdOpen, holdDuck;
};

/// Four lanes between two frames.
struct GateState {
  f32x4 openLeft, duckLeft;  ///< frames of hold left; below 0: none
  f32x4 e, lastTarget;       ///< target − reduction given; target
  f32x4 largest;             ///< reduction given in the last block
};

struct GateBlock {
  GateControls controls;
  GateState state;
  bool gliding;               ///< `step` counts
  f32x4 level[kBlockFrames];  ///< in: levels; out: reduction given; log2 units
};

void runGate(GateBlock& block) noexcept;

/// Log2 units to linear gain.
void reductionToGain(f32x4* reduction) noexcept;

}  // namespace lathe
