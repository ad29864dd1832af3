// The curves of fades, of clips and of the delivered song alike, over x = 0…1
// from silence up (a fade-out runs through its own backwards): linear x;
// equalPower sin(πx/2); slow x³; fast 1 − (1−x)³; sCurve (1 − cos πx)/2.
// Thread: any.
#pragma once

namespace lathe {

/// How a fade rises from silence (and, mirrored, falls into it). Over one span, two linear or
/// two sCurve fades add up to constant gain, two equalPower ones to constant power.
enum class FadeCurve : int { Linear, EqualPower, Slow, Fast, SCurve };

/// Amplitude at `x` (0…1) of the way from silence to full level.
double fadeWeight(FadeCurve curve, double x) noexcept;

}  // namespace lathe
