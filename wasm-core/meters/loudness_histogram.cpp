#include "meters/loudness_histogram.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kAbsoluteGateLufs = -70.0;
constexpr double kBinLu = 0.01;
constexpr int kBins = 10001;             // −70…+30 LUFS; louder goes into the last
constexpr double kIntegratedGate = 0.1;  // −10 LU as energy
constexpr double kRangeGate = 0.01;      // −20 LU

}  // namespace

double energyToLufs(double energy) noexcept { return -0.691 + 10.0 * math::log10(energy); }

void LoudnessHistogram::prepare() {
  bins_.resize(kBins);
  lowest_ = 0;
  highest_ = kBins - 1;
  reset();
}

void LoudnessHistogram::reset() noexcept {
  for (int i = lowest_; i <= highest_; ++i) bins_[static_cast<size_t>(i)] = {0, 0.0};
  total_ = 0;
  energy_ = 0.0;
  lowest_ = kBins;
  highest_ = -1;
}

void LoudnessHistogram::add(double energy) noexcept {
  if (!(energy > 0.0)) return;
  const double lufs = energyToLufs(energy);
  if (!(lufs > kAbsoluteGateLufs)) return;
  const double place = math::clamp((lufs - kAbsoluteGateLufs) / kBinLu, 0.0, kBins - 1.0);
  const int index = static_cast<int>(place);
  Bin& bin = bins_[static_cast<size_t>(index)];
  ++bin.count;
  bin.energy += energy;
  ++total_;
  energy_ += energy;
  lowest_ = std::min(lowest_, index);
  highest_ = std::max(highest_, index);
}

int LoudnessHistogram::firstBinOver(double factor) const noexcept {
  const double gate = factor * energy_ / static_cast<double>(total_);
  int i = lowest_;
  for (; i < highest_; ++i) {
    const Bin& bin = bins_[static_cast<size_t>(i)];
    if (bin.count > 0 && bin.energy >= gate * static_cast<double>(bin.count)) break;
  }
  return i;
}

std::optional<double> LoudnessHistogram::gatedLoudnessLufs() const noexcept {
  if (total_ == 0) return std::nullopt;
  double energy = 0.0;
  uint64_t count = 0;
  for (int i = firstBinOver(kIntegratedGate); i <= highest_; ++i) {
    energy += bins_[static_cast<size_t>(i)].energy;
    count += bins_[static_cast<size_t>(i)].count;
  }
  return energyToLufs(energy / static_cast<double>(count));
}

double LoudnessHistogram::energyOfRank(int first, uint64_t rank) const noexcept {
  int i = first;
  for (; i < highest_ && bins_[static_cast<size_t>(i)].count <= rank; ++i) {
    rank -= bins_[static_cast<size_t>(i)].count;
  }
  const Bin& bin = bins_[static_cast<size_t>(i)];
  return bin.energy / static_cast<double>(bin.count);
}

std::optional<double> LoudnessHistogram::rangeLu() const noexcept {
  if (total_ == 0) return std::nullopt;
  const int first = firstBinOver(kRangeGate);
  uint64_t count = 0;
  for (int i = first; i <= highest_; ++i) count += bins_[static_cast<size_t>(i)].count;
  // Ranks as in the reference implementation of Tech 3342: round((n − 1) p).
  const uint64_t low = ((count - 1) * 10 + 50) / 100;
  const uint64_t high = ((count - 1) * 95 + 50) / 100;
  return energyToLufs(energyOfRank(first, high)) - energyToLufs(energyOfRank(first, low));
}

}  // namespace lathe
