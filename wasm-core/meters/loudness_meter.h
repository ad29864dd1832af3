// Loudness after ITU-R BS.1770-5 and EBU Tech 3341/3342: momentary (400 ms),
// short-term (3 s), their maxima on a 10 ms hop, integrated loudness with both
// gates, loudness range. One implementation serves the live meter and files.
// Memory is fixed at `prepare`, whatever the programme's length.
// Units: LUFS, LU. Thread: `prepare` off the real-time thread; `process`,
// `reset` and the readings are real-time safe, all on one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/simd.h"
#include "meters/channel_weights.h"
#include "meters/k_weighting.h"
#include "meters/loudness_histogram.h"

namespace lathe {

class LoudnessMeter {
 public:
  /// `weights`: one a channel; empty for `defaultChannelWeight`.
  void prepare(double sampleRate, int channels, std::span<const double> weights = {});
  /// As straight after `prepare`.
  void reset() noexcept;
  /// Planar input, one pointer a channel, any number of frames. A non-finite sample silences its
  /// 10 ms and restarts the filters; see `badSubBlocks`.
  void process(const float* const* channels, int frames) noexcept;
  void process(const double* const* channels, int frames) noexcept;
  /// A file ends here: loudness range sees 1.5 s of silence after it (EBU Tech 3342). Nothing may
  /// be processed afterwards until `reset`. Live meters never call it.
  void finishFile() noexcept;

  // Readings: nothing until the first whole window, and for silence.
  std::optional<double> momentaryLufs() const noexcept;
  std::optional<double> shortTermLufs() const noexcept;
  std::optional<double> maxMomentaryLufs() const noexcept;
  std::optional<double> maxShortTermLufs() const noexcept;
  std::optional<double> integratedLufs() const noexcept { return gated_.gatedLoudnessLufs(); }
  std::optional<double> loudnessRangeLu() const noexcept { return shortTerms_.rangeLu(); }
  /// Loudness range settles with length: EBU Tech 3342 asks for 60 s.
  bool loudnessRangeStable() const noexcept { return subBlocks_ >= 6000; }
  /// 10 ms stretches that held NaN or infinity and were counted as silence.
  uint64_t badSubBlocks() const noexcept { return badSubBlocks_; }

 private:
  // Two channels as the two lanes: the filters' states and the current sub-block's Σx².
  struct PairState {
    f64x2 shelf1, shelf2, highPass1, highPass2, energy;
  };
  template <typename Sample>
  void processSamples(const Sample* const* channels, int frames) noexcept;
  template <typename Sample>
  void filterPair(PairState& pair, const Sample* left, const Sample* right,
                  int frames) const noexcept;
  void endSubBlock() noexcept;
  void pushEnergy(double energy) noexcept;
  /// Frame at which sub-block `index` begins.
  int64_t edgeFrame(int64_t index) const noexcept;
  /// Weighted mean square of the last `subBlocks` sub-blocks.
  double windowEnergy(int subBlocks) const noexcept;

  double sampleRate_ = 48000.0;
  int channels_ = 0;
  KWeightingCoefficients filter_{};
  std::vector<double> weights_;  // padded to pairs
  std::vector<PairState> pairs_;
  std::vector<double> energyRing_;  // Σ G·x² of the last 300 sub-blocks, written twice so that
  int ringPosition_ = 0;            // every window is contiguous
  int64_t frame_ = 0;
  int64_t subBlocks_ = 0;  // complete ones
  int64_t nextEdge_ = 0;   // frame at which the current one ends
  double momentary_ = 0.0, shortTerm_ = 0.0;
  double maxMomentary_ = 0.0, maxShortTerm_ = 0.0;
  LoudnessHistogram gated_;
  LoudnessHistogram shortTerms_;
  uint64_t badSubBlocks_ = 0;
};

}  // namespace lathe
