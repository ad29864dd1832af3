// Where a compressor's threshold would have to be: a histogram of the levels
// that its detector heard, and from it the threshold at which its static curve
// takes a wanted reduction, on average over the passages that are active.
//
// Active is what lies above −70 dB and within 20 dB of the mean power of all
// that does (the gates of EBU Tech 3342), so that neither pauses nor crosstalk
// count. Attack and release are left out: fast ones give about the average that
// was asked for, slow ones hold on to peaks and give somewhat more.
// Threads: `add` real-time, of one thread; `propose` and `clear` any, at any time.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace lathe {

class ThresholdLearner {
 public:
  struct Proposal {
    bool found = false;        ///< false: nothing active was heard, or the ratio cannot reach it
    double thresholdDb = 0.0;  ///< −60…0
    double reductionDb = 0.0;  ///< the average it gives
  };

  void clear() noexcept;
  /// One block's level in dB, as CompressorBank::detectorLevelDb gives it.
  void add(float levelDb) noexcept;
  Proposal propose(double ratio, double kneeDb, double wantedDb = 3.0) const noexcept;

 private:
  static constexpr double kLowestDb = -70.0, kBinDb = 0.5;
  static constexpr int kBins = 164;  ///< to +12 dB
  static double levelOf(int bin) noexcept { return kLowestDb + kBinDb * (bin + 0.5); }

  std::array<std::atomic<uint32_t>, kBins> counts_{};
};

}  // namespace lathe
