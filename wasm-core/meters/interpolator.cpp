#include "meters/interpolator.h"

#include <algorithm>

#include "base/kaiser.h"
#include "base/math.h"

namespace lathe {
namespace {

// 128 taps at β 5 also follow what starts and stops near Nyquist (raw squares,
// noise), where 64 taps read up to 0.5 dB low.
constexpr double kKaiserBeta = 5.0;
// Slack over the bounds for the rounding of f32 sums.
constexpr float kRoundingSlack = 1.0001f;

double windowedSinc(double distance, double halfWidth) noexcept {
  const double window = kaiserWindow(distance / halfWidth, kKaiserBeta);
  if (distance == 0.0) return window;
  return window * math::sin(math::kPi * distance) / (math::kPi * distance);
}

Interpolator8x::PhaseTable design8x() noexcept {
  constexpr int kTaps = Interpolator8x::kTaps;
  Interpolator8x::PhaseTable phases;
  constexpr int kHalf = kTaps / 2;
  for (size_t p = 0; p < phases.size(); ++p) {
    double sum = 0.0;
    for (int k = 0; k < kTaps; ++k) {
      const double distance = k - (kHalf - 1) - static_cast<double>(p + 1) / 8.0;
      phases[p][static_cast<size_t>(k)] = windowedSinc(distance, kHalf);
      sum += phases[p][static_cast<size_t>(k)];
    }
    for (double& tap : phases[p]) tap /= sum;  // constant in, same constant out
  }
  return phases;
}

// ITU-R BS.1770-5 Annex 2; phases 2 and 3 are 1 and 0 reversed.
constexpr std::array<double, 12> kItuPhase0 = {
    0.0017089843750,  0.0109863281250,  -0.0196533203125, 0.0332031250000,
    -0.0594482421875, 0.1373291015625,  0.9721679687500,  -0.1022949218750,
    0.0476074218750,  -0.0266113281250, 0.0148925781250,  -0.0083007812500};
constexpr std::array<double, 12> kItuPhase1 = {
    -0.0291748046875, 0.0292968750000,  -0.0517578125000, 0.0891113281250,
    -0.1665039062500, 0.4650878906250,  0.7797851562500,  -0.2003173828125,
    0.1015625000000,  -0.0582275390625, 0.0330810546875,  -0.0189208984375};

InterpolatorItu::PhaseTable ituPhases() noexcept {
  InterpolatorItu::PhaseTable phases = {kItuPhase0, kItuPhase1, kItuPhase1, kItuPhase0};
  std::reverse(phases[2].begin(), phases[2].end());
  std::reverse(phases[3].begin(), phases[3].end());
  return phases;
}

const Interpolator8x::PhaseTable& phases8x() noexcept {
  static const Interpolator8x::PhaseTable phases = design8x();
  return phases;
}

}  // namespace

template <int Taps, int Phases, bool WithSamples>
GapInterpolator<Taps, Phases, WithSamples>::GapInterpolator(const PhaseTable& phases) noexcept {
  constexpr size_t kHalf = Taps / 2;
  for (size_t k = 0; k < kHalf; ++k) {
    for (size_t j = 0; j < kPairs; ++j) {
      const double h = phases[j][k], mirrored = phases[j][Taps - 1 - k];
      even_[j][k] = f32x4::splat(static_cast<float>(0.5 * (h + mirrored)));
      odd_[j][k] = f32x4::splat(static_cast<float>(0.5 * (h - mirrored)));
    }
    centre_[k] = f32x4::splat(kCentre ? static_cast<float>(phases[kPairs][k]) : 0.0f);
  }
  // The bound's factors, the worst of all phases and of the eight gaps of a group.
  double linear = WithSamples ? 1.0 : 0.0;
  std::array<double, kReach> curvature{};
  for (const auto& phase : phases) {
    double sum = 0.0, moment = 0.0;
    for (size_t k = 0; k < Taps; ++k) {
      sum += phase[k];
      moment += phase[k] * (static_cast<double>(k) - (kHalf - 1.0));
    }
    const double b = moment, a = sum - moment;
    linear = std::max(linear, math::abs(a) + math::abs(b));
    // q: the remainder summed twice. q[k] multiplies x[k] − 2x[k + 1] + x[k + 2].
    std::array<double, Taps> q{};
    double once = 0.0, twice = 0.0;
    for (size_t k = 0; k + 2 < Taps; ++k) {
      once += phase[k] - (k == kHalf - 1 ? a : 0.0) - (k == kHalf ? b : 0.0);
      twice += once;
      q[k] = math::abs(twice);
    }
    for (size_t offset = 0; offset < kGroup; ++offset) {
      std::array<double, kReach> share{};
      for (size_t k = 0; k + 2 < Taps; ++k) share[(k + offset) / kGroup] += q[k];
      for (size_t c = 0; c < kReach; ++c) curvature[c] = std::max(curvature[c], share[c]);
    }
  }
  linearBound_ = static_cast<float>(linear) * kRoundingSlack;
  for (size_t c = 0; c < kReach; ++c) {
    curvatureBound_[c] = static_cast<float>(curvature[c]) * kRoundingSlack;
  }
}

template <int Taps, int Phases, bool WithSamples>
void GapInterpolator<Taps, Phases, WithSamples>::groupBounds(const float* window,
                                                             float* bounds) const noexcept {
  constexpr int kOpening = Taps / 2 - 1;  // opening sample of gap 0
  constexpr int kDifferences = kWindow - 2;
  constexpr int kChunks = kGroups + kReach - 1;
  // Highest second difference of each chunk of 8; those past the window's end belong to no gap.
  float bend[kChunks];
  for (int c = 0; c < kChunks; ++c) {
    const int from = c * kGroup;
    if (from + kGroup <= kDifferences) {
      const float* x = window + from;
      f32x4 highest = f32x4::zero();
      for (int i = 0; i < kGroup; i += 4) {
        const f32x4 middle = f32x4::load(x + i + 1);
        const f32x4 difference = (f32x4::load(x + i) - middle) + (f32x4::load(x + i + 2) - middle);
        highest = max(abs(difference), highest);
      }
      highest = max(highest, highHalves(highest, highest));
      highest = max(highest, swapPairs(highest));
      bend[c] = highest.get(0);
    } else {
      float highest = 0.0f;
      for (int i = from; i < kDifferences; ++i) {
        const float d = (window[i] - window[i + 1]) + (window[i + 2] - window[i + 1]);
        highest = std::max(highest, d < 0.0f ? -d : d);
      }
      bend[c] = highest;
    }
  }
  for (int g = 0; g < kGroups; ++g) {
    const float* x = window + kOpening + g * kGroup;
    f32x4 local = max(abs(f32x4::load(x)), abs(f32x4::load(x + 4)));
    local = max(local, abs(f32x4::load(x + kGroup - 3)));  // the sample that closes the last gap
    local = max(local, highHalves(local, local));
    local = max(local, swapPairs(local));
    float bound = linearBound_ * local.get(0);
    for (int c = 0; c < kReach; ++c) {
      bound += curvatureBound_[static_cast<size_t>(c)] * bend[g + c];
    }
    bounds[g] = bound;
  }
}

template <int Taps, int Phases, bool WithSamples>
f32x4 GapInterpolator<Taps, Phases, WithSamples>::fourGaps(const float* window) const noexcept {
  constexpr int kHalf = Taps / 2;
  f32x4 evens[kPairs], odds[kPairs], centre = f32x4::zero();
  for (int j = 0; j < kPairs; ++j) evens[j] = odds[j] = f32x4::zero();
  for (int k = 0; k < kHalf; ++k) {
    const f32x4 early = f32x4::load(window + k), late = f32x4::load(window + Taps - 1 - k);
    const f32x4 sum = early + late, difference = early - late;
    for (int j = 0; j < kPairs; ++j) {
      evens[j] += even_[j][k] * sum;
      odds[j] += odd_[j][k] * difference;
    }
    if constexpr (kCentre) centre += centre_[k] * sum;
  }
  f32x4 peak = WithSamples ? abs(f32x4::load(window + kHalf - 1)) : f32x4::zero();
  if constexpr (kCentre) peak = max(abs(centre), peak);
  // A pair's two phases are even + odd and even − odd; the larger magnitude is |even| + |odd|.
  for (int j = 0; j < kPairs; ++j) peak = max(abs(evens[j]) + abs(odds[j]), peak);
  return peak;
}

template <int Taps, int Phases, bool WithSamples>
float GapInterpolator<Taps, Phases, WithSamples>::maximum(const float* window,
                                                          float held) const noexcept {
  float bounds[kGroups];
  groupBounds(window, bounds);
  for (int g = 0; g < kGroups; ++g) {
    if (bounds[g] <= held) continue;
    const f32x4 first = fourGaps(window + g * kGroup);
    f32x4 peak = max(first, fourGaps(window + g * kGroup + 4));
    peak = max(peak, highHalves(peak, peak));
    peak = max(peak, swapPairs(peak));
    held = std::max(held, peak.get(0));
  }
  return held;
}

template <int Taps, int Phases, bool WithSamples>
bool GapInterpolator<Taps, Phases, WithSamples>::gapPeaks(const float* window, float threshold,
                                                          float* peaks) const noexcept {
  float bounds[kGroups];
  groupBounds(window, bounds);
  bool anyOver = false;
  for (int g = 0; g < kGroups; ++g) {
    for (int i = g * kGroup; i < (g + 1) * kGroup; i += 4) {
      const f32x4 peak = bounds[g] <= threshold ? f32x4::zero() : fourGaps(window + i);
      anyOver = anyOver || any(peak > f32x4::splat(threshold));
      peak.store(peaks + i);
    }
  }
  return anyOver;
}

template class GapInterpolator<128, 7, true>;
template class GapInterpolator<12, 4, false>;

const Interpolator8x& interpolator8x() noexcept {
  static const Interpolator8x interpolator(phases8x());
  return interpolator;
}

double interpolator8xTap(int phase, int k) noexcept {
  return phases8x()[static_cast<size_t>(phase - 1)][static_cast<size_t>(k)];
}

const InterpolatorItu& interpolatorItu() noexcept {
  static const InterpolatorItu interpolator(ituPhases());
  return interpolator;
}

}  // namespace lathe
