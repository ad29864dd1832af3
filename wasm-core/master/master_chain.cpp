#include "master/master_chain.h"

#include <algorithm>

#include "base/math.h"
#include "params/parameter_table.h"

namespace lathe {
namespace {

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
void applyGain(const CubicSegment& curve, StereoBlock& block) noexcept {
  if (curve.constant && curve.c0 == 1.0) return;
  for (int i = 0; i < kBlockFrames; ++i) {
    const double gain = curve.constant ? curve.c0 : curve.at(i * (1.0 / kBlockFrames));
    block[i] *= f64x2::splat(gain);
  }
}

}  // namespace

void MasterChain::prepare(double sampleRate) {
  drive_.prepare(sampleRate, paramSpec(ParamId::MasterDriveDb).smoothingMs);
  trim_.prepare(sampleRate, paramSpec(ParamId::MasterTrimDb).smoothingMs);
  limiter_.prepare(sampleRate);
  // Until the table has links, both channels share one gain.
  limiterSettings_ = {};
  limiterSettings_.transientLinkPercent = 100.0;
  for (const ParamSpec& spec : parameterTable()) setParam(spec.id, spec.defaultValue, true);
  reset();
}

void MasterChain::reset() noexcept {
  drive_.snap(driveGain_);
  trim_.snap(trimGain_);
  limiter_.reset();
  badBlocks_ = 0;
}

void MasterChain::setParam(ParamId id, double value, bool snap) noexcept {
  const auto setGain = [snap](ParamSmoother& smoother, double& gain, double db) {
    gain = math::dbToGain(db);
    snap ? smoother.snap(gain) : smoother.setTarget(gain);
  };
  const auto setLimiter = [&](double LimiterSettings::*setting) {
    limiterSettings_.*setting = clampParam(id, value);
    limiter_.set(limiterSettings_, snap);
  };
  switch (id) {
    case ParamId::MasterDriveDb:
      setGain(drive_, driveGain_, clampParam(id, value));
      break;
    case ParamId::MasterTrimDb:
      setGain(trim_, trimGain_, clampParam(id, value));
      break;
    case ParamId::LimiterOn:
      limiter_.setOn(clampParam(id, value) >= 0.5, snap);
      break;
    case ParamId::LimiterLookAheadMs:
      setLimiter(&LimiterSettings::lookAheadMs);
      break;
    case ParamId::LimiterCeilingDbtp:
      setLimiter(&LimiterSettings::ceilingDbtp);
      break;
    case ParamId::LimiterReleaseMs:
      setLimiter(&LimiterSettings::releaseMs);
      break;
    default:
      break;
  }
}

void MasterChain::process(const float* left, const float* right, double* outLeft,
                          double* outRight) noexcept {
  if (allFinite(left, right)) {
    for (int i = 0; i < kBlockFrames; ++i) {
      block_[i] = f64x2::make(static_cast<double>(left[i]), static_cast<double>(right[i]));
    }
  } else {
    ++badBlocks_;
    block_.frames.fill(f64x2::zero());
  }
  applyGain(drive_.advance(), block_);
  limiter_.process(block_);
  applyGain(trim_.advance(), block_);
  for (int i = 0; i < kBlockFrames; ++i) {
    outLeft[i] = block_[i].first();
    outRight[i] = block_[i].second();
  }
}

}  // namespace lathe
