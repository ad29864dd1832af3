// K-weighting, the ear's curve in ITU-R BS.1770-5 Annex 1: a high shelf for
// the head, then a high-pass. The standard tabulates it at 48 kHz; at any other
// rate it is redesigned from the analogue prototype by the bilinear transform,
// and scaled so that 997 Hz, the calibration tone, reads the same at every rate.
// Thread: design off the real-time thread.
#pragma once

namespace lathe {

/// y = b0 x + b1 x' + b2 x" − a1 y' − a2 y".
struct BiquadCoefficients {
  double b0, b1, b2, a1, a2;
};

struct KWeightingCoefficients {
  BiquadCoefficients shelf;
  BiquadCoefficients highPass;
};

/// `sampleRate` in Hz, 4000 or more.
KWeightingCoefficients designKWeighting(double sampleRate) noexcept;

}  // namespace lathe
