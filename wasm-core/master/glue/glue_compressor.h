// The master's glue compressor: one gain for both sides, feed-forward in the log
// domain with a quadratic soft knee (Giannoulis, Massberg, Reiss, "Digital
// dynamic range compressor design", JAES 60(6) 2012).
//
// The detector hears the key through an optional high-pass, and takes the mean
// power of both sides over 10 ms: a sine on both reads 3 dB below its peak, one
// side alone 3 dB less again. Smooth branching follows, solved so that the labels
// are true for a step of 20 dB through both (dsp/gain_smoothing.h). Attacks below
// 10 ms look through a window of their own length.
//
// Automatic release: the crest factor of the key over 200 ms moves it between a
// fast and a slow one, as dsp/compressor_extras.h does.
// A stage that does not reduce, without make-up, passes its input through exactly.
// No latency. Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "dsp/key_filter.h"
#include "master/glue/glue_settings.h"
#include "master/glue/sliding_mean.h"
#include "master/pair_section.h"
#include "master/stereo_block.h"

namespace lathe {

class GlueCompressor {
 public:
  static size_t heapBytes(double sampleRate) noexcept;
  /// [not real-time] Allocates; default settings.
  void prepare(double sampleRate);
  void reset() noexcept;
  /// Threshold, ratio, knee, range, make-up and mix move over 20 ms, the key's filter over 30 ms,
  /// unless `snap`.
  void set(const GlueSettings& settings, bool snap) noexcept;
  void process(StereoBlock& block) noexcept;
  int latencyFrames() const noexcept { return 0; }

  /// Most negative gain of the last block in dB, make-up and mix not counted; never above 0.
  double gainReductionDb() const noexcept { return reductionDb_; }
  /// Largest level that the detector heard in the last block, dB: for ThresholdLearner.
  float detectorLevelDb() const noexcept { return levelDb_; }

 private:
  struct Controls {
    CubicSegment threshold, knee, slope, range, makeUp, mix;
    bool gliding;
  };
  Controls advance() noexcept;
  void listen(const StereoBlock& block) noexcept;
  void adaptRelease() noexcept;
  template <bool kGliding>
  void ask(const Controls& controls) noexcept;
  void smooth() noexcept;
  template <class GainOf>
  void applyGains(StereoBlock& block, GainOf gainOf) const noexcept;
  void apply(const Controls& controls, StereoBlock& block) const noexcept;

  double sampleRate_ = 48000.0;
  GlueSettings settings_;
  ParamSmoother threshold_, knee_, slope_, range_, makeUp_, mix_;
  KeyFilterLane keyDesign_;
  PairSection keyFilter_;
  SlidingMean mean_;
  double kAttack_ = 1.0, kRelease_ = 1.0;
  double fastRelease_ = 0.0, slowRelease_ = 0.0;  ///< log2 of the coefficients
  double crestKeep_ = 0.0, peakPower_ = 0.0, meanPower_ = 0.0;
  double smoothed_ = 0.0;            ///< reduction, log2 units
  double most_ = 0.0, least_ = 0.0;  ///< of the block's reductions
  double reductionDb_ = 0.0;
  float levelDb_ = 0.0f;
  alignas(16) double work_[kBlockFrames];  ///< powers, means, then reductions
};

}  // namespace lathe
