// Second-order sections with Butterworth poles (bilinear), of which part of the
// effect may be taken, so that they come in without a click. Two high-passes in
// a row are a Linkwitz-Riley high-pass of the fourth order, and the all-pass is
// what it and its low-pass sum to.
// Units: Hz; share 0 (a wire with the filter's poles) … 1. Thread: any (pure functions).
#pragma once

#include "dsp/svf_section.h"

namespace lathe {

inline constexpr double kButterworthDamping = 1.4142135623730951;  ///< 1/Q

/// High-pass or all-pass at `hz` below half the sample rate.
SectionDesign butterworthSection(double hz, double sampleRate, double share, bool allPass) noexcept;

}  // namespace lathe
