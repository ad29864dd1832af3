// Loudness of blocks in bins of 0.01 LU from −70 LUFS (the absolute gate) up:
// what integrated loudness (ITU-R BS.1770-5) and loudness range (EBU Tech 3342)
// need of a programme of any length, in fixed memory. Each bin keeps the count
// and the sum of the mean squares themselves, so only the position of a gate is
// quantised, never a level.
// Thread: `prepare` off the real-time thread; the rest anywhere, one at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace lathe {

class LoudnessHistogram {
 public:
  void prepare();
  void reset() noexcept;
  /// `energy`: weighted mean square of one block. At or under −70 LUFS it is ignored.
  void add(double energy) noexcept;
  uint64_t count() const noexcept { return total_; }
  /// Mean of the blocks over −10 LU relative; nothing where no block passed −70 LUFS.
  std::optional<double> gatedLoudnessLufs() const noexcept;
  /// P95 − P10 of the blocks over −20 LU relative.
  std::optional<double> rangeLu() const noexcept;

 private:
  struct Bin {
    uint64_t count;
    double energy;
  };
  /// First bin whose mean level is not under `offsetLu` below the ungated mean.
  int relativeGateBin(double offsetLu) const noexcept;

  std::vector<Bin> bins_;
  uint64_t total_ = 0;
  double energy_ = 0.0;
};

/// −0.691 + 10 log10(energy): LUFS of a weighted mean square summed over channels.
double energyToLufs(double energy) noexcept;

}  // namespace lathe
