// Digital filters that follow their analogue curves up to the Nyquist
// frequency, where bilinear ("RBJ") designs cramp.
//
// Source: Martin Vicanek, "Matched Second Order Digital Filters" (2016). Poles
// come from the analogue poles by impulse invariance; the numerator is found
// from the squared magnitude, written on the basis φ0 = cos²(ω/2),
// φ1 = sin²(ω/2), φ2 = 4φ0φ1. Each design states which points of the analogue
// curve it matches. Cuts of the bell and boosts or cuts of the shelves are the
// exact inverse of their counterpart, so that +G and −G null.
//
// Analogue prototypes, s in units of the centre frequency, A = 10^(gainDb/40):
//   bell        (s² + s·A/Q + 1) / (s² + s/(A·Q) + 1)
//   low shelf   A (s² + s√A/Q + A) / (A s² + s√A/Q + 1)
//   high shelf  A (A s² + s√A/Q + 1) / (s² + s√A/Q + A)
//   notch       (s² + 1) / (s² + s/Q + 1)
//   band-pass   (s/Q) / (s² + s/Q + 1)
//   passes      1 or s² over (s² + s/Q + 1); 1 or s over (s + 1)
//
// Units: `w0` in radians per frame, 0 < w0 < π (the engine caps it at 0.9 π).
// Thread: any (pure functions).
#pragma once

#include "dsp/svf_section.h"

namespace lathe {

/// Matches 0 Hz, and gain and flatness at the centre.
Biquad bellFilter(double w0, double gainDb, double q) noexcept;
/// Both match 0 Hz, the centre (half the gain in dB) and the Nyquist frequency.
Biquad lowShelfFilter(double w0, double gainDb, double q) noexcept;
Biquad highShelfFilter(double w0, double gainDb, double q) noexcept;
/// Matches 0 Hz; exactly nothing at the centre.
Biquad notchFilter(double w0, double q) noexcept;
/// Nothing at 0 Hz; matches gain (0 dB) and flatness at the centre. Up to 1 dB high towards 20 kHz.
Biquad bandPassFilter(double w0, double q) noexcept;
/// Matches 0 Hz and the centre.
Biquad lowPassFilter(double w0, double q) noexcept;
/// Matches the slope at 0 Hz (a double zero) and the centre.
Biquad highPassFilter(double w0, double q) noexcept;
/// First order: 0 Hz and the centre (−3 dB).
Biquad lowPassFirstOrder(double w0) noexcept;
/// First order: a zero at 0 Hz, and the centre (−3 dB).
Biquad highPassFirstOrder(double w0) noexcept;

}  // namespace lathe
