// Algorithmic reverb for an effect return, stereo in and out, in place:
//   cuts → pre-delay → early taps ─────────────────────────→ + → duck, width, mix
//                    → diffusion → feedback delay network → +
// reverb_design.h has the lengths and the decay curve, feedback_network.h the
// loop. Wet sound comes back about as loud as it went in, whatever type, size
// and decay. No latency.
//
// Gains glide over 20 ms, frequencies and decay over 30 ms; new lengths (type,
// size, pre-delay, and a decay too short for them) cross-fade over 40 ms, one
// after the other. At mix 0 % the input is passed through exactly. NaN,
// infinities and what is beyond ±100 dBFS are silence to the wet path.
// Thread: real-time, except `prepare`.
#pragma once

#include <cstddef>

#include "base/smoother.h"
#include "effects/cut_filter.h"
#include "effects/feedback_network.h"
#include "effects/return_mix.h"

namespace lathe {

class Reverb {
 public:
  /// What `prepare` allocates.
  static size_t memoryBytes(double sampleRate);
  /// [not real-time] Allocates, and resets to default settings.
  void prepare(double sampleRate);
  /// Silence inside; settings as they are, in force at once.
  void reset() noexcept;
  void set(const ReverbSettings& settings, bool snap) noexcept;
  /// One block of kBlockFrames.
  void process(float* left, float* right) noexcept;
  int latencyFrames() const noexcept { return 0; }

  /// For tests: energy in the network's lines.
  double storedEnergy() const noexcept { return network_.storedEnergy(to_.line); }

 private:
  /// Everything that glides.
  enum Glide { Early, Late, Angle, Depth, T60, Damping, High, Low, kGlides };

  void aimGlides(bool snap) noexcept;
  void beginFade(const ReverbGeometry& next) noexcept;
  void advanceFade() noexcept;
  void advanceDecay(bool snap) noexcept;
  void advanceTurn(double depth) noexcept;
  DiffusionAngle advanceAngle() noexcept;
  void setAngle(double radians) noexcept;
  void effectiveLines(double* frames) const noexcept;
  void readEarly(const ReverbGeometry& geometry, float* left, float* right) const noexcept;
  void addEarly(float* left, float* right) noexcept;
  void feed() noexcept;

  double sampleRate_ = 48000.0;
  ReverbSettings settings_;
  CutFilter cuts_;
  ReturnMix mix_;
  BlockRings preDelay_;
  Diffuser diffuser_;
  FeedbackNetwork network_;

  ParamSmoother glide_[kGlides];
  bool decayMoves_ = false;
  double lfo_[kReverbLines / 2] = {};      ///< turns
  double turnEnd_[kReverbLines / 2] = {};  ///< angles at the last block's end
  LineTurn turn_;
  double tangent_ = 0.0, diffusionGain_ = 1.0;  ///< of the angle, at the last block's end

  ReverbGeometry from_, to_, next_;
  bool waiting_ = false;  ///< next_ comes when the present fade is over
  FadeRamp fade_;
  int fadeBlock_ = 0, fadeBlocks_ = 15;

  ReverbChannels channels_;
  alignas(16) float wet_[2][kBlockFrames];
  alignas(16) float early_[2][2][kBlockFrames];  ///< [old, new][side]
};

}  // namespace lathe
