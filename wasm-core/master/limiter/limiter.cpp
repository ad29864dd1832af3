#include "master/limiter/limiter.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kFadeMs = 10.0;

}  // namespace

void Limiter::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  fadeFrames_ = static_cast<int>(math::round(kFadeMs * 0.001 * sampleRate));
  settings_ = {};
  wanted_ = current_ = {};
  for (TruePeakLimiter& limiter : limiters_) limiter.prepare(sampleRate);
  reset();
}

void Limiter::reset() noexcept {
  snapPath();
  for (TruePeakLimiter& limiter : limiters_) limiter.reset();
  reductionDb_ = 0.0f;
}

void Limiter::startPath(TruePeakLimiter& limiter, const Path& path) noexcept {
  if (!path.on) return;
  LimiterSettings settings = settings_;
  settings.lookAheadMs = path.lookAheadMs;
  settings.character = path.character;
  limiter.start(settings);
}

void Limiter::snapPath() noexcept {
  moving_ = false;
  if (current_ == wanted_) return;
  current_ = wanted_;
  startPath(limiters_[active_], current_);
}

void Limiter::setOn(bool on, bool snap) noexcept {
  wanted_.on = on;
  if (snap) snapPath();
}

void Limiter::set(const LimiterSettings& settings, bool snap) noexcept {
  settings_ = settings;
  wanted_.lookAheadMs = settings.lookAheadMs;
  wanted_.character = settings.character;
  for (TruePeakLimiter& limiter : limiters_) limiter.update(settings);
  if (snap) snapPath();
}

int Limiter::latencyFrames() const noexcept {
  return wanted_.on ? TruePeakLimiter::latencyFrames(sampleRate_, wanted_.lookAheadMs) : 0;
}

double Limiter::runPath(const Path& path, TruePeakLimiter& limiter, StereoBlock& block) noexcept {
  if (!path.on) return 1.0;
  limiter.process(block);
  return limiter.minimumGain();
}

void Limiter::fadeToNext(StereoBlock& block, const StereoBlock& next) noexcept {
  for (int i = 0; i < kBlockFrames; ++i) {
    const double place =
        std::min(1.0, static_cast<double>(fadeFrame_ + i + 1) / static_cast<double>(fadeFrames_));
    // Flat at both ends, so that the fade has no corners to hear.
    const double share = place * place * (3.0 - 2.0 * place);
    block[i] += f64x2::splat(share) * (next[i] - block[i]);
  }
  fadeFrame_ += kBlockFrames;
  if (fadeFrame_ < fadeFrames_) return;
  current_ = next_;
  active_ = 1 - active_;
  moving_ = false;
}

void Limiter::process(StereoBlock& block) noexcept {
  if (!moving_ && !(current_ == wanted_)) {
    next_ = wanted_;
    moving_ = true;
    fadeFrame_ = 0;
    startPath(limiters_[1 - active_], next_);
    warmUpFrames_ = next_.on ? limiters_[1 - active_].warmUpFrames() : 0;
  }
  double lowest = 1.0;
  if (moving_) {
    StereoBlock next = block;
    const double nextLowest = runPath(next_, limiters_[1 - active_], next);
    lowest = runPath(current_, limiters_[active_], block);
    if (warmUpFrames_ > 0) {
      warmUpFrames_ -= kBlockFrames;
    } else {
      lowest = std::min(lowest, nextLowest);
      fadeToNext(block, next);
    }
  } else {
    lowest = runPath(current_, limiters_[active_], block);
  }
  reductionDb_ = lowest < 1.0 ? static_cast<float>(math::gainToDb(lowest)) : 0.0f;
}

}  // namespace lathe
