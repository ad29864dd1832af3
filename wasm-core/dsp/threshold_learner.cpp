#include "dsp/threshold_learner.h"

#include "base/math.h"
#include "params/parameter_table.h"

namespace lathe {
namespace {

constexpr double kRelativeGateDb = -20.0;
constexpr double kLowestThresholdDb = -60.0;
constexpr std::memory_order kRelaxed = std::memory_order_relaxed;

/// The static curve's reduction for a level `over` the threshold.
double reductionAt(double over, double slope, double kneeDb) noexcept {
  if (2.0 * over >= kneeDb) return slope * over;
  if (2.0 * over <= -kneeDb) return 0.0;
  const double inKnee = over + 0.5 * kneeDb;
  return slope * inKnee * inKnee / (2.0 * kneeDb);
}

}  // namespace

void ThresholdLearner::clear() noexcept {
  for (auto& count : counts_) count.store(0, kRelaxed);
}

void ThresholdLearner::add(float levelDb) noexcept {
  const double bin = (static_cast<double>(levelDb) - kLowestDb) * (1.0 / kBinDb);
  if (!(bin >= 0.0)) return;
  auto& count = counts_[static_cast<size_t>(math::clamp(bin, 0.0, kBins - 1))];
  // One thread adds, so that a plain increment loses nothing but a clear at the same moment.
  count.store(count.load(kRelaxed) + 1, kRelaxed);
}

ThresholdLearner::Proposal ThresholdLearner::propose(double ratio, double kneeDb,
                                                     double wantedDb) const noexcept {
  double count[kBins], total = 0.0, power = 0.0;
  for (int bin = 0; bin < kBins; ++bin) {
    count[bin] = counts_[static_cast<size_t>(bin)].load(kRelaxed);
    total += count[bin];
    power += count[bin] * math::pow10(0.1 * levelOf(bin));
  }
  if (total == 0.0) return {};
  const double gateDb = 10.0 * math::log10(power / total) + kRelativeGateDb;
  const double slope = ratio >= kInfiniteRatio ? 1.0 : 1.0 - 1.0 / ratio;
  const auto average = [&](double thresholdDb) {
    double sum = 0.0, active = 0.0;
    for (int bin = 0; bin < kBins; ++bin) {
      if (levelOf(bin) < gateDb) continue;
      active += count[bin];
      sum += count[bin] * reductionAt(levelOf(bin) - thresholdDb, slope, kneeDb);
    }
    return sum / active;
  };
  double low = kLowestThresholdDb, high = 0.0;
  Proposal proposal;
  proposal.found = average(low) >= wantedDb;
  if (average(high) >= wantedDb) low = high;
  for (int i = 0; i < 40 && proposal.found; ++i) {
    const double middle = 0.5 * (low + high);
    (average(middle) >= wantedDb ? low : high) = middle;
  }
  proposal.thresholdDb = low;
  proposal.reductionDb = average(low);
  return proposal;
}

}  // namespace lathe
