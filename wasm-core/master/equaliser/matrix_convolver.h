// Long filters from left and right to left and right: uniformly partitioned
// overlap-save convolution in the frequency domain (Stockham 1966; Wefers,
// "Partitioned convolution algorithms for real-time auralization", 2015), both
// channels at once, as mid and side, ½(L ± R): what is done to both channels alike, to
// the mid or to the side alone is then one product a bin and lane.
//
// A partition is several blocks long. As soon as one has come in it is
// transformed, multiplied with the filter's first partition and transformed
// back; the products of older input with the other partitions, most of the work,
// are made in the blocks before, for as many bins in each. The first frame out of
// a partition leaves in the block that completes it, so that all this delays by a
// partition less a block.
//
// Two filters: one in force, one to be written, which then takes over, by a
// cross-fade of one partition or at once. A flat filter costs no products: its
// output is the input, delayed by as much as others delay, to the bit.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <vector>

#include "base/fft.h"
#include "master/stereo_block.h"

namespace lathe {

/// Spectra of a filter's partitions, one after the other. Lanes: to mid, to side.
struct MatrixFilter {
  bool flat = true;
  bool crosses = false;
  std::vector<RealFft<f64x2>::Bin> straight;  ///< from mid to mid, from side to side
  std::vector<RealFft<f64x2>::Bin> crossing;  ///< from side to mid, from mid to side
};

class MatrixConvolver {
 public:
  using Bin = RealFft<f64x2>::Bin;

  /// `partitionFrames`: a power of two of blocks, two or more. `centre`: by how much a flat filter
  /// delays, at least a partition.
  void prepare(int partitionFrames, int partitions, int centre);
  /// Silence behind it; the filters stay. One that waits is in force.
  void reset() noexcept;
  /// Only between `ready` and `takeOver`.
  MatrixFilter& spare() noexcept { return filter_[1 - inForce_]; }
  /// No cross-fade is on or due.
  bool ready() const noexcept { return !waiting_; }
  /// The spare filter, as written: from the next partition on, or now.
  void takeOver(bool snap) noexcept;

  /// In place; `delayed` is what came in latencyFrames() ago. Finite input only.
  void process(StereoBlock& block, StereoBlock& delayed) noexcept;
  int latencyFrames() const noexcept { return latencyFrames(partitionFrames_, centre_); }
  static int latencyFrames(int partitionFrames, int centre) noexcept {
    return centre + partitionFrames - kBlockFrames;
  }
  static size_t heapBytes(int partitionFrames, int partitions, int centre) noexcept;

 private:
  void accumulate(int which, int firstPartition, int partitions, size_t from, size_t to) noexcept;
  void accumulateUpTo(size_t bin) noexcept;
  void accumulateNewest(int which) noexcept { accumulate(which, 0, 1, 0, stride()); }
  void transformNewest() noexcept;
  void finish(int which, f64x2* out) noexcept;
  void completePartition() noexcept;
  const f64x2* past(int64_t frame) const noexcept {
    return &history_[static_cast<size_t>(frame & historyMask_)];
  }
  size_t stride() const noexcept { return static_cast<size_t>(partitionFrames_) + 1; }

  int partitionFrames_ = 0, partitions_ = 0, centre_ = 0, blocks_ = 0;
  int inForce_ = 0;
  bool waiting_ = false, fading_ = false;
  int block_ = 0;           ///< of the partition that is coming in
  size_t accumulated_ = 0;  ///< bins that have its products, but for the newest input's
  int next_ = 0;            ///< slot of its spectrum
  int64_t frame_ = 0, historyMask_ = 0;
  RealFft<f64x2> fft_;
  std::array<MatrixFilter, 2> filter_;
  std::array<std::vector<Bin>, 2> sum_;  ///< of each filter's products
  std::vector<Bin> spectra_;             ///< of past input, a ring
  std::vector<f64x2> history_;           ///< past input, a ring
  std::vector<f64x2> faded_, out_;
};

}  // namespace lathe
