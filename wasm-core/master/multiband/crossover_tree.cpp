#include "master/multiband/crossover_tree.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kLowestHz = 20.0, kHighestHz = 18000.0, kHighestShare = 0.45;
constexpr double kFrequencyMs = 30.0, kSwitchMs = 10.0;
// Fifteen time constants of a Butterworth pair: −65 dB for two in a row.
constexpr double kWarmUpPeriods = 3.5;

}  // namespace

Crossovers orderedCrossovers(const Crossovers& hz, int bands, double sampleRate) noexcept {
  Crossovers ordered = hz;
  double highest = math::clamp(kHighestShare * sampleRate, kLowestHz, kHighestHz);
  for (int i = 2; i < bands; ++i) highest /= kLeastCrossoverRatio;
  double lowest = kLowestHz;
  for (int i = 0; i < bands - 1; ++i) {
    double& here = ordered[static_cast<size_t>(i)];
    here = math::clamp(here, lowest, highest);
    lowest = here * kLeastCrossoverRatio;
    highest *= kLeastCrossoverRatio;
  }
  return ordered;
}

void CrossoverTree::moveTo(Split& split, double log2Hz) const noexcept {
  if (log2Hz == split.at) return;
  split.at = log2Hz;
  split.g = math::tan(math::kPi / sampleRate_ * math::exp2(log2Hz));
}

void CrossoverTree::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  for (Split& split : splits_) {
    split.log2Hz.prepare(sampleRate, kFrequencyMs);
    split.share.prepare(sampleRate, kSwitchMs);
    split.at = 0.0;  // 1 Hz: designed anew for this rate
  }
  set(1, hz_, true);
  reset();
}

void CrossoverTree::reset() noexcept {
  set(bands_, hz_, true);
  for (Split& split : splits_) split.filter.reset();
}

void CrossoverTree::start(Split& split, double hz) noexcept {
  split.on = true;
  split.filter.reset();
  split.log2Hz.snap(math::log2(hz));
  split.share.snap(0.0);
  moveTo(split, split.log2Hz.target());
  warmUpFrames_ = std::max(warmUpFrames_, static_cast<int>(kWarmUpPeriods / hz * sampleRate_));
}

void CrossoverTree::set(int bands, const Crossovers& hz, bool snap) noexcept {
  bands_ = std::clamp(bands, 1, kMaxBands);
  hz_ = orderedCrossovers(hz, bands_, sampleRate_);
  bool waiting = false;
  for (int i = 0; i < kMaxCrossovers; ++i) {
    Split& split = splits_[static_cast<size_t>(i)];
    const double here = hz_[static_cast<size_t>(i)];
    if (i >= bands_ - 1) {
      snap ? split.share.snap(0.0) : split.share.setTarget(0.0);
      split.on = split.on && !snap;
    } else if (snap) {
      if (!split.on) start(split, here);
      split.log2Hz.snap(math::log2(here));
      split.share.snap(1.0);
      moveTo(split, split.log2Hz.target());
    } else if (!split.on) {
      start(split, here);
    } else {
      split.log2Hz.setTarget(math::log2(here));
    }
    waiting = waiting || (split.on && i < bands_ - 1 && split.share.target() == 0.0);
  }
  if (!waiting) warmUpFrames_ = 0;
}

int CrossoverTree::process(BandBlocks& bands) noexcept {
  warmUpFrames_ = std::max(0, warmUpFrames_ - kBlockFrames);
  int sounding = 1;
  for (int i = 0; i < kMaxCrossovers; ++i) {
    Split& split = splits_[static_cast<size_t>(i)];
    if (!split.on) break;
    const bool wanted = i < bands_ - 1;
    if (wanted && warmUpFrames_ == 0) split.share.setTarget(1.0);
    const CubicSegment& share = split.share.advance();
    if (!wanted && share.constant) {
      split.on = false;
      break;
    }
    const double gStart = split.g;
    moveTo(split, split.log2Hz.advance().end());
    split.filter.process(bands, i, gStart, split.g, share);
    sounding = i + 2;
  }
  return sounding;
}

}  // namespace lathe
