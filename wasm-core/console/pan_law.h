// Pan: the left and right gains of a position, under the session's law.
//
// A mono strip is panned: the law is the gain of each side across the arc,
//   compensated3  √2·sin, centre 0 dB, sides +3 dB (equal power, so that
//                 inserting a strip at the centre changes nothing)
//   minus3        sin, centre −3 dB, sides 0 dB (equal power)
//   minus4p5      sin^1.5, centre −4.5 dB, sides 0 dB
//   minus6        straight line, centre −6 dB, sides 0 dB (the two sides
//                 always sum to one, so a mono fold-down does not change)
//   linear        straight line that is full up to the centre: centre 0 dB,
//                 sides 0 dB, only the far side falls
// A stereo strip is balanced: the far side falls as the law does from its
// centre, the near side stays at 0 dB.
// Thread: any; no libm, so every build gets the same bits.
#pragma once

#include "params/parameter_id.h"

namespace lathe {

struct StereoGain {
  double left;
  double right;
};

/// Of a stereo strip's channels: what of each goes to its own side, and to the other.
struct CrossGain {
  StereoGain own;    ///< left to left, right to right
  StereoGain other;  ///< right to left, left to right
};

/// Linear gains for `position` −100 (left) … 100 (right) of a strip of 1 or 2 channels.
StereoGain panGains(PanLaw law, double position, int channels) noexcept;
/// Of a stereo strip whose channels stand at `left` and `right`, −100 … 100 each: each is panned as
/// a mono strip, but that the sides are 0 dB under every law. At −100 and 100 nothing changes.
CrossGain dualPanGains(PanLaw law, double left, double right) noexcept;

}  // namespace lathe
