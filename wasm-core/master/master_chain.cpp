#include "master/master_chain.h"

#include <algorithm>

#include "base/math.h"
#include "params/parameter_table.h"

namespace lathe {
namespace {

constexpr double kFadeMs = 10.0;

bool allFinite(const float* left, const float* right) noexcept {
  // x·0 is 0 for every finite x, and NaN for the rest.
  f32x4 sum = f32x4::zero();
  for (int i = 0; i < kBlockFrames; i += 4) {
    sum += f32x4::load(left + i) * f32x4::zero();
    sum += f32x4::load(right + i) * f32x4::zero();
  }
  return all(sum == f32x4::zero());
}

/// Times the curve's gain; with a settled gain of 1 the samples stay as they are.
void applyGain(const CubicSegment& curve, double (&block)[2][kBlockFrames]) noexcept {
  if (curve.constant && curve.c0 == 1.0) return;
  for (int i = 0; i < kBlockFrames; ++i) {
    const double gain = curve.constant ? curve.c0 : curve.at(i * (1.0 / kBlockFrames));
    block[0][i] *= gain;
    block[1][i] *= gain;
  }
}

}  // namespace

size_t MasterChain::heapBytes(double sampleRate) noexcept {
  // Each limiter: a queue over 24 ms and a delay of 10 ms, both 16 bytes a frame
  // and rounded up to a power of two, and boxes over 10 ms.
  const double limiterBytes = (2 * 16 * 0.024 + 2 * 16 * 0.010 + 8 * 0.010) * sampleRate + 16384;
  return static_cast<size_t>(2 * limiterBytes);
}

void MasterChain::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  drive_.prepare(sampleRate, paramSpec(ParamId::MasterDriveDb).smoothingMs);
  trim_.prepare(sampleRate, paramSpec(ParamId::MasterTrimDb).smoothingMs);
  fadeFrames_ = static_cast<int>(math::round(kFadeMs * 0.001 * sampleRate));
  for (TruePeakLimiter& limiter : limiters_) limiter.prepare(sampleRate);
  for (const ParamSpec& spec : parameterTable()) setParam(spec.id, spec.defaultValue, true);
  reset();
}

void MasterChain::reset() noexcept {
  drive_.snap(driveGain_);
  trim_.snap(trimGain_);
  snapPath();
  for (TruePeakLimiter& limiter : limiters_) limiter.reset();
  limiterReductionDb_ = 0.0f;
  badBlocks_ = 0;
}

void MasterChain::setUp(TruePeakLimiter& limiter, const Path& path) noexcept {
  if (path.on) limiter.setLookAheadMs(path.lookAheadMs);
}

void MasterChain::snapPath() noexcept {
  moving_ = false;
  if (current_ == wanted_) return;
  current_ = wanted_;
  setUp(limiters_[active_], current_);
}

void MasterChain::setParam(ParamId id, double value, bool snap) noexcept {
  const auto setGain = [snap](ParamSmoother& smoother, double& gain, double db) {
    gain = math::dbToGain(db);
    snap ? smoother.snap(gain) : smoother.setTarget(gain);
  };
  switch (id) {
    case ParamId::MasterDriveDb:
      setGain(drive_, driveGain_, clampParam(id, value));
      break;
    case ParamId::MasterTrimDb:
      setGain(trim_, trimGain_, clampParam(id, value));
      break;
    case ParamId::LimiterOn:
      wanted_.on = clampParam(id, value) >= 0.5;
      if (snap) snapPath();
      break;
    case ParamId::LimiterLookAheadMs:
      wanted_.lookAheadMs = clampParam(id, value);
      if (snap) snapPath();
      break;
    case ParamId::LimiterCeilingDbtp:
      // The limiter smooths what follows from it.
      for (TruePeakLimiter& limiter : limiters_) limiter.setCeilingDbtp(clampParam(id, value));
      break;
    case ParamId::LimiterReleaseMs:
      for (TruePeakLimiter& limiter : limiters_) limiter.setReleaseMs(clampParam(id, value));
      break;
    default:
      break;
  }
}

int MasterChain::latencyFrames() const noexcept {
  return wanted_.on ? TruePeakLimiter::latencyFrames(sampleRate_, wanted_.lookAheadMs) : 0;
}

double MasterChain::runPath(const Path& path, TruePeakLimiter& limiter, StereoBlock& out) noexcept {
  if (path.on) {
    limiter.process(driven_[0], driven_[1], out[0], out[1]);
    return limiter.minimumGain();
  }
  std::copy(&driven_[0][0], &driven_[0][0] + 2 * kBlockFrames, &out[0][0]);
  return 1.0;
}

void MasterChain::fadeToNext() noexcept {
  for (int i = 0; i < kBlockFrames; ++i) {
    const double place =
        std::min(1.0, static_cast<double>(fadeFrame_ + i + 1) / static_cast<double>(fadeFrames_));
    // Flat at both ends, so that the fade has no corners to hear.
    const double share = place * place * (3.0 - 2.0 * place);
    for (int c = 0; c < 2; ++c) {
      currentOut_[c][i] += share * (nextOut_[c][i] - currentOut_[c][i]);
    }
  }
  fadeFrame_ += kBlockFrames;
  if (fadeFrame_ < fadeFrames_) return;
  current_ = next_;
  active_ = 1 - active_;
  moving_ = false;
}

void MasterChain::process(const float* left, const float* right, double* outLeft,
                          double* outRight) noexcept {
  if (allFinite(left, right)) {
    for (int i = 0; i < kBlockFrames; ++i) {
      driven_[0][i] = static_cast<double>(left[i]);
      driven_[1][i] = static_cast<double>(right[i]);
    }
  } else {
    ++badBlocks_;
    std::fill(&driven_[0][0], &driven_[0][0] + 2 * kBlockFrames, 0.0);
  }
  applyGain(drive_.advance(), driven_);

  if (!moving_ && !(current_ == wanted_)) {
    next_ = wanted_;
    moving_ = true;
    fadeFrame_ = 0;
    setUp(limiters_[1 - active_], next_);
    warmUpFrames_ = next_.on ? limiters_[1 - active_].warmUpFrames() : 0;
  }
  double lowest = runPath(current_, limiters_[active_], currentOut_);
  if (moving_) {
    const double nextLowest = runPath(next_, limiters_[1 - active_], nextOut_);
    if (warmUpFrames_ > 0) {
      warmUpFrames_ -= kBlockFrames;
    } else {
      lowest = std::min(lowest, nextLowest);
      fadeToNext();
    }
  }
  limiterReductionDb_ = lowest < 1.0 ? static_cast<float>(math::gainToDb(lowest)) : 0.0f;

  applyGain(trim_.advance(), currentOut_);
  std::copy(currentOut_[0], currentOut_[0] + kBlockFrames, outLeft);
  std::copy(currentOut_[1], currentOut_[1] + kBlockFrames, outRight);
}

}  // namespace lathe
