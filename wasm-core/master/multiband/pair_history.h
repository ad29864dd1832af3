// The levels of left and right of the last milliseconds, for the sliding
// maximum (dsp/sliding_maximum.h), in double.
// Thread: real-time, except `prepare`.
#pragma once

#include <vector>

#include "dsp/sliding_maximum.h"

namespace lathe {

class PairHistory {
 public:
  static size_t heapBytes(double sampleRate, double longestMs) noexcept;
  /// [not real-time] Allocates for the longest window.
  void prepare(double sampleRate, double longestMs);
  void reset() noexcept;

  // What slideMaximum and pushLevels ask for.
  struct Tails {
    const double* at;
    LATHE_INLINE f64x2 operator[](int frame) const noexcept { return f64x2::load(at + 2 * frame); }
  };
  Tails tails(int age) const noexcept { return {data_.data() + offset(age)}; }
  void setTail(int frame, f64x2 x) noexcept { x.store(data_.data() + offset(0) + 2 * frame); }
  void push() noexcept { at_ = at_ + 1 == blocks_ ? 0 : at_ + 1; }

 private:
  LATHE_INLINE size_t offset(int age) const noexcept {
    const int slot = at_ >= age ? at_ - age : at_ - age + blocks_;
    return static_cast<size_t>(slot) * kBlockFrames * 2;
  }
  int blocks_ = 0;  ///< in the ring, the current one included
  int at_ = 0;
  std::vector<double> data_;  ///< [block][frame][side]
};

}  // namespace lathe
