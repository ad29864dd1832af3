// Compressors with and without extras, and signals that give them work.
#pragma once

#include <cmath>

#include "bank_runner.h"

namespace dsp_test {

using lathe::CompressorSettings;
using lathe::Detector;

inline CompressorSettings usual(int seed) {
  return {-40.0 + 2.0 * (seed % 7),
          1.5 + seed % 5,
          3.0 * (seed % 3),
          0.5 + 3.0 * (seed % 6),
          12.0 + 40.0 * (seed % 5),
          seed % 3 - 1.0,
          seed % 3 == 0 ? Detector::Smooth : Detector::Punch};
}

/// A different extra for each seed, and all of them for some.
inline CompressorSettings special(int seed) {
  CompressorSettings s = usual(seed);
  const int which = seed % 9;
  const bool all = which == 8;
  if (which == 0 || all) s.detector = Detector::Rms;
  if (which == 1 || all) s.autoRelease = true;
  if (which == 2 || all) s.rangeDb = 6.0;
  if (which == 3 || all) s.mixPercent = 60.0;
  if (which == 4 || all) s.lookAheadMs = 2.0 + seed % 4;
  if (which == 5 || all) s.linkPercent = 40.0;
  if (which == 6 || all) s.keyHighPassHz = 150.0;
  if (which == 7 || all) s.keyTiltDbPerOctave = 3.0;
  if (which == 2 || all) s.autoMakeUp = true;
  return s;
}

inline Lane bursts(int frames, uint32_t seed) {
  Lane x = noiseLane(frames, 0.8, seed);
  for (size_t i = 0; i < x.size(); ++i) {
    if ((i / (2000 + 300 * (seed % 5))) % 2 == 1) x[i] *= 0.02f;
  }
  return x;
}

}  // namespace dsp_test
