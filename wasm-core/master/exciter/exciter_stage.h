// The exciter as a stage of the master: its bands by Linkwitz-Riley crossovers
// (multiband/crossover_tree.h), excited and added up again (exciter.h). What is
// not excited comes out through the crossovers' all-pass: flat in magnitude. One
// band is not split at all.
// Thread: real-time, except `prepare`.
#pragma once

#include "master/exciter/exciter.h"
#include "master/multiband/crossover_tree.h"
#include "master/stereo_block.h"

namespace lathe {

struct ExciterStageSettings {
  int bands = 4;  ///< 1 … 4
  Crossovers edgeHz{150.0, 1200.0, 5000.0, 18000.0};
  ExciterSettings exciter;
  bool operator==(const ExciterStageSettings&) const = default;
};

class ExciterStage {
 public:
  void prepare(double sampleRate) noexcept;
  void reset() noexcept;
  void set(const ExciterStageSettings& settings, bool snap) noexcept;
  /// `turned`: where to write the sum of the bands as they come, not late; or null.
  void process(StereoBlock& block, StereoBlock* turned = nullptr) noexcept;
  double addedDb() const noexcept { return exciter_.addedDb(); }
  int latencyFrames() const noexcept { return exciter_.latencyFrames(); }
  static size_t heapBytes(double sampleRate) noexcept { return Exciter::heapBytes(sampleRate); }

 private:
  double sampleRate_ = 48000.0;
  CrossoverTree tree_;
  Exciter exciter_;
  BandBlocks bands_;
};

}  // namespace lathe
