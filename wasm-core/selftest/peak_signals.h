// The true-peak signals of EBU Tech 3341, table 1, cases 15 to 23: their
// frequencies are fractions of the sample rate, so that the highest points lie
// between samples at any rate.
// Thread: any; they allocate.
#pragma once

#include <vector>

namespace lathe {

/// 60 ms of a sine at `frequency` (of the sample rate), with linear fades of 10 ms.
std::vector<double> peakTone(double sampleRate, double frequency, double amplitude,
                             double phaseDegrees);

/// A sine at a sixth of the rate and 0.50 of full scale that holds one period at a quarter of the
/// rate and 1.00, made at four times the rate, low-passed, and every fourth sample kept from
/// `offset` (0…3) on.
std::vector<double> peakBurst(double sampleRate, int offset);

}  // namespace lathe
