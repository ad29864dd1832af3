#include "master/true_peak_limiter.h"

#include <algorithm>
#include <bit>

#include "base/math.h"

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

int framesOf(double ms, double sampleRate) noexcept {
  return static_cast<int>(
      math::round(math::clamp(ms, 0.1, TruePeakLimiter::kMaxLookAheadMs) * 0.001 * sampleRate));
}

}  // namespace

int TruePeakLimiter::latencyFrames(double sampleRate, double lookAheadMs) noexcept {
  return kDetectorFrames - 1 + framesOf(lookAheadMs, sampleRate);
}

int TruePeakLimiter::lookAheadFrames() const noexcept {
  return framesOf(lookAheadMs_, sampleRate_);
}

void TruePeakLimiter::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  interpolator_ = &interpolator8x();
  const int longest = framesOf(kMaxLookAheadMs, sampleRate);
  hold_.prepare(std::max(longest, framesOf(kMinHoldMs, sampleRate)) + 3 * kGuardFrames +
                static_cast<int>(kMinHoldMs * 0.001 * sampleRate));
  boxes_.prepare(longest);
  const uint32_t delay =
      std::bit_ceil(static_cast<uint32_t>(longest + kDetectorFrames + kBlockFrames));
  delay_.resize(2 * static_cast<size_t>(delay));
  delayMask_ = static_cast<int>(delay) - 1;
  setReleaseMs(100.0);
  setCeilingDbtp(ceilingDbtp_);
  reset();
}

void TruePeakLimiter::reset() noexcept {
  // Smoothing ends a guard before the peak; a very short look-ahead shares it out.
  const int lookAhead = std::max(lookAheadFrames(), 2);
  const int guard = std::min(kGuardFrames, lookAhead / 2);
  const int smoothing = lookAhead - guard;
  latencyFrames_ = latencyFrames(sampleRate_, lookAheadMs_);
  holdFrames_ =
      std::max(smoothing + 2 * guard + 1, static_cast<int>(kMinHoldMs * 0.001 * sampleRate_));
  hold_.reset(holdFrames_);
  release_.reset();
  boxes_.reset(smoothing);
  restFrames_ = holdFrames_ + smoothing;
  minimumGain_ = 1.0;
  std::fill(delay_.begin(), delay_.end(), 0.0);
  delayPosition_ = 0;
  for (auto& window : window_) std::fill(std::begin(window), std::end(window), 0.0f);
}

void TruePeakLimiter::setLookAheadMs(double lookAheadMs) noexcept {
  lookAheadMs_ = lookAheadMs;
  reset();
}

void TruePeakLimiter::setCeilingDbtp(double ceilingDbtp) noexcept {
  ceilingDbtp_ = ceilingDbtp;
  ceiling_ = math::dbToGain(ceilingDbtp - kMarginDb);
}

void TruePeakLimiter::setReleaseMs(double releaseMs) noexcept {
  release_.set(sampleRate_, releaseMs);
}

void TruePeakLimiter::detect(const double* left, const double* right) noexcept {
  const float threshold = static_cast<float>(ceiling_);
  const double* inputs[2] = {left, right};
  over_ = false;
  for (int c = 0; c < 2; ++c) {
    float* fresh = window_[c] + kHistory;
    const f64x2 high = f64x2::splat(kDetectorLimit), low = f64x2::splat(-kDetectorLimit);
    for (int i = 0; i < kBlockFrames; i += 4) {
      const f64x2 a = max(min(f64x2::load(inputs[c] + i), high), low);
      const f64x2 b = max(min(f64x2::load(inputs[c] + i + 2), high), low);
      demote(a, b).store(fresh + i);
    }
    over_ = interpolator_->gapPeaks(window_[c], threshold, peaks_[c]) || over_;
    std::copy(window_[c] + kBlockFrames, window_[c] + kBlockFrames + kHistory, window_[c]);
  }
}

void TruePeakLimiter::computeGains() noexcept {
  const int settled = holdFrames_ + boxes_.frames();
  minimumGain_ = 1.0;
  if (!over_ && restFrames_ >= settled) {
    // Every stage has returned to full gain: the loop below would give exactly 1.
    std::fill(std::begin(gain_), std::end(gain_), 1.0);
    return;
  }
  for (int i = 0; i < kBlockFrames; ++i) {
    const double peak = static_cast<double>(std::max(peaks_[0][i], peaks_[1][i]));
    const double allowed = peak > ceiling_ ? ceiling_ / peak : 1.0;
    const double released = release_.process(hold_.process(allowed));
    restFrames_ = allowed == 1.0 && release_.atRest() ? restFrames_ + 1 : 0;
    gain_[i] = boxes_.process(released);
    minimumGain_ = std::min(minimumGain_, gain_[i]);
  }
  restFrames_ = std::min(restFrames_, settled);
}

void TruePeakLimiter::process(const double* left, const double* right, double* outLeft,
                              double* outRight) noexcept {
  detect(left, right);
  computeGains();
  for (int i = 0; i < kBlockFrames; ++i) {
    double* in = &delay_[2 * static_cast<size_t>((delayPosition_ + i) & delayMask_)];
    const double* out =
        &delay_[2 * static_cast<size_t>((delayPosition_ + i - latencyFrames_) & delayMask_)];
    in[0] = left[i];
    in[1] = right[i];
    outLeft[i] = out[0] * gain_[i];
    outRight[i] = out[1] * gain_[i];
  }
  delayPosition_ = (delayPosition_ + kBlockFrames) & delayMask_;
}

}  // namespace lathe
