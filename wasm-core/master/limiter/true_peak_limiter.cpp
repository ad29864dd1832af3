#include "master/limiter/true_peak_limiter.h"

#include <algorithm>
#include <bit>

#include "base/math.h"
#include "master/limiter/limiter_character.h"

namespace lathe {
namespace {

constexpr int kHistory = Interpolator8x::kHistory;
// Gap n is known this many frames after frame n.
constexpr int kDetectorFrames = Interpolator8x::kLookAhead;
// Frames on either side of a peak over which its gain is already and still in
// force: interpolated peaks lean on their neighbours.
constexpr int kGuardFrames = 8;
// Louder than any signal, yet far from overflow inside the detector.
constexpr double kDetectorLimit = 1e30;

int lookAheadFramesOf(double ms, double sampleRate) noexcept {
  return static_cast<int>(
      math::round(math::clamp(ms, 0.1, TruePeakLimiter::kMaxLookAheadMs) * 0.001 * sampleRate));
}

GainEnvelope::Frames framesOf(const LimiterSettings& settings, double sampleRate) noexcept {
  const CharacterShape& shape = shapeOf(settings.character);
  const auto whole = [sampleRate](double ms) { return static_cast<int>(ms * 0.001 * sampleRate); };
  // The ramp ends a guard before the peak; a very short look-ahead shares it out.
  const int lookAhead = std::max(lookAheadFramesOf(settings.lookAheadMs, sampleRate), 2);
  const int guard = std::min(kGuardFrames, lookAhead / 2);
  const int room = lookAhead - guard;
  const int ramp = std::clamp(whole(shape.rampMs), 1, room);
  const int hold = std::max(ramp + 2 * guard + 1, whole(shape.holdMs));
  return {room - ramp, hold, std::max(hold, whole(shape.levelHoldMs)), ramp};
}

GainEnvelope::Frames mostFrames(double sampleRate) noexcept {
  const int longest = lookAheadFramesOf(TruePeakLimiter::kMaxLookAheadMs, sampleRate);
  const int hold =
      std::max(longest + 3 * kGuardFrames, static_cast<int>(kLongestHoldMs * 0.001 * sampleRate));
  return {longest, hold, hold, longest};
}

size_t delayFrames(double sampleRate) noexcept {
  const int longest = TruePeakLimiter::latencyFrames(sampleRate, TruePeakLimiter::kMaxLookAheadMs);
  return std::bit_ceil(static_cast<uint32_t>(longest + kBlockFrames));
}

}  // namespace

int TruePeakLimiter::latencyFrames(double sampleRate, double lookAheadMs) noexcept {
  return kDetectorFrames - 1 + lookAheadFramesOf(lookAheadMs, sampleRate);
}

void TruePeakLimiter::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  interpolator_ = &interpolator8x();
  for (GainEnvelope& envelope : envelopes_) envelope.prepare(mostFrames(sampleRate));
  delay_.resize(2 * delayFrames(sampleRate));
  delayMask_ = static_cast<int>(delayFrames(sampleRate)) - 1;
  reset();
}

size_t TruePeakLimiter::heapBytes(double sampleRate) noexcept {
  return 2 * GainEnvelope::heapBytes(mostFrames(sampleRate)) +
         2 * delayFrames(sampleRate) * sizeof(double);
}

void TruePeakLimiter::start(const LimiterSettings& settings) noexcept {
  settings_ = settings;
  latencyFrames_ = latencyFrames(sampleRate_, settings.lookAheadMs);
  frames_ = framesOf(settings, sampleRate_);
  for (GainEnvelope& envelope : envelopes_) envelope.reset(frames_);
  for (NyquistReserve& reserve : reserve_) {
    reserve.reset(lookAheadFramesOf(settings.lookAheadMs, sampleRate_));
  }
  minimumGain_ = 1.0;
  std::fill(delay_.begin(), delay_.end(), 0.0);
  delayPosition_ = 0;
  for (auto& window : window_) std::fill(std::begin(window), std::end(window), 0.0f);
  update(settings);
  shared_ = transientSplit_ == 0.0;
}

void TruePeakLimiter::update(const LimiterSettings& settings) noexcept {
  const double lookAheadMs = settings_.lookAheadMs;
  const LimiterCharacter character = settings_.character;
  settings_ = settings;
  settings_.lookAheadMs = lookAheadMs;
  settings_.character = character;
  ceiling_ = math::dbToGain(settings.ceilingDbtp - kMarginDb);
  const double knee = shapeOf(character).knee;
  threshold_ = ceiling_ * (1.0 - knee);
  kneeEnd_ = ceiling_ * (1.0 + knee);
  const StoreTimes times = storeTimes(settings_);
  for (GainEnvelope& envelope : envelopes_) envelope.setRelease(sampleRate_, times);
  transientSplit_ = math::clamp(1.0 - 0.01 * settings.transientLinkPercent, 0.0, 1.0);
  levelSplit_ = transientSplit_ * math::clamp(1.0 - 0.01 * settings.releaseLinkPercent, 0.0, 1.0);
}

