#include "master/equaliser/fir_design.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr int kBinsPerStep = 512, kPartitionsPerStep = 1;
/// Of all taps, at either end, to nothing along a raised cosine.
constexpr double kTaperShare = 1.0 / 16.0;

}  // namespace

void FirDesign::prepare(double sampleRate, int taps, int partitionFrames) {
  binHz_ = sampleRate / taps;
  taps_ = taps;
  partitionFrames_ = partitionFrames;
  stage_ = Stage::Done;
  long_.prepare(taps);
  short_.prepare(2 * partitionFrames);
  const auto bins = static_cast<size_t>(taps) / 2 + 1;
  bins_.resize(bins);
  crossingGain_.resize(bins);
  time_.resize(static_cast<size_t>(taps));
  window_.resize(2 * static_cast<size_t>(partitionFrames));
}

size_t FirDesign::heapBytes(int taps, int partitionFrames) noexcept {
  const auto bins = static_cast<size_t>(taps) / 2 + 1;
  return RealFft<f64x2>::heapBytes(taps) + RealFft<f64x2>::heapBytes(2 * partitionFrames) +
         bins * (sizeof(Bin) + sizeof(f64x2)) +
         static_cast<size_t>(taps + 2 * partitionFrames) * sizeof(f64x2);
}

void FirDesign::begin(const StaticCurve& curve, MatrixFilter& filter) noexcept {
  curve_ = curve;
  filter_ = &filter;
  filter.flat = curve.flat();
  filter.crosses = curve.crosses();
  crossing_ = false;
  at_ = 0;
  stage_ = curve.flat() ? Stage::Done : Stage::Sample;
}

void FirDesign::sample() noexcept {
  const int from = at_ * kBinsPerStep, to = std::min(from + kBinsPerStep, taps_ / 2 + 1);
  for (int k = from; k < to; ++k) {
    const MidSideGain m = curve_.at(k * binHz_);
    const auto i = static_cast<size_t>(k);
    bins_[i] = {f64x2::make(m.mm, m.ss), f64x2::zero()};
    crossingGain_[i] = f64x2::make(m.ms, m.sm);
  }
}

double FirDesign::taper(int tap) const noexcept {
  const double ends = kTaperShare * taps_, distance = std::min(tap, taps_ - tap);
  if (distance >= ends) return 1.0;
  return 0.5 - 0.5 * math::cos(math::kPi * distance / ends);
}

void FirDesign::partition() noexcept {
  auto& spectra = crossing_ ? filter_->crossing : filter_->straight;
  const int first = at_ * kPartitionsPerStep;
  const int end = std::min(first + kPartitionsPerStep, taps_ / partitionFrames_);
  for (int p = first; p < end; ++p) {
    std::fill(window_.begin(), window_.end(), f64x2::zero());
    for (int i = 0; i < partitionFrames_; ++i) {
      const int tap = p * partitionFrames_ + i;
      const auto circular = static_cast<size_t>((tap + taps_ / 2) & (taps_ - 1));
      window_[static_cast<size_t>(i)] = f64x2::splat(taper(tap)) * time_[circular];
    }
    const auto bins = static_cast<size_t>(partitionFrames_) + 1;
    short_.forward(window_.data(), &spectra[static_cast<size_t>(p) * bins]);
  }
}

bool FirDesign::step() noexcept {
  int steps = 0;
  Stage next = Stage::Done;
  switch (stage_) {
    case Stage::Sample:
      sample();
      steps = taps_ / 2 / kBinsPerStep + 1;
      next = Stage::Transform;
      break;
    case Stage::Transform:
      long_.inverseStep(at_, bins_.data(), time_.data());
      steps = long_.inverseSteps();
      next = Stage::Partition;
      break;
    case Stage::Partition:
      partition();
      steps = (taps_ / partitionFrames_ + kPartitionsPerStep - 1) / kPartitionsPerStep;
      break;
    case Stage::Done:
      return false;
  }
  if (++at_ < steps) return true;
  at_ = 0;
  if (stage_ == Stage::Partition && curve_.crosses() && !crossing_) {
    crossing_ = true;
    for (size_t k = 0; k < bins_.size(); ++k) bins_[k] = {crossingGain_[k], f64x2::zero()};
    next = Stage::Transform;
  }
  stage_ = next;
  return busy();
}

}  // namespace lathe
