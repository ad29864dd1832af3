#include "meters/loudness_meter.h"

#include <algorithm>

#include "base/math.h"
#include "meters/time_grid.h"

namespace lathe {
namespace {

constexpr int kMomentarySubBlocks = 40;   // 400 ms
constexpr int kShortTermSubBlocks = 300;  // 3 s
constexpr int kHopSubBlocks = 10;         // 100 ms: gating blocks overlap by 75 %
constexpr int kFileTailSubBlocks = 150;   // 1.5 s of silence, EBU Tech 3342
constexpr double kSubBlocksPerSecond = 100.0;
// About −150 LUFS: below this a window is silence, whatever the filters still ring with.
constexpr double kSilentEnergy = 1e-15;

std::optional<double> reading(double energy) noexcept {
  if (!(energy > kSilentEnergy)) return std::nullopt;
  return energyToLufs(energy);
}

}  // namespace

void LoudnessMeter::prepare(double sampleRate, int channels, std::span<const double> weights) {
  sampleRate_ = sampleRate;
  channels_ = channels;
  filter_ = designKWeighting(sampleRate);
  const size_t pairs = (static_cast<size_t>(channels) + 1) / 2;
  pairs_.resize(pairs);
  weights_.assign(2 * pairs, 0.0);
  for (int i = 0; i < channels; ++i) {
    const size_t at = static_cast<size_t>(i);
    weights_[at] = at < weights.size() ? weights[at] : defaultChannelWeight(channels, i);
  }
  energyRing_.resize(2 * kShortTermSubBlocks);
  gated_.prepare();
  shortTerms_.prepare();
  reset();
}

void LoudnessMeter::reset() noexcept {
  const f64x2 zero = f64x2::zero();
  std::fill(pairs_.begin(), pairs_.end(), PairState{zero, zero, zero, zero, zero});
  std::fill(energyRing_.begin(), energyRing_.end(), 0.0);
  ringPosition_ = 0;
  frame_ = subBlocks_ = 0;
  nextEdge_ = edgeFrame(1);
  momentary_ = shortTerm_ = maxMomentary_ = maxShortTerm_ = 0.0;
  gated_.reset();
  shortTerms_.reset();
  badSubBlocks_ = 0;
}

int64_t LoudnessMeter::edgeFrame(int64_t index) const noexcept {
  return gridFrame(index, sampleRate_, kSubBlocksPerSecond);
}

template <typename Sample>
void LoudnessMeter::filterPair(PairState& pair, const Sample* left, const Sample* right,
                               int frames) const noexcept {
  const BiquadCoefficients& s = filter_.shelf;
  const BiquadCoefficients& h = filter_.highPass;
  const f64x2 sb0 = f64x2::splat(s.b0), sb1 = f64x2::splat(s.b1), sb2 = f64x2::splat(s.b2);
  const f64x2 sa1 = f64x2::splat(s.a1), sa2 = f64x2::splat(s.a2);
  // The high-pass's numerator is g·(1, −2, 1).
  const f64x2 g = f64x2::splat(h.b0), twoG = f64x2::splat(-2.0 * h.b0);
  const f64x2 ha1 = f64x2::splat(h.a1), ha2 = f64x2::splat(h.a2);
  f64x2 s1 = pair.shelf1, s2 = pair.shelf2, h1 = pair.highPass1, h2 = pair.highPass2;
  f64x2 energy = pair.energy;
  for (int i = 0; i < frames; ++i) {
    const f64x2 x = f64x2::make(static_cast<double>(left[i]), static_cast<double>(right[i]));
    // Transposed direct form II; the recursion waits only for one product and two sums.
    const f64x2 v = sb0 * x + s1;
    s1 = (sb1 * x + s2) - sa1 * v;
    s2 = sb2 * x - sa2 * v;
    const f64x2 gv = g * v;
    const f64x2 y = gv + h1;
    h1 = (twoG * v + h2) - ha1 * y;
    h2 = gv - ha2 * y;
    energy += y * y;
  }
  pair = {s1, s2, h1, h2, energy};
}

template <typename Sample>
void LoudnessMeter::processSamples(const Sample* const* channels, int frames) noexcept {
  int done = 0;
  while (done < frames) {
    const int count = static_cast<int>(std::min<int64_t>(frames - done, nextEdge_ - frame_));
    for (size_t p = 0; p < pairs_.size(); ++p) {
      const int left = static_cast<int>(2 * p), right = std::min(left + 1, channels_ - 1);
      filterPair(pairs_[p], channels[left] + done, channels[right] + done, count);
    }
    done += count;
    frame_ += count;
    if (frame_ == nextEdge_) endSubBlock();
  }
}

void LoudnessMeter::process(const float* const* channels, int frames) noexcept {
  processSamples(channels, frames);
}

void LoudnessMeter::process(const double* const* channels, int frames) noexcept {
  processSamples(channels, frames);
}

void LoudnessMeter::endSubBlock() noexcept {
  double energy = 0.0;
  bool bad = false;
  for (size_t p = 0; p < pairs_.size(); ++p) {
    PairState& pair = pairs_[p];
    const double first = weights_[2 * p] > 0.0 ? pair.energy.first() * weights_[2 * p] : 0.0;
    const double second =
        weights_[2 * p + 1] > 0.0 ? pair.energy.second() * weights_[2 * p + 1] : 0.0;
    energy += first + second;
    bad = bad || !math::isFinite(pair.energy.first()) || !math::isFinite(pair.energy.second());
    // Once a sub-block, not once a call, so that readings do not depend on block sizes.
    pair = {cleanState(pair.shelf1), cleanState(pair.shelf2), cleanState(pair.highPass1),
            cleanState(pair.highPass2), f64x2::zero()};
  }
  if (bad) {
    ++badSubBlocks_;
    energy = 0.0;
  }
  pushEnergy(energy);
  nextEdge_ = edgeFrame(subBlocks_ + 1);

  if (subBlocks_ < kMomentarySubBlocks) return;
  momentary_ = windowEnergy(kMomentarySubBlocks);
  maxMomentary_ = std::max(maxMomentary_, momentary_);
  const bool onHop = subBlocks_ % kHopSubBlocks == 0;
  if (onHop) gated_.add(momentary_);
  if (subBlocks_ < kShortTermSubBlocks) return;
  shortTerm_ = windowEnergy(kShortTermSubBlocks);
  maxShortTerm_ = std::max(maxShortTerm_, shortTerm_);
  if (onHop) shortTerms_.add(shortTerm_);
}

void LoudnessMeter::pushEnergy(double energy) noexcept {
  const size_t at = static_cast<size_t>(ringPosition_);
  energyRing_[at] = energyRing_[at + kShortTermSubBlocks] = energy;
  ringPosition_ = (ringPosition_ + 1) % kShortTermSubBlocks;
  ++subBlocks_;
}

double LoudnessMeter::windowEnergy(int subBlocks) const noexcept {
  // Summed anew each time: a running sum would drift after loud passages.
  const double* end = energyRing_.data() + ringPosition_ + kShortTermSubBlocks;
  const double* from = end - subBlocks;
  f64x2 a = f64x2::zero(), b = a;
  for (; from != end; from += 4) {  // both windows are multiples of four
    a += f64x2::load(from);
    b += f64x2::load(from + 2);
  }
  const f64x2 sum = a + b;
  const int64_t frames = edgeFrame(subBlocks_) - edgeFrame(subBlocks_ - subBlocks);
  return (sum.first() + sum.second()) / static_cast<double>(frames);
}

void LoudnessMeter::finishFile() noexcept {
  // Without one whole window of sound there is no range to speak of.
  if (subBlocks_ < kShortTermSubBlocks) return;
  for (int i = 0; i < kFileTailSubBlocks; ++i) {
    pushEnergy(0.0);
    if (subBlocks_ % kHopSubBlocks == 0) shortTerms_.add(windowEnergy(kShortTermSubBlocks));
  }
}

std::optional<double> LoudnessMeter::momentaryLufs() const noexcept { return reading(momentary_); }
std::optional<double> LoudnessMeter::shortTermLufs() const noexcept { return reading(shortTerm_); }
std::optional<double> LoudnessMeter::maxMomentaryLufs() const noexcept {
  return reading(maxMomentary_);
}
std::optional<double> LoudnessMeter::maxShortTermLufs() const noexcept {
  return reading(maxShortTerm_);
}

}  // namespace lathe
