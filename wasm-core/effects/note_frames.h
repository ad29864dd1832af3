// How long a note value is, exact to the frame: round(frames) of the rational
// number, halves upwards, in integers throughout. Tempo counts quarters; it is
// taken to a millionth of a BPM, which is what a written tempo like 120.1 means.
// Thread: any (pure functions).
#pragma once

#include <cstdint>

namespace lathe {

enum class NoteFeel : uint8_t { Straight, Dotted, Triplet };

/// Frames of 1/`denominator` (1, 2, 4 … 64 of a whole note). For rates up to 768 kHz, tempos from
/// 1 to 1000 BPM; outside, the tempo is taken at its limit.
constexpr int64_t noteFrames(int denominator, NoteFeel feel, double bpm, int sampleRate) {
  if (!(bpm > 1.0)) bpm = 1.0;
  if (bpm > 1000.0) bpm = 1000.0;
  const int64_t microBpm = static_cast<int64_t>(bpm * 1e6 + 0.5);
  // A whole note lasts 240/bpm seconds. 240·768000·3·10⁶ needs 50 bits.
  const int64_t times = feel == NoteFeel::Straight ? 1 : feel == NoteFeel::Dotted ? 3 : 2;
  const int64_t parts = feel == NoteFeel::Straight ? 1 : feel == NoteFeel::Dotted ? 2 : 3;
  const int64_t above = int64_t{240000000} * sampleRate * times;
  const int64_t below = microBpm * (denominator < 1 ? 1 : denominator) * parts;
  return (2 * above + below) / (2 * below);
}

/// How long a note of the table is (`note`: 0 for 1/64, each next one twice as long); beyond
/// `longestMs` it is its largest half, quarter … that is not: of a slow tempo's long notes, what
/// still is in time.
constexpr double noteMs(int note, NoteFeel feel, double bpm, int sampleRate, double longestMs) {
  double ms = longestMs + 1.0;
  for (int denominator = 64 >> note; ms > longestMs; denominator *= 2) {
    ms = static_cast<double>(noteFrames(denominator, feel, bpm, sampleRate)) * 1000.0 / sampleRate;
  }
  return ms;
}

}  // namespace lathe
