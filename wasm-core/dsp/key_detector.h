// The level that gate and transient shaper work on, from four lanes of a key:
//   key band → |x|, linked in pairs → sliding maximum over 10 ms → log2.
// The maximum answers a hit at once and does not ripple on steady tones (the
// compressor's Punch, see gain_smoothing.h and sliding_maximum.h); a lane may
// ask for the short window where 10 ms are too long.
//
// Levels are in log2 units (1 = 6.02 dB), 0 at full scale, from `kLowestLevel`
// up. What is not finite counts as silence, so that no state ever holds it.
// Thread: real-time, except `prepare`.
#pragma once

#include "dsp/gain_smoothing.h"
#include "dsp/key_band.h"
#include "dsp/sliding_maximum.h"

namespace lathe {

class KeyDetector {
 public:
  /// −200 and +240 dBFS: where log2 is meant to work.
  static constexpr float kLowestLevel = 1e-10f, kHighestLevel = 1e12f;

  /// [not real-time] Sets the rate, allocates the maximum's history and resets.
  void prepare(double sampleRate);
  /// What `prepare` allocates.
  static size_t heapBytes(double sampleRate) noexcept;
  /// All lanes: filters off, states cleared. Keeps setStereo.
  void reset() noexcept;
  /// State of one lane cleared (of both of its pair).
  void resetLane(int lane) noexcept;
  /// Two linked pairs, each with one level, or four lanes. Clears the maximum's history.
  void setStereo(bool linkedPairs) noexcept;
  /// The band as in KeyBand, and the short window instead of the long one.
  void setLane(int lane, double highPassHz, double lowPassHz, bool shortHold, bool snap) noexcept;
  void copyLane(int lane, const KeyDetector& from, int fromLane) noexcept;

  /// Filters the keys of one or two: those that are filtered are then the scratch of their number.
  static void filter(KeyDetector* const* detectors, const BankBlock** keys, BankBlock* scratch,
                     int count) noexcept;
  /// Levels of a block of filtered keys, of one stream (bank_streams.h): of a mono bank, where
  /// `a` and `b` are the same, or of the pairs of one or two stereo banks.
  static void follow(KeyDetector& a, const BankBlock& keyA, KeyDetector& b, const BankBlock& keyB,
                     f32x4* level) noexcept;

 private:
  int column(int lane) const noexcept { return stereo_ ? lane >> 1 : lane; }

  bool stereo_ = false;
  f32x4 shortHold_;       ///< 1 or 0
  HoldWindow window_[2];  ///< long, short
  SlidingMaximum maximum_;
  KeyBand band_;
};

}  // namespace lathe
