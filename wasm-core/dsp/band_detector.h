// How far a dynamic band acts: from the level of its own region of a key to a
// share 0…1 of its dynamic gain, for four lanes, at the ends of the runs of 32
// frames between which the equaliser's coefficients go straight.
//   region filter → largest |x| of the run, linked in pairs → held for 10 ms →
//   dB over (or under) the threshold, times 1 − 1/ratio, of the dynamic gain →
//   attack and release
// Attack is the time in which 63 % of a step in dB is done, release that after
// which 37 % is left; the hold is counted in. A steady tone above 50 Hz gives a
// steady level, so the band does not distort it. (Releases below 20 ms hold for
// 4 ms: above 125 Hz.)
//
// The level is that of the region alone, or relative to the whole key's, held as
// long: what is loud in one place of its spectrum, however loud the key is.
// No latency: a run's action follows from that run.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>

#include "base/block.h"
#include "dsp/bank_block.h"
#include "dsp/equaliser_settings.h"
#include "dsp/svf_section.h"

namespace lathe {

/// Straight runs of coefficients in a block that moves.
inline constexpr int kEqRuns = 4;
inline constexpr int kEqRunFrames = kBlockFrames / kEqRuns;

class BandDetector {
 public:
  /// [not real-time]
  void prepare(double sampleRate) noexcept;
  void reset() noexcept;
  void resetLane(int lane) noexcept;
  void setStereo(bool linkedPairs) noexcept { stereo_ = linkedPairs; }
  /// `region` is the band's (equaliser_shape.h). Acts at once: attack and release smooth it.
  void setLane(int lane, const DynamicBandSettings& settings, const SectionDesign& region) noexcept;
  void copyLane(int lane, const BandDetector& from, int fromLane) noexcept;

  /// One block's actions at each run's end, of the bands of one bank. Lanes that are set to listen
  /// to `key` (null: there is none), others to `block`.
  static void process(BandDetector* const* detectors, f32x4 (*actions)[kEqRuns], int count,
                      const BankBlock& block, const BankBlock* key) noexcept;

 private:
  static constexpr int kLongestHold = 64;  ///< runs: 10 ms at 192 kHz
  using History = std::array<f32x4, kLongestHold>;
  /// Largest levels of each run: of the region, and of the whole key.
  struct Levels {
    f32x4 band[kEqRuns], whole[kEqRuns];
  };
  template <int kCount>
  static void follow(BandDetector* const* detectors, const f32x4* key, Levels* levels) noexcept;
  void act(const Levels& levels, f32x4 (&action)[kEqRuns]) noexcept;
  /// The largest of the last `runs` levels, at each run's end.
  void hold(const History& history, const f32x4 (&levels)[kEqRuns], int runs,
            f32x4 (&held)[kEqRuns]) const noexcept;

  double runRate_ = 1500.0;
  bool stereo_ = false;
  int longHold_ = 15, shortHold_ = 6;  ///< runs
  int at_ = 0;                         ///< latest in the histories
  int relativeLanes_ = 0, shortLanes_ = 0, keyLanes_ = 0;
  SectionCoefficients region_;
  f32x4 threshold_, over_, share_;  ///< log2 units; ±1; action per log2 unit
  f32x4 attack_, release_;          ///< share of the way a run
  std::array<double, kLanes> g_{};  ///< of region_: scales the state
  SectionState state_;
  f32x4 action_;
  History band_, whole_;
};

}  // namespace lathe
