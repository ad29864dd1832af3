#include "dsp/sliding_maximum.h"

#include "base/math.h"

namespace lathe {

HoldWindow HoldWindow::of(double ms, double sampleRate) noexcept {
  const double asked = math::round(ms * 0.001 * sampleRate);
  const int frames = static_cast<int>(math::clamp(asked, kBlockFrames + 1.0, 1e6));
  HoldWindow w;
  w.whole = (frames - 1) / kBlockFrames;
  w.part = frames - w.whole * kBlockFrames;
  return w;
}

size_t SlidingMaximum::heapBytes(double sampleRate, double longestMs) noexcept {
  const auto blocks = static_cast<size_t>(HoldWindow::of(longestMs, sampleRate).whole) + 2;
  return blocks * kBlockFrames * kLanes * sizeof(float);
}

void SlidingMaximum::prepare(double sampleRate, double longestMs) {
  blocks_ = HoldWindow::of(longestMs, sampleRate).whole + 2;
  data_.assign(static_cast<size_t>(blocks_) * kBlockFrames * kLanes, 0.0f);
  reset(kLanes);
}

void SlidingMaximum::reset(int columns) noexcept {
  columns_ = columns;
  at_ = 0;
  for (float& x : data_) x = 0.0f;
}

void SlidingMaximum::setColumns(int columns) noexcept {
  if (columns == columns_) return;
  columns_ = columns;
  for (int age = 0; age < blocks_; ++age) {
    float* tails = data_.data() + offset(age);
    if (columns == kLanes) {
      for (int i = 2 * kBlockFrames - 1; i >= 0; --i) tails[2 * i] = tails[2 * i + 1] = tails[i];
    } else {
      for (int i = 0; i < 2 * kBlockFrames; ++i) {
        const float left = tails[2 * i], right = tails[2 * i + 1];
        tails[i] = left > right ? left : right;
      }
    }
  }
}

void SlidingMaximum::clearColumn(int column) noexcept {
  for (int age = 0; age < blocks_; ++age) {
    float* tails = data_.data() + offset(age);
    for (int i = 0; i < kBlockFrames; ++i) tails[i * columns_ + column] = 0.0f;
  }
}

void SlidingMaximum::copyColumn(int column, const SlidingMaximum& from, int fromColumn) noexcept {
  for (int age = 0; age < blocks_; ++age) {
    float* tails = data_.data() + offset(age);
    const float* source = from.data_.data() + from.offset(age);
    for (int i = 0; i < kBlockFrames; ++i) {
      tails[i * columns_ + column] = source[i * from.columns_ + fromColumn];
    }
  }
}

template void slideMaximum(const MonoHistory&, const HoldWindow&, const f32x4*, f32x4*) noexcept;
template void slideMaximum(const StereoHistory&, const HoldWindow&, const f32x4*, f32x4*) noexcept;
template void pushLevels<const MonoHistory&>(const MonoHistory&, const f32x4*) noexcept;
template void pushLevels<const StereoHistory&>(const StereoHistory&, const f32x4*) noexcept;

}  // namespace lathe
