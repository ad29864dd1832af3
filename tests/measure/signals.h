// Signals to measure: the tones of the standards, and programme-like material
// made from a seed. All in double, mono, one vector a channel.
#pragma once

#include <cstdint>
#include <vector>

namespace measure {

using Samples = std::vector<double>;

inline constexpr double kPi = 3.141592653589793238462643383279502884;

inline double fromDb(double db);
inline double toDb(double gain);

/// A tone of `seconds`, appended to `to`, with its phase continued from frame 0 of `to`.
void appendSine(Samples& to, double sampleRate, double hz, double peakDbfs, double seconds);
void appendSilence(Samples& to, double sampleRate, double seconds);

/// Sine at `frequency` (of the sample rate) with phase in degrees, linear fades at both ends.
Samples fadedSine(int frames, double frequency, double amplitude, double phaseDegrees,
                  int fadeFrames);

/// White noise, uniform in ±amplitude; the same for the same seed on every platform.
Samples noise(int frames, double amplitude, uint32_t seed);

/// Square wave without band-limiting: `halfPeriod` frames up, as many down.
Samples square(int frames, int halfPeriod, double amplitude);

/// Programme: kick, bass, chords and hats with verses and louder choruses, peaks near −6 dBFS.
/// Left and right differ.
struct Stereo {
  Samples left, right;
};
Stereo programme(double sampleRate, double seconds, uint32_t seed);

}  // namespace measure

#include <cmath>

inline double measure::fromDb(double db) { return std::pow(10.0, db / 20.0); }
inline double measure::toDb(double gain) { return 20.0 * std::log10(gain); }