void TruePeakLimiter::detect(const StereoBlock& block) noexcept {
  const f64x2 high = f64x2::splat(kDetectorLimit), low = f64x2::splat(-kDetectorLimit);
  const auto limited = [&](int i) { return max(min(block[i], high), low); };
  for (int i = 0; i < kBlockFrames; i += 4) {
    const f32x4 first = demote(limited(i), limited(i + 1));
    const f32x4 second = demote(limited(i + 2), limited(i + 3));
    evenLanes(first, second).store(window_[0] + kHistory + i);
    oddLanes(first, second).store(window_[1] + kHistory + i);
  }
  over_ = false;
  for (int c = 0; c < 2; ++c) {
    over_ = interpolator_->gapPeaks(window_[c], static_cast<float>(threshold_), peaks_[c]) || over_;
    // The samples that open the gaps.
    if (over_) reserve_[c].process(window_[c] + kHistory / 2, peaks_[c]);
    std::copy(window_[c] + kBlockFrames, window_[c] + kBlockFrames + kHistory, window_[c]);
  }
}

void TruePeakLimiter::allow(const float* peaks, GainEnvelope::Block& allowed) const noexcept {
  if (!over_) {
    std::fill(std::begin(allowed), std::end(allowed), 1.0);
    return;
  }
  for (int i = 0; i < kBlockFrames; ++i) {
    const double peak = static_cast<double>(peaks[i]);
    if (!(peak > threshold_)) {
      allowed[i] = 1.0;
    } else if (peak >= kneeEnd_) {
      allowed[i] = ceiling_ / peak;
    } else {
      // A parabola from slope 1 where the knee begins to slope 0 at the ceiling.
      const double over = peak - threshold_;
      allowed[i] = 1.0 - over * over / (2.0 * (kneeEnd_ - threshold_) * peak);
    }
  }
}

void TruePeakLimiter::linkGains() noexcept {
  const auto link = [](GainEnvelope::Block(&gains)[2], double split) {
    for (int i = 0; i < kBlockFrames; ++i) {
      const double least = std::min(gains[0][i], gains[1][i]);
      gains[0][i] = least + split * (gains[0][i] - least);
      gains[1][i] = least + split * (gains[1][i] - least);
    }
  };
  link(held_, transientSplit_);
  link(sustained_, levelSplit_);
}

void TruePeakLimiter::computeGains() noexcept {
  if (shared_ && transientSplit_ > 0.0) {
    envelopes_[1] = envelopes_[0];
    shared_ = false;
  }
  if (!over_ && atRest()) {
    // The rest would give exactly 1. Only now may two envelopes become one without a step.
    shared_ = transientSplit_ == 0.0;
    idle_ = true;
    minimumGain_ = 1.0;
    return;
  }
  const int channels = shared_ ? 1 : 2;
  if (shared_ && over_) {
    for (int i = 0; i < kBlockFrames; i += 4) {
      max(f32x4::load(peaks_[0] + i), f32x4::load(peaks_[1] + i)).store(peaks_[0] + i);
    }
  }
  for (int c = 0; c < channels; ++c) {
    GainEnvelope::Block allowed;
    allow(peaks_[c], allowed);
    envelopes_[static_cast<size_t>(c)].hold(allowed, !over_, held_[c], sustained_[c]);
  }
  if (shared_) {
    GainEnvelope::shape<1>(envelopes_, held_, sustained_, gain_);
  } else {
    linkGains();
    GainEnvelope::shape<2>(envelopes_, held_, sustained_, gain_);
  }
  f64x2 lowest = f64x2::splat(1.0);
  for (int c = 0; c < channels; ++c) {
    for (int i = 0; i < kBlockFrames; i += 2) lowest = min(f64x2::load(gain_[c] + i), lowest);
  }
  minimumGain_ = std::min(lowest.first(), lowest.second());
  idle_ = false;
}

void TruePeakLimiter::process(StereoBlock& block) noexcept {
  detect(block);
  computeGains();
  double* const fresh = &delay_[2 * static_cast<size_t>(delayPosition_)];
  for (int i = 0; i < kBlockFrames; ++i) block[i].store(fresh + 2 * i);
  const double* const ring = delay_.data();
  const int from = delayPosition_ - latencyFrames_;
  const auto late = [&](int i) {
    return f64x2::load(ring + 2 * static_cast<size_t>((from + i) & delayMask_));
  };
  if (idle_) {
    for (int i = 0; i < kBlockFrames; ++i) block[i] = late(i);
  } else if (shared_) {
    for (int i = 0; i < kBlockFrames; ++i) block[i] = late(i) * f64x2::splat(gain_[0][i]);
  } else {
    for (int i = 0; i < kBlockFrames; ++i) {
      block[i] = late(i) * f64x2::make(gain_[0][i], gain_[1][i]);
    }
  }
  delayPosition_ = (delayPosition_ + kBlockFrames) & delayMask_;
}

}  // namespace lathe
