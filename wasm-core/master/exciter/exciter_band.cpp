#include "master/exciter/exciter_band.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0;
/// Blocks after which nothing that was added can still sound.
constexpr int kFlushBlocks = 2;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

}  // namespace

void ExciterBand::prepare(double sampleRate) noexcept {
  for (ParamSmoother* s : {&drive_, &level_, &share_}) s->prepare(sampleRate, kGainMs);
  settings_ = {};
  reset();
}

void ExciterBand::reset() noexcept {
  set(settings_, true);
  restBlocks_ = kFlushBlocks;
  waking_ = false;
  asleep_ = silent();
}

void ExciterBand::set(const ExciterBandSettings& settings, bool snap) noexcept {
  if (!snap && settings == settings_) return;
  settings_ = settings;
  switching_ =
      !snap && !asleep_ &&
      (settings.character != character_ || settings.channels != channels_ || settings.low != low_);
  if (!switching_) changeCurve();
  aimAll(snap);
  if (asleep_ && share_.target() != 0.0) {
    asleep_ = false;
    waking_ = !snap;
  }
}

void ExciterBand::changeCurve() noexcept {
  channels_ = settings_.channels;
  character_ = settings_.character;
  low_ = settings_.low;
}

void ExciterBand::aimAll(bool snap) noexcept {
  const double drive = math::dbToGain(settings_.amountDb);
  const ShaperCurve curve = shaperCurve(character_);
  aim(drive_, drive, snap);
  aim(level_, 1.0 / (programmeGain(curve, drive, curve.bias) * curve.slopeAt(curve.bias)), snap);
  aim(share_, switching_ ? 0.0 : 0.01 * settings_.mixPercent * (1.0 - 1.0 / drive), snap);
}

/// Nothing is added now, and nothing will be.
bool ExciterBand::silent() const noexcept {
  return share_.target() == 0.0 && share_.segment().constant && !share_.moving() && !switching_ &&
         restBlocks_ >= kFlushBlocks;
}

void ExciterBand::move() noexcept {
  // A block for the way up and down to fill before it is heard.
  if (waking_) {
    waking_ = false;
    return;
  }
  drive_.advance();
  level_.advance();
  share_.advance();
  const bool out = share_.segment().constant && share_.segment().c0 == 0.0;
  restBlocks_ = out ? std::min(restBlocks_ + 1, kFlushBlocks) : 0;
  if (switching_ && restBlocks_ >= kFlushBlocks) {
    switching_ = false;
    waking_ = settings_.low != low_;
    changeCurve();
    aimAll(false);
  }
}

void ExciterBand::advance() noexcept {
  if (asleep_) return;
  move();
  asleep_ = silent();
}

}  // namespace lathe
