#include "meters/loudness_match.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kAverageSeconds = 3.0;
constexpr double kGatePower = 1.0e-7 * kBlockFrames;  // −70 LUFS
constexpr double kLargestGain = 16.0;                 // 24 dB

}  // namespace

void LoudnessMatch::prepare(double sampleRate) noexcept {
  coefficients_ = designKWeighting(sampleRate);
  mostBlocks_ = static_cast<int>(kAverageSeconds * sampleRate / kBlockFrames);
  reset();
}

void LoudnessMatch::reset() noexcept {
  signal_ = reference_ = Weighting{};
  signalPower_ = referencePower_ = 0.0;
  blocks_ = 0;
  before_ = gain_ = 1.0;
}

LATHE_INLINE f64x2 LoudnessMatch::Biquad::step(const BiquadCoefficients& c, f64x2 x) noexcept {
  const f64x2 y = f64x2::splat(c.b0) * x + first;
  first = f64x2::splat(c.b1) * x - f64x2::splat(c.a1) * y + second;
  second = f64x2::splat(c.b2) * x - f64x2::splat(c.a2) * y;
  return y;
}

void LoudnessMatch::Biquad::clean() noexcept {
  first = cleanState(first, kFlushFilterBelow);
  second = cleanState(second, kFlushFilterBelow);
}

double LoudnessMatch::weightedPower(Weighting& state, const f64x2* frames) noexcept {
  f64x2 power = f64x2::zero();
  for (int n = 0; n < kBlockFrames; ++n) {
    const f64x2 x = state.shelf.step(coefficients_.shelf, frames[n]);
    const f64x2 y = state.highPass.step(coefficients_.highPass, x);
    power += y * y;
  }
  state.shelf.clean();
  state.highPass.clean();
  return power.first() + power.second();
}

void LoudnessMatch::measure(const f64x2* signal, const f64x2* reference) noexcept {
  const double ofSignal = weightedPower(signal_, signal);
  const double ofReference = weightedPower(reference_, reference);
  before_ = gain_;
  if (!(ofSignal > kGatePower)) return;
  if (blocks_ < mostBlocks_) ++blocks_;
  signalPower_ += (ofSignal - signalPower_) / blocks_;
  referencePower_ += (ofReference - referencePower_) / blocks_;
  gain_ = math::clamp(math::sqrt(referencePower_ / signalPower_), 1.0 / kLargestGain, kLargestGain);
}

}  // namespace lathe
