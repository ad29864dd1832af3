// Runs signals of any length through the limiter's stage, with a drive before it,
// and silence after the end so that the latency's tail comes out.
#pragma once

#include <algorithm>
#include <string>

#include "master/limiter/limiter.h"
#include "measure/signals.h"

namespace limiter_test {

using lathe::kBlockFrames;
using lathe::Limiter;
using lathe::LimiterCharacter;
using lathe::LimiterSettings;
using measure::Samples;
using measure::Stereo;

inline constexpr LimiterCharacter kCharacters[] = {LimiterCharacter::Clean, LimiterCharacter::Punch,
                                                   LimiterCharacter::Smooth,
                                                   LimiterCharacter::Loud};

inline const char* nameOf(LimiterCharacter character) {
  static constexpr const char* kNames[] = {"Clean", "Punch", "Smooth", "Loud"};
  return kNames[static_cast<int>(character)];
}

inline LimiterSettings settingsOf(LimiterCharacter character, double transientLinkPercent = 100.0) {
  LimiterSettings settings;
  settings.character = character;
  settings.transientLinkPercent = transientLinkPercent;
  return settings;
}

/// On, everything snapped.
inline void start(Limiter& limiter, double sampleRate, const LimiterSettings& settings) {
  limiter.prepare(sampleRate);
  limiter.set(settings, true);
  limiter.setOn(true, true);
  limiter.reset();
}

/// `atBlock(index)` before each block; whole blocks come out, the latency at their head.
template <class AtBlock>
Stereo run(Limiter& limiter, const Stereo& in, double driveDb, const AtBlock& atBlock) {
  const double drive = measure::fromDb(driveDb);
  const size_t latency = static_cast<size_t>(limiter.latencyFrames());
  Stereo out;
  for (size_t start = 0; start < in.left.size() + latency; start += kBlockFrames) {
    lathe::StereoBlock block;
    for (int i = 0; i < kBlockFrames; ++i) {
      const size_t at = start + static_cast<size_t>(i);
      block[i] = at < in.left.size() ? lathe::f64x2::make(drive * in.left[at], drive * in.right[at])
                                     : lathe::f64x2::zero();
    }
    atBlock(start / kBlockFrames);
    limiter.process(block);
    for (const lathe::f64x2& frame : block.frames) {
      out.left.push_back(frame.first());
      out.right.push_back(frame.second());
    }
  }
  return out;
}

inline Stereo run(Limiter& limiter, const Stereo& in, double driveDb = 0.0) {
  return run(limiter, in, driveDb, [](size_t) {});
}

inline Stereo run(const LimiterSettings& settings, const Stereo& in, double driveDb = 0.0,
                  double sampleRate = 48000.0) {
  Limiter limiter;
  start(limiter, sampleRate, settings);
  return run(limiter, in, driveDb);
}

/// Gain of each frame of the output over its input, for inputs that are nowhere 0; latency taken
/// off.
inline Samples gainsOf(const Samples& out, const Samples& in, int latencyFrames) {
  Samples gains(in.size());
  for (size_t i = 0; i < in.size(); ++i) {
    gains[i] = out[i + static_cast<size_t>(latencyFrames)] / in[i];
  }
  return gains;
}

/// A quiet level with one loud frame group in it: what a limiter makes of a lone peak.
inline Samples peakAt(size_t frame, size_t frames, double peak = 1.6) {
  Samples x(frames, 0.01);
  std::fill_n(x.begin() + static_cast<std::ptrdiff_t>(frame), 10, peak);
  return x;
}

}  // namespace limiter_test
