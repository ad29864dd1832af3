#include "rates/rate_plan.h"

#include <algorithm>
#include <numeric>

#include "rates/phase_table.h"

namespace lathe {
namespace {

// A halving may not come nearer to the lower rate than this: its filter would
// be longer than what it saves.
constexpr double kGuard = 1.05;
// 2 MB of coefficients: ratios of up to some 2,000 phases, 48 to 47.952 kHz among them.
constexpr int64_t kMostCoefficients = 1 << 18;
// Deviations of a Gaussian between 0.05 dB down and half-way down.
constexpr double kDeviationsToPassBand = 2.53;

// From half-way down to the first zero, times taps.
double stopReach() {
  return math::sqrt(kStageBeta * kStageBeta + math::kPi * math::kPi) / math::kPi;
}

int wholeTaps(double taps) { return 4 * static_cast<int>(math::floor(taps / 4.0) + 1.0); }

RateStage strictStage(int inRate, int outRate) {
  const int common = std::gcd(inRate, outRate);
  const double low = std::min(inRate, outRate), in = inRate;
  const double passReach = kDeviationsToPassBand * math::sqrt(kStageBeta) / math::kPi;
  RateStage stage{outRate / common, inRate / common};
  stage.taps = wholeTaps(in * (passReach + stopReach()) / ((0.5 - kPassBandShare) * low));
  stage.cutoff = 0.5 * low / in - stopReach() / stage.taps;
  return stage;
}

// By two, up or down; the strict stage keeps `low` Hz. Flat over the pass band, and whatever it
// folds or mirrors falls on what the strict stage takes away.
RateStage octaveStage(int inRate, int outRate, double low) {
  const double in = inRate;
  const double pass = kPassBandShare * low, stop = std::min(inRate, outRate) - 0.5 * low;
  RateStage stage = inRate > outRate ? RateStage{1, 2} : RateStage{2, 1};
  stage.taps = wholeTaps(in * 2.0 * stopReach() / (stop - pass));
  stage.cutoff = 0.5 * (pass + stop) / in;
  return stage;
}

bool mayHalve(int rate, int other) {
  return rate % 2 == 0 && 0.5 * rate >= kGuard * static_cast<double>(other);
}

bool isInRange(int rate) { return rate >= kLowestConvertedRate && rate <= kHighestConvertedRate; }

}  // namespace

RatePlan planRates(int inRate, int outRate) {
  RatePlan plan;
  if (!isInRange(inRate) || !isInRange(outRate)) {
    plan.refusal = RateRefusal::OutOfRange;
    return plan;
  }
  if (inRate == outRate) return plan;
  const double low = std::min(inRate, outRate);
  int in = inRate, out = outRate;
  for (; mayHalve(in, out); in /= 2) plan.stages.push_back(octaveStage(in, in / 2, low));
  std::vector<RateStage> doublings;
  for (; mayHalve(out, in); out /= 2) doublings.push_back(octaveStage(out / 2, out, low));
  plan.stages.push_back(strictStage(in, out));
  if (PhaseTable::coefficients(plan.stages.back()) > kMostCoefficients) {
    plan.refusal = RateRefusal::RatioTooFine;
    plan.stages.clear();
    return plan;
  }
  plan.stages.insert(plan.stages.end(), doublings.rbegin(), doublings.rend());
  return plan;
}

int64_t convertedFrames(int64_t inFrames, int inRate, int outRate) {
  return (2 * inFrames * outRate + inRate) / (2 * int64_t{inRate});
}

}  // namespace lathe
