// True-peak limiter. An 8× detector decides the gain each sample of each channel
// may have; an envelope (gain_envelope.h) with the times of a character
// (limiter_character.h) turns that into the gain it gets, in force a guard before
// the peak; the delayed signal is multiplied by it. Each step only ever lowers
// the gain at a peak, so the ceiling holds by construction, but for the
// interpolator's own error and what the moving gain adds between samples: 0.15 dB
// are kept in hand for those.
//
// Link: with both links at 100 % one envelope serves both channels. Below, each
// has its own, and hears of the other's reduction the share that the link says:
// never less than what it needs itself, so that the ceiling holds on each.
//
// Units: ms, dBTP, frames. Thread: `prepare` off the real-time thread; the rest
// real-time safe.
#pragma once

#include <array>
#include <vector>

#include "base/block.h"
#include "master/limiter/gain_envelope.h"
#include "master/limiter/limiter_settings.h"
#include "master/limiter/nyquist_reserve.h"
#include "master/stereo_block.h"
#include "meters/interpolator.h"

namespace lathe {

class TruePeakLimiter {
 public:
  static constexpr double kMaxLookAheadMs = 10.0;
  static constexpr double kMarginDb = 0.15;

  void prepare(double sampleRate);
  static size_t heapBytes(double sampleRate) noexcept;
  /// Clears all state, with these settings.
  void start(const LimiterSettings& settings) noexcept;
  /// Takes what may change while it runs: all but look-ahead and character, which stay as started.
  void update(const LimiterSettings& settings) noexcept;
  /// Clears all state; settings stay.
  void reset() noexcept { start(settings_); }

  /// In place. Finite input only: the chain's door keeps out the rest.
  void process(StereoBlock& block) noexcept;
  /// Output frame n + latency is input frame n.
  int latencyFrames() const noexcept { return latencyFrames_; }
  /// Frames of input after a start until the delay is filled and every gain rests on real input.
  int warmUpFrames() const noexcept { return latencyFrames_ + frames_.levelHold; }
  /// The latency that a look-ahead gives at a rate, whatever the character.
  static int latencyFrames(double sampleRate, double lookAheadMs) noexcept;
  /// Lowest gain applied to either channel in the last block, linear, <= 1.
  double minimumGain() const noexcept { return minimumGain_; }

 private:
  void detect(const StereoBlock& block) noexcept;
  /// Peaks → the gain that a frame with each may have.
  void allow(const float* peaks, GainEnvelope::Block& allowed) const noexcept;
  void linkGains() noexcept;
  void computeGains() noexcept;
  bool atRest() const noexcept {
    return envelopes_[0].atRest() && (shared_ || envelopes_[1].atRest());
  }

  double sampleRate_ = 48000.0;
  LimiterSettings settings_;
  double ceiling_ = 1.0;                            // linear, margin taken off
  double threshold_ = 1.0, kneeEnd_ = 1.0;          // linear: between them lies the knee
  double transientSplit_ = 0.0, levelSplit_ = 0.0;  // 1 − link, 0…1
  int latencyFrames_ = 0;
  GainEnvelope::Frames frames_{};
  const Interpolator8x* interpolator_ = nullptr;
  NyquistReserve reserve_[2];
  std::array<GainEnvelope, 2> envelopes_;  // the first for both, or one a channel
  bool shared_ = true;
  double minimumGain_ = 1.0;
  std::vector<double> delay_;  // L R interleaved, a power of two of frames
  int delayMask_ = 0, delayPosition_ = 0;
  bool over_ = false;  // some gap of the block exceeds the threshold
  bool idle_ = true;   // every gain of the block is 1
  alignas(16) float window_[2][Interpolator8x::kWindow];
  alignas(16) float peaks_[2][kBlockFrames];
  alignas(16) GainEnvelope::Block held_[2], sustained_[2], gain_[2];
};

}  // namespace lathe
