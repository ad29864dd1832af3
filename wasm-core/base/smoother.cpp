#include "base/smoother.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr size_t kMost = ParamSmoother::kMaxAverage;

/// The weights of every average, once for all smoothers: row N − 1 has N taps.
struct WeightTable {
  std::array<std::array<double, kMost>, kMost> row{};

  WeightTable() noexcept {
    for (size_t i = 0; i < kMost; ++i) fill(static_cast<int>(i) + 1, row[i]);
  }

 private:
  // Four boxes, N + 3 long together, make N taps: their sidelobes fall where the
  // spline's do not, 20 dB below those of one box of N.
  static void fill(int average, std::array<double, kMost>& weight) noexcept {
    weight[0] = 1.0;
    int length = 1;
    for (int box = 0; box < 4; ++box) {
      const int width = (average + 3 + box) / 4;
      std::array<double, kMost> widened{};
      for (int i = 0; i < length; ++i) {
        for (int k = 0; k < width; ++k) {
          widened[static_cast<size_t>(i + k)] += weight[static_cast<size_t>(i)] / width;
        }
      }
      weight = widened;
      length += width - 1;
    }
  }
};

/// Made by the first `prepare`, which is not in real time.
const WeightTable& weightTable() noexcept {
  static const WeightTable table;
  return table;
}

}  // namespace

void CubicSegment::fill(float* frames) const noexcept {
  if (constant) {
    const f32x4 value = f32x4::splat(static_cast<float>(c0));
    for (int i = 0; i < kBlockFrames; i += 4) value.store(frames + i);
    return;
  }
  const f64x2 a0 = f64x2::splat(c0), a1 = f64x2::splat(c1), a2 = f64x2::splat(c2),
              a3 = f64x2::splat(c3), step = f64x2::splat(2.0 / kBlockFrames);
  f64x2 u = f64x2::make(0.0, 1.0 / kBlockFrames);  // multiples of 1/128: exact
  for (int i = 0; i < kBlockFrames; i += 4) {
    const f64x2 v = u + step;
    demote(a0 + u * (a1 + u * (a2 + u * a3)), a0 + v * (a1 + v * (a2 + v * a3))).store(frames + i);
    u = v + step;
  }
}

double ParamSmoother::averageBlocks(double sampleRate, double smoothingMs) noexcept {
  const double blocks = smoothingMs * sampleRate / 1000.0 / kBlockFrames;
  return math::clamp(math::round(blocks) - 2.0, 1.0, kMaxAverage);
}

double ParamSmoother::lagFrames(double sampleRate, double smoothingMs) noexcept {
  // The weights are symmetric, so the mean of N targets lags by (N − 1)/2 blocks; the spline is at
  // its newest control point but one when the block ends.
  return (averageBlocks(sampleRate, smoothingMs) + 3.0) / 2.0 * kBlockFrames;
}

void ParamSmoother::prepare(double sampleRate, double smoothingMs) noexcept {
  average_ = static_cast<int>(averageBlocks(sampleRate, smoothingMs));
  weight_ = weightTable().row[static_cast<size_t>(average_) - 1].data();
  snap(target_);
}

void ParamSmoother::snap(double value) noexcept {
  target_ = value;
  blocksLeft_ = 0;
  at_ = 0;
  point_.fill(value);
  recent_.fill(value);
  segment_ = CubicSegment{value, 0.0, 0.0, 0.0, true};
}

void ParamSmoother::setTarget(double value) noexcept {
  if (value == target_) return;
  target_ = value;
  blocksLeft_ = settlingBlocks();
}

const CubicSegment& ParamSmoother::advance() noexcept {
  if (blocksLeft_ == 0) {
    if (!segment_.constant) snap(target_);
    return segment_;
  }
  recent_[static_cast<size_t>(at_)] = target_;
  if (++at_ == average_) at_ = 0;
  // Summed afresh: a running sum would drift. From the N-th block on all N are
  // the target, and so is their mean, without rounding: settling is exact.
  double mean = target_;
  if (blocksLeft_ > 3) {
    double sum = 0.0;
    for (int i = 0; i < average_; ++i) {
      const int oldestFirst = at_ + i < average_ ? at_ + i : at_ + i - average_;
      sum += weight_[i] * recent_[static_cast<size_t>(oldestFirst)];
    }
    mean = sum;
  }
  point_ = {point_[1], point_[2], point_[3], mean};
  const auto [p0, p1, p2, p3] = point_;
  segment_.c0 = (p0 + 4.0 * p1 + p2) / 6.0;
  segment_.c1 = (p2 - p0) / 2.0;
  segment_.c2 = (p0 - 2.0 * p1 + p2) / 2.0;
  segment_.c3 = (p3 - p0 + 3.0 * (p1 - p2)) / 6.0;
  segment_.constant = false;
  --blocksLeft_;
  return segment_;
}

}  // namespace lathe
