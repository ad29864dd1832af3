// The dynamics of one band: feed-forward in the log domain with a quadratic soft
// knee (Giannoulis, Massberg, Reiss, JAES 60(6) 2012), its detector that of the
// strip's Punch (dsp/compressor_bank.h): the largest |x| of the last 10 ms, then
// smooth branching, in double. A steady tone above 50 Hz gives a steady gain.
//
// Attack and release belong to the level: attack is the time in which 63 % of
// what a rise asks for is done, in dB, release that after which 37 % of what a
// fall asks for is left, the hold counted in, whatever the mode.
//
// Bypass and a change of mode fade over 10 ms: a mode is left through 0 dB.
// While nothing is to be done the band passes through untouched, at no cost.
// The smoothing waits for itself, frame by frame: it runs for all bands at once, so
// that one hides the others' latency.
// Units: gains in log2 (1 = 6.02 dB) inside. Thread: real-time, except `prepare`.
#pragma once

#include <span>

#include "base/smoother.h"
#include "master/multiband/multiband_settings.h"
#include "master/multiband/pair_history.h"

namespace lathe {

class BandDynamics {
 public:
  static size_t heapBytes(double sampleRate) noexcept;
  /// [not real-time] Allocates; default settings.
  void prepare(double sampleRate);
  /// No past, and the settings in force.
  void reset() noexcept;
  void set(const MultibandBandSettings& settings, bool snap) noexcept;
  /// One block of up to kMaxBands bands, each in place by its own dynamics, with the whole's link
  /// and mix, 0…1.
  static void process(std::span<BandDynamics> dynamics, StereoBlock* bands,
                      const CubicSegment& link, const CubicSegment& mix) noexcept;
  /// What the dynamics did in the last block, dB: the most it took (negative) or gave.
  double gainDb() const noexcept;

 private:
  struct Controls {
    CubicSegment threshold, knee, slope, range, gain, engaged, link, mix;
    bool steadyCurve = true,
         steadyGain = true;  ///< nothing moves of what is asked, of what is done
  };
  bool begin(StereoBlock& band, const CubicSegment& link, const CubicSegment& mix) noexcept;
  static void smooth(std::span<BandDynamics* const> bands) noexcept;
  bool resting() const noexcept;
  void engage() noexcept;
  void advance(const CubicSegment& link, const CubicSegment& mix) noexcept;
  void follow(const StereoBlock& band) noexcept;
  template <bool kSteady>
  f64x2 askedFor(f64x2 level, const Controls& controls, double u) const noexcept;
  template <bool kSteady>
  void ask() noexcept;
  template <bool kSteady>
  void apply(StereoBlock& band) noexcept;
  void applyAlike(StereoBlock& band) noexcept;
  void note(f64x2 lowest, f64x2 highest) noexcept;

  double sampleRate_ = 48000.0;
  MultibandBandSettings settings_;
  MultibandMode mode_ = MultibandMode::Compress;  ///< at work; settings_.mode may be on its way
  ParamSmoother threshold_, knee_, slope_, range_, gain_, engaged_;
  double kAttack_ = 1.0, kRelease_ = 1.0;
  HoldWindow hold_;
  PairHistory history_;
  int liveBlocks_ = 0;   ///< since when the history is without gaps
  bool settle_ = false;  ///< the gain starts where it is asked to be
  bool alike_ = false;   ///< both sides have the same gain throughout the block
  Controls controls_;    ///< of the block
  f64x2 smoothed_ = f64x2::zero();
  double most_ = 0.0;         ///< of the last block
  f64x2 work_[kBlockFrames];  ///< levels, then gains asked for, then those that it gets
};

}  // namespace lathe
