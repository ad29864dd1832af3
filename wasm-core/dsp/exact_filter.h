// Digital filters within a few hundredths of a dB of their analogue curves up
// to 20 kHz, at twice the sections of matched_filter.h and no latency.
//
// A curve's squared magnitude is a ratio of polynomials in ω². On the unit
// circle ω² is close to a rational function of x = sin²(ω/2),
//   R(x) = x (p1 + p2 x) / (1 + q1 x + q2 x²),
// chosen once, as the best in relative error (0.18 %, 0.09 % in frequency) up
// to 0.87 of the Nyquist frequency. With R for ω², and scaled so that the centre
// frequency is exact, a second-order curve becomes a ratio of fourth-degree
// polynomials in x, that is a digital filter of fourth order: its squared
// magnitude factored (spectral factorisation), with everything that has to be
// inside the unit circle there. No fitting, so every shape and every Q is as
// good as R; the error in dB is the curve's slope times R's error in frequency.
//
// `main` has the poles and zeros near those of the analogue filter, `rest` those
// that R adds: close to a wire for low centres. They move continuously with the
// parameters, so that coefficients may be interpolated. A first-order curve needs
// but one section; split in two, its main pole is where that of a second-order
// curve is.
//
// Units: as matched_filter.h.
// Thread: any (pure functions).
#pragma once

#include "dsp/svf_section.h"

namespace lathe {

/// (n2 s² + n1 s + n0) / (d2 s² + d1 s + d0), s in units of the centre
/// frequency. First order: n2 = d2 = 0.
struct AnalogueFilter {
  double n2, n1, n0, d2, d1, d0;
  bool operator==(const AnalogueFilter&) const = default;
};

struct ExactFilter {
  Biquad main, rest;
};
ExactFilter exactFilter(const AnalogueFilter& h, double w0) noexcept;
/// A first-order curve in one section.
Biquad exactFirstOrder(const AnalogueFilter& h, double w0) noexcept;

}  // namespace lathe
