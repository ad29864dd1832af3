// The independent true-peak measure that limiters and meters are held to: 16×,
// double, a Kaiser-windowed sinc of 256 taps a phase, flat to 0.475 fs. It shares
// no code with the engine, and is slow on purpose: every point is interpolated
// unless the samples in reach cannot add up to the maximum already found.
// Reads low by at most 0.01 dB for content at fs/4, 0.042 dB at fs/2.
#pragma once

#include <span>

namespace measure {

/// Highest |y| of the band-limited signal through `samples`, silence on both sides. Linear.
double truePeak16x(std::span<const double> samples);

/// The same in dB re full scale; −400 for silence.
double truePeak16xDb(std::span<const double> samples);

/// The louder of two channels, in dB.
double truePeak16xDb(std::span<const double> left, std::span<const double> right);

/// |response| of phase `phase` (0…15) at `frequency` (0…0.5 of the sample rate), for its own test.
double interpolatorGain(int phase, double frequency);

}  // namespace measure
