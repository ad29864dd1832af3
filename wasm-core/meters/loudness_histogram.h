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
  /// `energy`: weighted mean square of one block, finite. At or under −70 LUFS it is ignored.
  void add(double energy) noexcept;
  /// Blocks over −70 LUFS so far.
  uint64_t count() const noexcept { return total_; }
  /// Mean of the blocks over the relative gate at −10 LU, in LUFS; nothing where no block passed.
  std::optional<double> gatedLoudnessLufs() const noexcept;
  /// P95 − P10 of the blocks over the relative gate at −20 LU.
  std::optional<double> rangeLu() const noexcept;

 private:
  struct Bin {
    uint64_t count;
    double energy;  ///< sum over its blocks
  };
  /// First bin whose mean energy reaches `factor` times the mean of all blocks.
  int firstBinOver(double factor) const noexcept;
  /// Mean energy of the bin that holds the block of `rank` (0 the quietest) from bin `first` up.
  double energyOfRank(int first, uint64_t rank) const noexcept;

  std::vector<Bin> bins_;
  uint64_t total_ = 0;
  double energy_ = 0.0;
  int lowest_ = 0, highest_ = -1;  // bins in use
};

/// −0.691 + 10·log10(energy): LUFS of a weighted mean square summed over channels (energy > 0).
double energyToLufs(double energy) noexcept;

}  // namespace lathe
