#include "console/sum_matrix.h"

#include <algorithm>
#include <cstring>

#include "console/strip_stages.h"

namespace lathe {
namespace {

constexpr int kSumDoubles = 2 * kBlockFrames;

/// How long the output of `level` waits before a bus on `busLevel`.
int waitFrames(const std::vector<int>& levelLatencyFrames, int level, int busLevel) {
  int frames = 0;
  for (int between = level + 1; between < busLevel; ++between) {
    frames += levelLatencyFrames[static_cast<size_t>(between)];
  }
  return frames;
}

int levelOfBus(const MixPlan& plan, int bus) {
  const int strip = plan.stripOfSource[static_cast<size_t>(plan.trackCount + bus)];
  return plan.strips[static_cast<size_t>(strip)].level;
}

}  // namespace

void SumMatrix::prepare(const MixPlan& plan, const std::vector<int>& levelLatencyFrames) {
  rows_.resize(plan.sums.size());
  for (size_t i = 0; i < rows_.size(); ++i) {
    rows_[i].planned = plan.sums[i];
    rows_[i].delay.prepare(
        waitFrames(levelLatencyFrames, plan.sums[i].level, levelOfBus(plan, plan.sums[i].bus)));
  }
  reset();
}

size_t SumMatrix::memoryBytes(const MixPlan& plan, const std::vector<int>& levelLatencyFrames) {
  size_t bytes = plan.sums.size() * sizeof(Row);
  for (const PlannedSum& sum : plan.sums) {
    bytes += FrameDelay<f64x2>::memoryBytes(
        waitFrames(levelLatencyFrames, sum.level, levelOfBus(plan, sum.bus)));
  }
  return bytes;
}

void SumMatrix::reset() noexcept {
  clear();
  for (Row& row : rows_) row.delay.clear();
}

void SumMatrix::clear() noexcept {
  for (Row& row : rows_) std::fill_n(row.frames, kBlockFrames, f64x2::zero());
}

void SumMatrix::load(const double* from, int count) noexcept {
  for (int i = 0; i < count; ++i) {
    std::memcpy(sum(i), from + i * kSumDoubles, sizeof(Row::frames));
  }
}

void SumMatrix::store(double* to, int count) const noexcept {
  for (int i = 0; i < count; ++i) {
    std::memcpy(to + i * kSumDoubles, rows_[static_cast<size_t>(i)].frames, sizeof(Row::frames));
  }
}

void SumMatrix::gather(int bus, int level, float* left, float* right) noexcept {
  f64x2* total = nullptr;
  for (Row& row : rows_) {
    if (row.planned.bus != bus || row.planned.level >= level) continue;
    row.delay.process(row.frames, row.frames);
    if (total == nullptr) {
      total = row.frames;
    } else {
      addShard(row.frames, total);
    }
  }
  if (total == nullptr) {
    std::fill_n(left, kBlockFrames, 0.0f);
    std::fill_n(right, kBlockFrames, 0.0f);
  } else {
    roundMix(total, left, right);
  }
}

}  // namespace lathe
