// The largest level of the last W frames, for the Punch detector: for each
// frame, in four comparisons, whatever W.
//
// After van Herk (1992) and Gil & Werman (1993), on the engine's block grid:
// a window that ends in this block is the running maximum from the block's
// start, whole blocks, and the tail of one older block. Tails (maxima from each
// frame to its block's end) are stored when a block is done.
//
// The history belongs to a bank: one column a lane (mono) or a linked pair
// (stereo). Two stereo banks are worked as one vector, hence the Columns types.
// Thread: real-time, except `prepare`.
#pragma once

#include <vector>

#include "base/block.h"
#include "base/simd.h"

namespace lathe {

/// Where a window of W frames reaches, W = whole·128 + part, 1 <= part <= 128.
struct HoldWindow {
  int whole = 1, part = 1;
  /// At least 129 frames.
  static HoldWindow of(double ms, double sampleRate) noexcept;
};

class SlidingMaximum {
 public:
  static size_t heapBytes(double sampleRate, double longestMs) noexcept;
  /// [not real-time] Allocates for the longest window.
  void prepare(double sampleRate, double longestMs);
  /// Forgets everything, and takes the number of columns (2 or 4).
  void reset(int columns) noexcept;
  /// From 2 columns to 4, each for both lanes of its pair; or from 4 to 2, the larger of each pair.
  void setColumns(int columns) noexcept;
  void clearColumn(int column) noexcept;
  /// History of one column of another of the same rate.
  void copyColumn(int column, const SlidingMaximum& from, int fromColumn) noexcept;

  int blocks() const noexcept { return blocks_; }
  /// Tails of the block `age` blocks ago (1: the last one), [frame][column].
  const float* tails(int age) const noexcept { return data_.data() + offset(age); }
  /// Where the current block's tails go; `push` then makes them age 1.
  LATHE_INLINE float* current() noexcept { return data_.data() + offset(0); }
  void push() noexcept { at_ = at_ + 1 == blocks_ ? 0 : at_ + 1; }

 private:
  LATHE_INLINE size_t offset(int age) const noexcept {
    const int slot = at_ >= age ? at_ - age : at_ - age + blocks_;
    return static_cast<size_t>(slot) * kBlockFrames * kLanes;
  }
  int blocks_ = 0;  ///< in the ring, the current one included
  int at_ = 0;
  int columns_ = kLanes;
  std::vector<float> data_;
};

/// The history of one mono bank, a column a lane.
struct MonoHistory {
  SlidingMaximum* bank;

  struct Tails {
    const float* at;
    LATHE_INLINE f32x4 operator[](int frame) const noexcept { return f32x4::load(at + 4 * frame); }
  };
  Tails tails(int age) const noexcept { return {bank->tails(age)}; }
  /// Where its new tails go.
  struct Writer {
    float* at;
    LATHE_INLINE void operator()(int frame, f32x4 x) const noexcept { x.store(at + 4 * frame); }
  };
  Writer writer() const noexcept { return {bank->current()}; }
  void push() const noexcept { bank->push(); }
};

/// Those of two stereo banks (or of one, twice), a column a pair.
struct StereoHistory {
  SlidingMaximum* first;
  SlidingMaximum* second;

  struct Tails {
    const float *first, *second;
    LATHE_INLINE f32x4 operator[](int frame) const noexcept {
      return loadHalves(first + 2 * frame, second + 2 * frame);
    }
  };
  Tails tails(int age) const noexcept { return {first->tails(age), second->tails(age)}; }
  struct Writer {
    float *first, *second;
    LATHE_INLINE void operator()(int frame, f32x4 x) const noexcept {
      storeHalves(x, first + 2 * frame, second + 2 * frame);
    }
  };
  Writer writer() const noexcept { return {first->current(), second->current()}; }
  void push() const noexcept {
    first->push();
    if (second != first) second->push();
  }
};

/// held[i] = the largest of the W levels up to and including level[i].
/// NaN levels count as nothing.
template <class History, class Level>
void slideMaximum(const History& history, const HoldWindow& window, const Level* level,
                  Level* held) noexcept {
  Level running = Level::zero();
  const auto span = [&](int begin, int end, int age, int firstTail) __attribute__((always_inline)) {
    Level between = Level::zero();
    for (int younger = 1; younger < age; ++younger) {
      between = max(between, history.tails(younger)[0]);
    }
    const auto tails = history.tails(age);
    for (int i = begin; i < end; ++i) {
      running = max(level[i], running);
      held[i] = max(max(running, between), tails[firstTail + i - begin]);
    }
  };
  // Up to frame part − 1 the window begins one block earlier.
  const int split = window.part - 1;
  span(0, split, window.whole + 1, kBlockFrames - split);
  span(split, kBlockFrames, window.whole, 0);
}

/// The block's tails, last one first.
template <class Level, class Writer>
LATHE_INLINE void writeTails(const Level* level, const Writer& write) noexcept {
  Level tail = Level::zero();
  LATHE_UNROLL
  for (int i = kBlockFrames - 1; i >= 0; --i) {
    tail = max(level[i], tail);
    write(i, tail);
  }
}

/// Adds the block to the history: once, after the windows have been slid.
template <class History, class Level>
void pushLevels(History&& history, const Level* level) noexcept {
  if constexpr (requires { history.writer(); }) {
    writeTails(level, history.writer());
  } else {
    writeTails(level, [&](int frame, Level tail) { history.setTail(frame, tail); });
  }
  history.push();
}

// The compressor's, the gate's and the transient shaper's: once for all.
extern template void slideMaximum(const MonoHistory&, const HoldWindow&, const f32x4*,
                                  f32x4*) noexcept;
extern template void slideMaximum(const StereoHistory&, const HoldWindow&, const f32x4*,
                                  f32x4*) noexcept;
extern template void pushLevels<const MonoHistory&>(const MonoHistory&, const f32x4*) noexcept;
extern template void pushLevels<const StereoHistory&>(const StereoHistory&, const f32x4*) noexcept;

}  // namespace lathe
